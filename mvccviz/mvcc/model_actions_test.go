package mvcc

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"raftviz/mvccviz/layout"

	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"
)

// A modeledStore is a store and its model, which are compared.
type modeledStore struct {
	model
	s    *Store
	path string
}

func (p *modeledStore) open(t *rapid.T) {
	s, err := Open(p.path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	p.s = s
}

func (p *modeledStore) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"put": func(t *rapid.T) {
			k, v, lease := keys.Draw(t, "key"), values.Draw(t, "value"), rapid.Int64Range(0, 2).Draw(t, "lease")
			lease = p.lease(lease)
			p.model.put(k, v, lease)
			if got := p.s.Put([]byte(k), []byte(v), lease); got != p.rev() {
				t.Fatalf("put at %d, want %d", got, p.rev())
			}
		},
		"delete": func(t *rapid.T) {
			r := modelRanges.Draw(t, "range")
			want := p.model.delete(r.lo, r.hi)
			if n, rev := p.s.DeleteRange([]byte(r.key), []byte(r.end)); n != want || rev != p.rev() {
				t.Fatalf("deleted %d at %d, want %d at %d", n, rev, want, p.rev())
			}
		},
		"range": func(t *rapid.T) {
			r, rev := modelRanges.Draw(t, "range"), rapid.Int64Range(-1, p.rev()+1).Draw(t, "rev")
			o := RangeOptions{Rev: rev, Limit: rapid.Int64Range(0, 3).Draw(t, "limit"),
				CountOnly: rapid.Bool().Draw(t, "count"), KeysOnly: rapid.Bool().Draw(t, "keys")}
			p.compareRange(t, r, o)
		},
		"compact": func(t *rapid.T) {
			rev := rapid.Int64Range(1, p.rev()+1).Draw(t, "rev")
			err := p.s.Compact(rev)
			switch {
			case rev <= p.compact:
				if err != layout.ErrCompacted {
					t.Fatalf("compaction at %d, after %d: %v", rev, p.compact, err)
				}
			case rev > p.rev():
				if err != layout.ErrFutureRev {
					t.Fatalf("compaction at %d, of %d: %v", rev, p.rev(), err)
				}
			case err != nil:
				t.Fatal(err)
			default:
				p.compact = rev
			}
		},
		"compact step": func(t *rapid.T) {
			if _, err := p.s.CompactStep(rapid.IntRange(1, 9).Draw(t, "limit")); err != nil {
				t.Fatal(err)
			}
		},
		"finish compactions": func(t *rapid.T) {
			for r := (CompactResult{Rev: 1}); r.Rev > 0; {
				var err error
				if r, err = p.s.CompactStep(3); err != nil {
					t.Fatal(err)
				}
			}
			p.compareFile(t)
		},
		"defrag": func(t *rapid.T) {
			if _, _, err := p.s.Defrag(); err != nil {
				t.Fatal(err)
			}
			p.commit(t)
		},
		"grant": func(t *rapid.T) {
			_, _ = p.s.Grant(rapid.Int64Range(1, 2).Draw(t, "lease"), 60) // it may exist
		},
		"revoke": func(t *rapid.T) {
			id := rapid.Int64Range(1, 2).Draw(t, "lease")
			main := p.rev() + 1
			for i, k := range p.s.LeaseKeys(id) {
				p.changes = append(p.changes, change{layout.Revision{Main: main, Sub: int64(i)}, true, &mvccpb.KeyValue{Key: []byte(k)}})
			}
			_, _, _ = p.s.Revoke(id) // it may not exist
		},
		"index": func(t *rapid.T) {
			p.index += rapid.Uint64Range(1, 3).Draw(t, "more")
			p.s.SetConsistentIndex(p.index, p.index/5+1)
		},
		"commit": func(t *rapid.T) {
			p.commit(t)
		},
		"snapshot": func(t *rapid.T) {
			data, err := p.s.Snapshot()
			if err != nil {
				t.Fatal(err)
			}
			p.commit(t)
			p.s.Close()
			if err := Install(p.path, data); err != nil {
				t.Fatal(err)
			}
			p.open(t)
		},
		"crash": func(t *rapid.T) {
			before, whole := p.s, p.synced == len(p.changes) && p.s.Pending() == 0
			p.s.Close()
			p.changes, p.index, p.compact = p.changes[:p.synced], p.durable, p.keptCompact
			p.open(t)
			if got := p.showAttached(); got != p.keptLeases {
				t.Fatalf("leases after the crash: %s, want %s", got, p.keptLeases)
			}
			_, running := before.Compacting()
			if whole && !running && p.s.CompactRev() == before.CompactRev() && (!p.s.kvindex.equal(before.kvindex) || p.s.Hash() != before.Hash()) {
				t.Fatal("index or hash differ after reopening")
			}
		},
		"": p.compare,
	}
}

