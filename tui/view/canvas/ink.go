package canvas

// An Ink says what a mark means; a theme says how that looks. Panes draw in
// inks only, so that one drawing serves dark, light, colourless and plain
// terminals.
//
// The low byte is the role; Bold may be added with |.
type Ink uint16

// The roles.
const (
	Text    Ink = iota // what is read
	Quiet              // what is read second
	Faint              // rules, grids, lifelines: structure
	Accent             // focus, and what changed in this step
	Alarm              // a property broke, something was lost
	Focus              // filled with the accent: a changed cell, a chosen line
	Danger             // filled with the alarm
	Shade              // a filled quiet background: compacted, stubs
	TermInk            // the first of eight: text in a term's colour
	_
	_
	_
	_
	_
	_
	_
	TermFill // the first of eight: filled with a term's colour
	_
	_
	_
	_
	_
	_
	_
	NumRoles
)

// Bold is an attribute of an ink.
const (
	Bold Ink = 1 << 8

	numInks = 1 << 9
)

// TermColours is after how many terms colours come again.
const TermColours = 8

// Role returns the ink without Bold.
func (i Ink) Role() Ink { return i & 0xff }

// TermText is the ink of text that belongs to a term. Term 0 is quiet.
func TermText(term uint64) Ink {
	if term == 0 {
		return Quiet
	}
	return TermInk + Ink((term-1)%TermColours)
}

// TermBlock is the ink of a cell that belongs to a term.
func TermBlock(term uint64) Ink {
	if term == 0 {
		return Shade
	}
	return TermFill + Ink((term-1)%TermColours)
}
