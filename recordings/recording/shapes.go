package recording

import (
	"unsafe"

	"raftviz/engine/config"
	"raftviz/engine/frame"
	"raftviz/mvccviz/store"
)

// The shapes of all records, and the codecs of those fields that are more than
// values.
var (
	snapshotShape = shapeOf[frame.Snapshot](texts.Sayf("a snapshot"), nil)
	entryShape    = shapeOf[frame.Entry](texts.Sayf("an entry"), nil)

	messageShape = shapeOf[frame.Message](texts.Sayf("a message"), codecs{
		"Entries": entryRefs{},
		"Snap":    tuple{snapshotShape},
	})

	linkShape    = shapeOf[frame.Link](texts.Sayf("a link"), nil)
	networkShape = shapeOf[frame.Network](texts.Sayf("a network"), codecs{
		"Links": whole[frame.Link]{of: linkShape, limit: maxLinks},
	})

	membershipShape = shapeOf[frame.Membership](texts.Sayf("a configuration"), nil)
	progressShape   = shapeOf[frame.Progress](texts.Sayf("a peer"), nil)
	writeShape      = shapeOf[frame.Write](texts.Sayf("a write"), nil)
	nodeShape       = shapeOf[frame.Node](texts.Sayf("a node"), codecs{
		"Log":      logCodec{},
		"Snapshot": tuple{snapshotShape},
		"Config":   object[frame.Membership]{of: membershipShape, must: errConf},
		"Progress": valueListOf[frame.Progress](keyed{of: progressShape, limit: maxStrings, order: byNode}),
		"Queue":    queueCodec{},
		"Store":    object[store.State]{of: storeShape},
	})

	revShape     = shapeOf[store.Rev](texts.Sayf("a revision"), nil)
	leaseShape   = shapeOf[store.Lease](texts.Sayf("a lease"), codecs{"Keys": set{errLease}})
	watcherShape = shapeOf[store.Watcher](texts.Sayf("a watcher"), nil)
	streamShape  = shapeOf[store.Stream](texts.Sayf("a stream"), codecs{
		"Watchers": valueListOf[store.Watcher](keyed{of: watcherShape, limit: maxWatches, order: bySigned}),
	})
	changeShape = shapeOf[store.Change](texts.Sayf("a change"), nil)
	alarmShape  = shapeOf[store.Alarm](texts.Sayf("an alarm"), nil)
	rawShape    = shapeOf[store.RawEntry](texts.Sayf("an entry of a bucket"), nil)
	fileShape   = shapeOf[store.File](texts.Sayf("a file"), nil)
	storeShape  = shapeOf[store.State](texts.Sayf("a store"), codecs{
		"Revs":       revsCodec{},
		"Pending":    whole[store.Change]{of: changeShape, tuples: true, limit: maxPending},
		"Leases":     pointerListOf[store.Lease](keyed{of: leaseShape, limit: maxLeases, order: bySigned}),
		"Alarms":     whole[store.Alarm]{of: alarmShape, tuples: true, limit: maxAlarms},
		"Streams":    pointerListOf[store.Stream](keyed{of: streamShape, limit: maxStreams, order: byAge}),
		"RawEntries": whole[store.RawEntry]{of: rawShape, tuples: true, limit: maxRaw},
		"File":       object[store.File]{of: fileShape},
	})

	opShape     = shapeOf[frame.Op](texts.Sayf("an operation"), nil)
	watchShape  = shapeOf[frame.Watch](texts.Sayf("a watch"), nil)
	clientShape = shapeOf[frame.Client](texts.Sayf("a client"), codecs{
		"Last":    lastOp{},
		"Open":    pointerListOf[frame.Op](keyed{of: opShape, limit: maxOpen, order: byNumber, made: ownOp}),
		"Watches": pointerListOf[frame.Watch](keyed{of: watchShape, limit: maxWatches, order: byNumber}),
	})

	violationShape = shapeOf[frame.Violation](texts.Sayf("a violation"), nil)

	frameShape = shapeOf[frame.Frame](texts.Sayf("a step"), codecs{
		"Flight":     pointerListOf[frame.Message](keyed{of: messageShape, limit: maxFlight, order: byNumber, timed: true, made: sentNow}),
		"Network":    object[frame.Network]{of: networkShape},
		"Nodes":      pointerListOf[frame.Node](keyed{of: nodeShape, limit: config.MaxID, order: byNode, stays: true, enter: enterNode, check: wellFormed}),
		"Clients":    pointerListOf[frame.Client](keyed{of: clientShape, limit: maxClients, order: byAge, stays: true}),
		"Violations": violations{},
	})
	flightMember = &frameShape.members[0]
)

// sentNow completes a message that is new in a frame.
func sentNow(f, m unsafe.Pointer) { (*frame.Message)(m).Sent = (*frame.Frame)(f).Time }

