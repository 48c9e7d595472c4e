package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"raftviz/engine/frame"
	"raftviz/lessons"
	"raftviz/scripts"
)

func newLessons() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "lessons",
		Short:   "List the scripts that are shipped",
		Example: "raftviz lessons",
		Args:    wantNone,
		RunE:    func(cmd *cobra.Command, _ []string) error { return list(cmd, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a script")
	return cmd
}

// listLine is one script, as lessons --json prints it.
type listLine struct {
	Kind  string `json:"kind"` // script
	Name  string `json:"name"`
	About string `json:"about"`
	Nodes int    `json:"nodes"`
}

func list(cmd *cobra.Command, asJSON bool) error {
	out := bufio.NewWriter(cmd.OutOrStdout())
	for _, name := range scripts.List() {
		s, err := loadShipped(name)
		if err != nil {
			return err
		}
		if asJSON {
			err = writeJSON(out, listLine{"script", s.Name, strings.Join(strings.Fields(s.About), " "), s.Config.Nodes})
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
	return lessons.Parse("scripts/"+name+".yaml", data)
}

// gist is the first line of what a script says about itself.
func gist(s *lessons.Script) string {
	first, _, _ := strings.Cut(s.About, "\n")
	return frame.Printable(first)
}
