package tui

import (
	"image/color"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/recordings"
	"raftviz/recordings/recording"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/panes"
	"raftviz/tui/view/theme"
)

const elected = `run until leader != ""`

func TestStepping(t *testing.T) {
	d := drive(t, Options{}, elected)
	s := d.a.viewer
	end := s.rec().Len()
	d.at(end)
	d.press("left", "N")
	d.at(end - 2)
	d.shows("step " + kit.Number(end-2) + " of " + kit.Number(end))
	d.press("right", "n", "n")
	d.at(end + 1) // the last one was taken, not gone to
	if got := s.rec().Len(); got != end+1 {
		t.Errorf("the run has %d steps, want %d", got, end+1)
	}
	d.press("g")
	d.at(0)
	d.press("left")
	d.shows("this is the start")
	d.press("G")
	d.at(end + 1)
}

func TestTicks(t *testing.T) {
	d := drive(t, Options{})
	s := d.a.viewer
	d.press("t", "t", "t")
	if s.head.now != 300 || s.rec().Time(s.head.pos) > 300 {
		t.Errorf("after three ticks it is %v ms, at a step of %d ms", s.head.now, s.rec().Time(s.head.pos))
	}
	if next, ok := s.head.nextTime(); !ok || next <= 300 {
		t.Errorf("a step at %d ms was left out", next)
	}
	d.press("T")
	if s.head.now != 200 || s.rec().Time(s.head.pos) > 200 {
		t.Errorf("a tick back it is %v ms, at a step of %d ms", s.head.now, s.rec().Time(s.head.pos))
	}
}

func TestNotableEvents(t *testing.T) {
	d := drive(t, Options{})
	s := d.a.viewer
	d.press("]") // nothing is recorded yet: the run goes on until something notable happens
	first := s.head.pos
	if kinds := s.rec().Kinds(first); first == 0 || !kinds.Meets(event.Notables) {
		t.Fatalf("] went to step %d, which is not notable", first)
	}
	d.press("]")
	if s.head.pos <= first {
		t.Fatalf("] stayed at %d", s.head.pos)
	}
	d.press("[")
	d.at(first)
	d.press("[")
	d.at(0)
}

// A command given in the past branches off there, says so, and leaves the
// course it came from as it was.
func TestActingInThePastForks(t *testing.T) {
	d := drive(t, Options{}, elected, "run 300ms")
	s := d.a.viewer
	end := s.rec().Len()
	digest := s.rec().Digest(end)
	d.press("[")
	at := s.head.pos
	d.command("put x 1")
	if len(s.branches.list) != 2 || s.branches.at != 1 {
		t.Fatalf("there are %d branches, and %d is shown", len(s.branches.list), s.branches.at+1)
	}
	d.at(at + 1)
	d.shows("branched off at step "+kit.Number(at), "branch 2", "put x 1")
	d.press("B")
	d.shows("branches", "main", "from step "+kit.Number(at))
	d.press("up", "enter")
	d.at(at)
	if got := s.rec().Len(); got != end || s.rec().Digest(end) != digest {
		t.Error("the course it came from has changed")
	}
	d.press("G", "n") // and it still lives
	d.at(end + 1)
}

// A command that is refused leaves no branch behind.
func TestRefusedInThePast(t *testing.T) {
	d := drive(t, Options{}, elected)
	d.press("g")
	d.command("restart n1")
	if s := d.a.viewer; len(s.branches.list) != 1 || s.branches.at != 0 {
		t.Errorf("there are %d branches", len(s.branches.list))
	}
	d.at(0)
	d.shows(": restart n1", "restart n1: ") // the line is there again, with the reason
	if s := d.a.viewer; s.typing() == nil || s.typing().input.Value() != "restart n1" {
		t.Fatal("the line is not open")
	}
	d.press("ctrl+u")
	d.typeIn("crash n1")
	d.press("enter")
	if s := d.a.viewer; s.typing() != nil || len(s.branches.list) != 2 {
		t.Error("the corrected line was not obeyed")
	}
}

