package recording

import (
	"bytes"
)

// ErrCancelled is returned by what goes through a whole recording, when its
// caller asks it to stop.
var ErrCancelled = texts.Errorf("cancelled")

// A LineReader reads the lines of a recording one after another, as a file holds
// them but without digests.
type LineReader struct {
	r    *Recording
	pos  int
	rest []byte // what is left of a block
}

// Lines returns a reader of the lines from pos on.
func (r *Recording) Lines(pos int) *LineReader { return &LineReader{r: r, pos: pos} }

// Next returns the next line. It is the caller's to keep and to change.
func (l *LineReader) Next() (line []byte, err error) {
	pos := l.pos
	if n := l.r.Len(); pos < 0 || pos > n {
		return nil, texts.Errorf("recording: there is no position %d; they are 0 to %d", pos, n)
	}
	l.pos++
	if pos == 0 {
		return bytes.Clone(l.r.line0), nil
	}
	if len(l.rest) == 0 {
		if l.rest, err = l.r.blockLines((pos - 1) / blockSteps); err != nil {
			return nil, texts.Errorf("recording: step %d: %w", pos, err)
		}
		for range (pos - 1) % blockSteps {
			_, l.rest, _ = bytes.Cut(l.rest, []byte("\n"))
		}
	}
	line, l.rest, _ = bytes.Cut(l.rest, []byte("\n"))
	return line, nil
}

// blockLines returns the lines of the i-th block. They are the caller's.
func (r *Recording) blockLines(i int) ([]byte, error) {
	r.mu.Lock()
	b := r.blocks[i]
	if b.packed == nil {
		defer r.mu.Unlock()
		return bytes.Clone(r.open.lines), nil
	}
	r.mu.Unlock()
	return b.lines(nil)
}

// CommandOf returns the command of a step's line, or "".
func CommandOf(line []byte) string {
	s := scanner{b: line}
	s.lit('{')
	for n := 0; s.more('}', n); n++ {
		switch string(s.key()) {
		case "i", "p", "m":
			s.uint()
		case "t":
			s.int64()
		case "c", "n":
			s.text()
		case "x":
			return s.str()
		default:
			return ""
		}
	}
	return ""
}
