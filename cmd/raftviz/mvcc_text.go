package main

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"

	"raftviz/mvccviz"
	"raftviz/mvccviz/layout"
)

// How wide what users wrote may be, and how much of a history is shown.
const (
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
		in.line(w, "file", "%s", in.Path())
		in.line(w, "revision", "%d, compacted %s", in.info.Revision, compacted(in.info))
		in.line(w, "keys", "%s", look.count(in))
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
	for _, table := range []*columns{in.members(), in.buckets(), look.leaseTable()} {
		if err := table.print(w, in.ink); err != nil {
			return err
		}
	}
	if more := in.info.Leases - len(look.leases); more > 0 {
		fmt.Fprintf(w, "… and %d more; --limit 0 shows all\n", more)
	}
	return nil
}

func (in *inspection) line(w *bufio.Writer, name, format string, a ...any) {
	fmt.Fprintf(w, "%-9s  %s\n", name, fit(fmt.Sprintf(format, a...), 0))
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
	i, p := in.info, &in.summary.PageStats
	line := func(name, format string, a ...any) { in.line(w, name, format, a...) }
	line("file", "%s", in.Path())
	switch in.summary.Hash {
	case "none":
		line("kind", "data file of a member, or a snapshot without a hash")
	case "ok":
		line("kind", "snapshot; its SHA-256 is right")
	case "wrong":
		line("kind", "snapshot; its SHA-256 is WRONG: this is not what was saved")
	default:
		line("kind", "snapshot that was CUT OFF inside its hash")
	}
	line("size", "%s; %s in use, %s free", bytesText(in.Size()), bytesText(p.InUse()), bytesText(p.Size()-p.InUse()))
	listed := "; the free ones are not listed, as etcd has it"
	if p.Listed {
		listed = ""
	}
	line("pages", "%d of %d bytes: %d free, %d leaf, %d branch, %d overflow, %d freelist, %d meta%s",
		p.Pages, p.PageSize, p.Free, p.Leaf, p.Branch, p.Overflow, p.Freelist, p.Meta, listed)
	if p.Lost > 0 {
		line("", "%d are lost: neither in use nor listed as free", p.Lost)
	}
	line("version", "storage %s, cluster %s%s", orNone(i.StorageVersion), orNone(i.ClusterVersion), downgrade(i))
	line("revision", "%d, compacted %s", i.Revision, compacted(i))
	line("raft", "consistent index %d, term %s%s", i.Index, orNone(zeroless(i.Term)), confText(i.ConfState))
	line("keys", "%s", look.count(in))
	auth := "off"
	if i.AuthEnabled {
		auth = "on"
	}
	line("auth", "%s, revision %d; %s, %s", auth, i.AuthRevision, count(i.Users, "user"), count(i.Roles, "role"))
	var alarms []string
	for _, a := range i.Alarms[:min(len(i.Alarms), mvccKeys)] {
		alarms = append(alarms, a.Type+" on "+a.Member)
	}
	line("alarms", "%s", orNone(strings.Join(alarms, ", ")))
	line("leases", "%d", i.Leases)
	if n := len(i.Removed); n > 0 {
		line("removed", "%s: %s", count(n, "member"), removedText(i.Removed[:min(n, mvccKeys)]))
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
func (l *keyLook) count(in *inspection) string {
	about, upTo := "", ""
	if !in.info.Exact() {
		about = "about "
	}
	if in.flags.rev > 0 {
		upTo = fmt.Sprintf(" up to revision %d", in.flags.rev)
	}
	return fmt.Sprintf("%s%d living; %s and %s%s", about, l.tally.Living,
		count(int(l.tally.Puts), "put"), count(int(l.tally.Tombstones), "tombstone"), upTo)
}

func downgrade(i *mvccviz.Info) string {
	if i.Downgrade == "" {
		return ""
	}
	return ", on the way down to " + i.Downgrade
}

func compacted(i *mvccviz.Info) string {
	text := "never"
	if i.Compacted > 0 {
		text = strconv.FormatInt(i.Compacted, 10)
	}
	if i.Scheduled > 0 {
		text += fmt.Sprintf("; compaction of %d did not end", i.Scheduled)
	}
	return text
}

func confText(c *mvccviz.ConfState) string {
	if c == nil {
		return ""
	}
	var b strings.Builder
	for _, part := range []struct {
		name string
		ids  []string
	}{{"voters", c.Voters}, {"outgoing", c.VotersOutgoing}, {"learners", c.Learners}, {"next learners", c.LearnersNext}} {
		if len(part.ids) == 0 {
			continue
		}
		b.WriteString("; " + part.name)
		for _, id := range part.ids[:min(len(part.ids), mvccKeys)] {
			b.WriteString(" " + id)
		}
	}
	return b.String()
}

func (in *inspection) members() *columns {
	c := &columns{head: []string{"member", "name", "role", "peer URLs", "client URLs"}, most: 2 * cellWidth}
	for _, m := range in.info.Members[:min(len(in.info.Members), mvccKeys)] {
		role := "voter"
		if m.Learner {
			role = "learner"
		}
		c.add(m.ID, orNone(m.Name), role, orNone(strings.Join(m.PeerURLs, " ")), orNone(strings.Join(m.ClientURLs, " ")))
	}
	return c
}

func (in *inspection) buckets() *columns {
	c := &columns{head: []string{"bucket", "entries", "bytes", "depth", "leaf", "branch", "overflow"}, right: "-rrrrrr", most: cellWidth}
	for _, b := range in.summary.Buckets[:min(len(in.summary.Buckets), mvccKeys)] {
		c.add(b.Name, fmt.Sprint(b.Entries), fmt.Sprint(b.Bytes), fmt.Sprint(b.Depth), fmt.Sprint(b.Leaf), fmt.Sprint(b.Branch), fmt.Sprint(b.Overflow))
	}
	return c
}

func (l *keyLook) leaseTable() *columns {
	c := &columns{head: []string{"lease", "TTL", "remaining", "keys", ""}, right: "-rrr", most: 2 * cellWidth}
	for _, lease := range l.leases {
		var keys []string
		for _, k := range lease.Keys[:min(len(lease.Keys), someKeys)] {
			keys = append(keys, fit(string(k), cellWidth))
		}
		n := strconv.Itoa(len(lease.Keys))
		if lease.More {
			n = "> " + n
		}
		if lease.More || len(lease.Keys) > someKeys {
			keys = append(keys, "…")
		}
		c.add(mvccviz.HexID(uint64(lease.ID)), fmt.Sprintf("%d s", lease.TTL), orNone(seconds(lease.Remaining)), n, strings.Join(keys, " "))
	}
	return c
}

func seconds(n int64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d s", n)
}

var keyHead = []string{"key", "version", "created", "modified", "lease", "value"}

// keyspace prints the keys as of a revision.
func (in *inspection) keyspace(w *bufio.Writer, living int64) error {
	c := &columns{head: keyHead, right: "-rrr", most: cellWidth}
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
	return moreKeys(w, living-int64(len(c.rows)), in.info.Exact())
}

func (c *columns) addPut(r *mvccviz.Revision) {
	lease := "-"
	if r.Lease != 0 {
		lease = mvccviz.HexID(uint64(r.Lease))
	}
	c.add(string(r.Key), fmt.Sprint(r.Version), fmt.Sprint(r.Created), r.String(), lease, string(r.Value))
}

func moreKeys(w *bufio.Writer, n int64, exact bool) error {
	if n <= 0 {
		return nil
	}
	about := ""
	if !exact {
		about = "about "
	}
	_, err := fmt.Fprintf(w, "… and %s%d more living; --limit 0 shows all, --prefix some\n", about, n)
	return err
}

// histories prints the keys of which the file holds something, living or not:
// what they are, then keys × revisions and generations.
func (in *inspection) histories(w *bufio.Writer, look *keyLook) error {
	keys, more := look.hist.Result()
	c := &columns{head: keyHead, right: "-rrr", most: cellWidth}
	living := int64(0)
	for _, k := range keys {
		if !k.Living() {
			c.add(string(k.Key), "-", "-", k.Modified().String()+"t", "-", "(deleted)")
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
	if err := grid(keys).print(w, in.ink); err != nil {
		return err
	}
	if len(keys) > 0 {
		fmt.Fprintln(w, "c created, m modified, x deleted, - exists")
	}
	if more {
		return moreKeys(w, look.tally.Living-living, in.info.Exact())
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
func bytesText(n int64) string {
	for i, unit := range []string{"GiB", "MiB", "KiB"} {
		if size := int64(1) << (30 - 10*i); n >= 10*size {
			return fmt.Sprintf("%d bytes (%d %s)", n, (n+size/2)/size, unit)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}
