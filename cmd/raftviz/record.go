package main

import (
	"os"
	"strings"
	"time"

	"raftviz/recordings/recording"
)

// follow starts to write the recording of a script to the file, or nowhere if
// path is "". A recording that is there is replaced, for the script can make it
// again; anything else is not.
func follow(path string, r *recording.Recording) (*recording.Writer, error) {
	if path == "" {
		return nil, nil
	}
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && info.Size() > 0 && !isRecording(path) {
		return nil, texts.Errorf("--record: %s is there and is no recording; give another name", path)
	}
	w, err := recording.Create(path, r)
	return w, plainly(err)
}

// What recordings begin with, and what compressed ones begin with.
const (
	recordingStart = `{"raftviz":`
	zstdStart      = "\x28\xb5\x2f\xfd"
)

// isRecording looks at the first bytes of a file.
func isRecording(path string) bool {
	f, err := os.Open(path)
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
// What a person did cannot be made again: a recording that is there stays.
func recordTo(path string, r *recording.Recording) (end func() error, err error) {
	if info, err := os.Stat(path); path != "" && err == nil && info.Size() > 0 {
		return nil, texts.Errorf("--record: %s is there already; give another name", path)
	}
	w, err := follow(path, r)
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
