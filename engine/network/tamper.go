package network

import "raftviz/engine/message"

// Alter changes what a message under way says. change is given a copy to work
// on, so neither the sender's message nor a duplicate is touched.
func (n *Network) Alter(e *Envelope, change func(message.Payload)) {
	p := e.Payload.Clone()
	change(p)
	e.Payload = p
	n.derive(e)
	n.moved = true
}
