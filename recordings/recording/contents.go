package recording

import (
	"slices"

	"raftviz/engine/frame"
	"raftviz/mvccviz/contents"
)

// dData writes how the inside of a node's store changed: what differs from what
// follows of the store's summary.
func (e *encoder) dData(old, v *frame.Node) error {
	l := &e.line
	if v.Data == nil {
		if old.Data != nil {
			l.raw(`,"data":null`)
		}
		return nil
	}
	if old.Data == v.Data && old.Store == v.Store {
		return nil
	}
	base := followed(old, &v.Store)
	mark := len(l.b)
	l.raw(`,"data":`)
	bare := len(l.b)
	if err := e.dContents(&base, v.Data); err != nil {
		return err
	}
	switch {
	case len(l.b) > bare:
		l.b[bare] = '{'
		l.raw("}")
	case old.Data == nil:
		l.raw("{}")
	default:
		l.b = l.b[:mark]
	}
	return nil
}

// followed returns the contents of a node's store as they are after a step
// unless its line says otherwise: what agreed with the store's summary before
// still does.
func followed(old *frame.Node, now *frame.Store) contents.Contents {
	if old.Data == nil {
		return contents.Contents{Rev: now.Rev, Index: now.Index, DurableIndex: now.Durable, Scheduled: now.Compact, Indexed: now.Compact, Finished: now.Swept}
	}
	c, was := *old.Data, &old.Store
	if c.Rev == was.Rev {
		c.Rev = now.Rev
	}
	if c.Index == was.Index {
		c.Index = now.Index
	}
	if c.DurableIndex == was.Durable {
		c.DurableIndex = now.Durable
	}
	if c.Scheduled == was.Compact {
		c.Scheduled = now.Compact
	}
	if c.Finished == was.Swept {
		c.Finished = now.Swept
	}
	return c
}

func (e *encoder) dContents(old, v *contents.Contents) error {
	l := &e.line
	l.dInt(`,"rev":`, old.Rev, v.Rev)
	l.dInt(`,"asked":`, old.Scheduled, v.Scheduled)
	l.dInt(`,"indexed":`, old.Indexed, v.Indexed)
	l.dInt(`,"swept":`, old.Finished, v.Finished)
	l.dUint(`,"i":`, old.Index, v.Index)
	l.dUint(`,"term":`, old.Term, v.Term)
	l.dUint(`,"durable":`, old.DurableIndex, v.DurableIndex)
	if err := e.dRevs(old.Revs, v.Revs); err != nil {
		return err
	}
	if err := l.dPending(old.Pending, v.Pending); err != nil {
		return err
	}
	if err := l.dLeases(old.Leases, v.Leases); err != nil {
		return err
	}
	if err := l.dAlarms(old.Alarms, v.Alarms); err != nil {
		return err
	}
	if err := l.dStreams(old.Streams, v.Streams); err != nil {
		return err
	}
	if err := l.dOthers(old.Others, v.Others); err != nil {
		return err
	}
	l.dFile(old.File, v.File)
	return nil
}

// dPending writes what waits in a store's batch, as a whole.
func (l *line) dPending(old, v []contents.Change) error {
	if slices.Equal(old, v) {
		return nil
	}
	if len(v) > maxPending {
		return errTooMany("buckets that will change", len(v), maxPending)
	}
	l.raw(`,"pend":[`)
	for i, c := range v {
		if i > 0 {
			l.raw(",")
		}
		l.str("[", c.Bucket)
		l.int(",", int64(c.Puts))
		l.int(",", int64(c.Gone))
		l.raw("]")
	}
	l.raw("]")
	return nil
}

// dAlarms writes the alarms as a whole.
func (l *line) dAlarms(old, v []contents.Alarm) error {
	if slices.Equal(old, v) {
		return nil
	}
	if len(v) > maxAlarms {
		return errTooMany("alarms", len(v), maxAlarms)
	}
	l.raw(`,"alarm":[`)
	for i, a := range v {
		if i > 0 {
			l.raw(",")
		}
		l.str("[", a.Member)
		l.str(",", a.Type)
		l.raw("]")
	}
	l.raw("]")
	return nil
}

// dOthers writes the other entries as a whole: they hardly ever change.
func (l *line) dOthers(old, v []contents.Other) error {
	if len(old) == len(v) && (len(v) == 0 || &old[0] == &v[0]) || slices.Equal(old, v) {
		return nil
	}
	if len(v) > maxOthers {
		return errTooMany("other entries of a store", len(v), maxOthers)
	}
	l.raw(`,"other":[`)
	for i, x := range v {
		if i > 0 {
			l.raw(",")
		}
		l.str("[", x.Bucket)
		l.bytes(",", x.Key)
		l.bytes(",", x.Value)
		l.raw("]")
	}
	l.raw("]")
	return nil
}

