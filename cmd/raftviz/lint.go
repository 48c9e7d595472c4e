package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"raftviz/lessons"
)

func newLint() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "lint FILE…",
		Short: "Check scripts, with file and line",
		Long: `Check scripts without running them: fields, nodes, commands and expressions.
Everything that is wrong is reported, with its file and line. A FILE may be a
folder, for all .yaml files in it.

Exit status: 0 nothing is wrong; 2 something is.`,
		Example: "raftviz lint my.yaml scripts/",
		Args:    wantSome("FILE", "the scripts to check, or folders with scripts"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return lint(cmd, args, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object for each thing that is wrong")
	return cmd
}

func lint(cmd *cobra.Command, paths []string, asJSON bool) error {
	files, err := lessons.Lint(paths...)
	var ps lessons.Problems
	switch {
	case asJSON && errors.As(err, &ps):
		for _, p := range ps {
			if err := writeJSON(cmd.OutOrStdout(), p); err != nil {
				return err
			}
		}
		return &failure{status: statusWrong}
	case err != nil:
		return plainly(err)
	case files == 0:
		return errors.New("there is no script here: no file ends in .yaml or .yml")
	case asJSON:
		return nil
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s checked, nothing wrong\n", count(files, "script"))
	return err
}
