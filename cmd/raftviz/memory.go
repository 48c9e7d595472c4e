package main

import (
	"runtime/debug"

	"github.com/spf13/cobra"

	"raftviz/recordings/recording"
)

// registerMemory gives every verb the flag that says how much memory recordings
// and runs may take.
func registerMemory(root *cobra.Command) {
	var mb int64
	root.PersistentFlags().Int64Var(&mb, "memory", recording.DefaultMemory>>20, "how many `MB` of memory a recording or a run may take")
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		if mb < 16 || mb > 1<<20 {
			return texts.Errorf("--memory is from 16 to %d MB, not %d", 1<<20, mb)
		}
		recording.LimitMemory(mb << 20)
		debug.SetMemoryLimit(mb << 20) // near it, garbage is collected sooner
		return nil
	}
}
