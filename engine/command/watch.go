package command

import "strconv"

// The rows of watches: their parsers and canonical lines.

func parseWatch(a *args) Command {
	return Watch{
		Target: a.target, Key: a.key(0), End: a.end(1),
		Prefix:         a.flag("--prefix"),
		Rev:            a.count("--rev", 0, anyNumber),
		PrevKV:         a.flag("--prev-kv"),
		ProgressNotify: a.flag("--progress-notify"),
		Fragment:       a.flag("--fragment"),
		NoPut:          a.flag("--no-put"),
		NoDelete:       a.flag("--no-delete"),
	}
}

func (c Watch) String() string {
	return c.prefix() + "watch " + quoteRange(c.Key, c.End) + setNumber("rev", c.Rev) +
		setFlag("prefix", c.Prefix) + setFlag("from-key", c.End == fromKey) +
		setFlag("prev-kv", c.PrevKV) + setFlag("progress-notify", c.ProgressNotify) + setFlag("fragment", c.Fragment) +
		setFlag("no-put", c.NoPut) + setFlag("no-delete", c.NoDelete)
}

func parseUnwatch(a *args) Command {
	id, err := parseCount(a.words[0], 1, anyNumber)
	a.fail(err)
	return Unwatch{Target: a.target, ID: uint64(id)}
}

func (c Unwatch) String() string { return c.prefix() + "unwatch " + strconv.FormatUint(c.ID, 10) }

func (c Progress) String() string { return c.prefix() + "progress" }
