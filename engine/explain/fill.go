package explain

import (
	"strings"

	"raftviz/engine/event"
	"raftviz/engine/record"
	"raftviz/engine/termtext"
)

// A row is what can be said of one thing: templates, the fullest first. The
// first one that fits the scene is used; the last fits every scene.
//
// A template is a sentence with blanks:
//
//	{fact}   is replaced by a fact (see facts); a fact that the scene cannot
//	         tell makes the template unfit
//	{.name}  is replaced by the field of that name of the event's payload; one
//	         that is not there, or an empty text, makes the template unfit
//	{?cond}  nothing is put there; the template is unfit unless the condition
//	         holds (see conds)
//	{!cond}  the template is unfit if the condition holds
//	{?.name} the template is unfit unless the field of that name of the event's
//	         payload is set and, if it is a number, above zero
//	{!.name} the template is unfit if it is
//
// For example, "{?leads}{node} committed {range}." fits a leader only.
type row []string

// say returns the sentence of the first template that fits, "" if none does.
func (c *scene) say(r row) string {
	for _, t := range r {
		if s, ok := c.fill(t); ok {
			return s
		}
	}
	return ""
}

// fill fills the blanks of a template.
func (c *scene) fill(t string) (string, bool) {
	var b strings.Builder
	for {
		text, rest, blank := strings.Cut(t, "{")
		b.WriteString(text)
		if !blank {
			return b.String(), true
		}
		name, after, _ := strings.Cut(rest, "}")
		s, ok := c.blank(name)
		if !ok {
			return "", false
		}
		b.WriteString(s)
		t = after
	}
}

// blank returns what stands for one blank, and whether the template may be
// used at all.
func (c *scene) blank(name string) (string, bool) {
	if cond, ok := strings.CutPrefix(name, "?"); ok {
		holds, ok := c.holds(cond)
		return "", ok && holds
	}
	if cond, ok := strings.CutPrefix(name, "!"); ok {
		holds, ok := c.holds(cond)
		return "", ok && !holds
	}
	if field, ok := strings.CutPrefix(name, "."); ok {
		s := c.field(field)
		return s, s != ""
	}
	f := facts[name]
	if f == nil {
		return "", false
	}
	s := f(c)
	return s, s != ""
}

// holds returns whether a condition holds; ok is false if there is none of that
// name.
func (c *scene) holds(cond string) (holds, ok bool) {
	if name, ok := strings.CutPrefix(cond, "."); ok {
		f := c.e.Kind().Schema().Named(name)
		if f == nil {
			return false, false
		}
		p := c.e.Fields()
		return !f.Zero(p) && !(f.Kind == record.Int && f.Int(p) < 0 || f.Kind == record.Int64 && f.Int64(p) < 0), true
	}
	f := conds[cond]
	return f != nil && f(c), f != nil
}

// field is a field of the event's payload.
func (c *scene) field(name string) string {
	f := c.e.Kind().Schema().Named(name)
	if f == nil || f.Kind == record.Pointer {
		return ""
	}
	return termtext.Clean(event.Text(f, c.e.Fields()), textWidth)
}
