package autosave

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/recordings"
	"raftviz/recordings/recording"
)

// begin starts a run.
func begin(t *testing.T) *recordings.Run {
	t.Helper()
	run, err := recordings.Start(recording.Header{Config: config.Default(), Name: "sandbox"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = run.Close() })
	return run
}

// give gives a run commands.
func give(t *testing.T, run *recordings.Run, lines ...string) {
	t.Helper()
	for _, line := range lines {
		c, err := command.Parse(line)
		if err == nil {
			err = run.Exec(c, nil)
		}
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
}

// list returns what the store offers.
func list(t *testing.T, s *Store, want int) []Kept {
	t.Helper()
	found, err := s.List()
	if err != nil || len(found) != want {
		t.Fatalf("%d sandboxes are offered, want %d: %v", len(found), want, err)
	}
	return found
}

// folders counts the sandboxes in a store, whether they are offered or not.
func folders(t *testing.T, s *Store) int {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(s.dir, folder+"*"))
	if err != nil {
		t.Fatal(err)
	}
	return len(found)
}

func end(t *testing.T, s *Session, wanted bool) {
	t.Helper()
	if err := s.End(wanted); err != nil {
		t.Error(err)
	}
}

// A sandbox is kept as it goes, not offered while it goes on, and offered with all
// its steps when it was cut short. Whoever goes on with it holds it; it ends with
// them.
func TestResume(t *testing.T) {
	store := Open(filepath.Join(t.TempDir(), "deep", "sandboxes"))
	list(t, store, 0)
	run := begin(t)
	s := store.Begin()
	s.Keep(run.Recording(), 0, 0)
	s.write()
	if _, err := os.Stat(store.dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something is kept before anything happened: %v", err)
	}
	give(t, run, "campaign n1", "run 1s")
	s.write()
	list(t, store, 0)
	end(t, s, true)

	found := list(t, store, 1)[0]
	if found.Config.Nodes != 3 || found.Bytes == 0 || time.Since(found.When) > time.Hour {
		t.Errorf("offered is %+v", found)
	}
	branches, last, again, err := found.Resume()
	if err != nil || len(branches) != 1 || last != 0 {
		t.Fatalf("%d branches, %d, %v", len(branches), last, err)
	}
	n := run.Recording().Len()
	if r := branches[0].Recording; r.Len() != n || r.Digest(n) != run.Recording().Digest(n) {
		t.Errorf("%d steps are kept of %d", r.Len(), n)
	}
	list(t, store, 0)
	if _, _, _, err := found.Resume(); !errors.Is(err, ErrElsewhere) {
		t.Errorf("resumed twice: %v", err)
	}
	if err := found.Discard(); !errors.Is(err, ErrElsewhere) {
		t.Errorf("deleted while it goes on: %v", err)
	}

	live, err := recordings.Rerun(branches[0].Recording, n, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer live.Close()
	again.GoOn(branches[0], live.Recording())
	again.write()
	if files := filesIn(found.dir); len(files) != 1 || files[0].version != 0 {
		t.Errorf("before anything more happened there are %+v", files)
	}
	give(t, live, "run 1s")
	again.write()
	if files := filesIn(found.dir); len(files) != 1 || files[0].version != 1 {
		t.Errorf("after more happened there are %+v", files)
	}
	end(t, again, true)
	branches, _, third, err := list(t, store, 1)[0].Resume()
	if err != nil || branches[0].Recording.Len() != live.Recording().Len() {
		t.Fatalf("%d steps are kept of %d: %v", branches[0].Recording.Len(), live.Recording().Len(), err)
	}
	end(t, third, false)
	if n := folders(t, store); n != 0 {
		t.Errorf("%d folders are left of what is not wanted", n)
	}
}

// Branches are kept as they were forked from each other; one that is dropped is not.
func TestBranches(t *testing.T) {
	store := Open(t.TempDir())
	run := begin(t)
	s := store.Begin()
	main := s.Keep(run.Recording(), 0, 0)
	give(t, run, "campaign n1", "run 500ms")
	s.write()
	var forks []*recordings.Run
	for _, at := range []int{5, 9} {
		fork, err := recordings.Rerun(run.Recording(), at, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer fork.Close()
		forks = append(forks, fork)
	}
	dropped := s.Keep(forks[0].Recording(), main, 5)
	s.Keep(forks[1].Recording(), main, 9)
	give(t, forks[0], "crash n2", "run 1s")
	give(t, forks[1], "crash n3", "run 1s")
	s.write()
	s.Drop(dropped)
	end(t, s, true)
	branches, last, again, err := list(t, store, 1)[0].Resume()
	if err != nil || len(branches) != 2 {
		t.Fatalf("%d branches, %v", len(branches), err)
	}
	defer end(t, again, false)
	if last != 1 || branches[0].Parent != -1 || branches[1].Parent != 0 || branches[1].From != 9 {
		t.Errorf("%+v, the last is %d", branches, last)
	}
	if branches[1].Recording.Len() != forks[1].Recording().Len() {
		t.Error("the fork is not whole")
	}
}

// If the process is killed while a file takes the place of another, the one with
// more steps counts.
func TestTwoVersions(t *testing.T) {
	dir := t.TempDir()
	run := begin(t)
	short := file{number: 1, version: 1}
	if err := run.Recording().Save(filepath.Join(dir, short.fileName())); err != nil {
		t.Fatal(err)
	}
	give(t, run, "run 500ms")
	long := file{number: 1}
	if err := run.Recording().Save(filepath.Join(dir, long.fileName())); err != nil {
		t.Fatal(err)
	}
	all, err := load(dir, filesIn(dir))
	if err != nil || len(all) != 1 || all[0].Recording.Len() != run.Recording().Len() {
		t.Errorf("%d branches, %v", len(all), err)
	}
}

// Of sandboxes that were cut short the oldest go; those that go on stay.
func TestBounds(t *testing.T) {
	store := Open(t.TempDir())
	run := begin(t)
	s := store.Begin()
	s.Keep(run.Recording(), 0, 0)
	give(t, run, "run 200ms")
	s.write()
	old := time.Now().Add(-time.Hour)
	for i := range mostKept + 3 {
		dir := filepath.Join(store.dir, folder+string(rune('a'+i)))
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		f := file{number: 1}
		path := filepath.Join(dir, f.fileName())
		if err := run.Recording().Save(path); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, old, old.Add(time.Duration(i)*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	found := list(t, store, mostKept)
	if filepath.Base(found[0].dir) != folder+"k" || filepath.Base(found[mostKept-1].dir) != folder+"d" {
		t.Errorf("from %s to %s are kept", found[0].dir, found[mostKept-1].dir)
	}
	if n := folders(t, store); n != mostKept+1 {
		t.Errorf("%d folders are left", n)
	}
	end(t, s, true)
	list(t, store, mostKept)
	for _, k := range list(t, store, mostKept) {
		if err := k.Discard(); err != nil {
			t.Error(err)
		}
	}
	list(t, store, 0)
}

// A sandbox that grows too large is kept up to there, and one that cannot be
// written is not: that is told once, and ends nothing.
func TestProblems(t *testing.T) {
	run := begin(t)
	s := Open(t.TempDir()).Begin()
	s.most = 100
	s.Keep(run.Recording(), 0, 0)
	give(t, run, "run 200ms")
	s.write()
	if err := s.Problem(); err == nil || s.Problem() != nil {
		t.Errorf("the problem is %v", err)
	}
	end(t, s, true)
	list(t, s.store, 1)

	nowhere := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(nowhere, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s = Open(filepath.Join(nowhere, "sandboxes")).Begin()
	s.Keep(run.Recording(), 0, 0)
	give(t, run, "run 200ms")
	s.write()
	if s.Problem() == nil {
		t.Error("a folder that cannot be made is no problem")
	}
	end(t, s, true)
}