// What a key gives and is refused is not typed into a line.
func TestRefusedByKey(t *testing.T) {
	d := drive(t, Options{}, elected, "run 100ms", "crash n1")
	d.do(d.a.viewer.fulfil(pane.Intent{Run: "crash n1"}))
	d.press("left")
	d.do(d.a.viewer.fulfil(pane.Intent{Run: "restart n2"}))
	if s := d.a.viewer; s.typing() != nil || len(s.branches.list) != 1 {
		t.Error("a line is open, or a branch was left")
	}
	d.shows("restart n2: ")
}

// What is near a word that nobody knows is proposed, of the vocabulary and of
// the screen's own words.
func TestUnknownWords(t *testing.T) {
	d := drive(t, Options{}, elected)
	for _, c := range [][2]string{
		{"thme", `did you mean "theme"?`}, {"brances", `did you mean "branches"?`}, {"exit", `did you mean "quit"?`},
		{"crsh n1", `did you mean "crash"?`}, {"partition n1", `did you mean "cut"?`}, {"breakpoint x", `did you mean "breakpoints"?`},
	} {
		d.command(c[0])
		d.shows(": "+c[0], c[1])
		d.press("esc")
	}
}

// Tab is promised only where it completes.
func TestFooterOfLines(t *testing.T) {
	d := drive(t, Options{}, elected)
	for key, completes := range map[string]bool{":": true, "b": true, "/": false} {
		d.press(key)
		if strings.Contains(d.screen(), "tab complete") != completes {
			t.Errorf("after %q: %s", key, d.screen())
		}
		d.press("esc")
	}
}

// Watches are offered by their numbers, as long as they last.
func TestWatchCompletion(t *testing.T) {
	d := drive(t, Options{}, elected, "run 50ms", "c2 watch foo", "c2 watch bar --prefix", "run 100ms")
	watches := d.a.viewer.completer.context().Watches
	if len(watches) != 2 || watches[0].Text != "c2 watch foo" {
		t.Fatalf("the watches are %+v", watches)
	}
	d.press(":")
	d.typeIn("c2 unwatch ")
	d.shows("c2 watch foo", "c2 watch bar --prefix")
	d.press("esc")
	d.command("c2 unwatch " + kit.Number(int(watches[0].ID)))
	d.command("run 100ms")
	if watches = d.a.viewer.completer.context().Watches; len(watches) != 1 || watches[0].Text != "c2 watch bar --prefix" {
		t.Errorf("left are %+v", watches)
	}
}

// Leases are offered by their IDs, as commands spell them.
func TestLeaseCompletion(t *testing.T) {
	d := drive(t, Options{}, elected, "run 50ms", "lease grant 100 --id=1f", "run 100ms")
	d.press(":")
	d.typeIn("lease revoke ")
	d.shows("1f")
	if got := d.a.viewer.completer.context().Leases; !slices.Equal(got, []string{"1f"}) {
		t.Errorf("the leases are %q", got)
	}
}

func TestForkByKey(t *testing.T) {
	d := drive(t, Options{}, elected)
	d.press("left", "left", "f", "n")
	s := d.a.viewer
	if len(s.branches.list) != 2 || s.branches.list[0].rec.Digest(s.head.pos) != s.rec().Digest(s.head.pos) {
		t.Error("a fork that does nothing else is not the same run")
	}
	for range 6 {
		d.press("f")
	}
	open := 0
	for _, b := range s.branches.list {
		if b.run != nil {
			open++
		}
	}
	if open != openRuns {
		t.Errorf("%d runs are open, at most %d should be", open, openRuns)
	}
}

// A branch whose run was closed comes back to life when it is acted on.
func TestARecordingComesToLife(t *testing.T) {
	run := begin(t, config.Default(), elected)
	d := &driver{t, newApp(Options{})}
	rec := run.Recording()
	if err := run.Close(); err != nil {
		t.Fatal(err)
	}
	d.a.open(Opened{Recording: rec})
	d.start()
	d.at(0)
	d.press("G", "n")
	d.at(rec.Len())
	d.shows("the recording ends here")
	d.command("put x 1")
	d.at(rec.Len() + 1)
	d.shows("branch 2")
}

