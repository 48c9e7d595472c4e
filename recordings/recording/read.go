package recording

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"raftviz/engine/event"
	"raftviz/engine/lang"
	"raftviz/engine/termtext"
)

// Load reads the recording in a file; see Read.
func Load(path string) (*Recording, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return Read(f, path)
}

// LoadHeader reads the header of the recording in a file, and nothing after it.
func LoadHeader(path string) (Header, error) {
	f, err := Open(path)
	if err != nil {
		return Header{}, err
	}
	defer f.Close()
	in, err := newLines(f)
	if err != nil {
		return Header{}, err
	}
	defer in.close()
	l := &loader{name: termtext.Printable(path), in: in}
	if err := l.header(); err != nil {
		return Header{}, l.wrong(err)
	}
	return l.r.header, nil
}

// Read reads a recording, compressed or not; name is what errors call it.
// Nothing is run.
//
// A file whose last line is torn, as a crash leaves it, is read up to there;
// Torn then says so. Anything else that is wrong is an error that names the
// line: a *VersionError, or a *FileError.
func Read(from io.Reader, name string) (*Recording, error) {
	in, err := newLines(from)
	if err != nil {
		return nil, err
	}
	defer in.close()
	l := &loader{name: termtext.Printable(name), in: in}
	if err := l.header(); err != nil {
		return nil, l.wrong(err)
	}
	if err := l.start(); err != nil {
		return nil, l.wrong(err)
	}
	for {
		switch more, err := l.step(); {
		case err != nil:
			return nil, l.wrong(err)
		case !more:
			return l.r, nil
		}
	}
}

// A FileError says what is wrong with a recording, and where.
type FileError struct {
	Name string
	Line int // from 1
	Err  error
}

func (e *FileError) Error() string { return e.In(lang.English) }
func (e *FileError) Unwrap() error { return e.Err }

// In says the error in a language.
func (e *FileError) In(l lang.Lang) string {
	return fmt.Sprintf("%s:%d: %s", e.Name, e.Line, lang.Error(e.Err, l))
}

// A Torn says that a recording's file breaks off: whoever wrote it was
// interrupted. What was complete has been read.
type Torn struct {
	Name  string
	Line  int // the line that is torn
	Steps int // how many steps are left
}

// String is In English.
func (t *Torn) String() string { return t.In(lang.English) }

// In says in a language that the file breaks off.
func (t *Torn) In(l lang.Lang) string {
	return texts.Sayf("%s:%d: the recording breaks off here, as if its writer had been interrupted; the %d steps before are complete", t.Name, t.Line, t.Steps).In(l)
}

// Torn says where the file that the recording was read from breaks off; nil
// if it does not.
func (r *Recording) Torn() *Torn { return r.torn }

// A loader reads one recording.
type loader struct {
	name string
	in   *lines
	r    *Recording
	d    decoder
	buf  []byte
}

func (l *loader) wrong(err error) error {
	var version *VersionError
	if errors.As(err, &version) {
		return err
	}
	return &FileError{l.name, max(l.in.n, 1), err}
}

// errBare says that nothing of a run is in the file.
var errBare = texts.Errorf("the file ends before the start of its run; there is nothing to show")

func (l *loader) header() error {
	line, whole, err := l.in.next()
	if err == io.EOF && l.in.cut {
		return errBare
	}
	if err == io.EOF {
		return texts.Errorf("the file is empty")
	}
	if err != nil {
		return err
	}
	h, err := parseHeader(l.name, line)
	switch {
	case err != nil && !whole && !errors.As(err, new(*VersionError)) && bytes.HasPrefix(line, []byte(headerStart)):
		return errBare
	case err != nil:
		return err
	}
	l.r = &Recording{header: h}
	l.r.enc.dict = &l.r.dict
	l.d.dict = &l.r.dict
	return nil
}

func (l *loader) start() error {
	line, whole, err := l.in.next()
	if err == io.EOF {
		return errBare
	}
	if err != nil {
		return err
	}
	body, want, ok := unseal(line)
	switch {
	case !ok && !whole:
		return errBare
	case !ok:
		return l.unsealed(line)
	}
	if got := startDigest(&l.r.header, body); got != want {
		return texts.Errorf("the digest is %s and should be %s: this line, or the header's configuration, was changed", want, got)
	}
	l.d.start(known{}, nil)
	s, err := l.d.decode(emptyFrame(&l.r.header.Config), body)
	if err != nil {
		return err
	}
	if s.Index != 0 || s.Cause.Type != event.Start {
		return texts.Errorf("step 0 should be here, the start")
	}
	if len(s.Frame.Nodes) == 0 {
		return texts.Errorf("a cluster has nodes")
	}
	l.r.start = s
	l.r.begin(body)
	return nil
}

// step reads the next step; more is false at the end.
func (l *loader) step() (more bool, err error) {
	line, whole, err := l.in.next()
	if err == io.EOF {
		if l.in.cut {
			l.tear(l.in.n + 1)
		}
		return false, nil
	}
	if err != nil {
		return false, err
	}
	body, want, ok := unseal(line)
	var got Digest
	if ok {
		l.buf = append(append(l.buf[:0], l.r.tip[:]...), body...)
		got = sum(l.buf)
	}
	if !whole && (!ok || got != want) {
		l.tear(l.in.n)
		return false, nil
	}
	if !ok {
		return false, l.unsealed(line)
	}
	if err := l.inOrder(body); err != nil {
		return false, err
	}
	if got != want {
		return false, l.mismatch(body, want, got)
	}
	return true, l.accept(body, got)
}

// accept takes in a line whose digest is right.
func (l *loader) accept(body []byte, d Digest) error {
	s, err := l.d.decode(l.r.last, body)
	if err != nil {
		return err
	}
	switch want := uint64(l.r.len() + 1); {
	case s.Index != want:
		return outOfOrder(s.Index, want)
	case s.Cause.Type == event.Start:
		return texts.Errorf("a run starts only once")
	case s.Time < l.r.last.Time:
		return texts.Errorf("time runs backwards, from %d ms to %d ms", l.r.last.Time, s.Time)
	}
	l.r.push(s, body, d)
	return l.r.full()
}

func (l *loader) tear(line int) {
	l.r.torn = &Torn{Name: l.name, Line: line, Steps: l.r.len()}
}

// unsealed says what is wrong with a line that does not end with a digest.
func (l *loader) unsealed(line []byte) error {
	if !json.Valid(line) {
		return texts.Errorf("the line is not JSON")
	}
	return texts.Errorf(`the line does not end with its digest, "h"`)
}

// mismatch says what is wrong with a line whose digest differs.
func (l *loader) mismatch(body []byte, want, got Digest) error {
	if !json.Valid(body) {
		return texts.Errorf("the line is not JSON")
	}
	return texts.Errorf("the digest is %s and should be %s: the line was changed", want, got)
}

// inOrder looks at the number of a line's step.
func (l *loader) inOrder(body []byte) error {
	head, ok := bytes.CutPrefix(body, []byte(`{"i":`))
	if !ok {
		return nil // the digest or the decoder will tell
	}
	l.d.s.reset(head)
	i, want := l.d.s.uint(), uint64(l.r.len()+1)
	if l.d.s.err == nil && i != want {
		return outOfOrder(i, want)
	}
	return nil
}

func outOfOrder(i, want uint64) error {
	return texts.Errorf("step %d is here, and step %d should be: lines are missing or out of order", i, want)
}
