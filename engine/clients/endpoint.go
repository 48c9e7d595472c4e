package clients

import (
	"fmt"
	"strings"

	"go.etcd.io/etcd/api/v3/etcdserverpb"

	"raftviz/engine/command"
	"raftviz/engine/etcd"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/message"
)

// What etcdctl endpoint does beyond a request and its answer
// (etcdctl/ctlv3/command/ep_command.go).

// askEach asks every member that an answer lists, as --cluster has it: one
// operation a member.
func (cs *Clients) askEach(o *op) {
	list, ok := o.Answer.Message().(*etcdserverpb.MemberListResponse)
	if o.each == nil || !ok {
		return
	}
	for _, m := range list.GetMembers() {
		cs.Invoke(command.Target{Client: o.Client, Node: m.GetName()}, o.each)
	}
}

// health goes on with a question about a node's health: once its read is
// answered, its client asks the node for the alarms.
func (cs *Clients) health(o *op, r *message.Response, m *frame.Message) {
	alarms, asked := r.Answer.Message().(*etcdserverpb.AlarmResponse)
	switch {
	case r.Answer.Err() != nil && o.took > 0:
		cs.attemptRefused(o, frame.OpFailed, etcd.Failed(r.Answer.Err().Code, "Unable to fetch the alarm list"))
	case r.Answer.Err() != nil:
		cs.attemptRefused(o, frame.OpFailed, r.Answer)
	case !asked:
		o.took = max(cs.ports.Now()-o.tried, 1)
		cs.ports.Send(o.Node, o.request(command.AlarmList{}, etcd.RequestOf(command.AlarmList{})))
	default:
		o.Answer = etcd.Healthy(o.Node, o.took, raised(alarms)).Printed(o.cmd)
		cs.ports.Emit(o.Node, &event.Responded{Client: o.Client, Op: o.ID, Msg: m, Answer: o.Answer})
		cs.end(o, frame.OpOK)
	}
}

// raised says which alarms make a node unhealthy, "" if none does.
func raised(r *etcdserverpb.AlarmResponse) string {
	if len(r.GetAlarms()) == 0 {
		return ""
	}
	text := "Active Alarm(s): "
	for _, a := range r.GetAlarms() {
		text += a.GetAlarm().String() + " "
	}
	return strings.TrimSpace(text)
}

// found returns the error of an operation as its client tells of it: that of a
// question about health is what makes the node unhealthy.
func (o *op) found(why etcd.Answer) etcd.Answer {
	_, ok := o.cmd.(command.EndpointHealth)
	e := why.Err()
	if !ok || e == nil {
		return why
	}
	return etcd.Failed(e.Code, fmt.Sprintf("%s is unhealthy: failed to commit proposal: %s", o.Node, e.Text))
}
