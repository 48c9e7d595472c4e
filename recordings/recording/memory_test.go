package recording

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"raftviz/recordings/recording/recordingtest"
)

// Whatever a file can make a recording hold is counted: events, raft's lines,
// and many steps of nothing.
func TestMemory(t *testing.T) {
	const limit = 32 << 20
	LimitMemory(limit)
	defer LimitMemory(DefaultMemory)
	start := recordingtest.Lines(recordingtest.Text(t, small(t, 1)))[0]
	for name, line := range map[string]string{
		"events": `,"t":0,"c":"wait","ev":[` + strings.Repeat(`{"k":"paused"},`, 99_999) + `{"k":"paused"}]}`,
		"lines":  `,"t":0,"c":"wait","raft":[` + strings.Repeat(`"n1: ",`, 299_999) + `"n1: "]}`,
	} {
		file := recordingtest.Forge(start, `{"i":1`+line)
		_, err := Read(bytes.NewReader(file), "f")
		var full *FullError
		if !errors.As(err, &full) || full.Limit != limit {
			t.Errorf("%s: %v", name, err)
		}
	}
	for line, want := range map[string]string{
		`,"t":0,"c":"wait","ev":[` + strings.Repeat(`{"k":"paused"},`, maxEvents) + `{"k":"paused"}]}`: "more than 262144 events",
		`,"t":0,"c":"wait","raft":[` + strings.Repeat(`"n1: ",`, maxRaft) + `"n1: "]}`:                 "more than 524288 lines of raft's",
	} {
		LimitMemory(DefaultMemory)
		if _, err := Read(bytes.NewReader(recordingtest.Forge(start, `{"i":1`+line)), "f"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if _, err := Read(bytes.NewReader(recordingtest.Forge(start)), "f"); err != nil {
		t.Errorf("an honest one: %v", err)
	}
}
