package lessons

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The lesson that docs/writing-lessons.md writes works, as it stands there.
func TestWritingLessons(t *testing.T) {
	page, err := os.ReadFile("../docs/writing-lessons.md")
	if err != nil {
		t.Fatal(err)
	}
	block := func(lang string) string {
		_, text, ok := strings.Cut(string(page), "```"+lang+"\n")
		text, _, end := strings.Cut(text, "```")
		if !ok || !end {
			t.Fatalf("the page has no %s", lang)
		}
		return text
	}
	dir := filepath.Join(t.TempDir(), "my-lesson")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{LessonFile: block("yaml"), "en.md": block("markdown"), "zh.md": block("markdown")} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	l, err := LoadLesson(dir)
	if err != nil {
		t.Fatal(err)
	}
	r, err := l.Rehearse(RehearseOptions{})
	if err != nil || r.Failure != nil || r.Plays != 2 {
		t.Fatalf("%+v, %v, %v", r, r.Failure, err)
	}
}