func TestFaultyLineStays(t *testing.T) {
	d := drive(t, Options{}, elected)
	d.command("crsh n1")
	if d.a.viewer.typing() == nil {
		t.Fatal("the line is gone")
	}
	d.shows(": crsh n1", `did you mean "crash"`)
	d.press("esc")
	d.command("crash n9")
	d.shows(": crash n9", "n9")
	d.press("backspace")
	d.typeIn("2")
	d.press("enter")
	if d.a.viewer.typing() != nil || d.a.viewer.step(d.a.viewer.head.pos).Has(event.KindCrashed) == nil {
		t.Error("the corrected line was not obeyed")
	}
	d.press(":", "up")
	if got := d.a.viewer.typing().input.Value(); got != "crash n2" {
		t.Errorf("the history gives %q", got)
	}
	d.press("down")
	if got := d.a.viewer.typing().input.Value(); got != "" {
		t.Errorf("after the newest line comes %q", got)
	}
}

func TestCompletion(t *testing.T) {
	d := drive(t, Options{}, elected)
	value := func() string { return d.a.viewer.typing().input.Value() }
	d.press(":")
	d.typeIn("cra")
	d.shows("kill a node's process")
	d.press("tab")
	if got := value(); got != "crash " {
		t.Errorf("cra becomes %q", got)
	}
	d.press("tab", "tab")
	if got := value(); got != "crash n2 " {
		t.Errorf("the second node offered makes it %q", got)
	}
	d.press("shift+tab")
	if got := value(); got != "crash n1 " {
		t.Errorf("the one before makes it %q", got)
	}
	d.press("esc", "b")
	d.typeIn("became_l")
	d.press("tab", "enter")
	d.shows("became_leader")
	d.press("esc", ":")
	d.typeIn("bra")
	d.press("tab", "enter")
	d.shows("main")
}

// Commands given while another takes its time wait for it.
func TestCommandsWait(t *testing.T) {
	d := drive(t, Options{})
	s := d.a.viewer
	cmd, err := s.commands.give(elected)
	if err != nil || cmd == nil {
		t.Fatal(err)
	}
	if _, err := s.commands.give("put x 1"); err != nil {
		t.Fatal(err)
	}
	d.do(cmd)
	if got := s.step(s.head.pos).Cause.Text; got != "put x 1" {
		t.Errorf("the last step is %q", got)
	}
}

func TestPlaying(t *testing.T) {
	d := drive(t, Options{}, elected)
	s := d.a.viewer
	d.press("g", "space")
	d.shows("▶ 4×")
	d.pass(time.Second)
	if s.head.pos == 0 || s.head.now < float64(s.rec().Time(s.head.pos)) {
		t.Errorf("after a second it is %v ms, at step %d", s.head.now, s.head.pos)
	}
	if next, _ := s.head.nextTime(); s.head.now > float64(next) {
		t.Errorf("it is %v ms, and the step of %d ms was not shown", s.head.now, next)
	}
	slow := s.head.pos
	d.press("g", "space", "+", "+", "+")
	d.shows("▶ 32×")
	d.pass(time.Second)
	if s.head.pos <= slow {
		t.Errorf("eight times as fast it came to step %d, not further than %d", s.head.pos, slow)
	}
	d.press("space")
	at := s.head.pos
	d.pass(time.Second)
	d.at(at)
	if s.moving() {
		t.Error("a screen at rest asks for ticks")
	}
}

// Playing a live run takes its steps, and commands find it where it is.
func TestPlayingLive(t *testing.T) {
	d := drive(t, Options{}, elected)
	s := d.a.viewer
	before := s.rec().Len()
	d.press("space", "+", "+", "+", "+", "+")
	d.pass(2 * time.Second)
	if s.rec().Len() <= before || s.head.pos != s.rec().Len() {
		t.Fatalf("the run has %d steps after %d, and %d is shown", s.rec().Len(), before, s.head.pos)
	}
	d.command("put x 1")
	if len(s.branches.list) != 1 {
		t.Error("a command at the end branched off")
	}
}

func TestSearch(t *testing.T) {
	d := drive(t, Options{}, elected, "put lamp on", "run 100ms")
	d.press("g", "/")
	d.typeIn("LAMP")
	d.press("enter")
	s := d.a.viewer
	if got := s.step(s.head.pos).Cause.Text; got != "put lamp on" {
		t.Errorf("the first step found is %q", got)
	}
	first := s.head.pos
	d.press("]")
	if s.head.pos <= first {
		t.Errorf("] stays at %d", s.head.pos)
	}
	d.press("[")
	d.at(first)
	d.press("/")
	d.typeIn("no such thing")
	d.press("enter")
	d.at(first)
	d.shows("no no such thing there")
	d.press("esc", "]")
	if s.finder.search != nil {
		t.Error("esc does not end a search")
	}
}

