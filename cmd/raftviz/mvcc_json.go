package main

import (
	"bufio"

	"raftviz/mvccviz"
	"raftviz/mvccviz/layout"
)

// The lines of mvcc --json are the values of mvccviz and datafile as they are,
// each with its kind in front; docs/mvcc.md describes them. Only the last line
// is made here.
type mvccEndLine struct {
	OK bool `json:"ok"`
	mvccviz.Tally
	Exact bool `json:"exact"`
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
	return writeKind(w, "end", mvccEndLine{in.Intact(in.summary.Trailer) == nil, tally, in.info.Exact()})
}

func (in *inspection) headJSON(w *bufio.Writer) error {
	type line struct {
		kind string
		v    any
	}
	lines := []line{{"file", in.summary}, {"store", in.info}}
	for i := range in.summary.Buckets {
		lines = append(lines, line{"bucket", &in.summary.Buckets[i]})
	}
	for _, m := range in.info.Members {
		lines = append(lines, line{"member", m})
	}
	for _, m := range in.info.Removed {
		lines = append(lines, line{"removed", m})
	}
	for _, a := range in.info.Alarms {
		lines = append(lines, line{"alarm", a})
	}
	for _, l := range lines {
		if err := writeKind(w, l.kind, l.v); err != nil {
			return err
		}
	}
	return in.entriesJSON(w)
}

// entriesJSON prints the raw entries of all buckets but "key", whose entries are
// the revisions.
func (in *inspection) entriesJSON(w *bufio.Writer) error {
	for _, bucket := range in.Buckets() {
		if bucket == layout.KeyBucket.String() {
			continue
		}
		err := mvccviz.EachEntry(in, bucket, nil, func(e *mvccviz.BucketEntry) error { return writeKind(w, "entry", e) })
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
		return writeKind(w, "kv", r)
	})
}

// historyJSON prints every revision, then every key, then every lease.
func (in *inspection) historyJSON(w *bufio.Writer, tally *mvccviz.Tally) error {
	err := mvccviz.EachRevision(in, layout.Revision{}, func(r *mvccviz.Revision) error {
		tally.Add(r)
		if !in.keys.Has(r.Key) {
			return nil
		}
		return writeKind(w, "revision", r)
	})
	if err != nil {
		return err
	}
	n := 0
	err = mvccviz.EachHistory(in, mvccviz.Histories{Range: in.keys, Keys: in.flags.limit}, func(k *mvccviz.KeyHistory) error {
		if n++; in.flags.limit > 0 && n > in.flags.limit {
			return mvccviz.ErrStop
		}
		return writeKind(w, "key", k)
	})
	if err != nil {
		return err
	}
	return in.leasesJSON(w)
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
			if err := writeKind(w, "lease", l); err != nil {
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
