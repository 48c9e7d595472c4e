package event

// Snapshots.
const (
	KindSnapshotSaved Kind = endWatches + iota
	KindLogCompacted
	KindSnapshotSent
	KindSnapshotInstalled
	KindSnapshotRefused
	KindSnapshotReported
	KindUnreachable
	endSnapshots
)

var snapshotsKinds = []kind{
	describe[SnapshotSaved](notable, "snapshot_saved", "a node recorded a snapshot of its applied state"),
	describe[LogCompacted](notable, "log_compacted", "a node discarded the head of its log"),
	describe[SnapshotSent](notable, "snapshot_sent", "a leader sent its store to a follower"),
	describe[SnapshotInstalled](notable, "snapshot_installed", "a follower replaced its log and store by a snapshot"),
	describe[SnapshotRefused](usual, "snapshot_refused", "a follower had no use for a snapshot"),
	describe[SnapshotReported](usual, "snapshot_reported", "the transport told a leader how its snapshot fared"),
	describe[Unreachable](usual, "unreachable", "the transport told a node that a peer cannot be reached"),
}

type (
	// SnapshotSaved reports that a node recorded a snapshot of its applied state.
	SnapshotSaved struct {
		Term  uint64 `key:"term" says:"the term of the last entry it stands for"`
		Index uint64 `key:"i" says:"the last log index it stands for"`
	}
	// LogCompacted reports that a node discarded the head of its log.
	LogCompacted struct {
		First uint64 `key:"i" name:"index" says:"the first log index discarded"`
		Last  uint64 `key:"l" says:"the last log index discarded"`
	}
	// SnapshotSent reports that a leader sent its store to a follower.
	SnapshotSent struct {
		Follower string `key:"p" says:"to whom"`
		Term     uint64 `key:"term" says:"the term of the last entry it stands for"`
		Index    uint64 `key:"i" says:"the last log index it stands for"`
	}
	// SnapshotInstalled reports that a follower replaced its log and store by a snapshot.
	SnapshotInstalled struct {
		Term  uint64 `key:"term" says:"the term of the last entry it stands for"`
		Index uint64 `key:"i" says:"the last log index it stands for"`
	}
	// SnapshotRefused reports that a follower had no use for a snapshot.
	SnapshotRefused struct {
		Leader string `key:"p" says:"who sent it"`
		Index  uint64 `key:"i" says:"the last log index it stands for"`
		Reason Reason `key:"r" of:"old_snapshot log_has_it" says:"why"`
	}
	// SnapshotReported reports that the transport told a leader how its snapshot fared.
	SnapshotReported struct {
		Follower string `key:"p" says:"to whom it was sent"`
		Reason   Reason `key:"r" of:"delivered failed" says:"how it fared"`
	}
	// Unreachable reports that the transport told a node that a peer cannot be reached.
	Unreachable struct {
		Peer string `key:"p" says:"who cannot be reached"`
	}
)

func (*SnapshotSaved) kind() Kind     { return KindSnapshotSaved }
func (*LogCompacted) kind() Kind      { return KindLogCompacted }
func (*SnapshotSent) kind() Kind      { return KindSnapshotSent }
func (*SnapshotInstalled) kind() Kind { return KindSnapshotInstalled }
func (*SnapshotRefused) kind() Kind   { return KindSnapshotRefused }
func (*SnapshotReported) kind() Kind  { return KindSnapshotReported }
func (*Unreachable) kind() Kind       { return KindUnreachable }
