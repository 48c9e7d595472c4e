package command

import "strings"

func (t Target) asked() Target { return t }

// TargetOf returns who asks whom; ok is false for a command that is not a
// client's.
func TargetOf(c Command) (t Target, ok bool) {
	a, ok := c.(interface{ asked() Target })
	if !ok {
		return Target{}, false
	}
	return a.asked(), true
}

// Bare returns the line of a client's command without who asks whom.
func Bare(c Command) string {
	t, _ := TargetOf(c)
	return strings.TrimPrefix(c.String(), t.prefix())
}
