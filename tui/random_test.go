package tui

import (
	"fmt"
	"image/color"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"raftviz/engine/config"
	"raftviz/engine/lang"
	"raftviz/engine/storm"
	"raftviz/lessons"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/panes"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/screen"
	"raftviz/tui/view/theme"
)

// Whatever is pressed, typed, pasted, clicked, resized and waited for, on
// whatever is shown, nothing panics, the position stays within the recording,
// and what is drawn has the size of the screen. Each seed goes its own way;
// RAFTVIZ_SOAK says how many, and RAFTVIZ_SEED the one to try again.
func TestRandomKeys(t *testing.T) {
	first, seeds := uint64(0), uint64(2*len(worlds))
	if n, err := strconv.ParseUint(os.Getenv("RAFTVIZ_SOAK"), 10, 32); err == nil {
		seeds = n
	}
	if n, err := strconv.ParseUint(os.Getenv("RAFTVIZ_SEED"), 10, 64); err == nil {
		first, seeds = n, 1
	}
	for seed := first; seed < first+seeds; seed++ {
		w := wander(t, seed)
		for range 250 {
			w.turn(w.act)
			if w.length() > mostSteps*100 {
				break // others are to be gone to as well
			}
		}
		if err := w.a.close(); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		w.work(len(w.pending)) // what was under way finds everything closed
	}
}

// A wanderer uses the screen at random.
type wanderer struct {
	*driver
	seed    uint64
	r       *rand.Rand
	now     time.Time
	faults  []storm.Maker // what it does to clusters
	pending []tea.Cmd     // work beside the screen that is not done yet
	trail   []string      // what was done, the latest last
}

// worlds are what may be on the screen at first.
var worlds = []func(w *wanderer){
	func(w *wanderer) { w.a.open(Opened{Run: begin(w.t, w.cluster(), elected)}) },
	func(w *wanderer) {
		run := begin(w.t, w.cluster())
		for range 60 {
			w.t.Helper()
			line := storm.Byzantine[w.r.IntN(len(storm.Byzantine))](run.Frame(), w.r.IntN)
			_ = give(run, line) // may be refused, or end the run
			_ = give(run, "step "+strconv.Itoa(1+w.r.IntN(20)))
		}
		rec := run.Recording()
		if err := run.Close(); err != nil {
			w.t.Error(err)
		}
		w.a.open(Opened{Recording: rec})
	},
	func(w *wanderer) {
		l, err := lessons.LoadLesson("testdata/lesson")
		if err != nil {
			w.t.Fatal(err)
		}
		if w.r.IntN(2) == 0 {
			l = one(w.r, lessons.Shipped())
		}
		s, err := l.Begin("test")
		if err != nil {
			w.t.Fatal(err)
		}
		w.a.opts.Present = w.r.IntN(3) == 0
		w.a.open(Opened{Run: s.Run(), Session: s})
	},
	func(w *wanderer) {
		run := breaking(w.t)
		_ = give(run, "run 1s")
		notes := []scene.Note{{Text: "It begins."}, {Pos: 20, Text: strings.Repeat("A long note. ", 40)}, {Pos: 60, Text: "leader == \"n1\"", Kind: scene.Expected}}
		w.a.open(Opened{Run: run, Narration: &scene.Narration{Title: "A disk that lies", About: "What comes of it.", Notes: notes}})
	},
	func(w *wanderer) {
		var started config.Config
		w.a.start(sections(&started))
	},
	func(w *wanderer) { w.a.showFile(aFile()) },
}

func wander(t *testing.T, seed uint64) *wanderer {
	w := &wanderer{seed: seed, r: rand.New(rand.NewPCG(seed, 1)), now: time.Unix(0, 0), faults: storm.Byzantine}
	w.driver = &driver{t, newApp(Options{
		Lang: one(w.r, lang.All), Theme: one(w.r, theme.Choices), Preset: one(w.r, screen.Presets[:]),
		ASCII: w.r.IntN(4) == 0, NoColour: w.r.IntN(4) == 0, Tour: w.r.IntN(4) == 0,
	})}
	worlds[int(seed)%len(worlds)](w)
	w.turn(func() { w.hear("size", tea.WindowSizeMsg{Width: 120, Height: 40}) })
	w.pending = append(w.pending, w.a.begin())
	return w
}

