// Package theme says how inks look on a terminal: dark or light, in full
// colour or sixteen, or without any.
//
// The background is the terminal's own and never painted. The colours of terms
// are those of Okabe and Ito, told apart by colour-blind eyes; on text they
// are brightened or darkened to be read on the background.
package theme

import (
	"fmt"
	"strings"

	"raftviz/tui/view/canvas"
)

// A Choice is which theme a person asked for.
type Choice string

// The choices. All but Dark and Light ask the terminal for its background.
const (
	Auto         Choice = "auto"
	Dark         Choice = "dark"
	Light        Choice = "light"
	HighContrast Choice = "high-contrast" // for weak eyes and weak projectors
	ColourBlind  Choice = "colour-blind"  // also what is told by accent and alarm differs in lightness
)

// Choices lists them as a person may write them.
var Choices = []Choice{Auto, Dark, Light, HighContrast, ColourBlind}

// Parse returns the choice with the given name.
func Parse(name string) (Choice, bool) {
	if name == "color-blind" {
		return ColourBlind, true
	}
	for _, c := range Choices {
		if string(c) == name {
			return c, true
		}
	}
	return "", false
}

// Asks reports whether the choice depends on the terminal's background.
func (c Choice) Asks() bool { return c != Dark && c != Light }

// A Depth is how many colours a terminal has.
type Depth uint8

// The depths. None is also what NO_COLOR asks for.
const (
	Full Depth = iota // 256 or more
	Sixteen
	None
)

// NoColour reports whether the environment asks for no colours: NO_COLOR holds
// anything at all (no-color.org). getenv is os.Getenv or a stand-in.
func NoColour(getenv func(string) string) bool { return getenv("NO_COLOR") != "" }

// Paint returns how inks look on a background of the given kind.
func Paint(c Choice, dark bool, depth Depth, ascii bool) *canvas.Paint {
	p := &canvas.Paint{ASCII: ascii}
	switch {
	case depth == None:
		p.Roles = plain
	case depth == Sixteen:
		p.Roles = sixteen(dark)
	default:
		p.Roles = paletteOf(c, dark).roles()
	}
	return p.Ready()
}

// A palette holds colours as rrggbb.
type palette struct {
	quiet, faint, accent, alarm string
	focus, danger, shade        [2]string // background, text
	terms                       [canvas.TermColours]string
}

// fills are Okabe and Ito's colours as backgrounds, with the text that is read
// on them. The one nearest to the accent comes late; grey stands for black.
var fills = [canvas.TermColours][2]string{
	{"56b4e9", "0b0f14"}, // sky blue
	{"009e73", "0b0f14"}, // bluish green
	{"e69f00", "0b0f14"}, // orange
	{"f0e442", "0b0f14"}, // yellow
	{"0072b2", "ffffff"}, // blue
	{"d55e00", "0b0f14"}, // vermilion
	{"cc79a7", "0b0f14"}, // reddish purple
	{"999999", "0b0f14"}, // grey
}

var darkColours = palette{
	quiet: "8b949e", faint: "4a525c", accent: "ff6ad5", alarm: "ff6b5e",
	focus: [2]string{"ff6ad5", "14181d"}, danger: [2]string{"ff6b5e", "14181d"}, shade: [2]string{"30363d", "8b949e"},
	terms: [...]string{"56b4e9", "30c296", "e69f00", "f0e442", "5a9fe0", "ee7733", "d98cb8", "a8a8a8"},
}

var lightColours = palette{
	quiet: "57606a", faint: "a5adb7", accent: "c2188f", alarm: "cf222e",
	focus: [2]string{"c2188f", "ffffff"}, danger: [2]string{"cf222e", "ffffff"}, shade: [2]string{"e3e7eb", "57606a"},
	terms: [...]string{"1f78b4", "00795a", "9a6500", "7d7000", "005a91", "a63a12", "a3447a", "666666"},
}

// The accent and the alarm of this pair are far apart in lightness too, and no
// term has their colours.
var darkBlind = palette{
	quiet: "9aa4ae", faint: "59626c", accent: "f0e442", alarm: "e8702a",
	focus: [2]string{"f0e442", "14181d"}, danger: [2]string{"d55e00", "ffffff"}, shade: [2]string{"30363d", "9aa4ae"},
	terms: [...]string{"56b4e9", "30c296", "5a86e0", "d98cb8", "c8c8c8", "8fb8a8", "b39ddb", "9db4c8"},
}

