package recording

import (
	"slices"

	"raftviz/engine/frame"
)

// dClients writes the clients that are new or changed.
func (l *line) dClients(old, v []*frame.Client) error {
	if len(v) > maxClients {
		return errTooMany("clients", len(v), maxClients)
	}
	if len(v) < len(old) {
		return errVanished
	}
	sep := `,"cl":[`
	for i, c := range v {
		base, isNew := &frame.Client{Name: c.Name}, i >= len(old)
		if !isNew {
			base = old[i]
		}
		switch {
		case base == c:
			continue
		case base.Name != c.Name:
			return errVanished
		}
		mark := len(l.b)
		l.raw(sep)
		l.str(`{"n":`, c.Name)
		bare := len(l.b)
		if err := l.dClient(base, c); err != nil {
			return err
		}
		if len(l.b) == bare && !isNew {
			l.b = l.b[:mark]
			continue
		}
		l.raw("}")
		sep = ","
	}
	if sep == "," {
		l.raw("]")
	}
	return nil
}

func (l *line) dClient(old, v *frame.Client) error {
	l.dStr(`,"at":`, old.Endpoint, v.Endpoint)
	l.dInt(`,"timeout":`, old.Timeout, v.Timeout)
	l.dInt(`,"retries":`, int64(old.Retries), int64(v.Retries))
	l.dBool(`,"deaf":`, old.Deaf, v.Deaf)
	if err := l.dOpen(old, v); err != nil {
		return err
	}
	switch {
	case old.Last == v.Last:
	case v.Last == nil:
		l.raw(`,"last":null`)
	case old.Last == nil || *old.Last != *v.Last:
		l.raw(`,"last":`)
		l.dOp(baseOp(old, v.Last.ID), v.Last)
	}
	return l.dWatches(old.Watches, v.Watches)
}

// dOpen writes the operations without an answer that are new or changed, and
// the ids of those that are so no longer.
func (l *line) dOpen(old, v *frame.Client) error {
	if len(v.Open) > maxOpen {
		return errTooMany("operations of a client without an answer", len(v.Open), maxOpen)
	}
	if len(old.Open) == len(v.Open) && (len(v.Open) == 0 || &old.Open[0] == &v.Open[0]) {
		return nil
	}
	sep, i := `,"open":[`, 0
	var shut []uint64
	for k, o := range v.Open {
		if k > 0 && o.ID <= v.Open[k-1].ID {
			return errOrder
		}
		for ; i < len(old.Open) && old.Open[i].ID < o.ID; i++ {
			shut = append(shut, old.Open[i].ID)
		}
		if i < len(old.Open) && old.Open[i].ID == o.ID {
			i++
			if old.Open[i-1] == o || *old.Open[i-1] == *o {
				continue
			}
		}
		l.raw(sep)
		l.dOp(baseOp(old, o.ID), o)
		sep = ","
	}
	for ; i < len(old.Open); i++ {
		shut = append(shut, old.Open[i].ID)
	}
	if sep == "," {
		l.raw("]")
	}
	if len(shut) > 0 {
		l.uints(`,"shut":`, shut)
	}
	return nil
}

// baseOp returns what a client's operation is written against: the same one
// as it was before the step, or one that is new.
func baseOp(old *frame.Client, id uint64) *frame.Op {
	if i, ok := findOp(old.Open, id); ok {
		return old.Open[i]
	}
	if old.Last != nil && old.Last.ID == id {
		return old.Last
	}
	return &frame.Op{ID: id, Client: old.Name}
}

func findOp(ops []*frame.Op, id uint64) (int, bool) {
	return slices.BinarySearchFunc(ops, id, func(o *frame.Op, id uint64) int {
		switch {
		case o.ID < id:
			return -1
		case o.ID > id:
			return 1
		}
		return 0
	})
}

func (l *line) dOp(old, v *frame.Op) {
	l.uint(`{"id":`, v.ID)
	l.dStr(`,"client":`, old.Client, v.Client)
	l.dStr(`,"n":`, old.Node, v.Node)
	l.dStr(`,"x":`, old.Text, v.Text)
	l.dInt(`,"start":`, old.Start, v.Start)
	l.dInt(`,"end":`, old.End, v.End)
	l.dInt(`,"try":`, int64(old.Attempt), int64(v.Attempt))
	if old.State != v.State {
		l.str(`,"state":`, v.State.String())
	}
	l.dStr(`,"res":`, old.Result, v.Result)
	l.dInt(`,"rev":`, old.Rev, v.Rev)
	l.raw("}")
}

// clients reads the clients that are new or changed.
func (d *decoder) clients() {
	s := &d.s
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		s.lit('{')
		if string(s.key()) != "n" {
			s.fail(`a client should begin with its name, "n"`)
		}
		name := s.name()
		i := slices.IndexFunc(d.next.Clients, func(c *frame.Client) bool { return c.Name == name })
		if n == 0 {
			d.next.Clients = slices.Clone(d.next.Clients)
		}
		if i < 0 {
			if i = len(d.next.Clients); i >= maxClients {
				s.fail("more than %d clients", maxClients)
				return
			}
			d.next.Clients = append(d.next.Clients, &frame.Client{Name: name})
		}
		old := d.next.Clients[i]
		c := *old
		d.client(old, &c)
		d.next.Clients[i] = &c
	}
}

func (d *decoder) client(old, c *frame.Client) {
	s := &d.s
	for n := 1; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "at":
			c.Endpoint = s.name()
		case "timeout":
			c.Timeout = s.int64()
		case "retries":
			c.Retries = s.int()
		case "deaf":
			c.Deaf = s.bool()
		case "open":
			s.open(old, c)
		case "shut":
			s.shut(c)
		case "last":
			if c.Last = nil; !s.null() {
				c.Last = s.operation(old)
			}
		case "watch":
			c.Watches = s.watches(c.Watches)
		case "unwatch":
			c.Watches = s.unwatch(c.Watches)
		default:
			s.unknown("a client", key)
		}
	}
}

// open reads the operations that are new, which follow those there were, or
// changed, which take their place.
func (s *scanner) open(old, c *frame.Client) {
	c.Open = slices.Clone(old.Open)
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		o := s.operation(old)
		i, ok := findOp(c.Open, o.ID)
		switch {
		case ok:
			c.Open[i] = o
		case len(c.Open) == maxOpen:
			s.fail("more than %d operations without an answer", maxOpen)
		default:
			c.Open = slices.Insert(c.Open, i, o)
		}
	}
}

// shut reads the ids of operations that are no longer open.
func (s *scanner) shut(c *frame.Client) {
	kept := make([]*frame.Op, 0, len(c.Open))
	rest := c.Open
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		id := s.uint()
		i, ok := findOp(rest, id)
		if !ok {
			s.fail("operation %d is not open", id)
			return
		}
		kept, rest = append(kept, rest[:i]...), rest[i+1:]
	}
	if c.Open = append(kept, rest...); len(c.Open) == 0 {
		c.Open = nil
	}
}

func (s *scanner) operation(old *frame.Client) *frame.Op {
	id := s.id()
	o := *baseOp(old, id)
	for n := 1; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "client":
			o.Client = s.name()
		case "n":
			o.Node = s.name()
		case "x":
			o.Text = s.str()
		case "start":
			o.Start = s.int64()
		case "end":
			o.End = s.int64()
		case "try":
			o.Attempt = s.int()
		case "state":
			o.State = opStates.get(s, "state of an operation")
		case "res":
			o.Result = s.str()
		case "rev":
			o.Rev = s.int64()
		default:
			s.unknown("an operation", key)
		}
	}
	return &o
}
