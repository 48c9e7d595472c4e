package event

// Membership and transfer.
const (
	KindConfChanged Kind = endSurroundings + iota
	KindTransferStarted
	KindTransferAborted
	endMembers
)

var membersKinds = []kind{
	describe[ConfChanged](notable, "conf_changed", "a node applied a change of membership"),
	describe[TransferStarted](notable, "transfer_started", "a leader began to hand over"),
	describe[TransferAborted](notable, "transfer_aborted", "a leader gave up handing over"),
}

type (
	// ConfChanged reports that a node applied a change of membership.
	ConfChanged struct {
		Term         uint64   `key:"term" says:"the term of the entry"`
		Index        uint64   `key:"i" says:"the log index of the entry"`
		Voters       []string `key:"v1" says:"who votes now"`
		Outgoing     []string `key:"v0" says:"who still votes, too, while the configuration is joint"`
		Learners     []string `key:"ls" says:"who learns now"`
		LearnersNext []string `key:"ln" says:"who learns once the configuration is no longer joint"`
	}
	// TransferStarted reports that a leader began to hand over.
	TransferStarted struct {
		Target string `key:"p" says:"to whom"`
		Term   uint64 `key:"term" says:"the term of the node"`
	}
	// TransferAborted reports that a leader gave up handing over.
	TransferAborted struct {
		Target string `key:"p" says:"to whom"`
		Term   uint64 `key:"term" says:"the term of the node"`
		Reason Reason `key:"r" of:"time_up replaced deposed target_removed" says:"why"`
	}
)

func (*ConfChanged) kind() Kind     { return KindConfChanged }
func (*TransferStarted) kind() Kind { return KindTransferStarted }
func (*TransferAborted) kind() Kind { return KindTransferAborted }
