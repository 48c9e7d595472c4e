package lessons

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"raftviz/engine/config"
	"raftviz/recordings/recording"
)

// scriptFields are the fields of a script.
var scriptFields = []field[Script]{
	{"name", func(r *reader, n *yaml.Node, s *Script) { s.Name, _ = r.text(n, "name") }},
	{"about", func(r *reader, n *yaml.Node, s *Script) { s.About, _ = r.text(n, "about") }},
	{"cluster", func(r *reader, n *yaml.Node, s *Script) { readCluster(r, n, &s.Config) }},
	{"steps", func(r *reader, n *yaml.Node, s *Script) { s.Steps = readSteps(r, n) }},
}

// Load reads the script in a file. The error is Problems if the file is wrong,
// and otherwise the operating system's.
func Load(path string) (*Script, error) {
	data, err := ReadFile(path)
	if err != nil {
		return nil, err
	}
	return Parse(path, data)
}

// ReadFile reads the text of a script, but not much more of a file than Parse
// allows. The error is the operating system's.
func ReadFile(path string) ([]byte, error) {
	f, err := recording.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readBounded(f)
}

// readBounded reads a file, but not much more of it than is allowed.
func readBounded(f io.Reader) ([]byte, error) { return io.ReadAll(io.LimitReader(f, maxBytes+1)) }

// Parse reads a script; name is what errors call the file. The error is
// Problems: everything that is wrong, not only the first thing.
func Parse(name string, data []byte) (*Script, error) { return parse(&reader{file: name}, data) }

// ParseShipped is Parse for a script that comes with the program and was
// tested with it: its expressions are compiled when they are needed.
func ParseShipped(name string, data []byte) (*Script, error) {
	return parse(&reader{file: name, shipped: true}, data)
}

func parse(r *reader, data []byte) (*Script, error) {
	name := r.file
	s := &Script{File: name, Source: string(data), Config: config.Default()}
	if doc := r.document(data); doc != nil {
		lines, ok := mapping(r, doc, texts.Sayf("a script"), scriptFields, s)
		for _, need := range []string{"name", "steps"} {
			if _, there := lines[need]; ok && !there {
				r.wrong(doc, "a script needs the field %q", need)
			}
		}
		s.About = strings.TrimSpace(s.About)
		r.review(s)
	}
	if len(r.problems) == 0 {
		return s, nil
	}
	slices.SortStableFunc(r.problems, func(a, b *Problem) int { return a.Line - b.Line })
	return nil, r.problems
}

// Lint checks scripts and lessons: files, folders that are a lesson, and in
// other folders all lessons and *.yaml and *.yml files. It returns how many it
// looked at. The error is Problems if files are wrong, and otherwise the
// operating system's.
func Lint(paths ...string) (files int, err error) {
	var all Problems
	for _, path := range paths {
		found, err := sourcesIn(path)
		if err != nil {
			return files, err
		}
		for _, file := range found {
			files++
			if filepath.Base(file) == LessonFile {
				_, err = LoadLesson(filepath.Dir(file))
			} else {
				_, err = Load(file)
			}
			var ps Problems
			switch {
			case errors.As(err, &ps):
				all = append(all, ps...)
			case err != nil:
				return files, err
			}
		}
	}
	if len(all) > 0 {
		return files, all
	}
	return files, nil
}

// sourcesIn returns path itself, or if it is a folder the scripts in it and the
// YAML of the lessons.
func sourcesIn(path string) (files []string, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) && p != path {
				return nil // it has gone meanwhile
			}
			return err
		}
		if ext := filepath.Ext(p); !d.IsDir() && (ext == ".yaml" || ext == ".yml") {
			files = append(files, p)
		}
		return nil
	})
	return files, err
}
