// Package tui is the screen in a terminal: it shows a recording at a position and
// turns keys into commands. It computes nothing of Raft; all it shows comes from
// the frames and events of the recording.
//
// What is drawn is drawn by tui/view, which knows no terminal. This package holds
// what moves: the position in time, the branches, what runs beside the screen,
// and the modes in which a person uses it, which stand on each other in a stack.
package tui

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"raftviz/engine/lang"
	"raftviz/recordings"
	"raftviz/recordings/autosave"
	"raftviz/recordings/recording"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/theme"
)

// Options say how the screen looks and talks. The zero value is English, on
// the theme the terminal asks for, with colours and the mouse.
type Options struct {
	Lang     lang.Lang
	Theme    theme.Choice // "" is theme.Auto
	ASCII    bool         // only ASCII marks
	NoColour bool         // as NO_COLOR, which is looked at as well
	NoMouse  bool
	Speed    float64        // steps a second while playing; 0 is the usual
	Preset   string         // how panes are arranged: study, teach, probe; "" is study
	Keys     *keys.Bindings // nil is the usual
	Present  bool           // for a class
	Tour     bool           // show someone who is new around
	TourDone func()         // called at the end of the tour; may be nil
	Version  string         // of the program, for the home screen

	Kept *autosave.Store // where sandboxes are kept as they go on; nil keeps none
	Note lang.Message    // what the person should know at first, in a run that is shown

	// Save writes what a client saves of a store, under the name it gave: below
	// the working directory, and over nothing. nil writes nothing.
	Save func(name string, data []byte) error

	// For tests: nil is the process's own.
	Input   io.Reader
	Output  io.Writer
	Environ []string
}

// ErrNoTerminal says that the screen has nothing to draw on.
var ErrNoTerminal = texts.Errorf("the screen needs a terminal; without one, use: raftviz run FILE")

// Sandbox shows a live run until the person leaves, and closes it. The run
// must not be used meanwhile.
func Sandbox(ctx context.Context, run *recordings.Run, o Options) error {
	a := newApp(o)
	a.open(Opened{Run: run})
	return a.run(ctx)
}

// Play shows a recording. It is only read; a command given at any step of it
// branches off into a live run.
func Play(ctx context.Context, rec *recording.Recording, o Options) error {
	a := newApp(o)
	a.open(Opened{Recording: rec})
	return a.run(ctx)
}

// Learn goes through a lesson, whose session is o's.
func Learn(ctx context.Context, what Opened, o Options) error {
	a := newApp(o)
	a.open(what)
	return a.run(ctx)
}

// Start shows the home screen, from which runs and recordings are opened.
func Start(ctx context.Context, h Home, o Options) error {
	a := newApp(o)
	a.start(h)
	return a.run(ctx)
}

// run drives the program until the person leaves. It returns ErrNoTerminal if
// there is nothing to draw on.
func (a *app) run(ctx context.Context) error {
	if err := a.terminal(); err != nil {
		a.close()
		return err
	}
	// The terminal is gone, or somebody ends the program: leave in order, so that
	// the terminal is as it was.
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGABRT)
	defer stop()
	opts := []tea.ProgramOption{tea.WithFPS(writesPerSecond)}
	if a.opts.Input != nil {
		opts = append(opts, tea.WithInput(a.opts.Input))
	}
	if a.opts.Output != nil {
		opts = append(opts, tea.WithOutput(a.opts.Output))
	}
	if a.opts.Environ != nil {
		opts = append(opts, tea.WithEnvironment(a.opts.Environ))
	}
	p := tea.NewProgram(a, opts...)
	defer context.AfterFunc(ctx, p.Quit)() // and not WithContext, which closes the input while it is read
	_, err := p.Run()
	if cerr := a.close(); err == nil {
		err = cerr
	}
	if errors.Is(err, tea.ErrInterrupted) {
		return nil
	}
	return err
}

// terminal checks that input and output are terminals, unless a test gave its
// own.
func (a *app) terminal() error {
	if a.opts.Input == nil && !term.IsTerminal(os.Stdin.Fd()) || a.opts.Output == nil && !term.IsTerminal(os.Stdout.Fd()) {
		return ErrNoTerminal
	}
	if name := a.getenv("TERM"); name == "dumb" {
		return texts.Errorf("%w (TERM=dumb can place no text)", ErrNoTerminal)
	}
	return nil
}

// getenv reads the environment the program was given.
func (a *app) getenv(name string) string {
	if a.opts.Environ == nil {
		return os.Getenv(name)
	}
	for i := len(a.opts.Environ) - 1; i >= 0; i-- {
		if e := a.opts.Environ[i]; len(e) > len(name) && e[:len(name)] == name && e[len(name)] == '=' {
			return e[len(name)+1:]
		}
	}
	return ""
}
