//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"raftviz/recordings"
	"raftviz/recordings/recording"
)

// crowded is a script that writes to all its files, makes them again and lets
// clients save what they hold.
const crowded = `name: crowded
cluster: {nodes: 3, seed: 3}
steps:
  - do: |
      campaign n1
      run until leader == "n1" within 5s
      put a %s
      put b 2
      run 300ms
      crash n2
      put a 3
      run 100ms
      snapshot n1
      compactlog n1 keep=0
      restart n2
      run 500ms
      member add n4
      run 1s
      compaction 3
      @n1 defrag
      run 300ms
      put c %s
      run 500ms
`

// fileLimit is the variable that says how many bytes each file of the program
// limited may have.
const fileLimit = "RAFTVIZ_TEST_FILE_LIMIT"

// limited is the program, whose every write past so many bytes of a file fails.
func limited() {
	n, err := strconv.ParseUint(os.Getenv(fileLimit), 10, 64)
	if err == nil {
		err = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n})
	}
	if err != nil {
		panic(err)
	}
	main()
}

func init() { programs["raftviz-limited"] = limited }

// full is what the system says where a write fails.
var full = regexp.MustCompile(`no space left on device|file too large`)

// A smallDisk is a folder for the files of runs, and one for recordings, in which
// writes fail.
type smallDisk struct {
	t       *testing.T
	program string
	env     []string
	script  string
	temp    string
	work    string
}

// A verb is what is tried on a small disk.
type verb struct {
	args    []string
	records string // the recording that it writes, or ""
}

// run runs the program, and checks that it either does what it should or ends in
// order because of the disk. It reports whether the disk was large enough.
func (d *smallDisk) run(v verb) (enough bool) {
	d.t.Helper()
	cmd := exec.Command(d.program, v.args...)
	cmd.Dir = d.work
	cmd.Env = append(os.Environ(), d.env...)
	cmd.Env = append(cmd.Env, "TMPDIR="+d.temp, "RAFTVIZ_LANG=en")
	var out, wrong bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &wrong
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		d.t.Fatal(err)
	}
	what := fmt.Sprintf("%v %q:\n%s", d.env, v.args, wrong.String())
	switch cmd.ProcessState.ExitCode() {
	case 0:
		enough = true
		if wrong.Len() > 0 {
			d.t.Error(what)
		}
	case statusWrong:
		if strings.Count(wrong.String(), "\n") != 1 || !full.MatchString(wrong.String()) {
			d.t.Errorf("not one line about the disk: %s", what)
		}
	default:
		d.t.Errorf("it ends with %v: %s", err, what)
	}
	if bytes.Contains(out.Bytes(), []byte("violated")) || bytes.Contains(out.Bytes(), []byte("panicked")) {
		d.t.Errorf("it finds Raft guilty: %s%s", what, out.String())
	}
	d.empty()
	if v.records != "" {
		d.verify(filepath.Join(d.work, v.records), enough)
	}
	return enough
}

// empty checks that no folder of a run is left.
func (d *smallDisk) empty() {
	d.t.Helper()
	left, err := os.ReadDir(d.temp)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, e := range left {
		d.t.Errorf("%v: %s is left", d.env, e.Name())
		os.RemoveAll(filepath.Join(d.temp, e.Name()))
	}
}

// verify checks that a recording holds what happened, as far as there was room.
func (d *smallDisk) verify(path string, whole bool) {
	d.t.Helper()
	defer os.Remove(path)
	r, err := recording.Load(path)
	if errors.Is(err, fs.ErrNotExist) && !whole {
		return
	}
	if err != nil {
		d.t.Errorf("%v: %v", d.env, err)
		return
	}
	if whole && r.Torn() != nil {
		d.t.Errorf("%v: %v", d.env, r.Torn())
	}
	if diverged, err := recordings.Verify(r, nil); diverged != nil || err != nil {
		d.t.Errorf("%v: %v, %v", d.env, diverged, err)
	}
}

