package event

import "raftviz/engine/frame"

// Messages.
const (
	KindNone Kind = iota
	KindSent
	KindReceived
	KindDropped
	KindDuplicated
	KindDelayed
	KindHeld
	KindReleased
	endMessages
)

var messagesKinds = []kind{
	describe[Sent](usual, "sent", "a node or client handed a message to the network"),
	describe[Received](usual, "received", "a message reached its receiver"),
	describe[Dropped](usual, "dropped", "a message was lost"),
	describe[Duplicated](usual, "duplicated", "the network made a copy of a message"),
	describe[Delayed](usual, "delayed", "a message was given more time"),
	describe[Held](usual, "held", "a message waits until it is released"),
	describe[Released](usual, "released", "a held message went on its way"),
}

type (
	// Sent reports that a node or client handed a message to the network.
	Sent struct {
		Msg *frame.Message `key:"m" says:"the message"`
	}
	// Received reports that a message reached its receiver.
	Received struct {
		Msg *frame.Message `key:"m" says:"the message"`
	}
	// Dropped reports that a message was lost.
	Dropped struct {
		Msg    *frame.Message `key:"m" says:"the message"`
		Reason Reason         `key:"r" of:"link_cut link_loss node_down by_command gone client_gone" says:"why"`
	}
	// Duplicated reports that the network made a copy of a message.
	Duplicated struct {
		Msg *frame.Message `key:"m" says:"the copy"`
	}
	// Delayed reports that a message was given more time.
	Delayed struct {
		Msg *frame.Message `key:"m" says:"the message"`
	}
	// Held reports that a message waits until it is released.
	Held struct {
		Msg *frame.Message `key:"m" says:"the message"`
	}
	// Released reports that a held message went on its way.
	Released struct {
		Msg *frame.Message `key:"m" says:"the message"`
	}
)

func (*Sent) kind() Kind       { return KindSent }
func (*Received) kind() Kind   { return KindReceived }
func (*Dropped) kind() Kind    { return KindDropped }
func (*Duplicated) kind() Kind { return KindDuplicated }
func (*Delayed) kind() Kind    { return KindDelayed }
func (*Held) kind() Kind       { return KindHeld }
func (*Released) kind() Kind   { return KindReleased }
