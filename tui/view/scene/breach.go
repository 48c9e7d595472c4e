package scene

import (
	"raftviz/engine/check"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/termtext"
)

// Breach returns the headline of a violation in a language.
func Breach(v *frame.Violation, l lang.Lang) string {
	return termtext.Printable(check.Breach(v.Property).In(l))
}
