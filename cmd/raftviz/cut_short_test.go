package main

import (
	"strings"
	"testing"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/lang"
	"raftviz/recordings/autosave"
)

// A sandbox that was cut short is offered in both languages, and goes on where it
// was.
func TestCutShortGoesOn(t *testing.T) {
	store := autosave.Open(t.TempDir())
	if items, note := cutShort(store); len(items) != 0 || !note.IsZero() {
		t.Fatalf("offered are %v, %v", items, note)
	}
	run, err := startSandbox(config.Default())
	if err != nil {
		t.Fatal(err)
	}
	s := store.Begin()
	s.Keep(run.Recording(), 0, 0)
	c, err := command.Parse("run 2s")
	if err == nil {
		err = run.Exec(c, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := s.End(true); err != nil {
		t.Fatal(err)
	}
	if err := run.Close(); err != nil {
		t.Fatal(err)
	}

	items, note := cutShort(store)
	if len(items) != 1 || !strings.HasPrefix(note.In(lang.English), "a sandbox was cut short") || !strings.HasPrefix(note.In(lang.Chinese), "有一个沙盒被中断") {
		t.Fatalf("offered are %v, %v", items, note)
	}
	name, about := items[0].In(lang.English)
	if !strings.HasPrefix(name, "cut short: 20") || !strings.HasPrefix(about, "A sandbox of 3 nodes, seed 1") {
		t.Errorf("%q, %q", name, about)
	}
	name, about = items[0].In(lang.Chinese)
	if !strings.HasPrefix(name, "被中断：20") || !strings.HasPrefix(about, "一个有 3 个节点、种子为 1 的沙盒") {
		t.Errorf("%q, %q", name, about)
	}
	o, err := items[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	defer o.Run.Close()
	n := run.Recording().Len()
	if got := o.Run.Recording(); got.Len() != n || got.Digest(n) != run.Recording().Digest(n) {
		t.Errorf("it goes on at step %d of %d", got.Len(), n)
	}
	if err := o.Resumed.Session.End(false); err != nil {
		t.Error(err)
	}
	if items, _ := cutShort(store); len(items) != 0 {
		t.Error("it is still offered")
	}
}
