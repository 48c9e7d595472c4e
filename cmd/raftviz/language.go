package main

import (
	"os"
	"strings"

	"github.com/spf13/cobra"

	"raftviz/engine/lang"
)

const langFlag = "lang"

// registerLanguage gives every verb the flag that chooses the language of the
// screen and of what is wrong.
func registerLanguage(root *cobra.Command) {
	root.PersistentFlags().Var(new(langName), langFlag, "language of the screen and of messages: en or zh (default: by RAFTVIZ_LANG, LC_ALL, LC_MESSAGES, LANG)")
	_ = root.RegisterFlagCompletionFunc(langFlag, cobra.FixedCompletions([]string{"en", "zh"}, cobra.ShellCompDirectiveNoFileComp))
}

// A langName is the name of a language, as the flag has it; "" chooses none.
type langName string

func (n *langName) String() string { return string(*n) }
func (n *langName) Type() string   { return "string" }

func (n *langName) Set(s string) error {
	if _, ok := lang.Parse(s); !ok {
		return texts.Errorf("--lang is en or zh, not %q", s)
	}
	*n = langName(s)
	return nil
}

// languageFor returns what the flag says, or else RAFTVIZ_LANG, or else what is
// settled, or else the environment, in the order in which the C library looks.
func languageFor(cmd *cobra.Command, getenv func(string) string, settled string) lang.Lang {
	if l, ok := lang.Parse(cmd.Root().PersistentFlags().Lookup(langFlag).Value.String()); ok {
		return l
	}
	if v := getenv("RAFTVIZ_LANG"); v == "" && settled != "" {
		l, _ := lang.Parse(settled)
		return l
	}
	return languageOf(getenv)
}

// saysIn is the language in which a verb prints what it found.
func saysIn(cmd *cobra.Command) lang.Lang { return messageLanguage(cmd.Root(), os.Getenv) }

// messageLanguage is the language in which it is told what is wrong: it may be
// the settings that are.
func messageLanguage(root *cobra.Command, getenv func(string) string) lang.Lang {
	var settled string
	if s, err := new(screenFlags).settled(); err == nil {
		settled = s.Lang
	}
	return languageFor(root, getenv, settled)
}

// heedLanguage looks for the flag among arguments of which another may be wrong,
// so that the flags behind it are not read.
func heedLanguage(root *cobra.Command, args []string) {
	f := root.PersistentFlags().Lookup(langFlag)
	for i, arg := range args {
		name, value, assigned := strings.Cut(arg, "=")
		if name != "--"+langFlag || f.Changed {
			continue
		}
		if !assigned && i+1 < len(args) {
			value = args[i+1]
		}
		_ = f.Value.Set(value) // what is wrong with it is told where it is read
	}
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
