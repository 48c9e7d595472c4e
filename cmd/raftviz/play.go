package main

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"raftviz/recordings/autosave"
	"raftviz/recordings/recording"
	"raftviz/tui"
)

func newPlay(screen *screenFlags) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "play FILE",
		Short:   "Show a recording on the screen",
		Long:    "Show a recording on the screen. Nothing is run, unless you branch off from it.",
		Example: "raftviz play mine.jsonl.zst",
		Args:    wantOne("FILE", texts.Sayf("a recording")),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := recording.Load(args[0])
			if ext := filepath.Ext(args[0]); err != nil && (ext == ".yaml" || ext == ".yml") {
				return texts.Errorf("%w; if it is a script, play it with: raftviz run %s", plainly(err), args[0])
			}
			if err != nil {
				return plainly(err)
			}
			o, err := screen.options(cmd)
			if err != nil {
				return err
			}
			o.Kept = autosave.Open(autosave.Path())
			return tui.Play(cmd.Context(), r, o)
		},
	}
	screen.register(cmd)
	return cmd
}
