package etcd

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/command"
	"raftviz/engine/config"
)

// The forms in which a range is written.
const (
	asValue = iota
	asPairs
	asKeys
	asCount
	asValues
)

func formOf(get command.Get) byte {
	switch {
	case get.CountOnly:
		return asCount
	case get.KeysOnly:
		return asKeys
	case get.ValueOnly:
		return asValues
	case get.Prefix || get.End != "":
		return asPairs
	}
	return asValue
}

// appendForms adds the forms of the ranges in a response, in order.
func appendForms(b []byte, m proto.Message, cmd command.Command) []byte {
	switch x := cmd.(type) {
	case command.Get:
		return append(b, formOf(x))
	case command.Txn:
		r, _ := m.(*etcdserverpb.TxnResponse)
		ops := x.Then
		if !r.GetSucceeded() {
			ops = x.Else
		}
		for i, op := range r.GetResponses() {
			if i < len(ops) {
				b = appendForms(b, opResponse(op), ops[i])
			}
		}
	}
	return b
}

// Text writes the answer on one line, as etcdctl prints it, or the error's words.
func (a Answer) Text() string {
	if a == "" {
		return ""
	}
	if e := a.Err(); e != nil {
		return e.Text
	}
	a, bits := a.plain()
	note, _ := a.split()
	ns := numbers(note)
	switch {
	case a[0] == health:
		return healthText(note, bits)
	case bits&asJSON != 0 && a[0] != change:
		return jsonText(a.Message(), bits&asHex != 0)
	}
	switch r := a.Message().(type) {
	case nil:
		return "OK: " + readMembership(note).text()
	case *etcdserverpb.MoveLeaderResponse:
		return fmt.Sprintf("Leadership transferred from %s to %s", config.NodeName(ns.id()), config.NodeName(ns.id()))
	case *etcdserverpb.MemberUpdateResponse:
		return fmt.Sprintf("Member %s updated in cluster %x", config.NodeName(ns.id()), r.GetHeader().GetClusterId())
	case *etcdserverpb.MemberListResponse:
		return membersText(r.GetMembers())
	case *etcdserverpb.MemberAddResponse, *etcdserverpb.MemberRemoveResponse, *etcdserverpb.MemberPromoteResponse:
		return "OK: " + readMembership(note).text()
	case *etcdserverpb.CompactionResponse:
		return fmt.Sprintf("compacted revision %d", ns.next())
	case *etcdserverpb.LeaseRevokeResponse:
		return "lease " + LeaseHex(ns.next()) + " revoked"
	case *etcdserverpb.LeaseTimeToLiveResponse:
		return timeToLiveText(r, note != "")
	case *etcdserverpb.DefragmentResponse:
		before := ns.next()
		return fmt.Sprintf("finished defragmenting: %d B, now %d B", before, ns.next())
	case *etcdserverpb.SnapshotResponse:
		size := ns.next()
		if name := ns.rest(); name != "" {
			return "Snapshot saved at " + name
		}
		return fmt.Sprintf("%d B at revision %d", size, r.GetHeader().GetRevision())
	case *etcdserverpb.WatchResponse:
		switch a[0] {
		case watch:
			return fmt.Sprintf("watching from revision %d", ns.next())
		case unwatch:
			return "canceled"
		case progress:
			return "asked for"
		}
		return watchText(r)
	default:
		w := writer{forms: []byte(note), bytes: func(b []byte) string { return string(b) }}
		if bits&asHex != 0 {
			w.bytes = hexText
		}
		return w.response(r)
	}
}

// A writer writes the responses that may stand in that of a transaction, and
// those within. It takes the forms of their ranges off forms.
type writer struct {
	forms []byte
	bytes func(b []byte) string // writes a key or a value
}

