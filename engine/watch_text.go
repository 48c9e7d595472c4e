package engine

import (
	"fmt"
	"strings"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
)

// mostEvents is how many events of a response are written out.
const mostEvents = 50

// watchText writes a response of a watch on one line: "PUT foo bar @5; DELETE
// foo @6", "created", "canceled", "canceled: why", or "progress @7".
func watchText(resp *etcdserverpb.WatchResponse) string {
	switch {
	case resp.GetCreated():
		return "created"
	case resp.GetCompactRevision() > 0:
		return "canceled: " + compactedText
	case resp.GetCanceled():
		return "canceled"
	case len(resp.GetEvents()) == 0 && !resp.GetFragment():
		return fmt.Sprintf("progress @%d", resp.GetHeader().GetRevision())
	}
	events := resp.GetEvents()
	parts := make([]string, 0, min(len(events), mostEvents)+1)
	for i, ev := range events {
		if i == mostEvents {
			parts = append(parts, fmt.Sprintf("and %d more", len(events)-i))
			break
		}
		parts = append(parts, eventText(ev))
	}
	if resp.GetFragment() {
		parts = append(parts, "…")
	}
	return strings.Join(parts, "; ")
}

// eventText writes an event: PUT foo bar @5.
func eventText(ev *mvccpb.Event) string {
	kv := ev.GetKv()
	text := fmt.Sprintf("%s %s", ev.GetType(), kv.GetKey())
	if ev.GetType() == mvccpb.Event_PUT {
		text += " " + string(kv.GetValue())
	}
	text += fmt.Sprintf(" @%d", kv.GetModRevision())
	if prev := ev.GetPrevKv(); prev != nil {
		text += fmt.Sprintf(" (was %s)", prev.GetValue())
	}
	return text
}
