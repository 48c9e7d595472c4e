package main

import (
	"testing"

	"raftviz/engine/etcd/etcdtest"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// One event in a few words: a range of entries by both ends, a single one by its
// index, none by nothing.
func TestEventText(t *testing.T) {
	msg := &frame.Message{ID: 7, Type: "MsgApp", From: "n1", To: "n2"}
	for _, c := range []struct {
		p       event.Payload
		command string
		want    string
	}{
		{&event.Committed{Term: 3, First: 1, Last: 1}, "", "committed 1"},
		{&event.Committed{Term: 3, First: 1, Last: 2}, "", "committed 1-2"},
		{&event.Appended{Term: 3, First: 9, Last: 12}, "", "appended 9-12"},
		{&event.SnapshotSaved{Index: 4, Term: 2}, "", "snapshot_saved 4"},
		{&event.Synced{Term: 3}, "", "synced"},
		{&event.Crashed{}, "", "crashed was=follower"},
		{&event.Sent{Msg: msg}, "", "sent MsgApp #7 n1>n2"},
		{&event.Dropped{Msg: msg, Reason: event.LinkCut}, "", "dropped MsgApp #7 n1>n2 (link_cut)"},
		{&event.Voted{Candidate: "n1", Term: 2}, "", "voted n1"},
		{&event.Voted{Candidate: "n1", Term: 2, Pre: true}, "", "voted n1 pre"},
		{&event.BecameLeader{Term: 2, Was: frame.Candidate}, "", "became_leader was=candidate"},
		{&event.Invoked{Client: "c1", Op: 1, Request: etcdtest.Request("put x 1")}, "", "invoked c1: put x 1"},
		{&event.Invoked{Client: "c1", Op: 1, Request: etcdtest.Request("put x 1")}, "put x 1", "invoked c1"}, // the command has said it
	} {
		if got := eventText(&event.Event{Node: "n1", Payload: c.p}, c.command); got != c.want {
			t.Errorf("%+v is %q, want %q", c.p, got, c.want)
		}
	}
}
