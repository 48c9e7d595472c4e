package main

import (
	"strings"

	"github.com/spf13/cobra"

	"raftviz/engine/lang"
)

// newRoot returns the whole command line. Each verb has a file of its own.
func newRoot() *cobra.Command {
	var f screenFlags
	root := &cobra.Command{
		Use:   "raftviz",
		Short: "A time machine for a real Raft cluster, in the terminal",
		Long: `A time machine for a real Raft cluster, in the terminal.

Step an etcd-raft cluster forwards and backwards, break it one message or one
fsync at a time, branch off, and be told at every step why it did what it did.`,
		Example: `raftviz sandbox --nodes 5
raftviz run stranded-leader`,
		Args: unknownVerb,
		RunE: func(cmd *cobra.Command, _ []string) error { return home(cmd, f) },
	}
	registerLanguage(root)
	registerMemory(root)
	f.register(root)
	root.SetFlagErrorFunc(flagMistake)
	root.SetHelpCommand(newHelp(root))
	root.AddCommand(newLearn(&f), newSandbox(&f), newPlay(&f), newRun(), newVerify(), newExplain(), newLint(), newLessons(), newMVCC(&f), newVersion(), newMan())
	return root
}

// unknownVerb refuses arguments of the root command: they are verbs that do
// not exist.
func unknownVerb(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	cmd.SuggestionsMinimumDistance = 2
	remedy := texts.Sayf("raftviz --help lists what there is")
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		remedy = lang.Meant(near[0])
	}
	return texts.Errorf("unknown command %q; %s", args[0], remedy)
}

// newHelp is cobra's help command, but for a verb that does not exist.
func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [VERB]",
		Short: "Explain a verb",
		RunE: func(_ *cobra.Command, args []string) error {
			verb, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return unknownVerb(root, args)
			}
			return verb.Help()
		},
	}
}

// wantOne accepts exactly one argument.
func wantOne(name string, what lang.Message) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch len(args) {
		case 0:
			return texts.Errorf("%s needs %s: %s", cmd.CommandPath(), name, what)
		case 1:
			return nil
		}
		return texts.Errorf("%s takes one %s, not %d: %s", cmd.CommandPath(), name, len(args), strings.Join(args, " "))
	}
}

// wantAtMostOne accepts one argument or none.
func wantAtMostOne(name string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 1 {
			return texts.Errorf("%s takes one %s, not %d: %s", cmd.CommandPath(), name, len(args), strings.Join(args, " "))
		}
		return nil
	}
}

// wantSome accepts one argument or more.
func wantSome(name string, what lang.Message) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return texts.Errorf("%s needs %s: %s", cmd.CommandPath(), name, what)
		}
		return nil
	}
}

// wantNone accepts no arguments.
func wantNone(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return texts.Errorf("%s takes no argument; here is %q", cmd.CommandPath(), args[0])
	}
	return nil
}
