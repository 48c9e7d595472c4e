package request

import (
	"fmt"
	"strings"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
)

// CompactedText is what etcd's server says of a watch whose next revision is
// compacted.
const CompactedText = "mvcc: required revision has been compacted"

// mostEvents is how many events of a response are written out.
const mostEvents = 50

// WatchText writes a response of a watch on one line: "PUT foo bar @5; DELETE
// foo @6", "created", "canceled", "canceled: why", or "progress @7".
func WatchText(resp *etcdserverpb.WatchResponse) string {
	switch {
	case resp.GetCreated():
		return "created"
	case resp.GetCompactRevision() > 0:
		return "canceled: " + CompactedText
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
		parts = append(parts, EventText(ev))
	}
	if resp.GetFragment() {
		parts = append(parts, "…")
	}
	return strings.Join(parts, "; ")
}

// EventText writes an event: PUT foo bar @5.
func EventText(ev *mvccpb.Event) string {
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
