package event

// Ends of a run.
const (
	KindViolated Kind = endClients + iota
	KindPanicked
	endEnds
)

var endsKinds = []kind{
	describe[Violated](notable, "violated", "a safety property broke"),
	describe[Panicked](notable, "panicked", "raft panicked"),
}

type (
	// Violated reports that a safety property broke.
	Violated struct {
		Property string `key:"prop" says:"the property"`
		Index    uint64 `key:"i" says:"the log index concerned, if any"`
		Text     string `key:"x" says:"how it broke"`
	}
	// Panicked reports that raft panicked.
	Panicked struct {
		Text string `key:"x" says:"what it said"`
	}
)

func (*Violated) kind() Kind { return KindViolated }
func (*Panicked) kind() Kind { return KindPanicked }
