package mvcc

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"
)

// A model is what a store should be, the slow and obvious way: every change
// there ever was, in order.
type model struct {
	changes []change
	synced  int // changes before the last commit
	index   uint64
	durable uint64

	compact, keptCompact int64 // the last compaction, and as of the last commit
	keptLeases           string
}

type change struct {
	rev Revision
	del bool
	kv  *mvccpb.KeyValue
}

func (m *model) rev() int64 {
	if n := len(m.changes); n > 0 {
		return m.changes[n-1].rev.Main
	}
	return 1
}

// at returns the keys of [lo, hi) at a revision, in order; hi "" is no bound.
func (m *model) at(lo, hi string, rev int64) (kvs []*mvccpb.KeyValue) {
	now := map[string]*mvccpb.KeyValue{}
	for _, c := range m.changes {
		switch {
		case c.rev.Main > rev:
		case c.del:
			delete(now, string(c.kv.Key))
		default:
			now[string(c.kv.Key)] = c.kv
		}
	}
	for k, kv := range now {
		if k >= lo && (hi == "" || k < hi) {
			kvs = append(kvs, kv)
		}
	}
	slices.SortFunc(kvs, func(a, b *mvccpb.KeyValue) int { return bytes.Compare(a.Key, b.Key) })
	return kvs
}

func (m *model) put(key, value string, lease int64) {
	rev := m.rev() + 1
	kv := &mvccpb.KeyValue{Key: []byte(key), Value: []byte(value), Lease: lease,
		CreateRevision: rev, ModRevision: rev, Version: 1}
	if old := m.at(key, key+"\x00", m.rev()); len(old) > 0 {
		kv.CreateRevision, kv.Version = old[0].CreateRevision, old[0].Version+1
	}
	m.changes = append(m.changes, change{Revision{rev, 0}, false, kv})
}

func (m *model) delete(lo, hi string) int64 {
	gone, main := m.at(lo, hi, m.rev()), m.rev()+1
	for i, kv := range gone {
		m.changes = append(m.changes, change{Revision{main, int64(i)}, true, &mvccpb.KeyValue{Key: kv.Key}})
	}
	return int64(len(gone))
}

func (m *model) hashKV(t *rapid.T, rev int64) uint32 {
	h := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	h.Write([]byte("key"))
	for _, c := range m.changes {
		if c.rev.Main > rev {
			break
		}
		v, err := proto.Marshal(c.kv)
		if err != nil {
			t.Fatal(err)
		}
		h.Write(c.rev.AppendKey(nil, c.del))
		h.Write(v)
	}
	return h.Sum32()
}

var (
	keys   = rapid.SampledFrom([]string{"a", "aa", "ab", "b", "b\x00", "c", "\xff"})
	values = rapid.StringN(0, 40, -1)
)

// A span is a range of keys, as the store and as the model are asked for it.
type span struct{ key, end, lo, hi string }

var spans = rapid.Custom(func(t *rapid.T) span {
	key := keys.Draw(t, "key")
	switch rapid.IntRange(0, 3).Draw(t, "kind of range") {
	case 0:
		return span{key, "", key, key + "\x00"}
	case 1:
		return span{key, all, key, ""}
	case 2:
		end := string(PrefixEnd([]byte(key)))
		if end == all {
			return span{key, end, key, ""}
		}
		return span{key, end, key, end}
	}
	end := keys.Draw(t, "end")
	return span{key, end, key, end}
})

// A pairing is a store and its model, to be compared.
type pairing struct {
	model
	s    *Store
	path string
}

