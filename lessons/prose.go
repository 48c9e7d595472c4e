package lessons

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// prose is a lesson's text in one language: a title, and sections by their
// headings.
type prose struct {
	title    string
	sections map[string]*section
}

// A section is what stands under one heading.
type section struct {
	line    int
	body    string
	choices map[string]string
	used    bool
}

var (
	choiceForm = regexp.MustCompile(`^- ([a-z0-9]+(?:-[a-z0-9]+)*): (.+)$`)
	fenceForm  = regexp.MustCompile("^(```|~~~)")
)

// readProse reads one Markdown file of a lesson. Whatever is wrong with it is
// reported to r, whose file it is.
func readProse(r *reader, data []byte) *prose {
	p := &prose{sections: map[string]*section{}}
	switch {
	case len(data) > maxBytes:
		r.wrongAt(0, "larger than %d bytes; no lesson needs that much", maxBytes)
		return p
	case !utf8.Valid(data):
		r.wrongAt(0, "it is not UTF-8")
		return p
	}
	var at *section
	fenced := false
	for i, line := range strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n") {
		if fenceForm.MatchString(line) {
			fenced = !fenced
		}
		if bad := strings.IndexFunc(line, control); bad >= 0 {
			r.wrongAt(i+1, "a control character; prose is plain text")
		}
		switch {
		case !fenced && strings.HasPrefix(line, "## "):
			at = p.open(r, i+1, strings.TrimSpace(line[3:]))
		case !fenced && strings.HasPrefix(line, "# "):
			if p.title != "" || at != nil {
				r.wrongAt(i+1, "one title, in the first line; sections begin with ##")
			}
			p.title = strings.TrimSpace(line[2:])
		case at == nil:
			if strings.TrimSpace(line) != "" {
				r.wrongAt(i+1, "text before the first section; sections begin with ## and their name")
			}
		case !fenced && choiceForm.MatchString(line):
			m := choiceForm.FindStringSubmatch(line)
			at.choices[m[1]] = strings.TrimSpace(m[2])
		default:
			at.body += line + "\n"
		}
	}
	if p.title == "" {
		r.wrongAt(1, "it begins with a title: # Leader election")
	}
	for _, s := range p.sections {
		s.body = strings.TrimSpace(s.body)
	}
	return p
}

// control reports what a terminal would obey.
func control(c rune) bool { return c < 0x20 && c != '\t' || c == 0x7f || c >= 0x80 && c < 0xa0 }

// open begins a section.
func (p *prose) open(r *reader, line int, name string) *section {
	if !nameForm.MatchString(name) {
		r.wrongAt(line, "a section's heading is a name of small letters, digits and dashes, not %q", name)
	}
	if old := p.sections[name]; old != nil {
		r.wrongAt(line, "there is a section %q already, in line %d", name, old.line)
	}
	s := &section{line: line, choices: map[string]string{}}
	p.sections[name] = s
	return s
}