func TestTimeCommandsGoThroughWhatIsRecorded(t *testing.T) {
	d := drive(t, Options{}, elected, "run 500ms")
	s := d.a.viewer
	end := s.rec().Len()
	d.press("g")
	d.command("step 5")
	d.at(5)
	d.command("run 200ms")
	if s.rec().Len() != end || s.head.now != float64(s.rec().Time(5)+200) {
		t.Errorf("it is %v ms, of %d steps", s.head.now, s.rec().Len())
	}
	d.command(elected)
	if s.step(s.head.pos).Frame.Leader() == nil || s.rec().Len() != end {
		t.Errorf("run until went to step %d of %d", s.head.pos, s.rec().Len())
	}
	d.command("7")
	d.at(7)
	d.command("goto 123456")
	d.shows("there is no step 123456")
}

func TestSave(t *testing.T) {
	d := drive(t, Options{}, elected)
	path := filepath.Join(t.TempDir(), "run.jsonl")
	d.command("save " + path)
	rec, err := recording.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if rec.Digest(rec.Len()) != d.a.viewer.rec().Digest(rec.Len()) {
		t.Error("what was saved is another run")
	}
}

// breaking is a run that breaks a property before long.
func breaking(t testing.TB) *recordings.Run {
	cfg := config.Default()
	cfg.PreVote, cfg.CheckQuorum = false, false
	return begin(t, cfg, "campaign n1", `run until leader == "n1" && node("n3").commit == 1`, "disk n2 lie", "cut n3", "put x 1",
		`run until node("n1").commit == 2`, "run 20ms", "poweroff n2", "crash n1", "disk n2 ok", "restart n2", "heal", "campaign n3")
}

// A run that a broken property has ended stays to be looked at.
func TestViolation(t *testing.T) {
	d := driveRun(t, Options{}, breaking(t))
	d.command("run 1s")
	s := d.a.viewer
	if len(s.step(s.head.pos).Frame.Violations) == 0 {
		t.Fatal("nothing broke")
	}
	d.shows("leader-completeness", "ended", "go back and branch off")
	d.press("4", "z")
	d.shows("took it.") // the end of the report, for which the banner has no room
	d.press("z", "1")
	at := s.head.pos
	d.press("n")
	d.at(at)
	d.press("left")
	d.at(at - 1)
	if strings.Contains(d.screen(), "leader-completeness broke") {
		t.Error("the step before already shows the violation")
	}
	d.command("put y 2")
	if len(s.branches.list) != 2 {
		t.Error("a command before it does not branch off")
	}
}

func TestLanguages(t *testing.T) {
	d := drive(t, Options{Lang: lang.Chinese}, elected)
	d.shows("集群", "日志", "时间线", "原因", "领导者", "播放")
	d.press("L")
	d.shows("cluster", "log", "timeline", "why", "leader", "play")
	d.press("?")
	d.shows("play or pause", "Moving in time")
	d.press("L")
	d.shows("播放或暂停")
	d.press("esc")
	d.shows("集群")
}

func TestPanes(t *testing.T) {
	d := drive(t, Options{}, elected)
	s := d.a.viewer
	d.size(80, 24)
	if strings.Contains(d.screen(), "timeline") {
		t.Error("at 80×24 the timeline is there though nobody asked")
	}
	d.press("3")
	d.shows("3 timeline", "1 cluster")
	d.press("z")
	if strings.Contains(d.screen(), "1 cluster") {
		t.Error("zoomed, there is still another pane")
	}
	d.press("esc", "1")
	if s.screen.Focus != pane.Cluster || s.screen.Zoom {
		t.Errorf("the focus is on %s", s.screen.Focus)
	}
	d.press("1", "tab", "shift+tab", "shift+tab")
	if last := panes.Names()[len(panes.Names())-1]; string(s.screen.Focus) != last {
		t.Errorf("before the first pane comes %v, want the last one", s.screen.Focus)
	}
	d.press("3", "k")
	if s.head.pos == s.rec().Len() {
		t.Error("in the timeline, up goes to the row before")
	}
}

