// Package docs holds the documents and the tests that keep them true: links
// lead somewhere, and pages made from tables match the tables.
package docs

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// root is the repository, seen from this folder.
const root = ".."

// pages returns the documents whose links are checked: those in the root and
// all under docs.
func pages(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(root, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(filepath.Join(root, "docs"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".md") {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < 3 {
		t.Fatalf("found only %q", found)
	}
	return found
}

func TestRelativeLinksLeadSomewhere(t *testing.T) {
	for _, page := range pages(t) {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, link := range links(prose(string(text))) {
			if msg := broken(page, link); msg != "" {
				t.Errorf("%s: link to %s: %s", filepath.ToSlash(page), link, msg)
			}
		}
	}
}

// TestEveryPageIsLinked wants no page under docs that nobody can find.
func TestEveryPageIsLinked(t *testing.T) {
	linked := map[string]bool{}
	for _, page := range pages(t) {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, link := range links(prose(string(text))) {
			path, _, _ := strings.Cut(link, "#")
			linked[filepath.Join(filepath.Dir(page), filepath.FromSlash(path))] = true
		}
	}
	for _, page := range pages(t) {
		if strings.HasPrefix(page, filepath.Join(root, "docs")) && !linked[page] {
			t.Errorf("no page links to %s", filepath.ToSlash(page))
		}
	}
}

// broken says what is wrong with a link of the page, or "".
func broken(page, link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return err.Error()
	}
	if u.Scheme != "" {
		return "" // another site; not ours to check
	}
	target := page
	if u.Path != "" {
		target = filepath.Join(filepath.Dir(page), filepath.FromSlash(u.Path))
	}
	if rel, err := filepath.Rel(root, target); err != nil || strings.HasPrefix(rel, "..") {
		return "it leaves the repository"
	}
	text, err := os.ReadFile(target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "no such file"
	case err != nil && u.Fragment == "":
		return "" // a folder
	case err != nil:
		return err.Error()
	}
	if u.Fragment != "" && !anchors(prose(string(text)))[u.Fragment] {
		return "no such heading"
	}
	return ""
}

var (
	fence    = regexp.MustCompile("(?ms)^ *```.*?^ *```")
	code     = regexp.MustCompile("`[^`\n]*`")
	inline   = regexp.MustCompile(`\]\(([^()\s]+)(?:\s+"[^"]*")?\)`)
	refer    = regexp.MustCompile(`(?m)^\[[^\]]+\]:\s*(\S+)`)
	html     = regexp.MustCompile(`(?:src|href|srcset)="([^"]+)"`)
	headings = regexp.MustCompile(`(?m)^#{1,6} +(.+?)\s*$`)
)

// prose returns the text without fenced code, where brackets mean nothing.
func prose(text string) string { return fence.ReplaceAllString(text, "") }

// links returns the targets of every link and image, in no useful order.
func links(text string) (found []string) {
	text = code.ReplaceAllString(text, "")
	for _, form := range []*regexp.Regexp{inline, refer, html} {
		for _, m := range form.FindAllStringSubmatch(text, -1) {
			found = append(found, m[1])
		}
	}
	return found
}

// anchors returns the fragments by which a page's headings can be reached.
func anchors(text string) map[string]bool {
	found := map[string]bool{}
	for _, m := range headings.FindAllStringSubmatch(text, -1) {
		found[anchor(m[1])] = true
	}
	return found
}

// anchor is the fragment that GitHub gives a heading: lower case, hyphens for
// spaces, no punctuation.
func anchor(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_':
			return unicode.ToLower(r)
		case r == ' ':
			return '-'
		}
		return -1
	}, heading)
}

func TestLinksAndAnchorsAreRead(t *testing.T) {
	text := "# A step, in *full*\nsee [one](a.md), ![two](b.png \"t\"), `[no](x)`\n" +
		"```\n[no](y)\n```\n<img src=\"c.svg\">\n[ref]: d.md#e\n"
	if got, want := strings.Join(links(prose(text)), " "), "a.md b.png d.md#e c.svg"; got != want {
		t.Errorf("links are %q, want %q", got, want)
	}
	if got := anchors(prose(text)); !got["a-step-in-full"] || len(got) != 1 {
		t.Errorf("anchors are %v", got)
	}
}
