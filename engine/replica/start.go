package replica

import (
	"strconv"

	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/disk"
	"raftviz/engine/request"
)

// startState gives a node's files the log, term, vote and commit index that
// the configuration starts it with.
func startState(cfg *config.Config, name string, b *disk.Batch) {
	for i, term := range cfg.Logs[name] {
		b.Entries = append(b.Entries, startEntry(uint64(i+1), term))
	}
	vote, _ := config.NodeID(cfg.Votes[name])
	if term := cfg.StartTerm(name); term > 0 {
		b.Hard = &raftpb.HardState{Term: new(term), Vote: new(vote), Commit: new(cfg.Commits[name])}
	}
}

// startEntry makes the entry a starting log holds at an index: a put whose key
// tells the index and whose value tells the term, so that entries of equal
// index and term are equal, and others are not.
func startEntry(index, term uint64) *raftpb.Entry {
	put := command.Put{Key: "k" + strconv.FormatUint(index, 10), Value: "t" + strconv.FormatUint(term, 10)}
	return &raftpb.Entry{
		Index: new(index), Term: new(term), Type: raftpb.EntryNormal.Enum(),
		Data: request.Encode(0, put),
	}
}
