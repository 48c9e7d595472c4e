package main

import (
	"bufio"
	"unicode/utf8"

	"raftviz/mvccviz"
	"raftviz/mvccviz/layout"
)

// The lines of mvcc --json. What does not apply is left out; docs/mvcc.md
// describes them. Keys and values are any bytes: key and value are there if
// they are UTF-8, else key_base64 and value_base64.
type (
	mvccFileLine struct {
		Kind     string `json:"kind"` // file
		Path     string `json:"path"`
		Size     int64  `json:"size"`
		Hash     string `json:"hash"`
		HashWant string `json:"hash_want,omitempty"`
		HashGot  string `json:"hash_got,omitempty"`
		PageSize int    `json:"page_size"`
		Pages    uint64 `json:"pages"`
		Meta     uint64 `json:"meta"`
		Free     uint64 `json:"free"`
		Leaf     uint64 `json:"leaf"`
		Branch   uint64 `json:"branch"`
		Overflow uint64 `json:"overflow"`
		Freelist uint64 `json:"freelist"`
		Lost     uint64 `json:"lost"`
		Listed   bool   `json:"listed"`
		InUse    int64  `json:"in_use"`
		TxID     uint64 `json:"txid"`
	}
	mvccStoreLine struct {
		Kind           string        `json:"kind"` // store
		Revision       int64         `json:"revision"`
		Compacted      int64         `json:"compacted"`
		Scheduled      int64         `json:"scheduled,omitempty"`
		Oldest         int64         `json:"oldest"`
		Index          uint64        `json:"consistent_index"`
		Term           uint64        `json:"term"`
		ConfState      *mvccConfLine `json:"conf_state,omitempty"`
		StorageVersion string        `json:"storage_version"`
		ClusterVersion string        `json:"cluster_version"`
		Downgrade      string        `json:"downgrade,omitempty"`
		Auth           bool          `json:"auth"`
		AuthRevision   uint64        `json:"auth_revision"`
		Users          int           `json:"users"`
		Roles          int           `json:"roles"`
		Leases         int           `json:"leases"`
	}
	mvccConfLine struct {
		Voters       []string `json:"voters"`
		Outgoing     []string `json:"outgoing,omitempty"`
		Learners     []string `json:"learners,omitempty"`
		LearnersNext []string `json:"learners_next,omitempty"`
		AutoLeave    bool     `json:"auto_leave,omitempty"`
	}
	mvccBucketLine struct {
		Kind     string `json:"kind"` // bucket
		Name     string `json:"name"`
		Entries  uint64 `json:"entries"`
		Bytes    uint64 `json:"bytes"`
		Depth    int    `json:"depth"`
		Leaf     uint64 `json:"leaf"`
		Branch   uint64 `json:"branch"`
		Overflow uint64 `json:"overflow"`
	}
	mvccMemberLine struct {
		Kind       string   `json:"kind"` // member or removed
		ID         string   `json:"id"`
		Name       string   `json:"name,omitempty"`
		Learner    bool     `json:"learner,omitempty"`
		PeerURLs   []string `json:"peer_urls,omitempty"`
		ClientURLs []string `json:"client_urls,omitempty"`
	}
	mvccAlarmLine struct {
		Kind   string `json:"kind"` // alarm
		Member string `json:"member"`
		Type   string `json:"type"`
	}
	mvccEntryLine struct {
		Kind    string  `json:"kind"` // entry
		Bucket  string  `json:"bucket"`
		Key     *string `json:"key,omitempty"`
		KeyB    []byte  `json:"key_base64,omitempty"`
		Value   *string `json:"value,omitempty"`
		ValueB  []byte  `json:"value_base64,omitempty"`
		Name    string  `json:"name"`
		Text    string  `json:"text"`
		Problem string  `json:"problem,omitempty"`
	}
	mvccRevisionLine struct {
		Kind    string  `json:"kind"` // revision or kv
		Rev     string  `json:"rev"`
		Main    int64   `json:"main"`
		Sub     int64   `json:"sub"`
		Type    string  `json:"type"` // put or delete
		Key     *string `json:"key,omitempty"`
		KeyB    []byte  `json:"key_base64,omitempty"`
		Value   *string `json:"value,omitempty"`
		ValueB  []byte  `json:"value_base64,omitempty"`
		Created int64   `json:"created,omitempty"`
		Version int64   `json:"version,omitempty"`
		Lease   string  `json:"lease,omitempty"`
	}
	mvccKeyLine struct {
		Kind        string               `json:"kind"` // key
		Key         *string              `json:"key,omitempty"`
		KeyB        []byte               `json:"key_base64,omitempty"`
		Living      bool                 `json:"living"`
		Lease       string               `json:"lease,omitempty"`
		Generations []mvccGenerationLine `json:"generations"`
		Omitted     int                  `json:"omitted,omitempty"`
	}
	mvccGenerationLine struct {
		Created   int64    `json:"created"`
		Version   int64    `json:"version"`
		Ended     bool     `json:"ended"`
		Revisions []string `json:"revisions"`
	}
	mvccLeaseLine struct {
		Kind      string   `json:"kind"` // lease
		ID        string   `json:"id"`
		TTL       int64    `json:"ttl"`
		Remaining int64    `json:"remaining,omitempty"`
		Keys      []string `json:"keys"`
		KeysB     [][]byte `json:"keys_base64,omitempty"`
		More      bool     `json:"more,omitempty"`
	}
	mvccEndLine struct {
		Kind       string `json:"kind"` // end
		OK         bool   `json:"ok"`
		Puts       int64  `json:"puts"`
		Tombstones int64  `json:"tombstones"`
		Living     int64  `json:"living"`
		Exact      bool   `json:"exact"`
	}
)

