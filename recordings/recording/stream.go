package recording

import (
	"slices"

	"raftviz/mvccviz/contents"
)

// dStreams writes the streams of a store's watchers: under "stream" what changed
// of some, or under "streams" all, each as what changed, if they are not of the
// same clients.
func (l *line) dStreams(old, v []*contents.Stream) error {
	if len(v) > maxStreams {
		return errTooMany("streams of watchers", len(v), maxStreams)
	}
	if len(old) == len(v) && (len(v) == 0 || &old[0] == &v[0]) {
		return nil
	}
	same := slices.EqualFunc(old, v, func(a, b *contents.Stream) bool { return a.Client == b.Client })
	sep := `,"stream":[`
	if !same {
		l.raw(`,"streams":[`)
		sep = ""
	}
	clients := make(map[string]*contents.Stream, len(old))
	for _, x := range old {
		clients[x.Client] = x
	}
	for i, x := range v {
		base := clients[x.Client]
		switch {
		case same:
			base = old[i]
		case base == nil:
			base = &contents.Stream{}
		}
		mark := len(l.b)
		l.raw(sep)
		l.str(`{"n":`, x.Client)
		bare := len(l.b)
		if err := l.dStream(base, x); err != nil {
			return err
		}
		if same && len(l.b) == bare {
			l.b = l.b[:mark]
			continue
		}
		l.raw("}")
		sep = ","
	}
	if !same && hasTwins(v) {
		return errWatch
	}
	if !same || sep == "," {
		l.raw("]")
	}
	return nil
}

// hasTwins reports whether two streams are of the same client.
func hasTwins(v []*contents.Stream) bool {
	seen := make(map[string]bool, len(v))
	for _, x := range v {
		if seen[x.Client] {
			return true
		}
		seen[x.Client] = true
	}
	return false
}

func (l *line) dStream(old, v *contents.Stream) error {
	if old == v {
		return nil
	}
	l.dInt(`,"buf":`, int64(old.Buffered), int64(v.Buffered))
	l.dInt(`,"room":`, int64(old.Buffer), int64(v.Buffer))
	l.dInt(`,"unread":`, int64(old.Unread), int64(v.Unread))
	l.dInt(`,"win":`, int64(old.Window), int64(v.Window))
	return l.dWatchers(old.Watchers, v.Watchers)
}

// dWatchers writes the watchers of a stream: under "w" what changed of some, or
// under "ws" all, each as what changed, if they are not the same ones.
func (l *line) dWatchers(old, v []contents.Watcher) error {
	if len(v) > maxWatches {
		return errTooMany("watchers of a stream", len(v), maxWatches)
	}
	if len(old) == len(v) && (len(v) == 0 || &old[0] == &v[0]) {
		return nil
	}
	same := slices.EqualFunc(old, v, func(a, b contents.Watcher) bool { return a.ID == b.ID })
	sep := `,"w":[`
	if !same {
		l.raw(`,"ws":[`)
		sep = ""
	}
	i := 0
	for k := range v {
		x := &v[k]
		if k > 0 && x.ID <= v[k-1].ID {
			return errWatch
		}
		for i < len(old) && old[i].ID < x.ID {
			i++
		}
		base := &contents.Watcher{ID: x.ID}
		if i < len(old) && old[i].ID == x.ID {
			base = &old[i]
		}
		if same && *base == *x {
			continue
		}
		l.raw(sep)
		l.dWatcher(base, x)
		sep = ","
	}
	if !same || sep == "," {
		l.raw("]")
	}
	return nil
}

func (l *line) dWatcher(old, v *contents.Watcher) {
	l.int(`{"id":`, v.ID)
	if old.Key != v.Key {
		l.bytes(`,"key":`, v.Key)
	}
	if old.End != v.End {
		l.bytes(`,"end":`, v.End)
	}
	if old.Group != v.Group {
		l.str(`,"group":`, v.Group.String())
	}
	l.dInt(`,"next":`, old.Next, v.Next)
	l.dInt(`,"kept":`, int64(old.Kept), int64(v.Kept))
	l.raw("}")
}

// streams reads the streams that changed, which must be among old; or all, of
// which those of the clients that had one are written as what changed.
func (s *scanner) streams(old []*contents.Stream, whole bool) []*contents.Stream {
	places := make(map[string]int, len(old))
	for i, x := range old {
		places[x.Client] = i
	}
	var v []*contents.Stream
	if !whole {
		v = slices.Clone(old)
	}
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		s.lit('{')
		if string(s.key()) != "n" {
			s.fail(`a stream should begin with its client, "n"`)
		}
		client := s.name()
		i, ok := places[client]
		switch {
		case s.err != nil:
			return nil
		case !whole && !ok:
			s.fail("%q has no stream", client)
			return nil
		case ok && i < 0:
			s.fail("%q has two streams", client)
			return nil
		case whole && len(v) == maxStreams:
			s.fail("more than %d streams", maxStreams)
			return nil
		}
		x := &contents.Stream{Client: client}
		if ok {
			*x = *old[i]
		}
		places[client] = -1
		s.stream(x)
		if whole {
			v = append(v, x)
		} else {
			v[i] = x
		}
	}
	return v
}

func (s *scanner) stream(v *contents.Stream) {
	for n := 1; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "buf":
			v.Buffered = s.int()
		case "room":
			v.Buffer = s.int()
		case "unread":
			v.Unread = s.int()
		case "win":
			v.Window = s.int()
		case "ws":
			v.Watchers = s.watchers(v.Watchers, true)
		case "w":
			v.Watchers = s.watchers(v.Watchers, false)
		default:
			s.unknown("a stream", key)
		}
	}
}

// watchers reads the watchers that changed, which must be among old; or all, of
// which those that are among old are written as what changed.
func (s *scanner) watchers(old []contents.Watcher, whole bool) []contents.Watcher {
	var v []contents.Watcher
	if !whole {
		v = slices.Clone(old)
	}
	i := 0
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		s.lit('{')
		if string(s.key()) != "id" {
			s.fail("a watcher should begin with its id")
		}
		id := s.int64()
		for i < len(old) && old[i].ID < id {
			i++
		}
		had := i < len(old) && old[i].ID == id
		switch {
		case s.err != nil:
			return nil
		case !whole && !had:
			s.fail("there is no watcher %d, or it is out of order", id)
			return nil
		case whole && len(v) > 0 && v[len(v)-1].ID >= id:
			s.fail("watcher %d is out of order", id)
			return nil
		case whole && len(v) == maxWatches:
			s.fail("more than %d watchers", maxWatches)
			return nil
		}
		x := contents.Watcher{ID: id}
		if had {
			x = old[i]
		}
		s.watcher(&x)
		if whole {
			v = append(v, x)
		} else {
			v[i] = x
		}
	}
	return v
}

func (s *scanner) watcher(v *contents.Watcher) {
	for n := 1; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "key":
			v.Key = s.bytes(s.name)
		case "end":
			v.End = s.bytes(s.name)
		case "group":
			v.Group = groups.get(s, "group of watchers")
		case "next":
			v.Next = s.int64()
		case "kept":
			v.Kept = s.int()
		default:
			s.unknown("a watcher", key)
		}
	}
}
