package main

import (
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"raftviz/engine/lang"
	"raftviz/tui"
	"raftviz/tui/settings"
	"raftviz/tui/view/theme"
)

// screenFlags are the flags of every verb that draws a screen.
type screenFlags struct {
	ascii    bool
	theme    string
	preset   string
	settings string
}

func (f *screenFlags) register(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.ascii, "ascii", false, "draw with ASCII characters only")
	cmd.Flags().StringVar(&f.theme, "theme", "", "colours: "+themes(", "))
	cmd.Flags().StringVar(&f.preset, "preset", "", "how panes are arranged: "+strings.Join(settings.Presets, ", "))
	cmd.Flags().StringVar(&f.settings, "settings", "", "read settings from this `FILE` (default: settings.yaml under the XDG config directory)")
	_ = cmd.RegisterFlagCompletionFunc("preset", cobra.FixedCompletions(settings.Presets, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("theme", cobra.FixedCompletions(strings.Fields(themes(" ")), cobra.ShellCompDirectiveNoFileComp))
}

func themes(sep string) string {
	names := make([]string, len(theme.Choices))
	for i, c := range theme.Choices {
		names[i] = string(c)
	}
	return strings.Join(names, sep)
}

// options checks the flags, and that there is a terminal to draw on.
func (f *screenFlags) options(cmd *cobra.Command) (o tui.Options, err error) {
	s, err := f.settled()
	if err != nil {
		return o, err
	}
	o = tui.Options{
		ASCII: f.ascii || s.ASCII, Version: version, Theme: s.Theme, Preset: s.Preset,
		Speed: s.Speed, NoMouse: !s.Mouse, Keys: s.Keys,
		Save: func(name string, data []byte) error { return writeBelow(".", name, data) },
	}
	o.Lang = languageFor(cmd, os.Getenv, s.Lang)
	if f.theme != "" {
		c, ok := theme.Parse(f.theme)
		if !ok {
			return o, texts.Errorf("--theme is one of %s, not %q", themes(", "), f.theme)
		}
		o.Theme = c
	}
	if f.preset != "" {
		if !slices.Contains(settings.Presets, f.preset) {
			return o, texts.Errorf("--preset is one of %s, not %q", lang.List(settings.Presets), f.preset)
		}
		o.Preset = f.preset
	}
	if !isTerminal(cmd.InOrStdin()) || !isTerminal(cmd.OutOrStdout()) {
		return o, texts.Errorf("%s needs a terminal to draw on; raftviz run plays a script without one", cmd.CommandPath())
	}
	return o, nil
}

// settled returns the person's settings. A file that was asked for must be
// there.
func (f *screenFlags) settled() (*settings.Settings, error) {
	if f.settings == "" {
		return settings.Load(settings.Path())
	}
	if _, err := os.Stat(f.settings); err != nil {
		return nil, texts.Errorf("--settings: %w", err)
	}
	return settings.Load(f.settings)
}