// bytesField returns bytes as the two fields that stand for them.
func bytesField(b []byte) (text *string, raw []byte) {
	if !utf8.Valid(b) {
		return nil, b
	}
	s := string(b)
	return &s, nil
}

func leaseField(id int64) string {
	if id == 0 {
		return ""
	}
	return mvccviz.HexID(uint64(id))
}

// leaseBatch is how many leases are held in memory, with a pass over the
// revisions for their keys.
const leaseBatch = 100_000

// printJSON prints for programs: everything, in the order in which it can be
// streamed.
func (in *inspection) printJSON(w *bufio.Writer) error {
	if err := in.headJSON(w); err != nil {
		return err
	}
	tally := mvccviz.Tally{Range: in.keys, At: in.flags.rev, Compacted: in.info.Compacted}
	var err error
	if in.flags.rev > 0 {
		err = in.keyspaceJSON(w, &tally)
	} else {
		err = in.historyJSON(w, &tally)
	}
	if err != nil {
		return err
	}
	return writeJSON(w, mvccEndLine{"end", in.Intact(in.trailer) == nil, tally.Puts, tally.Tombstones, tally.Living, in.info.Exact()})
}

func (in *inspection) headJSON(w *bufio.Writer) error {
	i, p := in.info, in.pages
	file := mvccFileLine{
		Kind: "file", Path: in.Path(), Size: in.Size(), Hash: in.hash(),
		PageSize: p.PageSize, Pages: p.Pages, Meta: p.Meta, Free: p.Free, Leaf: p.Leaf, Branch: p.Branch, Overflow: p.Overflow,
		Freelist: p.Freelist, Lost: p.Lost, Listed: p.Listed, InUse: p.InUse(), TxID: in.TxID(),
	}
	if t := in.trailer; t != nil {
		file.HashWant, file.HashGot = t.Want, t.Got
	}
	lines := []any{file, mvccStoreLine{
		Kind: "store", Revision: i.Revision, Compacted: i.Compacted, Scheduled: i.Scheduled, Oldest: i.Oldest(),
		Index: i.Index, Term: i.Term, ConfState: newConfLine(i.ConfState), StorageVersion: i.StorageVersion, ClusterVersion: i.ClusterVersion,
		Downgrade: i.Downgrade, Auth: i.AuthEnabled, AuthRevision: i.AuthRevision, Users: i.Users, Roles: i.Roles, Leases: i.Leases,
	}}
	for _, b := range p.Buckets {
		lines = append(lines, mvccBucketLine{"bucket", b.Name, b.Entries, b.Bytes, b.Depth, b.Leaf, b.Branch, b.Overflow})
	}
	for _, m := range i.Members {
		lines = append(lines, mvccMemberLine{"member", m.ID, m.Name, m.Learner, m.PeerURLs, m.ClientURLs})
	}
	for _, id := range i.Removed {
		lines = append(lines, mvccMemberLine{Kind: "removed", ID: id})
	}
	for _, a := range i.Alarms {
		lines = append(lines, mvccAlarmLine{"alarm", a.Member, a.Type})
	}
	for _, l := range lines {
		if err := writeJSON(w, l); err != nil {
			return err
		}
	}
	return in.entriesJSON(w)
}

func newConfLine(c *mvccviz.ConfState) *mvccConfLine {
	if c == nil {
		return nil
	}
	return &mvccConfLine{hexIDs(c.Voters), hexIDs(c.VotersOutgoing), hexIDs(c.Learners), hexIDs(c.LearnersNext), c.AutoLeave}
}

func hexIDs(ids []uint64) []string {
	hex := []string{}
	for _, id := range ids {
		hex = append(hex, mvccviz.HexID(id))
	}
	return hex
}

