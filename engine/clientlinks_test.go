package engine

import (
	"testing"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

func clientOf(c *Cluster, name string) *frame.Client {
	for _, cl := range c.frame.Clients {
		if cl.Name == name {
			return cl
		}
	}
	return &frame.Client{}
}

// A client that is cut off from its node times out, though the node is well, and
// its write may have happened; another client's is answered. Its watch breaks
// with the first response that is lost, and misses nothing.
func TestClientCutOff(t *testing.T) {
	c := open(t, config.Default())
	if _, err := give(c, "cut apiserver|n3"); err == nil || err.Error() != "cut apiserver|n3: there is no client apiserver; name it first: client apiserver" {
		t.Errorf("a client that is not there: %v", err)
	}
	lost := 0
	obey(t, c, func(s *event.Step) {
		for _, e := range s.Events {
			if e.Kind() == event.KindWatchLost {
				lost++
			}
		}
	}, "campaign n1", 200, "client apiserver timeout=500ms", "apiserver@n3 put x 1", 100, "cut n3>apiserver",
		"apiserver@n3 put y 2", "c2@n3 get y", 600)
	if o := clientOf(c, "apiserver").Last; o.State != frame.OpUnknown {
		t.Errorf("the put that was cut off: %+v", o)
	}
	if o := clientOf(c, "c2").Last; o.State != frame.OpOK {
		t.Errorf("the get of another client: %+v", o)
	}
	obey(t, c, func(s *event.Step) {
		for _, e := range s.Events {
			if e.Kind() == event.KindWatchLost {
				lost++
			}
		}
	}, "heal", "apiserver@n3 watch z", 100, "cut apiserver|n3", "c2 put z 1", 100)
	if lost != 1 {
		t.Errorf("%d streams broke, want 1", lost)
	}
	obey(t, c, func(*event.Step) {}, "heal", 1000)
	if w := clientOf(c, "apiserver").Watches[0]; w.State != frame.WatchOpen || w.Events != 1 {
		t.Errorf("the watch: %+v", w)
	}
}
