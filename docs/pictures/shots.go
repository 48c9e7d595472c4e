package main

import (
	"raftviz/engine/lang"
	"raftviz/tui/view/screen"
	"raftviz/tui/view/svg"
	"raftviz/tui/view/theme"
)

// A shot is one picture: what is shown, how, and which keys are pressed. A key
// that begins with : is a command line.
type shot struct {
	name          string
	what          string // it shows, for the page and for those who do not see it
	width, height int
	script        string // whose recording is shown; else
	lesson        string // what is gone through; else a cluster of five
	home          bool   // the home screen, and nothing of these
	lang          lang.Lang
	theme         theme.Choice
	preset        screen.Preset
	keys          []string
	png           bool // as the readmes want it
	light         bool // the terminal is
}

// file is where the picture is, beside this program.
func (s *shot) file() string {
	if s.png {
		return s.name + ".png"
	}
	return s.name + ".svg"
}

func (s *shot) ground() svg.Ground {
	if s.light {
		return svg.Light
	}
	return svg.Dark
}

// story is what the pictures of the sandbox show: after its leader has crashed a
// cluster commits an entry of the next term.
var story = []string{
	`:run until leader != ""`, ":put x 1", ":put y 2", ":run 300ms",
	":crash n3", `:run until leader != ""`, ":run 90ms", ":put x 3",
	":run until any(nodes, .commit >= 5)",
}

// then returns keys with more after them.
func then(keys []string, more ...string) []string { return append(keys[:len(keys):len(keys)], more...) }

// shots are all pictures, in the order of the page.
var shots = []shot{
	{name: "sandbox", width: 120, height: 40, keys: story, png: true,
		what: "A cluster of five: n3 has crashed, n2 leads term 2 and has just committed index 5, and the last line says why"},
	{name: "sandbox-zh", width: 120, height: 40, lang: lang.Chinese, keys: story, png: true,
		what: "The same in Chinese"},
	{name: "home", width: 120, height: 40, home: true,
		what: "The home screen: the lessons and how far one is, a cluster of one's own, scripts"},
	{name: "electing", width: 120, height: 40, keys: []string{`:run until any(messages, .type == "MsgVote")`, ":run 4ms", "1"},
		what: "An election: a candidate asks the others for their votes, whose timers still run"},
	{name: "partition", width: 120, height: 40, keys: []string{`:run until leader != ""`, ":put x 1", ":run 300ms", ":cut n2,n3", ":run until len(leaders) == 2", ":@n3 put x 2", ":run 30ms", "1"},
		what: "A partition: the leader of an old term on the smaller side, that of a new one on the other"},
	{name: "timeline", width: 120, height: 40, keys: then(story, "3", "z", "up", "enter"),
		what: "The timeline, and what brought a step about"},
	{name: "figure-7", width: 120, height: 40, script: "figure-7", keys: []string{`:run until leader != ""`, ":step 8", "2", "z"},
		what: "Figure 7 of the Raft paper: logs that lack and exceed the new leader's, and where they differ"},
	{name: "node", width: 120, height: 40, keys: then(story, "5", "z"),
		what: "All of one node"},
	{name: "network", width: 120, height: 40, keys: then(story, "6", "down", "down"),
		what: "A message under way is chosen, here and in all panes"},
	{name: "mvcc", width: 120, height: 40, keys: []string{
		`:run until leader != ""`, ":put lamp off", ":put door open", ":put lamp on", ":run 100ms", ":del door", ":lease grant 10", ":run 100ms",
		":compaction 3", ":put door shut", ":put lamp dim", ":run 100ms", ":watch lamp", ":run 100ms", "7", "z"},
		what: "Keys and their revisions"},
	{name: "clients", width: 120, height: 40, script: "lease-read-slow-clock", keys: []string{"G", "8", "z", "a"},
		what: "What clients were told, and whether it is linearizable"},
	{name: "checks", width: 120, height: 40, script: "lying-fsync", keys: []string{"G", "9"},
		what: "A disk that lied: the step that broke a property of Raft"},
	{name: "lesson", width: 120, height: 40, lesson: "leader-election", keys: []string{"enter", "enter", "enter", "enter", "enter", "enter"},
		what: "A lesson asks before it shows"},
	{name: "lesson-zh", width: 120, height: 40, lesson: "leader-election", lang: lang.Chinese, keys: []string{"enter", "enter", "enter", "enter", "enter", "enter"},
		what: "The same lesson in Chinese"},
	{name: "probe", width: 200, height: 60, preset: screen.Probe, keys: story,
		what: "All panes at once, at 200×60: the preset probe"},
	{name: "small", width: 80, height: 24, keys: story,
		what: "The same at 80×24"},
	{name: "light", width: 120, height: 40, theme: theme.Light, keys: story, light: true,
		what: "On a light terminal"},
	{name: "high-contrast", width: 120, height: 40, theme: theme.HighContrast, keys: story,
		what: "For weak eyes and weak projectors"},
}
