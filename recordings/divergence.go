package recordings

import (
	"fmt"

	"raftviz/recordings/recording"
)

// A Divergence is the first step at which a run that was taken again is not
// the run that was recorded.
type Divergence struct {
	Step      int
	Want, Got recording.Digest // of the recording, and of the run now; Got is zero if the step could not be taken
	What      string           // the first difference, for a person to read
}

func (d *Divergence) Error() string {
	return fmt.Sprintf("step %d is not what was recorded: %s", d.Step, d.What)
}