func one[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

// cluster is one of any size and any sort.
func (w *wanderer) cluster() config.Config {
	c := config.Default()
	c.Nodes, c.Seed = 1+w.r.IntN(config.MaxNodes), w.r.Uint64()
	c.PreVote, c.CheckQuorum = w.r.IntN(2) == 0, w.r.IntN(2) == 0
	return c
}

// length is how many steps the branch that is shown has.
func (w *wanderer) length() int {
	if w.a.viewer == nil {
		return 0
	}
	return w.a.viewer.rec().Len()
}

// turn does something, and fails with what led there if it panics or leaves
// the screen as it must not be.
func (w *wanderer) turn(do func()) {
	defer func() {
		if r := recover(); r != nil {
			w.t.Fatalf("%s\n%v\n%s", w.way(), r, debug.Stack())
		}
	}()
	do()
	if w.r.IntN(3) > 0 {
		w.work(len(w.pending))
	}
	w.check()
}

// way says how to come here again, and what was done at last.
func (w *wanderer) way() string {
	return fmt.Sprintf("RAFTVIZ_SEED=%d go test -run %s ./tui\nat the end of: %s", w.seed, w.t.Name(), strings.Join(w.trail[max(len(w.trail)-40, 0):], " "))
}

// hear gives the screen a message; what comes of it is done later.
func (w *wanderer) hear(what string, msg tea.Msg) {
	w.trail = append(w.trail, what)
	w.pending = append(w.pending, w.a.update(msg))
	if w.a.viewer != nil {
		w.a.viewer.left = false
	}
}

// work does so much of the work beside the screen.
func (w *wanderer) work(n int) {
	for ; n > 0 && len(w.pending) > 0; n-- {
		cmd := w.pending[0]
		w.pending = slices.Delete(w.pending, 0, 1)
		if cmd == nil {
			continue
		}
		switch msg := cmd().(type) {
		case tea.BatchMsg:
			w.pending = append(slices.Clone([]tea.Cmd(msg)), w.pending...)
			n += len(msg)
		case jobDone:
			w.hear("(done)", msg)
		}
	}
}

// check looks whether the screen is as it must be.
func (w *wanderer) check() {
	if s := w.a.viewer; s != nil {
		if s.head.pos < 0 || s.head.pos > s.rec().Len() || s.branches.at < 0 || s.branches.at >= len(s.branches.list) || panes.Index(s.screen.Focus) < 0 {
			w.t.Fatalf("%s\nit is at %d of %d on branch %d of %d, looking at pane %s", w.way(), s.head.pos, s.rec().Len(), s.branches.at, len(s.branches.list), s.screen.Focus)
		}
	}
	view := w.a.View()
	rows := strings.Split(view.Content, "\n")
	if len(rows) > w.a.look.h {
		w.t.Fatalf("%s\n%d rows are drawn on %d", w.way(), len(rows), w.a.look.h)
	}
	for y, row := range rows {
		plain := ansi.Strip(row)
		if ansi.StringWidth(plain) > w.a.look.w || strings.ContainsFunc(plain, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			w.t.Fatalf("%s\nrow %d of %d×%d is %q", w.way(), y, w.a.look.w, w.a.look.h, plain)
		}
	}
	if c := view.Cursor; c != nil && (c.X < 0 || c.Y < 0 || c.X >= w.a.look.w || c.Y >= w.a.look.h) {
		w.t.Fatalf("%s\nthe cursor stands at %d, %d of %d×%d", w.way(), c.X, c.Y, w.a.look.w, w.a.look.h)
	}
}

// act does one thing at random.
func (w *wanderer) act() {
	r := w.r
	if w.a.viewer != nil && w.a.viewer.lesson != nil && r.IntN(6) == 0 {
		w.press("esc", "0", "enter") // else a lesson is hardly gone through
		return
	}
	switch n := r.IntN(100); {
	case n < 25:
		w.press(one(r, one(r, panes.Bindings()).Keys))
	case n < 55:
		w.press(one(r, one(r, w.bindings()).Keys))
	case n < 60:
		w.press(one(r, strings.Split("a b c é 中 ~ @ \" # 7 . ctrl+u ctrl+w ctrl+k ctrl+z pgup pgdown home end backspace esc esc tab tab", " ")))
	case n < 66:
		w.mouse(tea.MouseClickMsg{X: r.IntN(w.a.look.w + 1), Y: r.IntN(w.a.look.h + 1), Button: one(r, []tea.MouseButton{tea.MouseLeft, tea.MouseLeft, tea.MouseRight})})
	case n < 69:
		w.mouse(tea.MouseWheelMsg{X: r.IntN(w.a.look.w + 1), Y: r.IntN(w.a.look.h + 1), Button: tea.MouseWheelUp + tea.MouseButton(r.IntN(4)), Mod: one(r, []tea.KeyMod{0, 0, tea.ModShift})})
	case n < 70:
		w.mouse(tea.MouseMotionMsg{X: r.IntN(w.a.look.w + 1), Y: r.IntN(w.a.look.h + 1), Button: tea.MouseLeft})
	case n < 71:
		w.hear("size", tea.WindowSizeMsg{Width: 1 + r.IntN(220), Height: 1 + r.IntN(70)})
	case n < 77:
		size := one(r, [][2]int{{60, 16}, {80, 24}, {120, 40}, {200, 60}, {60 + r.IntN(150), 16 + r.IntN(50)}})
		w.hear(fmt.Sprint(size), tea.WindowSizeMsg{Width: size[0], Height: size[1]})
	case n < 82:
		for range 1 + r.IntN(20) {
			w.now = w.now.Add(time.Duration(1+r.IntN(60)) * time.Millisecond)
			w.hear("tick", tickMsg(w.now))
		}
	case n < 90:
		if r.IntN(4) > 0 {
			w.press("esc", "esc", "G") // else it branches off, most of the time
		}
		w.line(":", one(r, []string{w.fault(), "run 500ms", "step 20"}))
	case n < 93:
		w.line(":", one(r, typed))
	case n < 94:
		w.line("/", one(r, []string{"", "put", "n1", "became", "键", "nothing at all"}))
	case n < 96:
		w.line("b", one(r, []string{"", "became_leader", "committed,dropped", "term == 2", `node("n1").commit > 3`, "nonsense =="}))
	case n < 98:
		w.hear("paste", tea.PasteMsg{Content: one(r, []string{"put a b", "键\n\x1b[2J值", strings.Repeat("long ", 200), "\xff\x00"})})
	case n < 99:
		w.hear("blur", tea.BlurMsg{})
		w.hear("focus", tea.FocusMsg{})
	default:
		w.hear("background", tea.BackgroundColorMsg{Color: one(r, []color.Color{color.White, color.Black})})
		w.hear("profile", tea.ColorProfileMsg{Profile: one(r, []colorprofile.Profile{colorprofile.NoTTY, colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor})})
	}
}

// bindings are those that hold where the screen is.
func (w *wanderer) bindings() (list []keys.Binding) {
	var scopes []keys.Scope
	switch s := w.a.viewer; {
	case s != nil && s.typing() != nil:
		scopes = []keys.Scope{keys.Line}
	case s != nil:
		for _, b := range s.modes.footer().Keys {
			scopes = append(scopes, b.Scope)
		}
	case w.a.file != nil:
		scopes = []keys.Scope{pane.MVCC.Scope(), keys.File}
	default:
		scopes = []keys.Scope{keys.Home}
	}
	scope := scopes[0]
	if w.r.IntN(3) == 0 {
		scope = scopes[len(scopes)-1]
	}
	for _, b := range panes.Bindings() {
		if b.Scope == scope {
			list = append(list, b)
		}
	}
	if len(list) == 0 {
		return panes.Bindings()
	}
	return list
}

// typed are lines of the prompt.
var typed = []string{
	"put x 1", "crash n2", "restart n2", "cut n1,n2", "heal", "step 20", "run 300ms", "run 2s", elected, "run until term == 9 within 1s",
	"campaign n4", "goto 5", "0", "40", "nonsense", "branches", "branches 1", "branches 2", "branches 77", "name", "name 岔路", "compare 1", "compare 2",
	"linearizable", "preset study", "preset teach", "preset probe", "theme light", "theme dark", "lang zh", "lang en", "mouse off", "mouse on",
	"tour", "help", "pane nowhere", "pane lesson", "pane lesson", "pane mvcc", "pane clients", "pane checks", "pane network", "pane node", "pane why", "save", "member add n9", "member remove n1", "watch k --prefix",
}

// fault is a command that does the cluster something.
func (w *wanderer) fault() string {
	s := w.a.viewer
	if s == nil || s.step(s.head.pos) == nil {
		return "put a b"
	}
	return one(w.r, w.faults)(s.step(s.head.pos).Frame, w.r.IntN)
}

func (w *wanderer) press(names ...string) {
	for _, n := range names {
		w.hear(n, keyPress(n))
	}
}

func (w *wanderer) mouse(m tea.MouseMsg) { w.hear(fmt.Sprintf("%T%v", m, m), m) }

// line gives a line at a prompt, from wherever the screen is.
func (w *wanderer) line(prompt, text string) {
	w.press("esc", "esc", prompt)
	w.trail = append(w.trail, strconv.Quote(text))
	for _, r := range text {
		w.pending = append(w.pending, w.a.update(tea.KeyPressMsg{Code: r, Text: string(r)}))
	}
	w.press("enter")
	if w.r.IntN(2) == 0 {
		w.press("esc") // where the line was refused
	}
}

// Keys leave nothing behind: what is kept in memory grows no more than the
// recordings do, however many are pressed.
func TestRandomKeysMemory(t *testing.T) {
	rounds := 1
	if n, err := strconv.Atoi(os.Getenv("RAFTVIZ_SOAK")); err == nil {
		rounds = max(n/100, 1)
	}
	long := begin(t, fiveNodes(), elected, "put a 1", "run 2s", "crash n1", "run 5s", "restart n1", "put b 2", "run 20s")
	for _, c := range []struct {
		name string
		open Opened
		act  func(*wanderer)
	}{
		{"looking", Opened{Recording: long.Recording()}, (*wanderer).look},
		{"acting", Opened{Run: long}, (*wanderer).act},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := &wanderer{r: rand.New(rand.NewPCG(3, 1)), faults: storm.Faults, driver: &driver{t, newApp(Options{})}}
			w.a.open(c.open)
			w.hear("size", tea.WindowSizeMsg{Width: 200, Height: 60})
			press := func(n int) {
				for range n {
					w.turn(func() { c.act(w) })
					w.trail = nil
				}
				w.work(1 << 10)
			}
			press(300)
			before, steps, branches := heap(), w.steps(), len(w.a.viewer.branches.list)
			const turns = 700
			press(turns * rounds)
			grown := int(heap()) - int(before)
			steps, branches = w.steps()-steps, len(w.a.viewer.branches.list)-branches
			const perStep, perBranch, slack = 600, 128 << 10, 2 << 20 // a recording keeps what it last read
			told := fmt.Sprintf("%d keys, %d more steps and %d more branches take %d KiB more", turns*rounds, steps, branches, grown>>10)
			t.Log(told)
			if grown > steps*perStep+branches*perBranch+slack {
				t.Error(told)
			}
			if err := w.a.close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// look is an act that leaves the cluster as it is.
func (w *wanderer) look() {
	b := one(w.r, panes.Bindings())
	for b.Scope != keys.Show || b.Group == keys.Acting {
		b = one(w.r, panes.Bindings())
	}
	w.press(one(w.r, b.Keys))
}

// steps is how many there are on all branches.
func (w *wanderer) steps() (n int) {
	for _, b := range w.a.viewer.branches.list {
		n += b.rec.Len()
	}
	return n
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
