package main

import (
	"slices"

	"github.com/spf13/cobra"

	"raftviz/engine/lang"
	"raftviz/mvccviz"
	"raftviz/mvccviz/datafile"
	"raftviz/mvccviz/store"
	"raftviz/tui"
)

// showFile draws what is in a data file on the screen, a key chosen if one is
// given. The file is read first and then let go.
func showFile(cmd *cobra.Command, args []string, screen *screenFlags) error {
	for _, flag := range []string{"json", "prefix", "rev", "limit"} {
		if cmd.Flags().Changed(flag) {
			return texts.Errorf("--screen and --%s exclude each other: the screen shows all of the file", flag)
		}
	}
	if !isTerminal(cmd.InOrStdin()) || !isTerminal(cmd.OutOrStdout()) {
		return texts.Errorf("--screen needs a terminal to draw on; without it the file is printed")
	}
	o, err := screen.options(cmd)
	if err != nil {
		return err
	}
	f, intact, err := readFile(args[0])
	if err != nil {
		return err
	}
	if intact != nil {
		f.Note = lang.Error(intact, o.Lang)
	}
	if len(args) > 1 {
		f.Key = args[1]
		if !f.More && !slices.ContainsFunc(f.Data.Revs, func(r *store.Rev) bool { return r.Key == f.Key }) {
			return texts.Errorf("%s holds nothing of the key %q", f.Name, f.Key)
		}
	}
	if err := tui.File(cmd.Context(), f, o); err != nil {
		return err
	}
	return intact
}

// readFile reads what the screen shows of a data file. intact says if it is not
// what was saved, which is no reason not to show it.
func readFile(path string) (f tui.DataFile, intact, err error) {
	file, err := datafile.Open(path)
	if err != nil {
		return f, nil, err
	}
	defer file.Close()
	trailer, err := file.Verify()
	if err != nil {
		return f, nil, err
	}
	f.Name = file.Path()
	if f.Data, f.More, err = mvccviz.ReadContents(file, mvccviz.Limit{}); err != nil {
		return f, nil, file.Explain(err)
	}
	return f, file.Intact(trailer), nil
}
