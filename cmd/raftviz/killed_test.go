//go:build unix

package main

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"raftviz/recordings/recording"
)

// Of a compressed recording at most the last second of steps is lost when its
// program is killed, and every verb reads the rest and says that it breaks off.
func TestKilledRecording(t *testing.T) {
	dir := t.TempDir()
	script := filepath.Join(dir, "long.yaml")
	text := "name: long\nsteps:\n  - do: |\n      campaign n1\n" + strings.Repeat("      run 60m\n", 20)
	if err := os.WriteFile(script, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "long.jsonl.zst")
	cmd := exec.Command("raftviz", "run", script, "--json", "--record", path)
	cmd.Env = append(os.Environ(), "TMPDIR="+t.TempDir())
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	var line struct{ Step int }
	var old int // the last step that was a second old
	began, in := time.Now(), bufio.NewScanner(out)
	steps := map[int]int{} // the last step by tenths of a second since the start
	for in.Scan() {
		if err := json.Unmarshal(in.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		now := int(time.Since(began) / (time.Second / 10))
		if steps[now] = line.Step; now > 15 {
			old = steps[now-11]
			break
		}
	}
	if err := cmd.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	r, err := recording.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if r.Torn() == nil || r.Len() < old || old == 0 {
		t.Errorf("%d steps are there, %d were older than a second; torn: %v", r.Len(), old, r.Torn())
	}
	t.Logf("%d of %d steps are there", r.Len(), line.Step)
	const breaks = "the recording breaks off here, as if its writer had been interrupted"
	explained, err := exec.Command("raftviz", "explain", path).CombinedOutput()
	if err != nil || !strings.Contains(string(explained), breaks) {
		t.Errorf("explain: %v: %.200s", err, explained)
	}
	verified, err := exec.Command("raftviz", "verify", path).CombinedOutput()
	if err != nil || !strings.Contains(string(verified), "the file breaks off at line") {
		t.Errorf("verify: %v: %s", err, verified)
	}
}