func TestTooSmall(t *testing.T) {
	d := drive(t, Options{})
	d.size(50, 12)
	d.shows("60×16", "50×12", "q quit")
	d.size(3, 1)
	d.a.View()
	d.size(60, 16)
	d.shows("cluster")
}

// Text of users cannot steer the terminal.
func TestHostileText(t *testing.T) {
	d := drive(t, Options{}, elected, "put \"a\\x1b]0;evil\\x07\" \"b\\u202e\\n\"", "run 100ms")
	for range 30 {
		d.press("left")
		view := d.a.View().Content
		for _, bad := range []string{"\x1b]", "\x07", "\u202e", "\r"} {
			if strings.Contains(view, bad) {
				t.Fatalf("the screen holds %q", bad)
			}
		}
	}
}

// The explanation of each step is that of the step.
func TestWhyFollows(t *testing.T) {
	d := drive(t, Options{}, elected)
	s := d.a.viewer
	for range 20 {
		d.press("left")
		var before *frame.Frame
		if st := s.step(s.head.pos - 1); st != nil {
			before = st.Frame
		}
		want := explain.Step(before, s.step(s.head.pos), lang.English).Text
		d.shows(want[:min(len(want), 40)])
	}
}

// A job that takes longer than a blink says how far it is, and esc ends it.
func TestProgress(t *testing.T) {
	d := drive(t, Options{}, elected)
	s := d.a.viewer
	cmd := s.branches.fork(nil, nil)
	j := s.jobs.job
	j.progress(30, 120)
	d.send(tickMsg(time.Time{}))
	if strings.Contains(d.screen(), "25%") {
		t.Error("the progress is shown within a blink")
	}
	for range blink {
		d.send(tickMsg(time.Time{}))
	}
	d.shows("running again to step "+kit.Number(s.head.pos), "25%", "esc stops")
	d.press("left") // does nothing now
	d.at(s.rec().Len())
	d.press("esc")
	d.shows("stopping")
	d.do(cmd)
	d.shows("stopped")
	if len(s.branches.list) != 1 {
		t.Error("a fork that was stopped left a branch")
	}
}

// A job that was never begun does not keep the screen from closing.
func TestClosingBeforeAJobBegins(t *testing.T) {
	d := drive(t, Options{}, elected)
	cmd := d.a.viewer.branches.fork(nil, nil)
	if err := d.a.close(); err != nil {
		t.Fatal(err)
	}
	if msg := cmd(); msg != nil {
		t.Errorf("a job that was called off gave %v", msg)
	}
}

// The theme follows the terminal's background unless it was chosen.
func TestBackground(t *testing.T) {
	light := tea.BackgroundColorMsg{Color: color.White}
	for choice, dark := range map[theme.Choice]bool{theme.Auto: false, theme.Dark: true, theme.Light: false, "": false} {
		a := newApp(Options{Theme: choice})
		a.Update(light)
		if a.look.dark != dark {
			t.Errorf("theme %q on a light terminal is dark: %v", choice, a.look.dark)
		}
	}
}

// The mouse goes to panes, rows and places of the recording.
func TestMouse(t *testing.T) {
	d := drive(t, Options{}, elected)
	s := d.a.viewer
	end := s.rec().Len()
	click := func(x, y int) { d.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft}) }
	click(1, 1)
	d.at(0)
	click(118, 1)
	d.at(end)
	l := d.a.viewer.layout()
	tl, _ := l.Find(pane.Timeline)
	click(tl.X+5, tl.Y+3)
	if s.screen.Focus != pane.Timeline || s.head.pos == end {
		t.Errorf("a click on a row of the timeline went to pane %s, step %d", s.screen.Focus, s.head.pos)
	}
	at := s.head.pos
	d.send(tea.MouseWheelMsg{X: tl.X + 5, Y: tl.Y + 3, Button: tea.MouseWheelUp})
	if s.head.pos >= at {
		t.Error("the wheel does not go back in the timeline")
	}
	lg, _ := l.Find(pane.Log)
	click(lg.X+5, lg.Y+3)
	if s.screen.Focus != pane.Log {
		t.Errorf("a click on the log goes to pane %s", s.screen.Focus)
	}
	d.command("mouse off")
	if d.a.View().MouseMode != tea.MouseModeNone {
		t.Error("the mouse cannot be switched off")
	}
}
