package main

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"

	"raftviz/engine/lang"
	"raftviz/engine/termtext"
	"raftviz/mvccviz"
	"raftviz/mvccviz/layout"
)

// How wide what users wrote may be, and how much of a history is shown.
const (
	nameWidth = 9
	cellWidth = 32
	gridWidth = 60 // of all columns of revisions
	keptRevs  = 12 // of a key
	someKeys  = 3  // of a lease
)

// printText prints for people; docs/mvcc.md explains it.
func (in *inspection) printText(w *bufio.Writer) error {
	look := &keyLook{
		tally: mvccviz.Tally{Range: in.keys, At: in.flags.rev, Compacted: in.info.Compacted},
		hist:  mvccviz.Histories{Range: in.keys, Keys: in.flags.limit, Revisions: keptRevs},
	}
	if err := look.read(in); err != nil {
		return err
	}
	if in.asked() {
		in.line(w, texts.Sayf("file"), lang.Verbatim(in.Path()))
		in.line(w, texts.Sayf("revision"), texts.Sayf("%d, compacted %s", in.info.Revision, compacted(in.info)))
		in.line(w, texts.Sayf("keys"), look.count(in))
	} else if err := in.whole(w, look); err != nil {
		return err
	}
	if in.flags.rev > 0 {
		return in.keyspace(w, look.tally.Living)
	}
	return in.histories(w, look)
}

// asked reports whether only some keys or an old revision are asked for, and so
// nothing of the whole file.
func (in *inspection) asked() bool { return in.flags.rev > 0 || !in.keys.Has([]byte{}) }

// whole prints everything but the keys.
func (in *inspection) whole(w *bufio.Writer, look *keyLook) error {
	in.head(w, look)
	for _, table := range []*columns{in.members(), in.buckets(), look.leaseTable(in)} {
		if err := table.print(w, in.ink); err != nil {
			return err
		}
	}
	if more := in.info.Leases - len(look.leases); more > 0 {
		in.note(w, texts.Sayf("… and %d more; --limit 0 shows all", more))
	}
	return nil
}

// line prints a line of the summary: its name, and what there is.
func (in *inspection) line(w *bufio.Writer, name, what lang.Message) {
	label := name.In(in.lang)
	space := strings.Repeat(" ", max(nameWidth-termtext.Width(label), 0))
	fmt.Fprintf(w, "%s%s  %s\n", label, space, fit(what.In(in.lang), 0))
}

// note prints what is to be said beneath a table.
func (in *inspection) note(w *bufio.Writer, what lang.Message) { fmt.Fprintln(w, what.In(in.lang)) }

// heads are the names of columns.
func (in *inspection) heads(names ...lang.Message) (list []string) {
	for _, n := range names {
		list = append(list, n.In(in.lang))
	}
	return list
}

// A keyLook is what one pass over the revisions finds.
type keyLook struct {
	tally  mvccviz.Tally
	hist   mvccviz.Histories
	leases []*mvccviz.Lease
	held   *mvccviz.Attached
}

func (l *keyLook) read(in *inspection) error {
	err := mvccviz.EachLease(in, 0, func(lease *mvccviz.Lease) error {
		if in.flags.limit > 0 && len(l.leases) == in.flags.limit {
			return mvccviz.ErrStop
		}
		l.leases = append(l.leases, lease)
		return nil
	})
	if err != nil {
		return err
	}
	l.held = mvccviz.NewAttached(l.leases)
	err = mvccviz.EachRevision(in, layout.Revision{}, func(r *mvccviz.Revision) error {
		l.tally.Add(r)
		l.held.Add(r)
		if in.flags.rev == 0 {
			l.hist.Add(r)
		}
		return nil
	})
	l.held.Finish()
	return err
}

// head prints what is true of the whole file.
func (in *inspection) head(w *bufio.Writer, look *keyLook) {
	i := in.info
	in.line(w, texts.Sayf("file"), lang.Verbatim(in.Path()))
	in.line(w, texts.Sayf("kind"), kindOf(in.summary.Hash))
	in.pages(w)
	in.line(w, texts.Sayf("version"), texts.Sayf("storage %s, cluster %s%s", orNone(i.StorageVersion), orNone(i.ClusterVersion), downgrade(i)))
	in.line(w, texts.Sayf("revision"), texts.Sayf("%d, compacted %s", i.Revision, compacted(i)))
	in.line(w, texts.Sayf("raft"), texts.Sayf("consistent index %d, term %s%s", i.Index, orNone(zeroless(i.Term)), confText(i.ConfState)))
	in.line(w, texts.Sayf("keys"), look.count(in))
	auth := texts.Sayf("off")
	if i.AuthEnabled {
		auth = texts.Sayf("on")
	}
	in.line(w, texts.Sayf("auth"), texts.Sayf("%s, revision %d; %s, %s", auth, i.AuthRevision, users(i.Users), roles(i.Roles)))
	var alarms lang.Clauses
	for _, a := range i.Alarms[:min(len(i.Alarms), mvccKeys)] {
		alarms = append(alarms, texts.Sayf("%s on %s", a.Type, a.Member))
	}
	if len(alarms) == 0 {
		alarms = lang.Clauses{lang.Verbatim("-")}
	}
	in.line(w, texts.Sayf("alarms"), texts.Sayf("%s", alarms))
	in.line(w, texts.Sayf("leases"), texts.Sayf("%d", i.Leases))
	if n := len(i.Removed); n > 0 {
		in.line(w, texts.Sayf("removed"), texts.Sayf("%s: %s", members(n), removedText(i.Removed[:min(n, mvccKeys)])))
	}
}

