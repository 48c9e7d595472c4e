package linear

import (
	"fmt"

	"raftviz/engine/etcd"
	"raftviz/engine/termtext"
)

// An Operation is one operation of a client, from its invocation to its answer.
type Operation struct {
	ID       uint64 // as in events and frames
	Client   string
	Request  etcd.Request
	Answer   etcd.Answer // "" if there was none
	Rev      int64       // the store's revision in the answer; 0 if there was none
	Call     int64       // ms when it was invoked
	CallStep uint64
	End      int64  // ms when it was answered
	EndStep  uint64 // 0 if it was not
}

// Unknown reports whether nobody can say if the operation happened.
func (o Operation) Unknown() bool { return o.EndStep == 0 }

// String gives the operation as one line for people:
//
//	c1 put x 1 [100..122 ms] OK, revision 2
//	c1 put x 1 [100.. ms] unknown
func (o Operation) String() string {
	s := fmt.Sprintf("%s %s ", o.Client, o.Request.Text())
	if o.Unknown() {
		s += fmt.Sprintf("[%d.. ms] unknown", o.Call)
	} else {
		s += fmt.Sprintf("[%d..%d ms] %s, revision %d", o.Call, o.End, o.Answer.Text(), o.Rev)
	}
	return termtext.Printable(s)
}
