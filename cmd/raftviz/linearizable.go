package main

import (
	"fmt"
	"io"

	"raftviz/lessons"
	"raftviz/recordings"
	"raftviz/recordings/linear"
)

// judge says whether what the clients of a run were told is linearizable; nil
// if they did nothing that can be judged, or the run was interrupted.
func judge(run *recordings.Run, r lessons.Result) (*linear.Verdict, error) {
	if r.Stopped {
		return nil, nil
	}
	v, err := linear.Check(run.Recording(), linear.Limit{})
	if err != nil || v.Operations == 0 {
		return nil, err
	}
	return &v, nil
}

// sayLinearizable prints a verdict: one line, and one for each operation of the
// offending piece.
func sayLinearizable(w io.Writer, ink ink, v *linear.Verdict) error {
	text := map[linear.Result]string{
		linear.Linearizable:    "linearizable",
		linear.NotLinearizable: "NOT linearizable",
		linear.Undecided:       "linearizable or not, undecided",
	}[v.Result] + ": " + count(v.Operations, "operation")
	if v.Unknown > 0 {
		text += fmt.Sprintf(", %d of unknown outcome", v.Unknown)
	}
	if v.Ignored > 0 {
		text += fmt.Sprintf(", and %d not judged", v.Ignored)
	}
	if v.Result == linear.NotLinearizable {
		text = ink.red(text + "; no order explains")
	}
	if _, err := fmt.Fprintln(w, text); err != nil {
		return err
	}
	for _, o := range v.Piece {
		if _, err := fmt.Fprintln(w, "  "+o.String()); err != nil {
			return err
		}
	}
	return nil
}

// operationLine is an operation of the offending piece, as run --json prints
// it.
type operationLine struct {
	Op     uint64 `json:"op"`
	Client string `json:"client"`
	Text   string `json:"text"`
	Call   int64  `json:"call"`
	End    int64  `json:"end"`
	Result string `json:"result"`
	Rev    int64  `json:"rev"`
}

// judged adds a verdict to the end of run --json.
func (l *endLine) judged(v *linear.Verdict) {
	if v == nil {
		return
	}
	l.Linearizable = v.Result.String()
	for _, o := range v.Piece {
		l.Offending = append(l.Offending, operationLine{o.ID, o.Client, o.Text, o.Call, o.End, o.Result, o.Rev})
	}
}