func (l *line) dFile(old, v *contents.File) {
	switch {
	case old == v:
		return
	case v == nil:
		l.raw(`,"file":null`)
		return
	case old == nil:
		old = &contents.File{}
	case *old == *v:
		return
	}
	l.raw(`,"file":`)
	bare := len(l.b)
	l.dInt(`,"size":`, old.Size, v.Size)
	l.dInt(`,"used":`, old.InUse, v.InUse)
	l.dInt(`,"meta":`, int64(old.Meta), int64(v.Meta))
	l.dInt(`,"freelist":`, int64(old.Freelist), int64(v.Freelist))
	l.dInt(`,"branch":`, int64(old.Branch), int64(v.Branch))
	l.dInt(`,"leaf":`, int64(old.Leaf), int64(v.Leaf))
	l.dInt(`,"overflow":`, int64(old.Overflow), int64(v.Overflow))
	l.dInt(`,"free":`, int64(old.Free), int64(v.Free))
	if len(l.b) == bare {
		l.raw("{")
	} else {
		l.b[bare] = '{'
	}
	l.raw("}")
}

// data reads the inside of the store of the node with the given number; was is
// the node as it was before.
func (d *decoder) data(id uint64, was, v *frame.Node) {
	s := &d.s
	if s.null() {
		v.Data = nil
		return
	}
	c := followed(was, &v.Store)
	v.Data = &c
	s.lit('{')
	for n := 0; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "rev":
			c.Rev = s.int64()
		case "asked":
			c.Scheduled = s.int64()
		case "indexed":
			c.Indexed = s.int64()
		case "swept":
			c.Finished = s.int64()
		case "i":
			c.Index = s.uint()
		case "term":
			c.Term = s.uint()
		case "durable":
			c.DurableIndex = s.uint()
		case "drop":
			c.Revs = s.drop(c.Revs)
		case "add":
			d.revs = d.revRefs(d.revs[:0])
			c.Revs = d.growRevs(id, c.Revs, d.revs)
		case "pend":
			c.Pending = s.pending()
		case "lease":
			c.Leases = s.leases(c.Leases)
		case "unlease":
			c.Leases = s.unlease(c.Leases)
		case "alarm":
			c.Alarms = s.alarms()
		case "streams":
			c.Streams = s.streams(c.Streams, true)
		case "stream":
			c.Streams = s.streams(c.Streams, false)
		case "other":
			c.Others = s.others()
		case "file":
			c.File = s.file(c.File)
		default:
			s.unknown("a store's data", key)
		}
	}
}

// follow gives a node of whose data its line says nothing what follows of its
// store's summary.
func follow(was, v *frame.Node) {
	if v.Data == nil || v.Store == was.Store {
		return
	}
	old := v.Data
	c := followed(was, &v.Store)
	if c.Rev != old.Rev || c.Index != old.Index || c.DurableIndex != old.DurableIndex || c.Scheduled != old.Scheduled || c.Finished != old.Finished {
		v.Data = &c
	}
}

func (s *scanner) pending() (v []contents.Change) {
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		if n == maxPending {
			s.fail("more than %d buckets", maxPending)
			return nil
		}
		var c contents.Change
		s.lit('[')
		c.Bucket = s.name()
		s.lit(',')
		c.Puts = s.int()
		s.lit(',')
		c.Gone = s.int()
		s.lit(']')
		v = append(v, c)
	}
	return v
}

func (s *scanner) alarms() (v []contents.Alarm) {
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		if n == maxAlarms {
			s.fail("more than %d alarms", maxAlarms)
			return nil
		}
		var a contents.Alarm
		s.lit('[')
		a.Member = s.name()
		s.lit(',')
		a.Type = s.name()
		s.lit(']')
		v = append(v, a)
	}
	return v
}

func (s *scanner) others() (v []contents.Other) {
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		if n == maxOthers {
			s.fail("more than %d other entries", maxOthers)
			return nil
		}
		var x contents.Other
		s.lit('[')
		x.Bucket = s.name()
		s.lit(',')
		x.Key = s.bytes(s.name)
		s.lit(',')
		x.Value = s.bytes(s.str)
		s.lit(']')
		v = append(v, x)
	}
	return v
}

func (s *scanner) file(old *contents.File) *contents.File {
	if s.null() {
		return nil
	}
	v := new(contents.File)
	if old != nil {
		*v = *old
	}
	s.lit('{')
	for n := 0; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "size":
			v.Size = s.int64()
		case "used":
			v.InUse = s.int64()
		case "meta":
			v.Meta = s.int()
		case "freelist":
			v.Freelist = s.int()
		case "branch":
			v.Branch = s.int()
		case "leaf":
			v.Leaf = s.int()
		case "overflow":
			v.Overflow = s.int()
		case "free":
			v.Free = s.int()
		default:
			s.unknown("a file", key)
		}
	}
	return v
}
