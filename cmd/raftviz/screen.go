package main

import (
	"fmt"
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
	lang     string
	ascii    bool
	theme    string
	preset   string
	settings string
}

func (f *screenFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.lang, "lang", "", "language of the screen: en or zh (default: by RAFTVIZ_LANG, LC_ALL, LC_MESSAGES, LANG)")
	cmd.Flags().BoolVar(&f.ascii, "ascii", false, "draw with ASCII characters only")
	cmd.Flags().StringVar(&f.theme, "theme", "", "colours: "+themes(", "))
	cmd.Flags().StringVar(&f.preset, "preset", "", "how panes are arranged: "+strings.Join(settings.Presets, ", "))
	cmd.Flags().StringVar(&f.settings, "settings", "", "read settings from this `FILE` (default: settings.yaml under the XDG config directory)")
	_ = cmd.RegisterFlagCompletionFunc("preset", cobra.FixedCompletions(settings.Presets, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions([]string{"en", "zh"}, cobra.ShellCompDirectiveNoFileComp))
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
	if o.Lang, err = f.language(os.Getenv, s.Lang); err != nil {
		return o, err
	}
	if f.theme != "" {
		c, ok := theme.Parse(f.theme)
		if !ok {
			return o, fmt.Errorf("--theme is one of %s, not %q", themes(", "), f.theme)
		}
		o.Theme = c
	}
	if f.preset != "" {
		if !slices.Contains(settings.Presets, f.preset) {
			return o, fmt.Errorf("--preset is one of %s, not %q", strings.Join(settings.Presets, ", "), f.preset)
		}
		o.Preset = f.preset
	}
	if !isTerminal(cmd.InOrStdin()) || !isTerminal(cmd.OutOrStdout()) {
		return o, fmt.Errorf("%s needs a terminal to draw on; raftviz run plays a script without one", cmd.CommandPath())
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
		return nil, fmt.Errorf("--settings: %w", err)
	}
	return settings.Load(f.settings)
}

// language returns what the flag says, or else RAFTVIZ_LANG, or else what is
// settled, or else the environment, in the order in which the C library looks.
func (f *screenFlags) language(getenv func(string) string, settled string) (lang.Lang, error) {
	if f.lang != "" {
		if l, ok := lang.Parse(f.lang); ok {
			return l, nil
		}
		return lang.English, fmt.Errorf("--lang is en or zh, not %q", f.lang)
	}
	if v := getenv("RAFTVIZ_LANG"); v == "" && settled != "" {
		l, _ := lang.Parse(settled)
		return l, nil
	}
	return languageOf(getenv), nil
}

// languageOf returns the language of the environment.
func languageOf(getenv func(string) string) lang.Lang {
	for _, name := range []string{"RAFTVIZ_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := getenv(name); v != "" {
			l, _ := lang.Parse(v) // any other language is English
			return l
		}
	}
	return lang.English
}
