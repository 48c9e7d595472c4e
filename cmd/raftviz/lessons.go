package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"raftviz/engine/lang"
	"raftviz/engine/termtext"
	"raftviz/lessons"
	"raftviz/scripts"
)

func newLessons() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "lessons",
		Short:   "List the lessons and scripts that are shipped",
		Example: "raftviz lessons",
		Args:    wantNone,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return list(cmd, saysIn(cmd), asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object each")
	return cmd
}

// listLine is one lesson or script, as lessons --json prints it.
type listLine struct {
	Kind    string `json:"kind"` // lesson or script
	Name    string `json:"name"`
	Title   string `json:"title,omitempty"` // of a lesson
	About   string `json:"about"`
	Nodes   int    `json:"nodes"`
	Minutes int    `json:"minutes,omitempty"` // a lesson takes, about
}

func list(cmd *cobra.Command, lang lang.Lang, asJSON bool) error {
	out := bufio.NewWriter(cmd.OutOrStdout())
	for _, l := range lessons.Shipped() {
		var err error
		if asJSON {
			err = writeJSON(out, listLine{"lesson", l.ID, l.Title(lang), l.About.In(lang), l.Config.Nodes, l.Minutes})
		} else {
			_, err = fmt.Fprintf(out, "%-30s  %s\n", l.ID, l.About.In(lang))
		}
		if err != nil {
			return err
		}
	}
	if !asJSON {
		fmt.Fprintln(out)
	}
	for _, name := range scripts.List() {
		s, err := loadShipped(name)
		if err != nil {
			return err
		}
		if asJSON {
			err = writeJSON(out, listLine{Kind: "script", Name: s.Name, About: strings.Join(strings.Fields(s.About), " "), Nodes: s.Config.Nodes})
		} else {
			_, err = fmt.Fprintf(out, "%-30s  %s\n", s.Name, gist(s))
		}
		if err != nil {
			return err
		}
	}
	return out.Flush()
}

func loadShipped(name string) (*lessons.Script, error) {
	data, err := scripts.Open(name)
	if err != nil {
		return nil, err
	}
	return lessons.ParseShipped("scripts/"+name+".yaml", data)
}

// gist is the first line of what a script says about itself.
func gist(s *lessons.Script) string {
	first, _, _ := strings.Cut(s.About, "\n")
	return termtext.Printable(first)
}