// ownOp completes an operation that is new to a client.
func ownOp(c, o unsafe.Pointer) { (*frame.Op)(o).Client = (*frame.Client)(c).Name }

// enterNode notes the number of the node that is read.
func enterNode(d *decoder, item unsafe.Pointer) {
	id, ok := config.NodeID((*frame.Node)(item).Name)
	if !ok {
		d.s.fail("%s is not a node", quote((*frame.Node)(item).Name))
	}
	d.node = id
}

// wellFormed says what is wrong with a node.
func wellFormed(item unsafe.Pointer) error {
	n := (*frame.Node)(item)
	switch _, ok := config.NodeID(n.Name); {
	case !ok:
		return texts.Errorf("%s is not a node", quote(n.Name))
	case n.First == 0:
		return texts.Errorf("%s: %w", n.Name, errIndex)
	case n.Config == nil:
		return texts.Errorf("%s: %w", n.Name, errConf)
	}
	return nil
}

// A lastOp is a client's last operation, written as what changed of one that was
// open, or the last, before; null if there is none any more. It comes before the
// open ones, from which it is gone.
type lastOp struct{}

func (lastOp) of(p unsafe.Pointer, m *member) **frame.Op { return (**frame.Op)(unsafe.Add(p, m.off)) }

// base returns what the client's operation with the given id is written against.
func (lastOp) base(c *frame.Client, id uint64) *frame.Op {
	for _, o := range c.Open {
		if o.ID == id {
			return o
		}
	}
	if c.Last != nil && c.Last.ID == id {
		return c.Last
	}
	return &frame.Op{ID: id, Client: c.Name}
}

func (c lastOp) diff(e *encoder, m *member, old, v unsafe.Pointer) error {
	now := *c.of(v, m)
	switch {
	case c.equal(m, old, v):
		return nil
	case now == nil:
		e.line.raw(m.lead)
		e.line.raw("null")
		return nil
	}
	e.line.raw(m.lead)
	e.line.uint(`{"id":`, now.ID)
	base := c.base((*frame.Client)(old), now.ID)
	if err := opShape.diff(e, 1, unsafe.Pointer(base), unsafe.Pointer(now)); err != nil {
		return err
	}
	e.line.raw("}")
	return nil
}

func (c lastOp) read(d *decoder, m *member, v unsafe.Pointer) {
	if d.s.null() {
		*c.of(v, m) = nil
		return
	}
	d.s.lit('{')
	if key := d.s.key(); d.s.err == nil && string(key) != "id" {
		d.s.fail(`an operation should begin with "id"`)
	}
	id := d.s.uint()
	now := *c.base((*frame.Client)(v), id)
	*c.of(v, m) = &now
	opShape.read(d, 1, unsafe.Pointer(&now))
}

func (c lastOp) equal(m *member, a, b unsafe.Pointer) bool {
	x, y := *c.of(a, m), *c.of(b, m)
	return x == y || x != nil && y != nil && opShape.equal(unsafe.Pointer(x), unsafe.Pointer(y))
}

func (lastOp) weighs() bool { return false }

func (lastOp) weigh(*member, unsafe.Pointer, unsafe.Pointer) int { return 0 }

// violations are a frame's, of which those that are new are written.
type violations struct{}

func (violations) of(p unsafe.Pointer, m *member) *[]*frame.Violation {
	return (*[]*frame.Violation)(unsafe.Add(p, m.off))
}

func (c violations) diff(e *encoder, m *member, old, v unsafe.Pointer) error {
	was, now := *c.of(old, m), *c.of(v, m)
	switch {
	case len(now) > maxBroken:
		return errTooMany(texts.Sayf("violations"), len(now), maxBroken)
	case len(now) < len(was):
		return errVanished
	case len(now) == len(was):
		return nil
	}
	sep := m.lead + "["
	for _, b := range now[len(was):] {
		e.line.raw(sep)
		sep = ","
		bare := len(e.line.b)
		if err := violationShape.diff(e, 0, unsafe.Pointer(&frame.Violation{}), unsafe.Pointer(b)); err != nil {
			return err
		}
		e.line.brace(bare)
	}
	e.line.raw("]")
	return nil
}

func (c violations) read(d *decoder, m *member, v unsafe.Pointer) {
	p := c.of(v, m)
	now := append([]*frame.Violation(nil), *p...)
	d.s.lit('[')
	for n := 0; d.s.more(']', n); n++ {
		if len(now) == maxBroken {
			d.s.fail("more than %d violations", maxBroken)
			return
		}
		b := new(frame.Violation)
		d.s.lit('{')
		violationShape.read(d, 0, unsafe.Pointer(b))
		now = append(now, b)
	}
	*p = now
}

func (c violations) equal(m *member, a, b unsafe.Pointer) bool {
	return equalLists(*c.of(a, m), *c.of(b, m))
}

func (violations) weighs() bool { return false }

func (violations) weigh(*member, unsafe.Pointer, unsafe.Pointer) int { return 0 }
