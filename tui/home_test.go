package tui

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/config"
	"raftviz/engine/lang"
	"raftviz/recordings"
	"raftviz/recordings/recording"
	"raftviz/tui/view/screen"
)

// sections is a home screen with something in all its parts.
func sections(started *config.Config) Home {
	sandbox := func(c config.Config) (Opened, error) {
		*started = c
		run, err := recordings.Start(recording.Header{Config: c})
		return Opened{Run: run}, err
	}
	play := func() (Opened, error) { return sandbox(config.Default()) }
	return Home{
		Lessons: []Item{
			{Name: "elections", Done: true, About: "How a leader is elected.", Open: play},
			{Name: "logs", Progress: "4/14", Open: play, In: func(l lang.Lang) (string, string) {
				if l == lang.Chinese {
					return "日志复制", "条目如何到达每个节点。"
				}
				return "log replication", "How entries come to every node.\nAnd stay there."
			}},
		},
		Sandbox: sandbox,
		Scripts: []Item{
			{Name: "cold-election", About: "Three nodes elect.\nMore of it.\n\nA second paragraph.", Open: play},
			{Name: "broken", About: "Cannot be opened.", Open: func() (Opened, error) { return Opened{}, errors.New("no such script") }},
		},
		Recordings: []Item{{Name: "mine.jsonl", Path: "mine.jsonl", Open: play}},
		OpenFile: func(path string) (Opened, error) {
			if path != "mine.jsonl" {
				return Opened{}, errors.New(path + ": no such file")
			}
			return play()
		},
	}
}

// driveHome shows a home screen with scripts only.
func driveHome(t *testing.T, o Options) (*driver, *config.Config) {
	var started config.Config
	h := sections(&started)
	h.Lessons, h.Recordings, h.OpenFile = nil, nil, nil
	return driveOn(t, o, h), &started
}

func driveOn(t *testing.T, o Options, h Home) *driver {
	d := &driver{t, newApp(o)}
	d.a.start(h)
	return d.start()
}

func TestHome(t *testing.T) {
	d, started := driveHome(t, Options{})
	d.shows("raftviz", "start a cluster", "nodes", "cold-election", "A cluster of your own")
	for _, empty := range []string{"─ lessons", "─ recordings"} {
		if strings.Contains(d.screen(), empty) {
			t.Errorf("%s is shown, with nothing in it", empty)
		}
	}
	d.press("down", "right", "right", "down", "right", "down", "right") // nodes 7, seed 2, no pre-vote
	d.shows("◂ off ▸", "whether it could win")
	d.press("up", "enter")
	if started.Nodes != 7 || started.Seed != 2 || started.PreVote || !started.CheckQuorum {
		t.Errorf("a cluster of %+v was started", started)
	}
	d.shows("1 cluster", "seed 2")
	d.press("q")
	if d.a.viewer != nil {
		t.Fatal("q does not lead back")
	}
	d.shows("cold-election", "◂ 2 ▸") // at the same line
}

func TestHomeSettings(t *testing.T) {
	d, started := driveHome(t, Options{})
	set := func(row int, keys ...string) {
		d.press("g")
		for range row {
			d.press("down")
		}
		d.press(keys...)
	}
	set(5, "right")         // election
	set(6, "right", "left") // latency
	set(7, "l", "l", "l")   // jitter
	set(8, "h", "h", "h")   // fsync
	set(9, "enter")         // disk mode
	set(10, "enter")        // reads
	set(4, "enter")         // check quorum: lease reads need it
	d.shows("≥ 2 000 ms", "5 ms", "async", "lease")
	set(0, "enter")
	d.shows("reads: lease reads need checkquorum")
	set(4, "enter")
	set(0, "enter")
	want := config.Default()
	want.Election, want.Jitter, want.Disk, want.DiskMode, want.Reads = 20, 5, 0, config.DiskAsync, config.ReadsLease
	if got := *started; got.Election != want.Election || got.Latency != want.Latency || got.Jitter != want.Jitter ||
		got.Disk != want.Disk || got.DiskMode != want.DiskMode || got.Reads != want.Reads {
		t.Errorf("a cluster of %+v was started", got)
	}
}

