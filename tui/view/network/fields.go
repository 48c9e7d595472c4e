package network

import (
	"fmt"
	"strings"

	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
)

// fieldWidth is the room for raft's name of a field.
const fieldWidth = 11

// A field is one of a message's, by raft's name, with what it means there.
type field struct {
	name, value string
	note        string
}

// fieldsOf lists what the message's type makes use of.
func fieldsOf(w *texts, m *frame.Message) (list []field) {
	add := func(name string, value uint64, note string) {
		list = append(list, field{name, kit.Number(value), fill(w, note, m)})
	}
	switch m.Type {
	case "MsgApp":
		add("Index", m.Index, w.IndexBefore)
		add("LogTerm", m.LogTerm, w.TermOfIt)
		add("Commit", m.Commit, w.CommitKnown)
	case "MsgAppResp":
		if !m.Reject {
			add("Index", m.Index, w.IndexMatch)
			break
		}
		list = append(list, field{"Reject", "true", ""})
		add("Index", m.Index, w.IndexRefused)
		add("RejectHint", m.Hint, w.HintNext)
		add("LogTerm", m.LogTerm, w.TermOfHint)
	case "MsgHeartbeat":
		add("Commit", m.Commit, w.CommitKnown)
	case "MsgVote", "MsgPreVote":
		add("Index", m.Index, w.IndexLast)
		add("LogTerm", m.LogTerm, w.TermOfIt)
		if m.Force {
			list = append(list, field{"Context", "CampaignTransfer", fill(w, w.ForceNote, m)})
		}
	case "MsgVoteResp", "MsgPreVoteResp":
		list = append(list, field{"Reject", map[bool]string{true: "true", false: "false"}[m.Reject], ""})
	case "MsgSnap":
		add("Snapshot", m.Snap.Index, w.SnapUpTo)
	case "MsgReadIndexResp":
		add("Index", m.Index, w.IndexRead)
	}
	return list
}

// mostEntries is how many entries a detail lists.
const mostEntries = 8

// fieldLines writes the fields, and the entries beneath them: index, term and
// what each asks for.
func fieldLines(w *texts, m *frame.Message) (all []kit.Line) {
	for _, f := range fieldsOf(w, m) {
		l := kit.Line{kit.Text(pad(f.name, fieldWidth), canvas.Quiet), kit.Text(pad(f.value, 4), canvas.Text|canvas.Bold)}
		if f.note != "" {
			l = append(l, kit.Text(" "+f.note, canvas.Quiet))
		}
		all = append(all, l)
	}
	if m.Type == "MsgProp" && m.Text() != "" {
		all = append(all, kit.Line{kit.Text(pad("Entries", fieldWidth), canvas.Quiet), kit.Text(termtext.Printable(m.Text()), canvas.Text)})
	}
	for i, e := range m.Entries {
		name := ""
		if i == 0 {
			name = "Entries"
		}
		l := kit.Line{kit.Text(pad(name, fieldWidth), canvas.Quiet)}
		if i == mostEntries && len(m.Entries) > mostEntries+1 {
			return append(all, append(l, kit.Text(fmt.Sprintf(w.MoreEntriesF, len(m.Entries)-i), canvas.Quiet)))
		}
		all = append(all, append(l,
			kit.Text(pad(kit.Number(e.Index), 4), canvas.Text|canvas.Bold),
			kit.Text(" "+pad(fmt.Sprintf(w.TermF, e.Term), 4), canvas.TermText(e.Term)),
			kit.Text(" "+termtext.Printable(e.Text()), canvas.Text)))
	}
	return all
}

// pad fills text up to so many columns.
func pad(s string, w int) string {
	if n := w - termtext.Width(s); n > 0 {
		return s + strings.Repeat(" ", n)
	}
	return s
}
