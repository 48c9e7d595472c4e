package markdown

import (
	"strings"
	"testing"

	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
)

const sample = "A node whose **election timer** runs out begins `term 2`, and\nasks the others.\n\n- first, which is long enough to need a second line\n- second\n\n1. one\n2. two\n\n```\nput x 1\n```\n\n> quoted"

func plain(lines []kit.Line) string {
	var b strings.Builder
	for _, l := range lines {
		for _, s := range l {
			b.WriteString(s.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestLay(t *testing.T) {
	const want = `A node whose election timer runs
out begins term 2, and asks the
others.

• first, which is long enough to
  need a second line
• second

1. one
2. two

  put x 1

│ quoted
`
	if got := plain(Lay(sample, 34)); got != want {
		t.Errorf("it lays out\n%s\nwant\n%s", got, want)
	}
}

// Strong words and code keep their ink across the end of a line.
func TestInks(t *testing.T) {
	var strong, code string
	for _, l := range Lay(sample, 24) {
		for _, s := range l {
			switch {
			case s.Ink == canvas.Text|canvas.Bold:
				strong += s.Text
			case s.Ink == canvas.Accent:
				code += s.Text
			}
		}
	}
	if strings.ReplaceAll(strong, " ", "") != "electiontimer" || strings.ReplaceAll(code, " ", "") != "term2putx1" {
		t.Errorf("strong is %q, code %q", strong, code)
	}
}

// Chinese breaks between characters, and a line end between two is nothing.
func TestChinese(t *testing.T) {
	const want = "选举计时器到期的节\n点进入下一个任期，\n并向其他节点请求\nMsgVote 选票。\n"
	if got := plain(Lay("选举计时器到期的节点进入\n下一个任期，并向其他节点请求 MsgVote 选票。", 18)); got != want {
		t.Errorf("it lays out\n%s\nwant\n%s", got, want)
	}
}

// A line end is a space wherever a word of Latin letters begins or ends, also
// where strong words or code do.
func TestLineEnds(t *testing.T) {
	for source, want := range map[string]string{
		"one\ntwo": "one two", "任期\n选举": "任期选举",
		"任期\nterm": "任期 term", "term\n任期": "term 任期",
		"**任期**\n选举": "任期选举", "任期\n**选举**": "任期选举", "任期\n`term`": "任期 term", "`term`\n任期": "term 任期",
		"一\n二\nthree\n四": "一二 three 四",
	} {
		if got := plain(Lay(source, 40)); got != want+"\n" {
			t.Errorf("%q is laid out as %q, want %q", source, got, want)
		}
	}
}

// Leads that fill the line leave room for the text.
func TestDeep(t *testing.T) {
	for source, want := range map[string]string{
		">>>>>> deep":            "│ │ │ │ │ │ deep\n",
		">>>>>> ---":             "│ │ │ │ │ │ ────────\n",
		">>>>>>     code of ten": "│ │ │ │ │ │   code …\n",
	} {
		if got := plain(Lay(source, 8)); got != want {
			t.Errorf("%q is laid out as %q, want %q", source, got, want)
		}
	}
}

// Whatever is written, no line is wider than it may be: the width, or 8 columns
// beside the leads.
func FuzzLay(f *testing.F) {
	f.Add(sample, 20)
	f.Add("a*b*`c`<b>x</b> [l](u)\n# h\n\n***\n", 9)
	f.Fuzz(func(t *testing.T, s string, w int) {
		w = 8 + (w%100+100)%100
		for _, l := range Lay(s, w) {
			n := 0
			for _, p := range l {
				n += termtext.Width(p.Text)
			}
			if n > w+2*strings.Count(s, ">")+8*strings.Count(s, "-")+8*strings.Count(s, ".")+8*strings.Count(s, "*")+8*strings.Count(s, "+")+8*strings.Count(s, ")") {
				t.Fatalf("a line of %d columns in %d: %v", n, w, l)
			}
		}
	})
}
