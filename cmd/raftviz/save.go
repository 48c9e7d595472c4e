package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"raftviz/engine/command"
	"raftviz/engine/lang"
	"raftviz/engine/termtext"
	"raftviz/lessons"
	"raftviz/scripts"
)

// writeBelow writes a file that a client saved, below a folder that it cannot
// leave, not by a link either. It is there in one go, or not at all; what is
// there already stays.
func writeBelow(dir, name string, data []byte) (err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return plainly(err)
	}
	defer root.Close()
	if err := vacant(root, name); err != nil {
		return err
	}
	part := path.Join(path.Dir(name), fmt.Sprintf(".%s.%d.part", path.Base(name), os.Getpid()))
	defer func() {
		if e := root.Remove(part); err == nil && !errors.Is(e, fs.ErrNotExist) {
			err = e
		}
	}()
	if err := writeNew(root, part, data); err != nil {
		return reason(err)
	}
	switch err := root.Link(part, name); {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist):
		return errThere
	}
	if err := vacant(root, name); err != nil { // no hard links here
		return err
	}
	return reason(root.Rename(part, name))
}

var errThere = texts.Errorf("the file is there already, and is not written over; move it away or give another name")

// vacant returns why a file of that name cannot be made, as far as one can see.
func vacant(root *os.Root, name string) error {
	if _, err := root.Stat(path.Dir(name)); err != nil {
		return reason(err)
	}
	switch _, err := root.Lstat(name); {
	case err == nil:
		return errThere
	case errors.Is(err, fs.ErrNotExist):
		return nil
	default:
		return reason(err)
	}
}

func writeNew(root *os.Root, name string, data []byte) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err = f.Write(data); err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// reason says what went wrong with a file whose name is said elsewhere.
func reason(err error) error {
	var p *fs.PathError
	if !errors.As(err, &p) {
		return err
	}
	if errors.Is(err, fs.ErrNotExist) {
		return texts.Errorf("there is no such folder; make it first")
	}
	return p.Err
}

// A saver writes what the clients of a script save below a folder.
type saver struct {
	script *lessons.Script
	dir    string   // "" if nothing is to be written
	left   []string // what was not written because of that
	err    error    // the first that went wrong
}

// newSaver returns what saves for a script, below the folder dir if that is given.
// Otherwise it is the working directory, but a script that is shipped writes
// nothing: whoever runs it looks at it, and did not name its files.
func newSaver(s *lessons.Script, dir string) *saver {
	if dir == "" && !scripts.Shipped(s.Source) {
		dir = "."
	}
	return &saver{script: s, dir: dir}
}

// check finds, before anything runs, what could not be written.
func (s *saver) check() error {
	if s.dir == "" {
		return nil
	}
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return texts.Errorf("--save: %w", plainly(err))
	}
	defer root.Close()
	var ps lessons.Problems
	seen := map[string]bool{}
	for _, c := range s.saves() {
		name := c.Command.(command.SnapshotSave).File
		if seen[name] {
			ps = append(ps, s.problem(c, texts.Errorf("the script saves that file before; give another name")))
		} else if err := vacant(root, name); err != nil {
			ps = append(ps, s.problem(c, err))
		}
		seen[name] = true
	}
	if len(ps) > 0 {
		return ps
	}
	return nil
}

// save writes a file; what goes wrong is kept in err.
func (s *saver) save(name string, data []byte) {
	if s.dir == "" {
		s.left = append(s.left, name)
		return
	}
	err := writeBelow(s.dir, name, data)
	if err == nil || s.err != nil {
		return
	}
	for _, c := range s.saves() {
		if c.Command.(command.SnapshotSave).File == name {
			s.err = lessons.Problems{s.problem(c, err)}
			return
		}
	}
	s.err = texts.Errorf("snapshot save %s: %w", name, err)
}

// note says what was not written, and how it would be; it is empty if nothing is
// missing.
func (s *saver) note() lang.Message {
	if len(s.left) == 0 {
		return lang.Message{}
	}
	return texts.Sayf("%s: not written, for a script that is shipped leaves no files; --save DIR writes them below DIR", termtext.Printable(strings.Join(s.left, ", ")))
}

// saves lists the commands of the script that save.
func (s *saver) saves() (all []lessons.Command) {
	for _, st := range s.script.Steps {
		if do, ok := st.Act.(*lessons.Do); ok {
			for _, c := range do.Commands {
				if _, ok := c.Command.(command.SnapshotSave); ok {
					all = append(all, c)
				}
			}
		}
	}
	return all
}

func (s *saver) problem(c lessons.Command, err error) *lessons.Problem {
	return &lessons.Problem{File: s.script.File, Line: c.Line, Msg: texts.Sayf("%s: %v", c.Command, err)}
}