// verbs are what is tried: runs, recordings of them, and their being run again.
func verbs(script, whole string) []verb {
	return []verb{
		{args: []string{"run", script, "--record", "r.jsonl"}, records: "r.jsonl"},
		{args: []string{"run", script, "--json", "--record", "r.jsonl.zst"}, records: "r.jsonl.zst"},
		{args: []string{"verify", whole}},
		{args: []string{"explain", script}},
	}
}

// newSmallDisk prepares the script, and a recording of it.
func newSmallDisk(t *testing.T, program, work, temp string) (*smallDisk, []verb) {
	t.Helper()
	dir := t.TempDir()
	d := &smallDisk{t: t, program: program, work: work, temp: temp, script: filepath.Join(dir, "crowded.yaml")}
	text := fmt.Sprintf(crowded, strings.Repeat("x", 9000), strings.Repeat("y", 9000))
	whole := filepath.Join(dir, "whole.jsonl")
	if err := os.WriteFile(d.script, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("raftviz", "run", d.script, "--record", whole).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return d, verbs(d.script, whole)
}

// Wherever in its files a run cannot write on, it ends in order: one line, status
// 2, nothing of Raft, no folder left, and a recording that holds what happened.
func TestWriteFails(t *testing.T) {
	d, verbs := newSmallDisk(t, "raftviz-limited", t.TempDir(), t.TempDir())
	random := rand.New(rand.NewPCG(1, 2))
	few := 16
	if testing.Short() {
		few = 6
	}
	failed, enough := 0, 0
	for i := range few {
		n := []int{0, 1, 4096, 1 << 22}[i%4]
		if i >= 4 {
			n = random.IntN(100_000)
		}
		d.env = []string{fileLimit + "=" + strconv.Itoa(n)}
		for _, v := range verbs {
			if d.run(v) {
				enough++
			} else {
				failed++
			}
		}
	}
	if failed < few || enough < 4 {
		t.Errorf("%d runs failed, %d did not", failed, enough)
	}
}

// inNamespace is set in the process that TestSmallDisk starts in a new mount
// namespace.
const inNamespace = "RAFTVIZ_TEST_IN_NAMESPACE"

// The same on a file system that is full: on disks of many sizes, first for the
// nodes' files and then for recordings.
func TestSmallDisk(t *testing.T) {
	if os.Getenv(inNamespace) == "" {
		inOwnNamespace(t)
		return
	}
	disk := t.TempDir()
	most := 400 << 10
	step := 20 << 10
	if testing.Short() {
		step = 80 << 10
	}
	nodes, verbs := newSmallDisk(t, "raftviz", t.TempDir(), disk)
	files, _ := newSmallDisk(t, "raftviz", disk, t.TempDir())
	failed, enough := 0, 0
	for size := 4 << 10; size <= most; size += step {
		if err := syscall.Mount("none", disk, "tmpfs", 0, fmt.Sprintf("size=%d", size)); err != nil {
			t.Fatal(err)
		}
		for _, d := range []*smallDisk{nodes, files} {
			d.env = []string{"DISK=" + strconv.Itoa(size)}
			for _, v := range verbs {
				if d.run(v) {
					enough++
				} else {
					failed++
				}
			}
		}
		if err := syscall.Unmount(disk, 0); err != nil {
			t.Fatal(err)
		}
	}
	if failed < 4 || enough < 4 {
		t.Errorf("%d runs failed, %d did not", failed, enough)
	}
}

// inOwnNamespace runs the test that calls it again where it may mount file systems.
// Where that is not allowed it is skipped, but not in CI.
func inOwnNamespace(t *testing.T) {
	cmd := exec.Command(os.Args[0], "-test.run", "^"+t.Name()+"$", fmt.Sprintf("-test.short=%v", testing.Short()))
	cmd.Env = append(os.Environ(), inNamespace+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
	case errors.As(err, &exit) && !strings.Contains(out.String(), "operation not permitted"):
		t.Error(out.String())
	case os.Getenv("CI") != "":
		t.Errorf("no file system can be mounted here, so that nothing is known of full disks: %v\n%s", err, out.String())
	default:
		t.Skipf("SKIPPED: no file system can be mounted here, so that full disks are not tried: %v\n%s", err, out.String())
	}
}
