package tui

import (
	"fmt"
	"slices"
	"strconv"

	"raftviz/engine/config"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/words"
)

// A setting of the sandbox can be changed on the home screen. Its name is in
// words, at the same place.
type setting struct {
	field  string // of a config.FieldError
	turns  bool   // it goes round few values: enter changes it
	value  func(*config.Config, *words.Table) string
	change func(c *config.Config, by int)
}

var sandboxSettings = [words.NumSettings]setting{
	words.Nodes: {
		field:  "nodes",
		value:  func(c *config.Config, _ *words.Table) string { return strconv.Itoa(c.Nodes) },
		change: func(c *config.Config, by int) { c.Nodes = min(max(c.Nodes+by, 1), config.MaxNodes) },
	},
	words.Seed: {
		field:  "seed",
		value:  func(c *config.Config, _ *words.Table) string { return strconv.FormatUint(c.Seed, 10) },
		change: func(c *config.Config, by int) { c.Seed = uint64(max(int64(c.Seed)+int64(by), 0)) },
	},
	words.PreVote:     toggle("prevote", func(c *config.Config) *bool { return &c.PreVote }),
	words.CheckQuorum: toggle("checkquorum", func(c *config.Config) *bool { return &c.CheckQuorum }),
	words.Election: {
		field: "election",
		value: func(c *config.Config, w *words.Table) string {
			return "≥ " + fmt.Sprintf(w.MsF, kit.Millis(int64(c.Election)*c.Tick))
		},
		change: func(c *config.Config, by int) {
			c.Election = int(along([]int64{2, 3, 5, 10, 20, 50, 100}, int64(c.Election), by))
		},
	},
	words.Latency:  duration("latency", []int64{0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000}, func(c *config.Config) *int64 { return &c.Latency }),
	words.Jitter:   duration("jitter", []int64{0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000}, func(c *config.Config) *int64 { return &c.Jitter }),
	words.Fsync:    duration("disk", []int64{0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000}, func(c *config.Config) *int64 { return &c.Disk }),
	words.DiskMode: oneOf("disk_mode", []string{config.DiskEtcd, config.DiskAsync}, func(c *config.Config) *string { return &c.DiskMode }),
	words.Reads:    oneOf("reads", []string{config.ReadsSafe, config.ReadsLease}, func(c *config.Config) *string { return &c.Reads }),
}

// toggle is a setting that is on or off.
func toggle(field string, of func(*config.Config) *bool) setting {
	return setting{
		field: field, turns: true,
		value: func(c *config.Config, w *words.Table) string {
			if *of(c) {
				return w.On
			}
			return w.Off
		},
		change: func(c *config.Config, _ int) { *of(c) = !*of(c) },
	}
}

// duration is a setting in ms, of which some values are offered.
func duration(field string, values []int64, of func(*config.Config) *int64) setting {
	return setting{
		field:  field,
		value:  func(c *config.Config, w *words.Table) string { return fmt.Sprintf(w.MsF, kit.Millis(*of(c))) },
		change: func(c *config.Config, by int) { *of(c) = along(values, *of(c), by) },
	}
}

// oneOf is a setting that is one of a few words.
func oneOf(field string, values []string, of func(*config.Config) *string) setting {
	return setting{
		field: field, turns: true,
		value: func(c *config.Config, _ *words.Table) string { return *of(c) },
		change: func(c *config.Config, by int) {
			n := len(values)
			*of(c) = values[(slices.Index(values, *of(c))+by+n)%n]
		},
	}
}

// along returns the value next to v, which need not be among them, or the last
// in that direction.
func along(values []int64, v int64, by int) int64 {
	i, exact := slices.BinarySearch(values, v)
	if by > 0 && !exact {
		i--
	}
	return values[min(max(i+by, 0), len(values)-1)]
}
