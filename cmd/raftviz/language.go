package main

import (
	"os"

	"github.com/spf13/cobra"

	"raftviz/engine/lang"
)

const langFlag = "lang"

// registerLanguage gives every verb the flag that chooses the language of the
// screen and of what is wrong.
func registerLanguage(root *cobra.Command) {
	root.PersistentFlags().String(langFlag, "", "language of the screen and of messages: en or zh (default: by RAFTVIZ_LANG, LC_ALL, LC_MESSAGES, LANG)")
	_ = root.RegisterFlagCompletionFunc(langFlag, cobra.FixedCompletions([]string{"en", "zh"}, cobra.ShellCompDirectiveNoFileComp))
}

// languageFor returns what the flag says, or else RAFTVIZ_LANG, or else what is
// settled, or else the environment, in the order in which the C library looks.
func languageFor(cmd *cobra.Command, getenv func(string) string, settled string) (lang.Lang, error) {
	if f := cmd.Root().PersistentFlags().Lookup(langFlag).Value.String(); f != "" {
		if l, ok := lang.Parse(f); ok {
			return l, nil
		}
		return lang.English, texts.Errorf("--lang is en or zh, not %q", f)
	}
	if v := getenv("RAFTVIZ_LANG"); v == "" && settled != "" {
		l, _ := lang.Parse(settled)
		return l, nil
	}
	return languageOf(getenv), nil
}

// saysIn is the language in which a verb prints what it found.
func saysIn(cmd *cobra.Command) lang.Lang { return messageLanguage(cmd.Root(), os.Getenv) }

// messageLanguage is the language in which it is told what is wrong: it may be
// the settings or the flag that is.
func messageLanguage(root *cobra.Command, getenv func(string) string) lang.Lang {
	var settled string
	if s, err := new(screenFlags).settled(); err == nil {
		settled = s.Lang
	}
	l, err := languageFor(root, getenv, settled)
	if err != nil {
		return languageOf(getenv)
	}
	return l
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
