package scene

import (
	"strconv"
	"strings"

	"raftviz/engine/frame"
)

// Kind returns the message's kind as panes write it: raft's name without Msg,
// with a sign for what an answer says.
func Kind(m *frame.Message) string {
	k := strings.TrimPrefix(m.Type, "Msg")
	short, answer := strings.CutSuffix(k, "Resp")
	if !answer {
		return k
	}
	if m.Reject {
		return short + "✗"
	}
	return short + "✓"
}

// Brief is Kind with the log index that matters: App 5 carries entries up to
// 5, App✓5 says that all up to 5 match.
func Brief(m *frame.Message) string {
	k := Kind(m)
	switch {
	case m.Type == "MsgApp" && len(m.Entries) > 0:
		return k + " " + strconv.FormatUint(m.Entries[len(m.Entries)-1].Index, 10)
	case m.Type == "MsgAppResp":
		return k + strconv.FormatUint(m.Index, 10)
	case m.Type == "MsgSnap":
		return k + " " + strconv.FormatUint(m.Snap.Index, 10)
	}
	return strings.Replace(k, "Heartbeat", "Beat", 1)
}

// Progress returns how far the message is on its way, 0 to 1. A held message
// waits in the middle.
func Progress(m *frame.Message, now int64) float64 {
	switch {
	case m.Held:
		return 0.5
	case m.Due <= m.Sent:
		return 1
	}
	return min(max(float64(now-m.Sent)/float64(m.Due-m.Sent), 0), 1)
}
