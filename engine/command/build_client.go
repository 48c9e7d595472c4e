package command

import "raftviz/engine/config"

// The parsers of the clients' rows.

func parsePut(a *args) Command {
	c := Put{
		Target: a.target, Key: a.key(0), Lease: a.lease("--lease"),
		PrevKV:      a.flag("--prev-kv"),
		IgnoreValue: a.flag("--ignore-value"),
		IgnoreLease: a.flag("--ignore-lease"),
	}
	switch {
	case c.IgnoreValue && a.has(1):
		a.fail(wrong(a.words[1], texts.Sayf("give no value, or leave the flag out"), "--ignore-value keeps the value that is there"))
	case !c.IgnoreValue:
		c.Value = a.words[1].text
		a.fail(checkValue(a.words[1]))
	}
	if c.IgnoreLease && c.Lease != 0 {
		a.fail(a.exclude("--lease", "--ignore-lease"))
	}
	return c
}

func parseGet(a *args) Command {
	c := Get{
		Target: a.target, Key: a.key(0), End: a.end(1),
		Prefix:       a.flag("--prefix"),
		Rev:          a.count("--rev", 0, anyNumber),
		Serializable: a.choice("--consistency") == "s",
		Limit:        a.count("--limit", 0, anyNumber),
		KeysOnly:     a.flag("--keys-only"),
		CountOnly:    a.flag("--count-only"),
		SortBy:       a.choice("--sort-by"),
		Order:        a.choice("--order"),
		MinCreate:    a.count("--min-create-rev", 0, anyNumber),
		MaxCreate:    a.count("--max-create-rev", 0, anyNumber),
		MinMod:       a.count("--min-mod-rev", 0, anyNumber),
		MaxMod:       a.count("--max-mod-rev", 0, anyNumber),
	}
	if c.KeysOnly && c.CountOnly {
		a.fail(a.exclude("--keys-only", "--count-only"))
	}
	return c
}

func parseDel(a *args) Command {
	return Del{
		Target: a.target, Key: a.key(0), End: a.end(1),
		Prefix: a.flag("--prefix"), PrevKV: a.flag("--prev-kv"),
	}
}

// fromKey is the end of a range that has none, as etcd writes it.
const fromKey = "\x00"

// key reads a key; only with a flag that makes it a range may it be empty.
func (a *args) key(i int) string {
	w := a.words[i]
	switch {
	case w.text == "" && a.flag("--prefix"):
	case w.text == "" && a.flag("--from-key"):
		return "\x00" // the first key there can be
	default:
		a.fail(checkKey(w))
	}
	return w.text
}

// end reads the end of a range, which is left out of it.
func (a *args) end(i int) string {
	switch prefix, from := a.flag("--prefix"), a.flag("--from-key"); {
	case prefix && from:
		a.fail(a.exclude("--prefix", "--from-key"))
	case prefix && a.has(i):
		a.fail(wrong(a.words[i], texts.Sayf("leave one of them out"), "a range has an end or --prefix, not both"))
	case from && a.has(i):
		a.fail(wrong(a.words[i], texts.Sayf("leave one of them out"), "a range has an end or --from-key, not both"))
	case from:
		return fromKey
	case a.has(i):
		a.fail(checkKey(a.words[i]))
		return a.words[i].text
	}
	return ""
}

// exclude says that two options do not go together.
func (a *args) exclude(one, other string) *Error {
	return wrong(*a.opt(other), texts.Sayf("leave one of them out"), "%s and %s exclude each other", one, other)
}

func parseCompaction(a *args) Command {
	w := a.words[0]
	if _, node := config.NodeID(w.text); node {
		a.fail(wrong(w, texts.Sayf("a node's raft log is discarded by compactlog"), "%s is not a revision", quote(w.text)))
		return nil
	}
	rev, err := parseCount(w, 1, anyNumber)
	a.fail(err)
	return Compaction{Target: a.target, Rev: rev, Physical: a.flag("--physical")}
}

func parseSnapshotSave(a *args) Command {
	a.fail(checkFile(a.words[0]))
	return SnapshotSave{Target: a.target, File: a.words[0].text}
}

func parseLeaseGrant(a *args) Command {
	ttl, err := parseCount(a.words[0], 1, MaxTTL)
	a.fail(err)
	return LeaseGrant{Target: a.target, TTL: ttl, ID: a.lease("--id")}
}

func parseLeaseKeepAlive(a *args) Command {
	if v := a.opt("--once"); v != nil && !a.flag("--once") {
		a.fail(wrong(*v, texts.Sayf("renew it again by another line"), "a line renews a lease once"))
	}
	return LeaseKeepAlive{Target: a.target, ID: a.leaseID(0)}
}

func parseClient(a *args) Command {
	w := a.words[0]
	if !validClient(w.text) {
		a.fail(notAClient(w))
	}
	c := Client{Name: w.text, Timeout: a.duration("timeout", 1)}
	if a.opt("retries") != nil {
		n := int(a.count("retries", 0, MaxRetries))
		c.Retries = &n
	}
	if v := a.opt("reading"); v != nil {
		on := v.text == "on"
		c.Reading = &on
	}
	return c
}

func notAClient(w word) *Error {
	return wrong(w, texts.Sayf("use a name like c2"), "%s cannot be the name of a client", quote(w.text))
}