// kindOf says what kind of file it is, by what is known of its hash.
func kindOf(hash string) lang.Message {
	switch hash {
	case "none":
		return texts.Sayf("data file of a member, or a snapshot without a hash")
	case "ok":
		return texts.Sayf("snapshot; its SHA-256 is right")
	case "wrong":
		return texts.Sayf("snapshot; its SHA-256 is WRONG: this is not what was saved")
	}
	return texts.Sayf("snapshot that was CUT OFF inside its hash")
}

// pages prints how large the file is, and what its pages are.
func (in *inspection) pages(w *bufio.Writer) {
	p := &in.summary.PageStats
	in.line(w, texts.Sayf("size"), texts.Sayf("%s; %s in use, %s free", bytesText(in.Size()), bytesText(p.InUse()), bytesText(p.Size()-p.InUse())))
	var listed lang.Message
	if !p.Listed {
		listed = texts.Sayf("; the free ones are not listed, as etcd has it")
	}
	in.line(w, texts.Sayf("pages"), texts.Sayf("%d of %d bytes: %d free, %d leaf, %d branch, %d overflow, %d freelist, %d meta%s",
		p.Pages, p.PageSize, p.Free, p.Leaf, p.Branch, p.Overflow, p.Freelist, p.Meta, listed))
	if p.Lost > 0 {
		in.line(w, lang.Message{}, texts.Sayf("%d are lost: neither in use nor listed as free", p.Lost))
	}
}

func removedText(members []mvccviz.Member) string {
	ids := make([]string, len(members))
	for i, m := range members {
		ids[i] = m.ID
	}
	return strings.Join(ids, " ")
}

// count says how many keys there are.
func (l *keyLook) count(in *inspection) lang.Message {
	var about, upTo lang.Message
	if !in.info.Exact() {
		about = texts.Sayf("about ")
	}
	if in.flags.rev > 0 {
		upTo = texts.Sayf(" up to revision %d", in.flags.rev)
	}
	return texts.Sayf("%s%d living; %s and %s%s", about, l.tally.Living, puts(int(l.tally.Puts)), tombstones(int(l.tally.Tombstones)), upTo)
}

func downgrade(i *mvccviz.Info) (said lang.Message) {
	if i.Downgrade != "" {
		said = texts.Sayf(", on the way down to %s", i.Downgrade)
	}
	return said
}

func compacted(i *mvccviz.Info) lang.Message {
	text := texts.Sayf("never")
	if i.Compacted > 0 {
		text = texts.Sayf("%d", i.Compacted)
	}
	if i.Scheduled > 0 {
		text = texts.Sayf("%s; compaction of %d did not end", text, i.Scheduled)
	}
	return text
}

func confText(c *mvccviz.ConfState) (said lang.Message) {
	if c == nil {
		return said
	}
	for _, part := range []struct {
		name lang.Message
		ids  []string
	}{
		{texts.Sayf("voters"), c.Voters}, {texts.Sayf("outgoing"), c.VotersOutgoing},
		{texts.Sayf("learners"), c.Learners}, {texts.Sayf("next learners"), c.LearnersNext},
	} {
		if n := len(part.ids); n > 0 {
			said = texts.Sayf("%s; %s %s", said, part.name, strings.Join(part.ids[:min(n, mvccKeys)], " "))
		}
	}
	return said
}

func (in *inspection) members() *columns {
	head := in.heads(texts.Sayf("member"), texts.Sayf("name"), texts.Sayf("role"), texts.Sayf("peer URLs"), texts.Sayf("client URLs"))
	c := &columns{head: head, most: 2 * cellWidth}
	for _, m := range in.info.Members[:min(len(in.info.Members), mvccKeys)] {
		role := texts.Sayf("voter")
		if m.Learner {
			role = texts.Sayf("learner")
		}
		c.add(m.ID, orNone(m.Name), role.In(in.lang), orNone(strings.Join(m.PeerURLs, " ")), orNone(strings.Join(m.ClientURLs, " ")))
	}
	return c
}

