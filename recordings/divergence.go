package recordings

import (
	"raftviz/engine/lang"
	"raftviz/recordings/recording"
)

// A Divergence is the first step at which a run that was taken again is not
// the run that was recorded.
type Divergence struct {
	Step      int
	Want, Got recording.Digest // of the recording, and of the run now; Got is zero if the step could not be taken
	What      string           // the first difference, for a person to read
}

func (d *Divergence) Error() string { return d.In(lang.English) }

// In says the divergence in a language; What names members of a line, in English.
func (d *Divergence) In(l lang.Lang) string {
	return texts.Sayf("step %d is not what was recorded: %s", d.Step, d.What).In(l)
}
