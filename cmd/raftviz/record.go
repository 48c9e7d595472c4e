package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"time"

	"raftviz/recordings/recording"
)

// follow starts to write the recording of a script to the file, or nowhere if
// path is "". What the same run wrote before is replaced, for the script can make
// it again; anything else only with force.
func follow(path string, r *recording.Recording, force bool) (*recording.Writer, error) {
	if path == "" {
		return nil, nil
	}
	info, err := os.Stat(path)
	if err == nil && info.Mode().IsRegular() && info.Size() > 0 && !force && !sameRun(path, r.Header()) {
		return nil, texts.Errorf("--record: %s is there, and is not what this run wrote before; give another name, or replace it with --force", path)
	}
	w, err := recording.Create(path, r)
	return w, plainly(err)
}

// sameRun reports whether a file is a recording of the same script with the same
// configuration, in which no person had a hand.
func sameRun(path string, h recording.Header) bool {
	old, err := recording.LoadHeader(path)
	if err != nil || old.Parent != nil || old.Source == "" || old.Source != h.Source || old.Name != h.Name {
		return false
	}
	a, errA := json.Marshal(old.Config)
	b, errB := json.Marshal(h.Config)
	return errA == nil && errB == nil && bytes.Equal(a, b)
}

// What recordings begin with, and what compressed ones begin with.
const (
	recordingStart = `{"raftviz":`
	zstdStart      = "\x28\xb5\x2f\xfd"
)

// isRecording looks at the first bytes of a file.
func isRecording(path string) bool {
	f, err := recording.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, len(recordingStart))
	n, _ := f.Read(head)
	start := string(head[:n])
	return start == recordingStart || strings.HasSuffix(path, ".zst") && strings.HasPrefix(start, zstdStart)
}

// recordEvery is how often a run on the screen is written to its file.
const recordEvery = 200 * time.Millisecond

// recordTo writes a recording to a file while it grows on the screen. What it
// returns ends that, and writes the rest.
//
// What a person did cannot be made again: a recording that is there stays, unless
// force is given.
func recordTo(path string, r *recording.Recording, force bool) (end func() error, err error) {
	if info, err := os.Stat(path); path != "" && err == nil && info.Size() > 0 && !force {
		return nil, texts.Errorf("--record: %s is there already; give another name, or replace it with --force", path)
	}
	w, err := follow(path, r, force)
	if w == nil {
		return func() error { return nil }, err
	}
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		t := time.NewTicker(recordEvery)
		defer t.Stop()
		for {
			select {
			case <-stop:
				return
			case <-t.C:
				_ = w.Follow() // Close returns the error
			}
		}
	}()
	return func() error {
		close(stop)
		<-done
		return w.Close()
	}, nil
}
