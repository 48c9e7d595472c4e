package main

import (
	"fmt"
	"io"

	"raftviz/engine/lang"
	"raftviz/engine/termtext"
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
	v, err := linear.Check(run.Recording(), run.Recording().Len(), linear.Limit{})
	if err != nil || v.Operations == 0 {
		return nil, err
	}
	return &v, nil
}

// sayLinearizable prints a verdict: one line, and one for each operation of the
// offending piece.
func sayLinearizable(w io.Writer, ink ink, v *linear.Verdict, l lang.Lang) error {
	text := summary(v).In(l)
	if v.Result == linear.NotLinearizable {
		text = ink.red(text)
	}
	return sayVerdict(w, text, v)
}

func sayVerdict(w io.Writer, first string, v *linear.Verdict) error {
	if _, err := fmt.Fprintln(w, first); err != nil {
		return err
	}
	for _, o := range v.Piece {
		if _, err := fmt.Fprintln(w, "  "+o.String()); err != nil {
			return err
		}
	}
	return nil
}

// summary says in a line what was judged, and what came of it.
func summary(v *linear.Verdict) lang.Message {
	text := texts.Sayf("linearizable or not, undecided: %s", operations(v.Operations))
	switch v.Result {
	case linear.Linearizable:
		text = texts.Sayf("linearizable: %s", operations(v.Operations))
	case linear.NotLinearizable:
		text = texts.Sayf("NOT linearizable: %s", operations(v.Operations))
	}
	if v.Unknown > 0 {
		text = texts.Sayf("%s, %d of unknown outcome", text, v.Unknown)
	}
	if v.Ignored > 0 {
		text = texts.Sayf("%s, and %d not judged", text, v.Ignored)
	}
	if v.Result == linear.NotLinearizable {
		text = texts.Sayf("%s; no order explains", text)
	}
	return text
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
	l.Linearizable, l.Offending = v.Result.String(), offending(v)
}

func offending(v *linear.Verdict) (lines []operationLine) {
	for _, o := range v.Piece {
		lines = append(lines, operationLine{o.ID, o.Client, o.Request.Text(), o.Call, o.End, o.Answer.Text(), o.Rev})
	}
	return lines
}

// historyLine is a recording whose history was judged, as verify --linearizable
// --json prints it.
type historyLine struct {
	File         string          `json:"file"`
	OK           bool            `json:"ok"`
	Linearizable string          `json:"linearizable"`
	Operations   int             `json:"operations"`
	Unknown      int             `json:"unknown"`
	Ignored      int             `json:"ignored"`
	Offending    []operationLine `json:"offending,omitempty"`
	Torn         int             `json:"torn,omitempty"` // the line at which the file breaks off

	verdict linear.Verdict
}

// judgeFile judges the history of a recording's clients.
func judgeFile(path string, going func() bool) (finding, error) {
	r, err := loadWhile(path, going)
	if err != nil {
		return nil, err
	}
	v, err := linear.Check(r, r.Len(), linear.Limit{Going: going})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	l := &historyLine{
		File: path, OK: v.Result == linear.Linearizable, Linearizable: v.Result.String(),
		Operations: v.Operations, Unknown: v.Unknown, Ignored: v.Ignored, Offending: offending(&v), verdict: v,
	}
	if t := r.Torn(); t != nil {
		l.Torn = t.Line
	}
	return l, nil
}

func (l *historyLine) fine() bool { return l.OK }

func (l *historyLine) print(w io.Writer, asJSON bool, in lang.Lang) error {
	if asJSON {
		return writeJSON(w, l)
	}
	text := texts.Sayf("%s: %s%s", l.File, summary(&l.verdict), tornText(l.Torn)).In(in)
	return sayVerdict(w, termtext.Printable(text), &l.verdict)
}