// entriesJSON prints the raw entries of all buckets but "key", whose entries are
// the revisions.
func (in *inspection) entriesJSON(w *bufio.Writer) error {
	for _, bucket := range in.Buckets() {
		if bucket == "key" {
			continue
		}
		err := mvccviz.EachEntry(in, bucket, nil, func(e *mvccviz.BucketEntry) error {
			l := mvccEntryLine{Kind: "entry", Bucket: bucket, Name: e.Name, Text: e.Text}
			l.Key, l.KeyB = bytesField(e.Key)
			if bucket != "authUsers" { // the hash of a password is for nobody
				l.Value, l.ValueB = bytesField(e.Value)
			}
			if e.Err != nil {
				l.Problem = e.Err.Error()
			}
			return writeJSON(w, l)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// keyspaceJSON prints the keys as of a revision.
func (in *inspection) keyspaceJSON(w *bufio.Writer, tally *mvccviz.Tally) error {
	err := mvccviz.EachRevision(in, layout.Revision{}, func(r *mvccviz.Revision) error {
		if r.Main > in.at() {
			return mvccviz.ErrStop
		}
		tally.Add(r)
		return nil
	})
	if err != nil {
		return err
	}
	n := 0
	return mvccviz.EachAt(in, in.keys, in.at(), in.flags.limit, func(r *mvccviz.Revision) error {
		if n++; in.flags.limit > 0 && n > in.flags.limit {
			return mvccviz.ErrStop
		}
		return writeJSON(w, newRevisionLine("kv", r))
	})
}

// historyJSON prints every revision, then every key, then every lease.
func (in *inspection) historyJSON(w *bufio.Writer, tally *mvccviz.Tally) error {
	err := mvccviz.EachRevision(in, layout.Revision{}, func(r *mvccviz.Revision) error {
		tally.Add(r)
		if !in.keys.Has(r.Key) {
			return nil
		}
		return writeJSON(w, newRevisionLine("revision", r))
	})
	if err != nil {
		return err
	}
	n := 0
	err = mvccviz.EachHistory(in, mvccviz.Histories{Range: in.keys, Keys: in.flags.limit}, func(k *mvccviz.KeyHistory) error {
		if n++; in.flags.limit > 0 && n > in.flags.limit {
			return mvccviz.ErrStop
		}
		return writeJSON(w, newKeyLine(k))
	})
	if err != nil {
		return err
	}
	return in.leasesJSON(w)
}

func newRevisionLine(kind string, r *mvccviz.Revision) mvccRevisionLine {
	l := mvccRevisionLine{Kind: kind, Rev: r.String(), Main: r.Main, Sub: r.Sub, Type: "put",
		Created: r.Created, Version: r.Version, Lease: leaseField(r.Lease)}
	l.Key, l.KeyB = bytesField(r.Key)
	if r.Tombstone {
		l.Type = "delete"
	} else {
		l.Value, l.ValueB = bytesField(r.Value)
	}
	return l
}

func newKeyLine(k *mvccviz.KeyHistory) mvccKeyLine {
	l := mvccKeyLine{Kind: "key", Living: k.Living(), Lease: leaseField(k.Lease), Omitted: k.Omitted, Generations: []mvccGenerationLine{}}
	l.Key, l.KeyB = bytesField(k.Key)
	for _, g := range k.Generations {
		gl := mvccGenerationLine{g.Created.Main, g.Version, g.Ended, []string{}}
		for _, r := range g.Revs {
			gl.Revisions = append(gl.Revisions, r.String())
		}
		l.Generations = append(l.Generations, gl)
	}
	return l
}

// leasesJSON prints the leases with their keys, a batch at a time.
func (in *inspection) leasesJSON(w *bufio.Writer) error {
	left := in.flags.limit
	for from := int64(0); ; {
		var batch []*mvccviz.Lease
		err := mvccviz.EachLease(in, from, func(l *mvccviz.Lease) error {
			if len(batch) == leaseBatch || left > 0 && len(batch) == left {
				return mvccviz.ErrStop
			}
			batch = append(batch, l)
			return nil
		})
		if err != nil || len(batch) == 0 {
			return err
		}
		held := mvccviz.NewAttached(batch)
		held.Range = in.keys
		if err := mvccviz.EachRevision(in, layout.Revision{}, func(r *mvccviz.Revision) error { held.Add(r); return nil }); err != nil {
			return err
		}
		held.Finish()
		for _, l := range batch {
			if err := writeJSON(w, newLeaseLine(l)); err != nil {
				return err
			}
		}
		if from = batch[len(batch)-1].ID + 1; from == 0 { // it was the highest there is
			return nil
		}
		if left > 0 {
			if left -= len(batch); left == 0 {
				return nil
			}
		}
	}
}

func newLeaseLine(l *mvccviz.Lease) mvccLeaseLine {
	line := mvccLeaseLine{Kind: "lease", ID: mvccviz.HexID(uint64(l.ID)), TTL: l.TTL, Remaining: l.Remaining, Keys: []string{}, More: l.More}
	for _, k := range l.Keys {
		if text, raw := bytesField(k); text != nil {
			line.Keys = append(line.Keys, *text)
		} else {
			line.KeysB = append(line.KeysB, raw)
		}
	}
	return line
}
