package event

// Disks and stores.
const (
	KindSynced Kind = endLog + iota
	KindSyncLied
	KindSyncFailed
	KindStoreCommitted
	KindCompactionScheduled
	KindCompactionRan
	KindCompactionFinished
	KindLeaseExpired
	KindLeaseCheckpointed
	KindDefragmented
	KindAlarmRaised
	KindAlarmDisarmed
	KindStoreSaved
	endStorage
)

var storageKinds = []kind{
	describe[Synced](usual, "synced", "an fsync returned: what was written is on disk"),
	describe[SyncLied](notable, "sync_lied", "an fsync reported success and kept nothing"),
	describe[SyncFailed](notable, "sync_failed", "an fsync returned an error, and the node stopped"),
	describe[StoreCommitted](usual, "store_committed", "the store's batch of writes was committed to its file"),
	describe[CompactionScheduled](notable, "compaction_scheduled", "a store forgot its history before a revision, and has yet to remove it"),
	describe[CompactionRan](usual, "compaction_ran", "a store removed a batch of what a compaction leaves behind"),
	describe[CompactionFinished](notable, "compaction_finished", "a compaction is done: its batches have gone through the whole file"),
	describe[LeaseExpired](notable, "lease_expired", "a leader found that a lease's time is over, and proposes to revoke it"),
	describe[LeaseCheckpointed](usual, "lease_checkpointed", "a node noted how much time a lease has left"),
	describe[Defragmented](notable, "defragmented", "a store's file was rewritten without its free pages"),
	describe[AlarmRaised](notable, "alarm_raised", "a node applied the raising of an alarm"),
	describe[AlarmDisarmed](notable, "alarm_disarmed", "a node applied the lowering of an alarm"),
	describe[StoreSaved](notable, "store_saved", "a client received a node's whole store, for a file"),
}

type (
	// Synced reports that an fsync returned: what was written is on disk.
	Synced struct {
		Term  uint64 `key:"term" says:"the term of the node"`
		First uint64 `key:"i" name:"index" says:"the first log index written; 0 if no entries were"`
		Last  uint64 `key:"l" says:"the last log index written; 0 if no entries were"`
	}
	// SyncLied reports that an fsync reported success and kept nothing.
	SyncLied struct {
		Term  uint64 `key:"term" says:"the term of the node"`
		First uint64 `key:"i" name:"index" says:"the first log index written; 0 if no entries were"`
		Last  uint64 `key:"l" says:"the last log index written; 0 if no entries were"`
	}
	// SyncFailed reports that an fsync returned an error, and the node stopped.
	SyncFailed struct {
		Term  uint64 `key:"term" says:"the term of the node"`
		First uint64 `key:"i" name:"index" says:"the first log index written; 0 if no entries were"`
		Last  uint64 `key:"l" says:"the last log index written; 0 if no entries were"`
	}
	// StoreCommitted reports that the store's batch of writes was committed to its file.
	StoreCommitted struct {
		Index uint64 `key:"i" says:"up to which log index the file holds what was applied"`
	}
	// CompactionScheduled reports that a store forgot its history before a revision, and has yet to remove it.
	CompactionScheduled struct {
		Revision int64 `key:"i" says:"the revision"`
	}
	// CompactionRan reports that a store removed a batch of what a compaction leaves behind.
	CompactionRan struct {
		Revision int64 `key:"i" says:"the revision of the compaction"`
		Deleted  int   `key:"del" says:"how many keys of its file it removed"`
		Scanned  int   `key:"of" says:"how many it looked at"`
	}
	// CompactionFinished reports that a compaction is done: its batches have gone through the whole file.
	CompactionFinished struct {
		Revision int64 `key:"i" says:"the revision of the compaction"`
	}
	// LeaseExpired reports that a leader found that a lease's time is over, and proposes to revoke it.
	LeaseExpired struct {
		Term  uint64  `key:"term" says:"the term of the node"`
		Lease LeaseID `key:"x" says:"the lease, in hexadecimal"`
	}
	// LeaseCheckpointed reports that a node noted how much time a lease has left.
	LeaseCheckpointed struct {
		Lease     LeaseID `key:"x" says:"the lease, in hexadecimal"`
		Remaining int64   `key:"left" says:"how many seconds it has left; 0 is all it was granted"`
	}
	// Defragmented reports that a store's file was rewritten without its free pages.
	Defragmented struct {
		Before int64 `key:"i" says:"its size before, bytes"`
		After  int64 `key:"l" says:"its size after, bytes"`
	}
	// AlarmRaised reports that a node applied the raising of an alarm.
	AlarmRaised struct {
		Member string `key:"p" says:"whose alarm it is"`
		Alarm  string `key:"x" says:"its type, as etcd names it"`
	}
	// AlarmDisarmed reports that a node applied the lowering of an alarm.
	AlarmDisarmed struct {
		Member string `key:"p" says:"whose alarm it was"`
		Alarm  string `key:"x" says:"its type, as etcd names it"`
	}
	// StoreSaved reports that a client received a node's whole store, for a file.
	StoreSaved struct {
		Client   string `key:"p" says:"who received it"`
		Op       uint64 `key:"op" says:"the client operation"`
		File     string `key:"x" says:"the name of the file"`
		Size     int64  `key:"i" says:"how many bytes the store has"`
		Revision int64  `key:"rev" says:"the revision of the store"`
	}
)

func (*Synced) kind() Kind              { return KindSynced }
func (*SyncLied) kind() Kind            { return KindSyncLied }
func (*SyncFailed) kind() Kind          { return KindSyncFailed }
func (*StoreCommitted) kind() Kind      { return KindStoreCommitted }
func (*CompactionScheduled) kind() Kind { return KindCompactionScheduled }
func (*CompactionRan) kind() Kind       { return KindCompactionRan }
func (*CompactionFinished) kind() Kind  { return KindCompactionFinished }
func (*LeaseExpired) kind() Kind        { return KindLeaseExpired }
func (*LeaseCheckpointed) kind() Kind   { return KindLeaseCheckpointed }
func (*Defragmented) kind() Kind        { return KindDefragmented }
func (*AlarmRaised) kind() Kind         { return KindAlarmRaised }
func (*AlarmDisarmed) kind() Kind       { return KindAlarmDisarmed }
func (*StoreSaved) kind() Kind          { return KindStoreSaved }
