package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"raftviz/lessons"
)

func newLint() *cobra.Command {
	var asJSON, schema bool
	cmd := &cobra.Command{
		Use:   "lint FILE…",
		Short: "Check scripts and lessons, with file and line",
		Long: `Check scripts and lessons without running them: fields, nodes, commands,
expressions, and of a lesson its prose in both languages. Everything that is
wrong is reported, with its file and line. A FILE may be a folder: a lesson, or
one with lessons and scripts in it.

--schema prints the JSON Schema of lesson.yaml, for editors.

Exit status: 0 nothing is wrong; 2 something is.`,
		Example: "raftviz lint my.yaml scripts/",
		Args: func(cmd *cobra.Command, args []string) error {
			if schema {
				return wantNone(cmd, args)
			}
			return wantSome("FILE", texts.Sayf("the scripts and lessons to check, or folders with them"))(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := apart(cmd, "json", "schema"); err != nil {
				return err
			}
			if schema {
				_, err := cmd.OutOrStdout().Write(lessons.Schema)
				return err
			}
			return lint(cmd, args, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object for each thing that is wrong")
	cmd.Flags().BoolVar(&schema, "schema", false, "print the JSON Schema of lesson.yaml")
	return cmd
}

func lint(cmd *cobra.Command, paths []string, asJSON bool) error {
	checked, err := lessons.Lint(paths...)
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
	case checked == 0:
		return texts.Errorf("there is no script or lesson here: no file ends in .yaml or .yml")
	case asJSON:
		return nil
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), texts.Sayf("%s checked, nothing wrong", files(checked)).In(saysIn(cmd)))
	return err
}
