package main

import (
	"bufio"

	"github.com/spf13/cobra"

	"raftviz/engine/lang"
	"raftviz/mvccviz"
	"raftviz/mvccviz/datafile"
	"raftviz/mvccviz/layout"
)

// mvccKeys is how many keys, leases and members are shown unless --limit says
// otherwise.
const mvccKeys = 20

type mvccFlags struct {
	screen bool
	json   bool
	prefix string
	rev    int64
	limit  int
}

func newMVCC(screen *screenFlags) *cobra.Command {
	var f mvccFlags
	cmd := &cobra.Command{
		Use:   "mvcc FILE [KEY]",
		Short: "Look into an etcd data file or snapshot",
		Long: `Look into the data file of a real etcd: its revisions, keys and generations,
leases, members, versions and pages. It is only read, never written.

FILE is a member's member/snap/db, the folder of the member, or what
"etcdctl snapshot save" wrote. KEY or --prefix limits what is shown of the keys.
With --screen it is drawn: keys by revisions, generations, buckets, pages, leases.
docs/mvcc.md explains the columns, and the objects that --json prints.

Exit status: 0 all was shown; 2 the request is wrong, or the file is locked,
damaged or not etcd's.`,
		Example: `raftviz mvcc /var/lib/etcd
raftviz mvcc snapshot.db --prefix /registry/pods/ --limit 100
raftviz mvcc snapshot.db --rev 1200 my/key
raftviz mvcc snapshot.db --screen
raftviz mvcc snapshot.db --json | jq 'select(.kind == "lease")'`,
		Args: wantFileAndKey,
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.screen {
				return showFile(cmd, args, screen)
			}
			r, err := f.keys(cmd, args[1:])
			if err != nil {
				return err
			}
			if f.json && !cmd.Flags().Changed("limit") {
				f.limit = 0
			}
			return inspectFile(cmd, args[0], f, r)
		},
	}
	cmd.Flags().BoolVar(&f.screen, "screen", false, "draw the file on the screen, to look around in")
	cmd.Flags().BoolVar(&f.json, "json", false, "print everything, one JSON object a line")
	cmd.Flags().StringVar(&f.prefix, "prefix", "", "only keys that begin with this")
	cmd.Flags().Int64Var(&f.rev, "rev", 0, "read the keys as of this revision, like etcdctl get --rev")
	cmd.Flags().IntVar(&f.limit, "limit", mvccKeys, "show so many keys and leases at most, 0 for all (with --json: all)")
	screen.register(cmd)
	return cmd
}

func wantFileAndKey(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return texts.Errorf("%s needs FILE: an etcd data file (member/snap/db), its folder, or a snapshot", cmd.CommandPath())
	case len(args) > 2:
		return texts.Errorf("%s takes one FILE and at most one KEY, not %d arguments; --prefix takes a beginning of many keys", cmd.CommandPath(), len(args))
	}
	return nil
}

// keys returns the range of keys that is asked for.
func (f *mvccFlags) keys(cmd *cobra.Command, key []string) (mvccviz.Range, error) {
	switch {
	case f.rev < 0:
		return mvccviz.Range{}, texts.Errorf("--rev %d: there is no such revision; the first is 1", f.rev)
	case f.limit < 0:
		return mvccviz.Range{}, texts.Errorf("--limit %d: must not be negative; 0 shows all", f.limit)
	case len(key) > 0 && cmd.Flags().Changed("prefix"):
		return mvccviz.Range{}, texts.Errorf("KEY and --prefix exclude each other; leave one out")
	case len(key) > 0:
		return mvccviz.OneKey([]byte(key[0])), nil
	case f.prefix != "":
		return mvccviz.Prefix([]byte(f.prefix)), nil
	}
	return mvccviz.AllKeys(), nil
}

// An inspection is a file that is open, and what is asked of it.
type inspection struct {
	*datafile.File
	flags   mvccFlags
	keys    mvccviz.Range
	ink     ink
	lang    lang.Lang
	info    *mvccviz.Info
	summary *datafile.Summary
}

// inspectFile prints what is in a data file. What could be printed of one that
// turns out to be damaged stands before the error.
func inspectFile(cmd *cobra.Command, path string, flags mvccFlags, keys mvccviz.Range) error {
	file, err := datafile.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	in := &inspection{File: file, flags: flags, keys: keys, ink: inkFor(cmd.OutOrStdout()), lang: saysIn(cmd)}
	if in.info, err = mvccviz.ReadInfo(file); err != nil {
		return file.Explain(err)
	}
	if err := in.checkRev(); err != nil {
		return err
	}
	if in.summary, err = file.Summarize(); err != nil {
		return err
	}
	out := bufio.NewWriterSize(cmd.OutOrStdout(), 64<<10)
	show := in.printText
	if flags.json {
		show = in.printJSON
	}
	err = show(out)
	if flushed := out.Flush(); flushed != nil {
		return flushed
	}
	if err != nil {
		return file.Explain(err)
	}
	return file.Intact(in.summary.Trailer)
}

// checkRev refuses a revision that etcd would refuse, with etcd's words.
func (in *inspection) checkRev() error {
	switch err := in.info.Check(in.flags.rev); err {
	case nil:
		return nil
	case layout.ErrFutureRev:
		return texts.Errorf("--rev %d: %w; the newest is %d", in.flags.rev, err, in.info.Revision)
	default:
		return texts.Errorf("--rev %d: %w; the oldest that can be read is %d", in.flags.rev, err, in.info.Oldest)
	}
}

// at returns the revision as of which keys are shown.
func (in *inspection) at() int64 {
	if in.flags.rev > 0 {
		return in.flags.rev
	}
	return in.info.Revision
}
