package explain

import (
	"strconv"
	"strings"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
)

// The types of clients' messages; the others bear raft's names.
const (
	request       = "Request"
	response      = "Response"
	watchResponse = "WatchResponse"
)

// addMessageFacts adds the facts about the scene's message.
func addMessageFacts() {
	for name, f := range map[string]func(c *scene, m *frame.Message) string{
		"msg":      numbered,
		"mtype":    func(c *scene, m *frame.Message) string { return c.lang.msgType(m.Type) },
		"copyof":   func(c *scene, m *frame.Message) string { return positive(m.Copy) },
		"mterm":    func(c *scene, m *frame.Message) string { return positive(m.Term) },
		"mindex":   func(c *scene, m *frame.Message) string { return strconv.FormatUint(m.Index, 10) },
		"mprev":    func(c *scene, m *frame.Message) string { return c.lang.position(m.Index, m.LogTerm) },
		"mlogterm": func(c *scene, m *frame.Message) string { return strconv.FormatUint(m.LogTerm, 10) },
		"mtail":    func(c *scene, m *frame.Message) string { return c.lang.tail(m.Index, m.LogTerm) },
		"mat":      func(c *scene, m *frame.Message) string { return c.lang.also(m.Index, m.LogTerm) },
		"mcommit":  func(c *scene, m *frame.Message) string { return strconv.FormatUint(m.Commit, 10) },
		"mentries": carried,
		"mhint":    func(c *scene, m *frame.Message) string { return c.lang.position(m.Hint, m.LogTerm) },
		"msnap":    func(c *scene, m *frame.Message) string { return positive(m.Snap.Index) },
		"mtext":    func(c *scene, m *frame.Message) string { return quoted(c, m.Text()) },
		"mshort":   brief,
	} {
		facts[name] = func(c *scene) string {
			if c.msg == nil {
				return ""
			}
			return f(c, c.msg)
		}
	}
}

func ofMsg(c *scene, f func(m *frame.Message) string) string {
	if c.msg == nil {
		return ""
	}
	return f(c.msg)
}

// from and to are the ends of the scene's message.
func (c *scene) from() string {
	switch {
	case c.msg != nil && c.msg.From != "":
		return c.msg.From
	case c.e.Kind() == event.KindReceived:
		return c.e.Peer()
	case c.e.Msg() == nil && outgoing.Has(c.e.Kind()):
		return c.e.Node
	}
	return ""
}

func (c *scene) to() string {
	switch {
	case c.msg != nil && c.msg.To != "":
		return c.msg.To
	case c.e.Kind() == event.KindReceived:
		return c.e.Node
	case c.e.Msg() == nil && outgoing.Has(c.e.Kind()):
		return c.e.Peer()
	}
	return ""
}

// outgoing are the kinds that name a message's sender as their node.
var outgoing = event.SetOf(event.KindSent, event.KindDropped, event.KindDuplicated, event.KindDelayed, event.KindHeld, event.KindReleased)

// numbered is a message's number and type: #12 MsgApp.
func numbered(c *scene, m *frame.Message) string {
	t := c.lang.msgType(m.Type)
	if m.ID == 0 || t == "" {
		return t
	}
	return "#" + strconv.FormatUint(m.ID, 10) + " " + t
}

// carried names the entries in a message.
func carried(c *scene, m *frame.Message) string {
	if len(m.Entries) == 0 {
		return ""
	}
	return c.lang.entries(m.Entries[0].Index, m.Entries[len(m.Entries)-1].Index)
}

// brief is a message in a few letters: "App 4-6", "Vote t2", "put x 1".
func brief(c *scene, m *frame.Message) string {
	t := strings.TrimPrefix(m.Type, "Msg")
	num := func(u uint64) string { return " " + strconv.FormatUint(u, 10) }
	switch m.Type {
	case "MsgApp":
		if k := len(m.Entries); k == 1 {
			t += num(m.Entries[0].Index)
		} else if k > 1 {
			t += num(m.Entries[0].Index) + "-" + strconv.FormatUint(m.Entries[k-1].Index, 10)
		}
	case "MsgAppResp":
		if m.Reject {
			return t + " " + c.lang.yesNo(false)
		}
		t += num(m.Index)
	case "MsgVote", "MsgPreVote":
		t += " t" + strconv.FormatUint(m.Term, 10)
	case "MsgVoteResp", "MsgPreVoteResp":
		t += " " + c.lang.yesNo(!m.Reject)
	case "MsgSnap":
		t += num(m.Snap.Index)
	case "MsgReadIndexResp":
		t += num(m.Index)
	case request, response, watchResponse:
		if s := termtext.Clean(m.Text(), ShortWidth-8); s != "" {
			return s
		}
		return c.lang.msgType(m.Type)
	}
	return t
}
