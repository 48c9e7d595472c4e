package lessons

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"raftviz/engine/termtext"
)

//go:embed */lesson.yaml */en.md */zh.md
var shipped embed.FS

// Shipped returns the lessons that come with the program, in order. A mistake
// in one of them is ours, and a panic.
var Shipped = sync.OnceValue(func() (list []*Lesson) {
	dirs, err := fs.ReadDir(shipped, ".")
	if err != nil {
		panic("lessons: " + err.Error())
	}
	for _, d := range dirs {
		l, err := loadLesson(shipped, d.Name(), "lessons/"+d.Name(), true)
		if err != nil {
			panic(fmt.Sprintf("lessons: %v", err))
		}
		list = append(list, l)
	}
	slices.SortStableFunc(list, func(a, b *Lesson) int { return cmp.Compare(a.Number, b.Number) })
	return list
})

// Find returns the shipped lesson with an id, with or without its number; else
// an error that names the nearest.
func Find(name string) (*Lesson, error) {
	name = strings.TrimSuffix(strings.TrimPrefix(name, "lessons/"), "/")
	ids := []string{}
	for _, l := range Shipped() {
		if l.ID == name || fmt.Sprintf("%d-%s", l.Number, l.ID) == name || fmt.Sprint(l.Number) == name {
			return l, nil
		}
		ids = append(ids, l.ID)
	}
	if near := termtext.Nearest(name, ids); near != "" {
		return nil, texts.Errorf("there is no lesson %q; did you mean %q?", name, near)
	}
	return nil, texts.Errorf("there is no lesson %q; raftviz lessons lists them", name)
}
