package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"raftviz/engine/explain"
	"raftviz/tui"
	"raftviz/tui/theme"
)

// screenFlags are the flags of every verb that draws a screen.
type screenFlags struct {
	lang  string
	ascii bool
	theme string
}

func (f *screenFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.lang, "lang", "", "language of the screen: en or zh (default: by RAFTVIZ_LANG, LC_ALL, LC_MESSAGES, LANG)")
	cmd.Flags().BoolVar(&f.ascii, "ascii", false, "draw with ASCII characters only")
	cmd.Flags().StringVar(&f.theme, "theme", string(theme.Auto), "colours: "+themes(", "))
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
	o = tui.Options{ASCII: f.ascii, Version: version, Theme: theme.Choice(f.theme)}
	o.Save = func(name string, data []byte) error { return writeBelow(".", name, data) }
	if o.Lang, err = f.language(os.Getenv); err != nil {
		return o, err
	}
	if !strings.Contains(" "+themes(" ")+" ", " "+f.theme+" ") {
		return o, fmt.Errorf("--theme is one of %s, not %q", themes(", "), f.theme)
	}
	if !isTerminal(cmd.InOrStdin()) || !isTerminal(cmd.OutOrStdout()) {
		return o, fmt.Errorf("%s needs a terminal to draw on; raftviz run plays a script without one", cmd.CommandPath())
	}
	return o, nil
}

// language returns what the flag says, or else the environment, in the order
// in which the C library looks.
func (f *screenFlags) language(getenv func(string) string) (explain.Lang, error) {
	if f.lang != "" {
		if l, ok := explain.ParseLang(f.lang); ok {
			return l, nil
		}
		return explain.English, fmt.Errorf("--lang is en or zh, not %q", f.lang)
	}
	for _, name := range []string{"RAFTVIZ_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := getenv(name); v != "" {
			l, _ := explain.ParseLang(v) // any other language is English
			return l, nil
		}
	}
	return explain.English, nil
}
