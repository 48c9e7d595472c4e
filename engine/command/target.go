package command

// A Target is who asks and whom: "c2@n3". Client "" is c1; Node "" is the
// leader's node, or where there is none the first that runs.
type Target struct{ Client, Node string }

// append writes what stands before the command: c2@n3, c2, @n3 or nothing.
func (t Target) append(b []byte) []byte {
	if t == (Target{}) {
		return b
	}
	b = append(b, t.Client...)
	if t.Node != "" {
		b = append(append(b, '@'), t.Node...)
	}
	return append(b, ' ')
}

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
