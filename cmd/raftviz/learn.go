package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"raftviz/engine/termtext"
	"raftviz/lessons"
	"raftviz/lessons/progress"
	"raftviz/tui"
)

func newLearn(screen *screenFlags) *cobra.Command {
	var present, again bool
	cmd := &cobra.Command{
		Use:   "learn [LESSON]",
		Short: "A lesson on the screen",
		Long: `A lesson on the screen: it tells, asks before the decisive step, lets you act,
and shows what the real cluster then does.

LESSON is the name of one that is shipped (raftviz lessons lists them), or the
folder of your own. Without it the home screen lists the lessons. A lesson that
was left goes on where it was; your progress is kept on this machine only.`,
		Example: `raftviz learn
raftviz learn leader-election
raftviz learn leader-election --present
raftviz learn ./my-lesson`,
		Args:              wantAtMostOne("LESSON"),
		ValidArgsFunction: completeLessons,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return home(cmd, *screen)
			}
			l, err := findLesson(args[0])
			if err != nil {
				return err
			}
			return learn(cmd, *screen, l, present, again)
		},
	}
	screen.register(cmd)
	cmd.Flags().BoolVar(&present, "present", false, "for a class: large, the answer is shown when you want, notes for the teacher")
	cmd.Flags().BoolVar(&again, "again", false, "from the beginning, wherever it was left")
	return cmd
}

func completeLessons(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var ids []string
	for _, l := range lessons.Shipped() {
		ids = append(ids, l.ID)
	}
	return ids, cobra.ShellCompDirectiveFilterDirs
}

// findLesson returns the lesson in a folder, or the shipped one of that name. A
// folder goes before a shipped lesson.
func findLesson(arg string) (*lessons.Lesson, error) {
	info, err := os.Stat(arg)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return lessons.Find(arg)
	case err != nil:
		return nil, plainly(err)
	case !info.IsDir():
		return nil, texts.Errorf("%s is a file; a lesson is a folder with %s, en.md and zh.md", arg, lessons.LessonFile)
	}
	l, err := lessons.LoadLesson(arg)
	return l, plainly(err)
}

func learn(cmd *cobra.Command, f screenFlags, l *lessons.Lesson, present, again bool) error {
	o, err := f.options(cmd)
	if err != nil {
		return err
	}
	kept, err := progress.Open(progress.Path())
	if err != nil {
		return err
	}
	if note := kept.Note(); !note.IsZero() {
		fmt.Fprintln(cmd.ErrOrStderr(), "raftviz: "+termtext.Printable(note.In(o.Lang)))
	}
	o.Present = present
	opened, err := openLesson(l, kept, again)
	if err != nil {
		return err
	}
	if err := tui.Learn(cmd.Context(), opened, o); err != nil {
		return err
	}
	return whatNext(cmd, l, kept)
}

// whatNext says, after a lesson was gone through to its end, which comes next.
func whatNext(cmd *cobra.Command, l *lessons.Lesson, kept *progress.Store) error {
	p := kept.Of(l.ID)
	if !p.Done || p.Step != "" {
		return nil
	}
	all := lessons.Shipped()
	for i, other := range all {
		if other.ID == l.ID && i+1 < len(all) {
			_, err := fmt.Fprintln(cmd.OutOrStdout(), texts.Sayf("Done. The next lesson: raftviz learn %s", all[i+1].ID).In(saysIn(cmd)))
			return err
		}
	}
	return nil
}

// openLesson begins a lesson, where it was left unless it is to begin again.
func openLesson(l *lessons.Lesson, kept *progress.Store, again bool) (tui.Opened, error) {
	s, err := l.Begin(version)
	if err != nil {
		return tui.Opened{}, err
	}
	if !again {
		if err := s.Resume(kept.Resume(l), nil); err != nil {
			return tui.Opened{}, errors.Join(err, s.Close())
		}
	}
	return tui.Opened{Run: s.Run(), Session: s, Diary: diary{kept}}, nil
}

// A diary notes when things were done.
type diary struct{ kept *progress.Store }

func (d diary) At(l *lessons.Lesson, step int) error { return d.kept.At(l, step, time.Now()) }

func (d diary) Answered(l *lessons.Lesson, section string, v *lessons.Verdict) error {
	return d.kept.Answered(l, section, v, time.Now())
}