func TestAlong(t *testing.T) {
	values := []int64{1, 5, 10}
	for _, c := range [][3]int64{{1, 1, 5}, {10, 1, 10}, {1, -1, 1}, {10, -1, 5}, {7, 1, 10}, {7, -1, 5}, {0, 1, 1}, {0, -1, 1}, {99, 1, 10}, {99, -1, 10}} {
		if got := along(values, c[0], int(c[1])); got != c[2] {
			t.Errorf("from %d by %d is %d, want %d", c[0], c[1], got, c[2])
		}
	}
}

func TestHomeItems(t *testing.T) {
	d, _ := driveHome(t, Options{Lang: lang.Chinese})
	d.shows("沙盒", "脚本")
	d.press("up") // the last: broken
	d.press("enter")
	d.shows("no such script")
	d.press("up")
	d.shows("Three nodes elect. More of it.", "A second paragraph.")
	d.press("enter")
	d.shows("集群")
}

// The first lesson that is not done is chosen; how far one is, is shown.
func TestHomeLessons(t *testing.T) {
	var started config.Config
	d := driveOn(t, Options{}, sections(&started))
	d.shows("─ lessons", "✓ done", "▸ log replication", "4/14", "How entries come to every node. And stay there.", "─ recordings", "open a file…")
	d.press("L")
	d.shows("▸ 日志复制", "条目如何到达每个节点。", "✓ 已完成")
	d.size(80, 24)
	d.shows("▸ 日志复制", "条目如何到达每个节点。", "4/14")
}

// Tab goes from section to section.
func TestHomeSections(t *testing.T) {
	var started config.Config
	d := driveOn(t, Options{}, sections(&started))
	for _, first := range []string{"▸ start a cluster", "▸ cold-election", "▸ mine.jsonl", "▸ elections"} {
		d.press("tab")
		d.shows(first)
	}
	d.press("shift+tab")
	d.shows("▸ mine.jsonl")
}

// What is typed after / leaves what has it; enter opens what is chosen.
func TestHomeFilter(t *testing.T) {
	var started config.Config
	d := driveOn(t, Options{}, sections(&started))
	d.press("/")
	d.typeIn("elect")
	d.shows("/ elect", "elections", "cold-election", "election timeout", "▸ elections")
	for _, gone := range []string{"log replication", "broken", "tab complete", "mine.jsonl"} {
		if strings.Contains(d.screen(), gone) {
			t.Errorf("%s is still there", gone)
		}
	}
	d.typeIn(" three")
	d.shows("▸ cold-election")
	d.typeIn(" xyz")
	d.shows("nothing has")
	d.press("enter", "up", "down", "enter", "esc") // nothing to open; esc shows all again
	d.shows("log replication", "mine.jsonl")
	d.press("/")
	d.typeIn("elect")
	d.press("down", "up", "enter")
	if d.a.viewer == nil {
		t.Fatal("enter opened nothing")
	}
	d.press("q")
	d.shows(`what has "elect"; esc shows all`, "▸ cold-election")
	d.press("esc")
	d.shows("log replication", "▸ cold-election")
}

// A path that cannot be opened stays for correction.
func TestHomeOpensAFile(t *testing.T) {
	var started config.Config
	d := driveOn(t, Options{}, sections(&started))
	d.press("G", "enter")
	d.shows("path of a recording or script")
	d.typeIn("min.jsonl")
	d.press("enter")
	d.shows("min.jsonl: no such file", "▸ min.jsonl")
	d.press("home", "right", "right", "right")
	d.typeIn("e")
	if strings.Contains(d.screen(), "no such file") {
		t.Error("the reason stays after the correction")
	}
	d.press("enter")
	if d.a.viewer == nil {
		t.Fatal("the corrected path was not opened")
	}
	d.press("q")
	d.shows("▸ open a file…")
	d.press("enter", "esc", "enter", "backspace", "enter", "enter")
	if d.a.home.line != nil {
		t.Error("an empty path is asked for on and on")
	}
}

