package main

import (
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"raftviz/engine/config"
	"raftviz/recordings"
	"raftviz/recordings/autosave"
	"raftviz/recordings/recording"
	"raftviz/tui"
)

func newSandbox(screen *screenFlags) *cobra.Command {
	cfg := config.Default()
	cfg.Nodes = 5
	var record string
	var force bool
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "A cluster of your own, on the screen",
		Long: `A cluster of your own, on the screen: step it forwards and backwards, and give
it commands after a colon. What is not given is as etcd has it.

What you do is kept while you do it. If the program is killed or its window
closed, raftviz offers to go on where you were; leaving it ends it for good.`,
		Example: `raftviz sandbox --nodes 5 --seed 1
raftviz sandbox --prevote=false --checkquorum=false --disk async --record mine.jsonl.zst`,
		Args: wantNone,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := cfg.Validate(); err != nil {
				return flagError(err)
			}
			return sandbox(cmd, *screen, cfg, record, force)
		},
	}
	clusterFlags(cmd.Flags(), &cfg)
	cmd.Flags().StringVar(&record, "record", "", "write a recording to this `FILE` as it grows (compressed if it ends in .zst)")
	cmd.Flags().BoolVar(&force, "force", false, "let --record replace any file")
	screen.register(cmd)
	return cmd
}

// clusterFlags defines a flag for each setting of a cluster that a line can
// hold. They are named as in scripts.
func clusterFlags(fs *pflag.FlagSet, c *config.Config) {
	fs.IntVar(&c.Nodes, "nodes", c.Nodes, "how many nodes, 1 to 9")
	fs.Uint64Var(&c.Seed, "seed", c.Seed, "what chance starts from")
	fs.BoolVar(&c.PreVote, "prevote", c.PreVote, "ask before moving to a new term")
	fs.BoolVar(&c.CheckQuorum, "checkquorum", c.CheckQuorum, "a leader that hears from no majority steps down")
	fs.Var((*milliseconds)(&c.Tick), "tick", "length of a tick")
	fs.IntVar(&c.Election, "election", c.Election, "election timeout at least, in ticks")
	fs.IntVar(&c.Heartbeat, "heartbeat", c.Heartbeat, "heartbeat interval, in ticks")
	fs.Var((*milliseconds)(&c.Latency), "latency", "from node to node")
	fs.Var((*milliseconds)(&c.Jitter), "jitter", "what chance adds to the latency at most")
	fs.Var((*milliseconds)(&c.Client), "client", "from a client to a node")
	fs.Var(&diskFlag{c}, "disk", "a mode (etcd, async) or the time an fsync takes; may be given twice")
	fs.StringVar(&c.Reads, "reads", c.Reads, "how a linearizable read is confirmed: safe or lease")
	fs.Uint64Var(&c.SnapshotEvery, "snapshot-every", c.SnapshotEvery, "entries between two snapshots; 0: only by command")
	fs.Uint64Var(&c.SnapshotKeep, "snapshot-keep", c.SnapshotKeep, "entries kept behind a snapshot")
}

// flagError names the flag for a setting that is wrong.
func flagError(err error) error {
	var bad *config.FieldError
	if errors.As(err, &bad) {
		return texts.Errorf("--%s: %s", strings.ReplaceAll(bad.Field, "_", "-"), bad.Msg)
	}
	return err
}

// milliseconds is a flag that takes a duration such as 10ms.
type milliseconds int64

func (m *milliseconds) String() string { return (time.Duration(*m) * time.Millisecond).String() }
func (m *milliseconds) Type() string   { return "duration" }

func (m *milliseconds) Set(s string) error {
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 || d%time.Millisecond != 0 {
		return texts.Errorf("%q is not a duration of whole milliseconds such as 10ms or 2s", s)
	}
	*m = milliseconds(d.Milliseconds())
	return nil
}

// diskFlag takes a mode, or how long an fsync takes.
type diskFlag struct{ c *config.Config }

func (d *diskFlag) String() string {
	if d.c == nil {
		return ""
	}
	return d.c.DiskMode
}
func (d *diskFlag) Type() string { return "mode|duration" }

func (d *diskFlag) Set(s string) error {
	if s == config.DiskEtcd || s == config.DiskAsync {
		d.c.DiskMode = s
		return nil
	}
	if err := (*milliseconds)(&d.c.Disk).Set(s); err != nil {
		return texts.Errorf("%q is neither a mode (%s, %s) nor the time an fsync takes, such as 10ms", s, config.DiskEtcd, config.DiskAsync)
	}
	return nil
}

// sandbox shows a live cluster until the person leaves.
func sandbox(cmd *cobra.Command, f screenFlags, cfg config.Config, record string, force bool) error {
	o, err := f.options(cmd)
	if err != nil {
		return err
	}
	showAround(&o)
	o.Kept = autosave.Open(autosave.Path())
	if short, note := cutShort(o.Kept); len(short) > 0 {
		o.Note = texts.Sayf("a sandbox was cut short, and what was done in it is kept: raftviz alone offers it")
	} else {
		o.Note = note
	}
	run, err := startSandbox(cfg)
	if err != nil {
		return err
	}
	end, err := recordTo(record, run.Recording(), force)
	if err != nil {
		return errors.Join(err, run.Close())
	}
	err = tui.Sandbox(cmd.Context(), run, o)
	return errors.Join(err, end())
}

func startSandbox(cfg config.Config) (*recordings.Run, error) {
	return recordings.Start(recording.Header{Version: version, Config: cfg, Name: "sandbox"})
}