func (p *pairing) open(t *rapid.T) {
	s, err := Open(p.path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	p.s = s
}

func (p *pairing) actions() map[string]func(*rapid.T) {
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
			r := spans.Draw(t, "range")
			want := p.model.delete(r.lo, r.hi)
			if n, rev := p.s.DeleteRange([]byte(r.key), []byte(r.end)); n != want || rev != p.rev() {
				t.Fatalf("deleted %d at %d, want %d at %d", n, rev, want, p.rev())
			}
		},
		"range": func(t *rapid.T) {
			r, rev := spans.Draw(t, "range"), rapid.Int64Range(-1, p.rev()+1).Draw(t, "rev")
			o := RangeOptions{Rev: rev, Limit: rapid.Int64Range(0, 3).Draw(t, "limit"),
				CountOnly: rapid.Bool().Draw(t, "count"), KeysOnly: rapid.Bool().Draw(t, "keys")}
			p.compareRange(t, r, o)
		},
		"compact": func(t *rapid.T) {
			rev := rapid.Int64Range(1, p.rev()+1).Draw(t, "rev")
			err := p.s.Compact(rev)
			switch {
			case rev <= p.compact:
				if err != ErrCompacted {
					t.Fatalf("compaction at %d, after %d: %v", rev, p.compact, err)
				}
			case rev > p.rev():
				if err != ErrFutureRev {
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
				p.changes = append(p.changes, change{Revision{main, int64(i)}, true, &mvccpb.KeyValue{Key: []byte(k)}})
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
			if got := p.attached(); got != p.keptLeases {
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

func (p *pairing) commit(t *rapid.T) {
	if err := p.s.Commit(); err != nil {
		t.Fatal(err)
	}
	p.synced, p.durable = len(p.changes), p.index
	p.keptCompact, p.keptLeases = p.compact, p.attached()
}

// attached returns the leases and their keys.
func (p *pairing) attached() (out string) {
	for _, l := range p.s.Leases() {
		out += fmt.Sprintf("%d %q; ", l.ID, p.s.LeaseKeys(l.ID))
	}
	return out
}

// lease returns the ID of a lease if there is one, and 0 else: a key put with a lease that
// is not granted is attached to none, but would be once it is, after a crash.
func (p *pairing) lease(id int64) int64 {
	if _, ok := p.s.Lease(id); ok {
		return id
	}
	return 0
}

// compare checks everything but ranges.
func (p *pairing) compare(t *rapid.T) {
	index, _ := p.s.ConsistentIndex()
	got := fmt.Sprint(p.s.Rev(), p.s.Keys(), index, p.s.DurableIndex())
	if want := fmt.Sprint(p.rev(), len(p.at("", "", p.rev())), p.index, p.durable); got != want {
		t.Fatalf("rev, keys, index, durable index: %s, want %s", got, want)
	}
	sum := uint64(0)
	if err := p.s.b.scan(bucketKey, nil, func(k, v []byte) error { sum += hashPair(k, v); return nil }); err != nil || sum != p.s.Hash() {
		t.Fatalf("hash %x, want %x; %v", p.s.Hash(), sum, err)
	}
	if p.compact > 0 {
		return // what compaction leaves is compared with etcd
	}
	for _, rev := range []int64{1, (p.rev() + 1) / 2, p.rev()} {
		if h, err := p.s.HashKV(rev); err != nil || h.Hash != p.hashKV(t, rev) {
			t.Fatalf("HashKV(%d) = %v, %v; want %d", rev, h, err, p.hashKV(t, rev))
		}
	}
}

func (p *pairing) compareRange(t *rapid.T, r span, o RangeOptions) {
	got, err := p.s.Range([]byte(r.key), []byte(r.end), o)
	if o.Rev > p.rev() {
		if err != ErrFutureRev {
			t.Fatalf("range at %d of %d: %v", o.Rev, p.rev(), err)
		}
		return
	}
	at := o.Rev
	if at <= 0 {
		at = p.rev()
	} else if at < p.compact {
		if err != ErrCompacted {
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
		p := &pairing{path: filepath.Join(dir, fmt.Sprint(n))}
		p.open(rt)
		defer func() { p.s.Close() }()
		rt.Repeat(p.actions())
		p.s.Close()
		check(t, p.path)
	})
}

// Equal calls give equal files, also if one of them was closed and opened again
// after its commits.
func TestFilesAreEqual(t *testing.T) {
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		var files [3][]byte
		path := func(i int) string { return filepath.Join(dir, fmt.Sprintf("%d-%d", n, i)) }
		script := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) step {
			return step{rapid.IntRange(0, 9).Draw(t, "op"), spans.Draw(t, "range"), rapid.StringN(0, 900, -1).Draw(t, "value")}
		}), 1, 60).Draw(rt, "script")
		for i := range files {
			files[i] = run(rt, path(i), script, i == 2)
		}
		for i, f := range files[1:] {
			if !bytes.Equal(f, files[0]) {
				rt.Fatalf("file %d differs from the first", i+1)
			}
		}
		check(t, path(2))
	})
}

type step struct {
	op    int
	r     span
	value string
}

func run(t *rapid.T, path string, script []step, reopen bool) []byte {
	p := pairing{path: path}
	p.open(t)
	for i := range 400 { // something to compact: pages upon pages
		p.s.Put(fmt.Appendf(nil, "%d", i%len(script)), fmt.Appendf(nil, "%0*d", i%200, i), 0)
	}
	for i, st := range script {
		switch {
		case st.op < 5:
			p.s.Put([]byte(st.r.key), []byte(st.value), 0)
		case st.op < 7:
			p.s.DeleteRange([]byte(st.r.key), []byte(st.r.end))
		case st.op < 8 && i%3 == 0:
			if rev := p.s.Rev() - int64(i%7); rev > p.s.CompactRev() {
				compact(t, p.s, rev)
			}
		case st.op < 8: // reads leave no trace
			if _, err := p.s.Range([]byte(st.r.key), []byte(st.r.end), RangeOptions{}); err != nil {
				t.Fatal(err)
			}
		default:
			if _, _ = p.s.Grant(int64(i), 60); i%5 == 0 {
				_, _, _ = p.s.Revoke(int64(i / 2))
			}
			p.s.SetConsistentIndex(uint64(i+1), 1)
			p.commit(t)
			if reopen {
				p.s.Close()
				p.open(t)
			}
		}
	}
	p.commit(t)
	p.s.Close()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
