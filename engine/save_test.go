package engine_test

import (
	"bytes"
	"crypto/sha256"
	"path/filepath"
	"slices"
	"testing"

	"raftviz/engine"
	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/mvccviz/mvcc"
)

// save runs a cluster in which a client saves n2's store, and returns what
// happened, step by step.
func save(t *testing.T, hook func(name string, data []byte)) (steps []string) {
	t.Helper()
	c, err := engine.New(config.Default(), filepath.Join(t.TempDir(), "nodes"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	c.OnSave(hook)
	lines, err := command.ParseLines("campaign n1\nrun 200ms\nput a 1\nmember add n6 --learner\nrun 200ms\nmember remove n3\nrun 200ms\nput a 2\nrun 60ms\n@n2 snapshot save x.db\nrun 3ms\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		err := obey(c, l.Command, func(s *event.Step) {
			for i := range s.Events {
				steps = append(steps, s.Events[i].String())
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return steps
}

// What a client saves is the whole store with its hash behind it, and whoever is handed it changes nothing by what it does with it.
func TestSaveStore(t *testing.T) {
	var name string
	var saved []byte
	with := save(t, func(n string, data []byte) {
		name, saved = n, slices.Clone(data)
		clear(data)
	})
	without := save(t, nil)
	if !slices.Equal(with, without) {
		t.Errorf("with a receiver\n%q\nwithout\n%q", with, without)
	}
	if name != "x.db" || len(saved) < sha256.Size {
		t.Fatalf("%q, %d bytes", name, len(saved))
	}
	data, sum := saved[:len(saved)-sha256.Size], saved[len(saved)-sha256.Size:]
	if want := sha256.Sum256(data); !bytes.Equal(sum, want[:]) {
		t.Errorf("the hash is %x, want %x", sum, want)
	}
	path := filepath.Join(t.TempDir(), "x.db")
	if err := mvcc.Install(path, data); err != nil {
		t.Fatal(err)
	}
	s, err := mvcc.Open(path, mvcc.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ms, err := s.Members()
	if err != nil || s.Rev() != 3 || !s.Founded() {
		t.Fatalf("revision %d, founded %v, %v", s.Rev(), s.Founded(), err)
	}
	var names []string
	for _, m := range ms {
		if m.Learner {
			m.Name += " learner"
		}
		names = append(names, m.Name)
	}
	if want := []string{"n1", "n2", "n6 learner"}; !slices.Equal(names, want) {
		t.Errorf("members are %q, want %q", names, want)
	}
}
