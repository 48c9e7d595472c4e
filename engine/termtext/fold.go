package termtext

// folds has, for every mark that panes use outside of ASCII, the character
// that stands for it with --ascii. Each takes one column, as the mark does, so
// that nothing moves.
var folds = map[string]string{
	// Roles.
	"★": "L", "●": "F", "◆": "C", "◇": "P", "○": "l", "✕": "x", "‖": "=", "∅": "-",
	// Lines.
	"─": "-", "│": "|", "┃": "#", "╎": ":", "┄": ".", "┊": ":", "━": "=", "╌": ".",
	"╭": "+", "╮": "+", "╯": "+", "╰": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+",
	"└": "+", "┳": "Y", "┻": "+", "╋": "#",
	"┠": "+", "┨": "+", "╂": "+", "╵": "|", "╷": "|", "╴": "-", "╶": "-", "╹": "#", "╻": "#",
	// Arrows and pointers.
	"→": ">", "←": "<", "↑": "^", "↓": "v", "▶": ">", "◀": "<", "▸": ">", "◂": "<", "▾": "v",
	"▲": "^", "△": "n", "▴": "^", "▵": "n", "⇥": ">",
	// Blocks.
	"█": "#", "▓": "#", "▒": "%", "░": ".", "▏": "|", "■": "@", "□": ".",
	// Signs.
	"✗": "x", "✓": "+", "·": ".", "…": "~", "•": "o", "§": "S", "≤": "<", "≥": ">", "≠": "!",
	"×": "x", "—": "-", "–": "-", "−": "-", "“": `"`, "”": `"`, "‘": "'", "’": "'", "«": "<", "»": ">", "↵": "<",
	"±": "*", "⋮": ":", "◌": "u", "½": "h", "¼": "q", "¶": "P", "°": "o",
}

// Fold returns the ASCII character that stands for a mark. Text of a width of
// two, such as Chinese, is itself; any other mark without a row is a question
// mark.
func Fold(mark string) string {
	if f, ok := folds[mark]; ok {
		return f
	}
	if Width(mark) == 2 {
		return mark
	}
	return "?"
}