func (w *writer) response(m proto.Message) string {
	switch r := m.(type) {
	case *etcdserverpb.PutResponse:
		if r.GetPrevKv() != nil {
			return "OK; was " + w.bytes(r.GetPrevKv().GetValue())
		}
	case *etcdserverpb.DeleteRangeResponse:
		text := strconv.FormatInt(r.GetDeleted(), 10)
		for _, kv := range r.GetPrevKvs() {
			text += "; was " + w.bytes(kv.GetKey()) + "=" + w.bytes(kv.GetValue())
		}
		return text
	case *etcdserverpb.RangeResponse:
		form := byte(asValue)
		if len(w.forms) > 0 {
			form, w.forms = w.forms[0], w.forms[1:]
		}
		return w.keys(r, form)
	case *etcdserverpb.TxnResponse:
		return w.txn(r)
	case *etcdserverpb.LeaseGrantResponse:
		return fmt.Sprintf("lease %s granted with TTL(%ds)", LeaseHex(r.GetID()), r.GetTTL())
	case *etcdserverpb.LeaseKeepAliveResponse:
		return fmt.Sprintf("lease %s keepalived with TTL(%d)", LeaseHex(r.GetID()), r.GetTTL())
	case *etcdserverpb.LeaseLeasesResponse:
		ids := make([]string, len(r.GetLeases()))
		for i, l := range r.GetLeases() {
			ids[i] = LeaseHex(l.GetID())
		}
		return strings.TrimSpace(fmt.Sprintf("found %d leases %s", len(ids), strings.Join(ids, " ")))
	case *etcdserverpb.AlarmResponse:
		return alarmText(r.GetAlarms())
	case *etcdserverpb.StatusResponse:
		return statusText(r)
	case *etcdserverpb.HashKVResponse:
		return fmt.Sprintf("hash %d at revision %d, compacted at %d", r.GetHash(), r.GetHashRevision(), max(r.GetCompactRevision(), 0))
	}
	return "OK"
}

func (w *writer) keys(r *etcdserverpb.RangeResponse, form byte) string {
	if form == asCount {
		return strconv.FormatInt(r.GetCount(), 10)
	}
	if len(r.GetKvs()) == 0 {
		return "(no key)"
	}
	parts := make([]string, len(r.GetKvs()))
	for i, kv := range r.GetKvs() {
		switch form {
		case asKeys:
			parts[i] = w.bytes(kv.GetKey())
		case asPairs:
			parts[i] = w.bytes(kv.GetKey()) + "=" + w.bytes(kv.GetValue())
		default:
			parts[i] = w.bytes(kv.GetValue())
		}
	}
	return strings.Join(parts, "; ")
}

// txn writes "SUCCESS: OK, 1" or "FAILURE: …": which branch ran, and what
// its operations answered.
func (w *writer) txn(r *etcdserverpb.TxnResponse) string {
	text := "SUCCESS"
	if !r.GetSucceeded() {
		text = "FAILURE"
	}
	parts := make([]string, len(r.GetResponses()))
	for i, op := range r.GetResponses() {
		parts[i] = w.response(opResponse(op))
	}
	if len(parts) > 0 {
		text += ": " + strings.Join(parts, ", ")
	}
	return text
}

func opResponse(op *etcdserverpb.ResponseOp) proto.Message {
	switch r := op.GetResponse().(type) {
	case *etcdserverpb.ResponseOp_ResponsePut:
		return r.ResponsePut
	case *etcdserverpb.ResponseOp_ResponseRange:
		return r.ResponseRange
	case *etcdserverpb.ResponseOp_ResponseDeleteRange:
		return r.ResponseDeleteRange
	case *etcdserverpb.ResponseOp_ResponseTxn:
		return r.ResponseTxn
	}
	return nil
}

// alarmText lists alarms as etcdctl does, but by the names of nodes.
func alarmText(all []*etcdserverpb.AlarmMember) string {
	if len(all) == 0 {
		return "(no alarm)"
	}
	parts := make([]string, len(all))
	for i, a := range all {
		parts[i] = "memberID:" + config.NodeName(a.GetMemberID()) + " alarm:" + a.GetAlarm().String()
	}
	return strings.Join(parts, "; ")
}

// healthText is what etcdctl endpoint health tells.
func healthText(note string, bits byte) string {
	ns := numbers(note)
	node, took, why := config.NodeName(ns.id()), ns.next(), ns.rest()
	switch {
	case bits&asJSON != 0:
		return healthJSON(node, took, why)
	case why != "":
		return node + " is unhealthy: failed to commit proposal: " + why
	}
	return node + " is healthy: successfully committed proposal: took = " + millis(took)
}