func (in *inspection) buckets() *columns {
	head := in.heads(texts.Sayf("bucket"), texts.Sayf("entries"), texts.Sayf("bytes"), texts.Sayf("depth"), texts.Sayf("leaf"), texts.Sayf("branch"), texts.Sayf("overflow"))
	c := &columns{head: head, right: "-rrrrrr", most: cellWidth}
	for _, b := range in.summary.Buckets[:min(len(in.summary.Buckets), mvccKeys)] {
		c.add(b.Name, fmt.Sprint(b.Entries), fmt.Sprint(b.Bytes), fmt.Sprint(b.Depth), fmt.Sprint(b.Leaf), fmt.Sprint(b.Branch), fmt.Sprint(b.Overflow))
	}
	return c
}

func (l *keyLook) leaseTable(in *inspection) *columns {
	head := in.heads(texts.Sayf("lease"), texts.Sayf("TTL"), texts.Sayf("remaining"), texts.Sayf("keys"), lang.Message{})
	c := &columns{head: head, right: "-rrr", most: 2 * cellWidth}
	for _, lease := range l.leases {
		var keys []string
		for _, k := range lease.Keys[:min(len(lease.Keys), someKeys)] {
			keys = append(keys, fit(string(k), cellWidth))
		}
		remaining := lang.Verbatim("-")
		if lease.Remaining != 0 {
			remaining = seconds(lease.Remaining)
		}
		n := strconv.Itoa(len(lease.Keys))
		if lease.More {
			n = "> " + n
		}
		if lease.More || len(lease.Keys) > someKeys {
			keys = append(keys, "…")
		}
		c.add(mvccviz.HexID(uint64(lease.ID)), seconds(lease.TTL).In(in.lang), remaining.In(in.lang), n, strings.Join(keys, " "))
	}
	return c
}

func seconds(n int64) lang.Message { return texts.Sayf("%d s", n) }

// keyHead are the columns of what is known of keys.
var keyHead = []lang.Message{
	texts.Sayf("key"), texts.Sayf("version"), texts.Sayf("created"), texts.Sayf("modified"), texts.Sayf("lease"), texts.Sayf("value"),
}

// keyspace prints the keys as of a revision.
func (in *inspection) keyspace(w *bufio.Writer, living int64) error {
	c := &columns{head: in.heads(keyHead...), right: "-rrr", most: cellWidth}
	err := mvccviz.EachAt(in, in.keys, in.at(), in.flags.limit, func(r *mvccviz.Revision) error {
		if in.flags.limit > 0 && len(c.rows) == in.flags.limit {
			return mvccviz.ErrStop
		}
		c.addPut(r)
		return nil
	})
	if err != nil {
		return err
	}
	if err := c.print(w, in.ink); err != nil {
		return err
	}
	in.moreKeys(w, living-int64(len(c.rows)))
	return nil
}

func (c *columns) addPut(r *mvccviz.Revision) {
	lease := "-"
	if r.Lease != 0 {
		lease = mvccviz.HexID(uint64(r.Lease))
	}
	c.add(string(r.Key), fmt.Sprint(r.Version), fmt.Sprint(r.Created), r.String(), lease, string(r.Value))
}

// moreKeys says how many living keys are not shown.
func (in *inspection) moreKeys(w *bufio.Writer, n int64) {
	switch {
	case n <= 0:
	case in.info.Exact():
		in.note(w, texts.Sayf("… and %d more living; --limit 0 shows all, --prefix some", n))
	default:
		in.note(w, texts.Sayf("… and about %d more living; --limit 0 shows all, --prefix some", n))
	}
}

// histories prints the keys of which the file holds something, living or not:
// what they are, then keys × revisions and generations.
func (in *inspection) histories(w *bufio.Writer, look *keyLook) error {
	keys, more := look.hist.Result()
	c := &columns{head: in.heads(keyHead...), right: "-rrr", most: cellWidth}
	living := int64(0)
	for _, k := range keys {
		if !k.Living() {
			c.add(string(k.Key), "-", "-", k.Modified().String()+"t", "-", texts.Sayf("(deleted)").In(in.lang))
			continue
		}
		living++
		put, err := mvccviz.Lookup(in, k.Modified())
		if err != nil {
			return err
		}
		c.addPut(put)
	}
	if err := c.print(w, in.ink); err != nil {
		return err
	}
	if err := in.grid(keys).print(w, in.ink); err != nil {
		return err
	}
	if len(keys) > 0 {
		in.note(w, texts.Sayf("c created, m modified, x deleted, - exists"))
	}
	if more {
		in.moreKeys(w, look.tally.Living-living)
	}
	return nil
}

func orNone(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func zeroless(n uint64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatUint(n, 10)
}

// bytesText is a number of bytes, rounded if it is large.
func bytesText(n int64) lang.Message {
	for i, unit := range []string{"GiB", "MiB", "KiB"} {
		if size := int64(1) << (30 - 10*i); n >= 10*size {
			return texts.Sayf("%d bytes (%d %s)", n, (n+size/2)/size, unit)
		}
	}
	return texts.Sayf("%d bytes", n)
}
