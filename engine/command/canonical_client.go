package command

import "strconv"

// The canonical lines of the clients' commands; a Txn's is beside its parser.

// prefix is what stands before the command: c2@n3, c2, @n3 or nothing.
func (t Target) prefix() string {
	switch {
	case t.Node != "":
		return t.Client + "@" + t.Node + " "
	case t.Client != "":
		return t.Client + " "
	}
	return ""
}

func (c Put) String() string {
	s := c.prefix() + "put " + quoteWord(c.Key)
	if !c.IgnoreValue {
		s += " " + quoteWord(c.Value)
	}
	return s + setLease("lease", c.Lease) + setFlag("prev-kv", c.PrevKV) +
		setFlag("ignore-value", c.IgnoreValue) + setFlag("ignore-lease", c.IgnoreLease)
}

func (c Get) String() string {
	s := c.prefix() + "get " + quoteRange(c.Key, c.End) + setNumber("rev", c.Rev)
	if c.Serializable {
		s += " --consistency=s"
	}
	return s + setFlag("prefix", c.Prefix) + setFlag("from-key", c.End == fromKey) +
		setNumber("limit", c.Limit) + setChoice("sort-by", c.SortBy) + setChoice("order", c.Order) +
		setNumber("min-create-rev", c.MinCreate) + setNumber("max-create-rev", c.MaxCreate) +
		setNumber("min-mod-rev", c.MinMod) + setNumber("max-mod-rev", c.MaxMod) +
		setFlag("keys-only", c.KeysOnly) + setFlag("count-only", c.CountOnly)
}

func (c Del) String() string {
	return c.prefix() + "del " + quoteRange(c.Key, c.End) +
		setFlag("prefix", c.Prefix) + setFlag("from-key", c.End == fromKey) + setFlag("prev-kv", c.PrevKV)
}

func (c Client) String() string {
	s := "client " + c.Name + setDuration("timeout", c.Timeout)
	if c.Retries != nil {
		s += " retries=" + strconv.Itoa(*c.Retries)
	}
	switch {
	case c.Reading == nil:
	case *c.Reading:
		s += " reading=on"
	default:
		s += " reading=off"
	}
	return s
}

func (c LeaseGrant) String() string {
	return c.prefix() + "lease grant " + strconv.FormatInt(c.TTL, 10) + setLease("id", c.ID)
}

func (c LeaseRevoke) String() string    { return c.prefix() + "lease revoke " + formatLease(c.ID) }
func (c LeaseKeepAlive) String() string { return c.prefix() + "lease keep-alive " + formatLease(c.ID) }

func (c LeaseTimeToLive) String() string {
	return c.prefix() + "lease timetolive " + formatLease(c.ID) + setFlag("keys", c.Keys)
}

func (c LeaseList) String() string { return c.prefix() + "lease list" }

func (c Compaction) String() string {
	return c.prefix() + "compaction " + strconv.FormatInt(c.Rev, 10) + setFlag("physical", c.Physical)
}

func (c SnapshotSave) String() string { return c.prefix() + "snapshot save " + quoteWord(c.File) }
func (c AlarmList) String() string    { return c.prefix() + "alarm list" }
func (c AlarmDisarm) String() string  { return c.prefix() + "alarm disarm" }

func (c Defrag) String() string         { return c.prefix() + "defrag" }
func (c EndpointStatus) String() string { return c.prefix() + "endpoint status" }
func (c EndpointHashKV) String() string {
	return c.prefix() + "endpoint hashkv" + setNumber("rev", c.Rev)
}

// quoteRange leaves out an end for which a flag stands.
func quoteRange(key, end string) string {
	if end == "" || end == fromKey {
		return quoteWord(key)
	}
	return quoteWord(key) + " " + quoteWord(end)
}

func formatLease(id int64) string { return strconv.FormatInt(id, 16) }

func setLease(name string, id int64) string {
	if id == 0 {
		return ""
	}
	return " --" + name + "=" + formatLease(id)
}

func setNumber(name string, n int64) string {
	if n == 0 {
		return ""
	}
	return " --" + name + "=" + strconv.FormatInt(n, 10)
}

func setChoice(name, value string) string {
	if value == "" {
		return ""
	}
	return " --" + name + "=" + value
}
