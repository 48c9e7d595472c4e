package tui

import (
	"errors"
	"strings"
	"testing"

	"raftviz/engine/config"
	"raftviz/engine/explain"
	"raftviz/recordings"
)

func driveHome(t *testing.T, o Options) (*driver, *config.Config) {
	var started config.Config
	sandbox := func(c config.Config) (Opened, error) {
		started = c
		run, err := recordings.Start(recordings.Header{Config: c})
		return Opened{Run: run}, err
	}
	d := &driver{t, newApp(o)}
	d.a.home = newHome(Home{
		Sandbox: sandbox,
		Scripts: []Item{
			{Name: "cold-election", About: "Three nodes elect.\nMore.", Open: func() (Opened, error) { return sandbox(config.Default()) }},
			{Name: "broken", About: "Cannot be opened.", Open: func() (Opened, error) { return Opened{}, errors.New("no such script") }},
		},
	})
	return d.start(), &started
}

func TestHome(t *testing.T) {
	d, started := driveHome(t, Options{})
	d.shows("raftviz", "start a cluster", "nodes", "cold-election", "Three nodes elect.", "none here")
	if strings.Contains(d.screen(), "More.") {
		t.Error("more than the first line of what a script is about is shown")
	}
	d.press("down", "right", "right", "down", "right", "down", "right") // nodes 7, seed 2, no pre-vote
	d.shows("off")
	d.press("up", "enter")
	if started.Nodes != 7 || started.Seed != 2 || started.PreVote || !started.CheckQuorum {
		t.Errorf("a cluster of %+v was started", started)
	}
	d.shows("1 cluster", "seed 2")
	d.press("q")
	if d.a.show != nil {
		t.Fatal("q does not lead back")
	}
	d.shows("cold-election")
}

func TestHomeItems(t *testing.T) {
	d, _ := driveHome(t, Options{Lang: explain.Chinese})
	d.shows("沙盒", "脚本", "录像")
	d.press("up") // the last: broken
	d.press("enter")
	d.shows("no such script")
	d.press("up", "enter")
	d.shows("集群")
}

func TestHomeAtAnySize(t *testing.T) {
	d, _ := driveHome(t, Options{})
	for h := leastHeight; h < 40; h++ {
		d.size(60+h, h)
		for range 8 {
			d.press("down")
			if !strings.Contains(d.screen(), "▸") {
				t.Fatalf("at %d rows the choice %d is not on the screen:\n%s", h, d.a.home.choice, d.screen())
			}
		}
	}
}