// membersText is what etcdctl member list tells, but by the names of nodes; it
// prints a member a line.
func membersText(all []*etcdserverpb.Member) string {
	parts := make([]string, len(all))
	for i, m := range all {
		status := "started"
		if m.GetName() == "" {
			status = "unstarted"
		}
		parts[i] = fmt.Sprintf("%x, %s, %s, %s, %s, %t", m.GetID(), status, m.GetName(), strings.Join(m.GetPeerURLs(), ","), strings.Join(m.GetClientURLs(), ","), m.GetIsLearner())
	}
	return strings.Join(parts, "; ")
}

// statusText is what etcdctl endpoint status tells.
func statusText(r *etcdserverpb.StatusResponse) string {
	lead := "none"
	if r.GetLeader() != 0 && r.GetLeader() == r.GetHeader().GetMemberId() {
		lead = "itself"
	} else if r.GetLeader() != 0 {
		lead = config.NodeName(r.GetLeader())
	}
	return fmt.Sprintf("%s: db %d B, in use %d B, leader %s, raft term %d, raft index %d, applied %d",
		config.NodeName(r.GetHeader().GetMemberId()), r.GetDbSize(), r.GetDbSizeInUse(), lead, r.GetRaftTerm(), r.GetRaftIndex(), r.GetRaftAppliedIndex())
}

func timeToLiveText(r *etcdserverpb.LeaseTimeToLiveResponse, withKeys bool) string {
	if r.GetTTL() < 0 {
		return "lease " + LeaseHex(r.GetID()) + " already expired"
	}
	text := fmt.Sprintf("lease %s granted with TTL(%ds), remaining(%ds)", LeaseHex(r.GetID()), r.GetGrantedTTL(), r.GetTTL())
	if !withKeys {
		return text
	}
	keys := make([]string, len(r.GetKeys()))
	for i, k := range r.GetKeys() {
		keys[i] = string(k)
	}
	return text + fmt.Sprintf(", attached keys([%s])", strings.Join(keys, " "))
}

// CompactedText is what etcd's server says of a watch whose next revision is
// compacted.
const CompactedText = "mvcc: required revision has been compacted"

// mostEvents is how many events of a response are written out.
const mostEvents = 50

// watchText writes a response of a watch on one line: "PUT foo bar @5; DELETE
// foo @6", "created", "canceled", "canceled: why", or "progress @7".
func watchText(resp *etcdserverpb.WatchResponse) string {
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

// LeaseHex writes a lease's id as etcdctl does.
func LeaseHex(id int64) string { return strconv.FormatInt(id, 16) }

// A note holds numbers, one after the other, and perhaps a name.
type note struct{ b []byte }

func numbers(s string) *note { return &note{[]byte(s)} }

func (n *note) next() int64 {
	v, size := binary.Varint(n.b)
	n.b = n.b[max(size, 0):]
	return v
}

func (n *note) id() uint64 {
	v, size := binary.Uvarint(n.b)
	n.b = n.b[max(size, 0):]
	return v
}

func (n *note) rest() string { return string(n.b) }

func (m *Membership) append(b []byte) []byte {
	for _, ids := range m.lists() {
		b = binary.AppendUvarint(b, uint64(len(*ids)))
		for _, id := range *ids {
			b = binary.AppendUvarint(b, id)
		}
	}
	return b
}

func (m *Membership) lists() [4]*[]uint64 {
	return [...]*[]uint64{&m.Voters, &m.Outgoing, &m.Learners, &m.LearnersNext}
}

func readMembership(s string) (m Membership) {
	b := []byte(s)
	next := func() uint64 {
		v, size := binary.Uvarint(b)
		b = b[max(size, 0):]
		return v
	}
	for _, ids := range m.lists() {
		for n := min(next(), uint64(len(b))); n > 0; n-- {
			*ids = append(*ids, next())
		}
	}
	return m
}

// text writes who belongs to the cluster: "voters n1,n2,n3; learners n4".
func (m Membership) text() string {
	s := "voters " + names(m.Voters)
	for _, p := range []struct {
		name string
		ids  []uint64
	}{{"; outgoing ", m.Outgoing}, {"; learners ", m.Learners}, {"; next learners ", m.LearnersNext}} {
		if len(p.ids) > 0 {
			s += p.name + names(p.ids)
		}
	}
	return s
}

func names(ids []uint64) string {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = config.NodeName(id)
	}
	return strings.Join(list, ",")
}
