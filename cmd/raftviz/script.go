package main

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"

	"raftviz/engine/termtext"
	"raftviz/lessons"
	"raftviz/scripts"
)

// loadScript loads the script in a file, or the shipped one of that name. A
// file goes before a shipped script.
func loadScript(arg string) (*lessons.Script, error) {
	data, err := lessons.ReadFile(arg)
	name := arg
	if errors.Is(err, fs.ErrNotExist) {
		if data, err = scripts.Open(arg); err != nil {
			return nil, notFound(arg)
		}
		name = "scripts/" + arg + ".yaml"
	}
	if err != nil {
		return nil, plainly(err)
	}
	if bytes.HasPrefix(data, []byte(recordingStart)) || strings.HasSuffix(name, ".zst") {
		return nil, texts.Errorf("%s is a recording; raftviz play shows it, raftviz verify runs it again", arg)
	}
	return lessons.Parse(name, data)
}

// notFound says that there is neither such a file nor such a script.
func notFound(arg string) error {
	msg := texts.Sayf("%s: no such file, nor a script or lesson that is shipped", arg)
	base := strings.TrimSuffix(arg, ".yaml")
	names := scripts.List()
	for _, l := range lessons.Shipped() {
		names = append(names, l.ID)
	}
	if near := termtext.Nearest(base, names); near != "" {
		return texts.Errorf("%s; did you mean %q?", msg, near)
	}
	return texts.Errorf("%s; raftviz lessons lists those", msg)
}
