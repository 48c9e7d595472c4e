package mvcc

import (
	"raftviz/engine/lang"
)

// texts is what the pane says in one language. A field that ends in F is a
// format; its verbs are the same in every language.
type texts struct {
	Views [numViews]string

	AboutF string // a store in a few words: its revision, keys, and how many of them exist

	// Why there is nothing to draw.
	None    [reasons]string
	Empty   string // nothing was written yet
	Nothing string // a bucket, or a list, without entries

	// Keys × revisions, and generations.
	Revision, Index  string // what stands above a column
	Key, Generations string
	Created, Version string
	Unread           string // revisions of a file that were left out

	// What is chosen.
	PutF, DeletedF       string // a revision
	VersionF, CreatedF   string
	IndexF               string // of the raft entry that wrote it
	NoIndex              string // it is not known
	LeaseF               string
	AsOfF                string // a main revision
	NoKeyF, NotYetF      string // the key does not exist as of a revision, or does not yet
	UnreadableF          string // a revision that was compacted
	GoneF                string // the store holds nothing of a key
	FutureF              string // a revision that there is not
	Waits                string // it is not in the file yet
	SaysVersion, SaysEnd string // the legend
	SaysGone, SaysDoomed string
	SaysNoKey, SaysLives string
	Compaction           [finished + 1]string // how far it is; formats that take its revision, but for the first

	// Buckets.
	Bucket, Entries, Bytes, Waiting string // heads
	BytesF                          string // of an entry
	SizeF                           string // of the file, in use
	NoFile                          string
	IndexesF                        string // the consistent index in memory, in the file
	InStepF                         string // the same, where they are equal
	Pages                           [numKinds]string
	TTLF, RemainF                   string // of a lease: seconds
	MemberF                         string // of an alarm

	// Watchers.
	Watcher, Watches, Group, Next        string // heads
	Buffered, UnreadHead                 string
	OfF                                  string
	Full                                 string
	AllKeys, FromF, PrefixF, RangeF      string
	Groups                               [groups]string
	SaysSynced, SaysUnsynced, SaysVictim string
	BehindF, KeptF                       string
	NoWatchers, NoWatchersInFile         string

	// Leases.
	Lease, TTL, Left, Checkpoint, Keys string // heads
	SecondsF                           string
	LeaderCounts                       string
	Expired                            string
	MoreF                              string // keys there was no room for
	Alarms                             string
	NoAlarms                           string
	NoLeases                           string

	// Why a key does nothing now.
	FromFile  string // no raft log
	NoEntryF  string // the raft entry of a revision is not known
	NothingTo string // nothing is chosen that could be looked into
}

var catalogue = lang.Catalogue[texts]{lang.English: &english, lang.Chinese: &chinese}
