package mvcc

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"raftviz/mvccviz/layout"

	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"
)

// A model is a simple and slow store: a list of all changes, in order.
type model struct {
	changes []change
	synced  int // number of changes before the last commit
	index   uint64
	durable uint64

	compact, keptCompact int64 // the last compaction, now and at the last commit
	keptLeases           string
}

type change struct {
	rev layout.Revision
	del bool
	kv  *mvccpb.KeyValue
}

func (m *model) rev() int64 {
	if n := len(m.changes); n > 0 {
		return m.changes[n-1].rev.Main
	}
	return 1
}

// at returns the keys of [lo, hi) at a revision, in order; hi "" means no
// bound.
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
	m.changes = append(m.changes, change{layout.Revision{Main: rev, Sub: 0}, false, kv})
}

func (m *model) delete(lo, hi string) int64 {
	gone, main := m.at(lo, hi, m.rev()), m.rev()+1
	for i, kv := range gone {
		m.changes = append(m.changes, change{layout.Revision{Main: main, Sub: int64(i)}, true, &mvccpb.KeyValue{Key: kv.Key}})
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

// A modelRange is a range of keys, in the form of the store (key, end) and of
// the model (lo, hi).
type modelRange struct{ key, end, lo, hi string }

var modelRanges = rapid.Custom(func(t *rapid.T) modelRange {
	key := keys.Draw(t, "key")
	switch rapid.IntRange(0, 3).Draw(t, "kind of range") {
	case 0:
		return modelRange{key, "", key, key + "\x00"}
	case 1:
		return modelRange{key, all, key, ""}
	case 2:
		end := string(layout.PrefixEnd([]byte(key)))
		if end == all {
			return modelRange{key, end, key, ""}
		}
		return modelRange{key, end, key, end}
	}
	end := keys.Draw(t, "end")
	return modelRange{key, end, key, end}
})

// Equal calls give equal files, also if one of them is closed and opened again
// after its commits.
func TestFilesAreEqual(t *testing.T) {
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		var files [3][]byte
		path := func(i int) string { return filepath.Join(dir, fmt.Sprintf("%d-%d", n, i)) }
		script := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) step {
			return step{rapid.IntRange(0, 9).Draw(t, "op"), modelRanges.Draw(t, "range"), rapid.StringN(0, 900, -1).Draw(t, "value")}
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
	r     modelRange
	value string
}

func run(t *rapid.T, path string, script []step, reopen bool) []byte {
	p := modeledStore{path: path}
	p.open(t)
	for i := range 400 { // enough pages for a compaction
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
		case st.op < 8: // reads do not change the file
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