var lightBlind = palette{
	quiet: "505860", faint: "9aa2ab", accent: "0a3f8f", alarm: "c04a00",
	focus: [2]string{"0a3f8f", "ffffff"}, danger: [2]string{"c04a00", "ffffff"}, shade: [2]string{"e3e7eb", "505860"},
	terms: [...]string{"2a86b8", "00795a", "7d7000", "a3447a", "555555", "3c7f6a", "6a4a9e", "5f7383"},
}

var darkContrast = palette{
	quiet: "dddddd", faint: "9a9a9a", accent: "ffff00", alarm: "ff8585",
	focus: [2]string{"ffff00", "000000"}, danger: [2]string{"ff8585", "000000"}, shade: [2]string{"444444", "ffffff"},
	terms: [...]string{"7fd0ff", "4ee6b0", "ffb733", "fff27a", "8fb8ff", "ff9a5c", "ffb0dd", "e0e0e0"},
}

var lightContrast = palette{
	quiet: "2a2a2a", faint: "6a6a6a", accent: "0000c8", alarm: "b00000",
	focus: [2]string{"0000c8", "ffffff"}, danger: [2]string{"b00000", "ffffff"}, shade: [2]string{"d0d0d0", "000000"},
	terms: [...]string{"004f8a", "005a40", "6a4400", "5a5000", "003a6a", "7a2200", "702050", "3a3a3a"},
}

func paletteOf(c Choice, dark bool) *palette {
	switch {
	case c == ColourBlind && dark:
		return &darkBlind
	case c == ColourBlind:
		return &lightBlind
	case c == HighContrast && dark:
		return &darkContrast
	case c == HighContrast:
		return &lightContrast
	case dark:
		return &darkColours
	}
	return &lightColours
}

// A Style is how a role looks, in colours as rrggbb; "" is that of the ground.
type Style struct{ Text, Block string }

// Styles returns how roles look, for pictures that are made without a terminal.
func Styles(c Choice, dark bool) [canvas.NumRoles]Style { return paletteOf(c, dark).styles() }

func (p *palette) styles() (s [canvas.NumRoles]Style) {
	s[canvas.Quiet].Text, s[canvas.Faint].Text, s[canvas.Accent].Text, s[canvas.Alarm].Text = p.quiet, p.faint, p.accent, p.alarm
	for role, b := range map[canvas.Ink][2]string{canvas.Focus: p.focus, canvas.Danger: p.danger, canvas.Shade: p.shade} {
		s[role] = Style{Text: b[1], Block: b[0]}
	}
	for i := range canvas.TermColours {
		s[canvas.TermInk+canvas.Ink(i)].Text = p.terms[i]
		s[canvas.TermFill+canvas.Ink(i)] = Style{Text: fills[i][1], Block: fills[i][0]}
	}
	return s
}

func (p *palette) roles() (r [canvas.NumRoles]string) {
	for role, s := range p.styles() {
		if s.Text != "" {
			r[role] = text(s.Text)
		}
		if s.Block != "" {
			r[role] = "48;2;" + rgb(s.Block) + ";" + r[role]
		}
	}
	return r
}

func text(hex string) string { return "38;2;" + rgb(hex) }

func rgb(hex string) string {
	var r, g, b uint8
	if _, err := fmt.Sscanf(hex, "%02x%02x%02x", &r, &g, &b); err != nil {
		panic("theme: no colour: " + hex)
	}
	return fmt.Sprintf("%d;%d;%d", r, g, b)
}

// sixteen uses the terminal's own sixteen colours, whatever they look like.
func sixteen(dark bool) (r [canvas.NumRoles]string) {
	r = [canvas.NumRoles]string{
		canvas.Faint: "90", canvas.Accent: "95", canvas.Alarm: "91",
		canvas.Focus: "105;30", canvas.Danger: "101;30", canvas.Shade: "100;97",
	}
	if !dark {
		r[canvas.Faint], r[canvas.Accent], r[canvas.Alarm] = "37", "35", "31"
		r[canvas.Focus], r[canvas.Danger], r[canvas.Shade] = "45;97", "41;97", "47;30"
	}
	for i, c := range strings.Fields("6 2 3 7 4 1 5 6") {
		t := canvas.Ink(i)
		r[canvas.TermInk+t], r[canvas.TermFill+t] = "3"+c, "4"+c+";30"
		if c == "4" {
			r[canvas.TermFill+t] = "44;97"
		}
	}
	return r
}

// plain tells inks apart by weight and reversal only.
var plain = func() (r [canvas.NumRoles]string) {
	r[canvas.Faint] = "2"
	r[canvas.Accent], r[canvas.Alarm] = "1", "1;4"
	r[canvas.Focus], r[canvas.Danger] = "1;4;7", "1;7"
	for i := range canvas.Ink(canvas.TermColours) {
		r[canvas.TermFill+i] = "7"
	}
	return r
}()