func TestPathCompletion(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"run-1.jsonl", "run-2.jsonl.zst", "notes.txt", ".hidden.yaml", "script.yaml"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "录像"), 0o700); err != nil {
		t.Fatal(err)
	}
	var started config.Config
	d := driveOn(t, Options{}, sections(&started))
	value := func() string { return d.a.home.line.input.Value() }
	d.press("G", "enter")
	d.a.home.line.set(dir+"/ru", len([]rune(dir))+3)
	d.press("tab")
	d.shows("run-1.jsonl", "run-2.jsonl.zst")
	if value() != dir+"/run-1.jsonl" {
		t.Errorf("it becomes %q", value())
	}
	d.press("tab")
	if value() != dir+"/run-2.jsonl.zst" {
		t.Errorf("it becomes %q", value())
	}
	for typed, want := range map[string][]string{
		"/": {"run-1.jsonl", "run-2.jsonl.zst", "script.yaml", "录像/"}, "/.h": {".hidden.yaml"}, "/n": nil, "/录": {"录像/"}, "/录像/": nil, "/none/": nil,
	} {
		text := dir + typed
		var got []string
		for _, c := range pathCompletions(text, len([]rune(text))) {
			got = append(got, c.Text)
			if c.From != len([]rune(text))-len([]rune(filepath.Base(typed+"x")))+1 {
				t.Errorf("%q: %+v", typed, c)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q offers %q, want %q", typed, got, want)
		}
	}
}

// The mouse chooses and opens.
func TestHomeMouse(t *testing.T) {
	var started config.Config
	d := driveOn(t, Options{}, sections(&started))
	row := func(text string) int {
		for y, line := range strings.Split(d.screen(), "\n") {
			if strings.Contains(line[:min(len(line), 60)], text) {
				return y
			}
		}
		t.Fatalf("%s is not there", text)
		return 0
	}
	click := func(y int) { d.send(tea.MouseClickMsg{X: 8, Y: y, Button: tea.MouseLeft}) }
	click(row("broken"))
	d.shows("▸ broken")
	d.send(tea.MouseWheelMsg{X: 8, Y: 9, Button: tea.MouseWheelUp})
	d.shows("▸ cold-election")
	click(row("─ scripts"))
	d.shows("▸ cold-election")
	click(row("  nodes  "))
	d.press("right")
	d.shows("◂ 6 ▸")
	click(row("cold-election"))
	click(row("cold-election"))
	if d.a.viewer == nil {
		t.Error("a click on what is chosen opens nothing")
	}
}

// Coming back, what there is now is shown, at the same choice.
func TestHomeRefreshes(t *testing.T) {
	var started config.Config
	h := sections(&started)
	h.Refresh = func() Home {
		now := sections(&started)
		now.Lessons = append([]Item{{Name: "before all"}}, now.Lessons...)
		now.Recordings = append(now.Recordings, Item{Name: "saved.jsonl"})
		return now
	}
	d := driveOn(t, Options{}, h)
	d.press("enter")
	d.press("q")
	d.shows("▸ log replication", "before all", "saved.jsonl")
	d.press("enter", "q")
	d.shows("▸ log replication")
}

func TestHomeAtAnySize(t *testing.T) {
	var started config.Config
	d := driveOn(t, Options{}, sections(&started))
	for h := screen.LeastHeight; h < 45; h++ {
		d.size(60+2*h, h)
		for range len(d.a.home.entries()) {
			d.press("down")
			found := false
			for _, line := range strings.Split(d.screen(), "\n") {
				found = found || strings.HasPrefix(strings.TrimLeft(line, " "), "▸ ")
			}
			if !found {
				t.Fatalf("at %d rows the choice %d is not on the screen:\n%s", h, d.a.home.choice, d.screen())
			}
		}
	}
}

// Esc on the home screen asks before it leaves; another key takes the question away.
func TestHomeEscAsks(t *testing.T) {
	d, _ := driveHome(t, Options{})
	quits := func(key string) bool {
		cmd := d.a.update(keyPress(key))
		d.a.View()
		if cmd == nil {
			return false
		}
		_, quit := cmd().(tea.QuitMsg)
		return quit
	}
	if quits("esc") {
		t.Fatal("esc leaves without asking")
	}
	d.shows("esc again, or q, leaves raftviz")
	if quits("down") || quits("esc") {
		t.Fatal("esc leaves though the question was taken away")
	}
	d.size(40, 10)
	if quits("esc") {
		t.Fatal("esc leaves where nothing can be read")
	}
	d.size(120, 40)
	if !quits("esc") {
		t.Error("esc does not leave the second time")
	}
}