func (p *modeledStore) commit(t *rapid.T) {
	if err := p.s.Commit(); err != nil {
		t.Fatal(err)
	}
	p.synced, p.durable = len(p.changes), p.index
	p.keptCompact, p.keptLeases = p.compact, p.showAttached()
}

// showAttached returns the leases and their keys.
func (p *modeledStore) showAttached() (out string) {
	for _, l := range p.s.Leases() {
		out += fmt.Sprintf("%d %q; ", l.ID, p.s.LeaseKeys(l.ID))
	}
	return out
}

// lease returns id if there is such a lease, otherwise 0. (A key put with a
// lease that does not exist is not attached, but would be if the lease were
// granted later and the store opened again.)
func (p *modeledStore) lease(id int64) int64 {
	if _, ok := p.s.Lease(id); ok {
		return id
	}
	return 0
}

// compareFile compares the revisions in the file with what the last compaction,
// which is finished, leaves of them. A tombstone at its revision may stay or not:
// package etcdtest knows.
func (p *modeledStore) compareFile(t *rapid.T) {
	stays := map[layout.Revision]bool{}
	last := map[string]change{} // by key, up to the compaction
	for _, c := range p.changes {
		if c.rev.Main > p.compact {
			stays[c.rev] = true
		} else {
			last[string(c.kv.Key)] = c
		}
	}
	at := map[layout.Revision]bool{}
	for _, c := range last {
		if !c.del {
			stays[c.rev] = true
		} else if c.rev.Main == p.compact {
			at[c.rev] = true
		}
	}
	err := p.s.b.scan(layout.KeyBucket, nil, func(k, _ []byte) error {
		rev, _, err := layout.ParseKey(k)
		if !stays[rev] && !at[rev] {
			t.Fatalf("compacted at %d, the file still holds %v", p.compact, rev)
		}
		delete(stays, rev)
		return err
	})
	if err != nil || len(stays) > 0 {
		t.Fatalf("compacted at %d, the file lacks %v; %v", p.compact, stays, err)
	}
}

// compare compares everything except ranges.
func (p *modeledStore) compare(t *rapid.T) {
	index, _ := p.s.ConsistentIndex()
	got := fmt.Sprint(p.s.Rev(), p.s.Keys(), index, p.s.DurableIndex())
	if want := fmt.Sprint(p.rev(), len(p.at("", "", p.rev())), p.index, p.durable); got != want {
		t.Fatalf("rev, keys, index, durable index: %s, want %s", got, want)
	}
	sum := uint64(0)
	if err := p.s.b.scan(layout.KeyBucket, nil, func(k, v []byte) error { sum += hashPair(k, v); return nil }); err != nil || sum != p.s.Hash() {
		t.Fatalf("hash %x, want %x; %v", p.s.Hash(), sum, err)
	}
	if p.compact > 0 {
		return // the entries that compaction keeps are compared in package etcdtest
	}
	for _, rev := range []int64{1, (p.rev() + 1) / 2, p.rev()} {
		if h, err := p.s.HashKV(rev); err != nil || h.Hash != p.hashKV(t, rev) {
			t.Fatalf("HashKV(%d) = %v, %v; want %d", rev, h, err, p.hashKV(t, rev))
		}
	}
}

func (p *modeledStore) compareRange(t *rapid.T, r modelRange, o RangeOptions) {
	got, err := p.s.Range([]byte(r.key), []byte(r.end), o)
	if o.Rev > p.rev() {
		if err != layout.ErrFutureRev {
			t.Fatalf("range at %d of %d: %v", o.Rev, p.rev(), err)
		}
		return
	}
	at := o.Rev
	if at <= 0 {
		at = p.rev()
	} else if at < p.compact {
		if err != layout.ErrCompacted {
			t.Fatalf("range at %d, compacted at %d: %v", at, p.compact, err)
		}
		return
	}
	want := p.at(r.lo, r.hi, at)
	if err != nil || got.Count != int64(len(want)) || got.Rev != p.rev() {
		t.Fatalf("range %+v %+v: count %d at %d, %v; want %d at %d", r, o, got.Count, got.Rev, err, len(want), p.rev())
	}
	if o.CountOnly {
		want = nil
	} else if o.Limit > 0 {
		want = want[:min(len(want), int(o.Limit))]
	}
	same := slices.EqualFunc(got.KVs, want, func(a, b *mvccpb.KeyValue) bool {
		if o.KeysOnly {
			b = proto.CloneOf(b)
			b.Value, b.Lease = nil, 0
		}
		return proto.Equal(a, b)
	})
	if !same {
		t.Fatalf("range %+v %+v: %v, want %v", r, o, got.KVs, want)
	}
}

func TestModel(t *testing.T) {
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		p := &modeledStore{path: filepath.Join(dir, fmt.Sprint(n))}
		p.open(rt)
		defer func() { p.s.Close() }()
		rt.Repeat(p.actions())
		p.s.Close()
		check(t, p.path)
	})
}
