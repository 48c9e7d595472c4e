package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// The pictures that are there, those that are made and those that the page
// shows are the same.
func TestPicturesAreThere(t *testing.T) {
	var want []string
	for _, s := range shots {
		want = append(want, s.file())
		if s.what == "" || s.width == 0 || s.height == 0 {
			t.Errorf("%s is not described", s.name)
		}
	}
	var got []string
	for _, kind := range []string{"*.svg", "*.png"} {
		found, err := filepath.Glob(kind)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, found...)
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("there are %q, and should be %q; make pictures draws them", got, want)
	}
	text, err := os.ReadFile(pageFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(text) != page() {
		t.Errorf("%s is not what it is made from; make pictures writes it again", pageFile)
	}
	for _, name := range got {
		if info, err := os.Stat(name); err != nil || info.Size() < 1<<10 || info.Size() > 256<<10 {
			t.Errorf("%s is no picture, or too large: %v, %v", name, info, err)
		}
	}
}
