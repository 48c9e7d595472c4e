package recordings

import (
	"fmt"
	"path/filepath"
	"testing"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/config"
	"raftviz/engine/disk"
	"raftviz/mvccviz/mvcc"
)

// A bare is the least that could run the standard load: the same RawNodes,
// driven through the same puts and ticks, the same entries written to the same
// files in the same transactions, and nothing else. What the engine costs
// beyond it is what being able to see costs.
type bare struct {
	nodes []*bareNode
	queue []*raftpb.Message
	req   uint64

	grouped bool // write to the logs as the engine does, not one transaction a sync
}

type bareNode struct {
	id      uint64
	rn      *raft.RawNode
	storage *raft.MemoryStorage
	log     *disk.Log
	store   *mvcc.Store
	pending []disk.Batch
}

func newBare(t testing.TB, cfg config.Config) *bare {
	b := &bare{}
	cs := &raftpb.ConfState{}
	for id := range uint64(cfg.Nodes) {
		cs.Voters = append(cs.Voters, id+1)
	}
	dir := t.TempDir()
	for _, id := range cs.Voters {
		n := &bareNode{id: id, storage: raft.NewMemoryStorage()}
		if err := n.storage.ApplySnapshot(&raftpb.Snapshot{Metadata: &raftpb.SnapshotMetadata{ConfState: cs}}); err != nil {
			t.Fatal(err)
		}
		var err error
		if n.log, _, err = disk.Open(filepath.Join(dir, fmt.Sprintf("%d.log", id))); err != nil {
			t.Fatal(err)
		}
		if n.store, err = mvcc.Open(filepath.Join(dir, fmt.Sprintf("%d.db", id)), mvcc.Options{}); err != nil {
			t.Fatal(err)
		}
		n.rn, err = raft.NewRawNode(&raft.Config{
			ID: id, ElectionTick: cfg.Election, HeartbeatTick: cfg.Heartbeat, Storage: n.storage, AsyncStorageWrites: true,
			MaxSizePerMsg: cfg.MaxSizePerMsg, MaxInflightMsgs: cfg.MaxInflight, CheckQuorum: cfg.CheckQuorum,
			PreVote: cfg.PreVote, Logger: silent{}, MaxUncommittedEntriesSize: 64 << 20,
		})
		if err != nil {
			t.Fatal(err)
		}
		b.nodes = append(b.nodes, n)
		t.Cleanup(func() { _ = n.log.Close(); _ = n.store.Close() })
	}
	if err := b.nodes[0].rn.Campaign(); err != nil {
		t.Fatal(err)
	}
	b.pump()
	return b
}

// put proposes and runs until nothing moves.
func (b *bare) put() {
	b.req++
	data, err := proto.Marshal(&etcdserverpb.InternalRaftRequest{
		Header: &etcdserverpb.RequestHeader{ID: b.req},
		Put:    &etcdserverpb.PutRequest{Key: []byte("key"), Value: []byte("value")},
	})
	if err != nil {
		panic(err)
	}
	if err := b.nodes[0].rn.Propose(data); err != nil {
		panic(err)
	}
	b.pump()
}

func (b *bare) tick() {
	for i, n := range b.nodes {
		if i == 0 {
			n.rn.Tick()
		} else {
			n.rn.TickQuiesced() // as the engine does
		}
	}
	b.pump()
}

func (b *bare) commit() {
	for _, n := range b.nodes {
		if err := n.store.Commit(); err != nil {
			panic(err)
		}
	}
}

func (b *bare) pump() {
	for {
		busy := false
		for _, n := range b.nodes {
			for n.rn.HasReady() {
				busy = true
				b.handle(n, n.rn.Ready())
			}
		}
		for len(b.queue) > 0 {
			m := b.queue[0]
			b.queue = b.queue[1:]
			_ = b.nodes[m.GetTo()-1].rn.Step(m)
			busy = true
		}
		if !busy {
			return
		}
	}
}

func (b *bare) handle(n *bareNode, rd raft.Ready) {
	for _, m := range rd.Messages {
		switch m.GetTo() {
		case raft.LocalAppendThread:
			batch := disk.Batch{Entries: m.GetEntries()}
			if m.Term != nil {
				batch.Hard = &raftpb.HardState{Term: m.Term, Vote: m.Vote, Commit: m.Commit}
				_ = n.storage.SetHardState(batch.Hard)
			}
			_ = n.storage.Append(m.GetEntries())
			n.pending = append(n.pending, batch)
			if rd.MustSync {
				if err := n.log.Write(n.pending...); err != nil {
					panic(err)
				}
				if !b.grouped {
					if err := n.log.Flush(); err != nil {
						panic(err)
					}
				}
				n.pending = nil
			}
			b.queue = append(b.queue, m.GetResponses()...)
		case raft.LocalApplyThread:
			for _, e := range m.GetEntries() {
				n.store.SetConsistentIndex(e.GetIndex(), e.GetTerm())
				if len(e.GetData()) == 0 {
					continue
				}
				r := &etcdserverpb.InternalRaftRequest{}
				if err := proto.Unmarshal(e.GetData(), r); err != nil {
					panic(err)
				}
				n.store.Put(r.Put.Key, r.Put.Value, r.Put.Lease)
			}
			b.queue = append(b.queue, m.GetResponses()...)
		default:
			b.queue = append(b.queue, m)
		}
	}
}

// load is one put with its share of ticks and commits: ten puts a tick.
func (b *bare) load(i int) {
	b.put()
	if i%10 == 9 {
		b.tick()
		b.commit()
	}
}

// silent is a logger that formats nothing.
type silent struct{}

func (silent) Debug(...any)            {}
func (silent) Debugf(string, ...any)   {}
func (silent) Info(...any)             {}
func (silent) Infof(string, ...any)    {}
func (silent) Warning(...any)          {}
func (silent) Warningf(string, ...any) {}
func (silent) Error(...any)            {}
func (silent) Errorf(string, ...any)   {}
func (silent) Fatal(...any)            { panic("raft") }
func (silent) Fatalf(string, ...any)   { panic("raft") }
func (silent) Panic(...any)            { panic("raft") }
func (silent) Panicf(string, ...any)   { panic("raft") }
