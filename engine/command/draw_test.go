package command

import "pgregory.net/rapid"

// Generators of what may stand in a txn as well as alone.

func drawPut(t *rapid.T, target Target) Put {
	c := Put{
		Target: target, Key: keys.Draw(t, "key"),
		PrevKV:      rapid.Bool().Draw(t, "prev"),
		IgnoreValue: rapid.Bool().Draw(t, "ignore value"),
		IgnoreLease: rapid.Bool().Draw(t, "ignore lease"),
	}
	if !c.IgnoreValue {
		c.Value = rapid.OneOf(keys, values).Draw(t, "value")
	}
	if !c.IgnoreLease {
		c.Lease = numbers.Draw(t, "lease")
	}
	return c
}

func drawGet(t *rapid.T, target Target) Get {
	g := Get{
		Target: target, Key: keys.Draw(t, "key"), Prefix: rapid.Bool().Draw(t, "prefix"),
		Rev: numbers.Draw(t, "rev"), Serializable: rapid.Bool().Draw(t, "s"),
		Limit: numbers.Draw(t, "limit"), KeysOnly: rapid.Bool().Draw(t, "keys"),
		SortBy: rapid.SampledFrom([]string{"", "key", "version", "create", "modify", "value"}).Draw(t, "sort"),
		Order:  rapid.SampledFrom([]string{"", "ascend", "descend"}).Draw(t, "order"),
	}
	for _, n := range []*int64{&g.MinCreate, &g.MaxCreate, &g.MinMod, &g.MaxMod} {
		*n = numbers.Draw(t, "bound")
	}
	g.CountOnly = !g.KeysOnly && rapid.Bool().Draw(t, "count")
	g.End = drawEnd(t, g.Prefix)
	return g
}

func drawDel(t *rapid.T, target Target) Del {
	d := Del{Target: target, Key: values.Draw(t, "key") + "k", Prefix: rapid.Bool().Draw(t, "prefix"), PrevKV: rapid.Bool().Draw(t, "prev")}
	d.End = drawEnd(t, d.Prefix)
	return d
}

func drawWatch(t *rapid.T, target Target) Watch {
	w := Watch{Target: target, Key: keys.Draw(t, "key"), Prefix: rapid.Bool().Draw(t, "prefix"), Rev: numbers.Draw(t, "rev")}
	for _, flag := range []*bool{&w.PrevKV, &w.ProgressNotify, &w.Fragment, &w.NoPut, &w.NoDelete} {
		*flag = rapid.Bool().Draw(t, "flag")
	}
	w.End = drawEnd(t, w.Prefix)
	return w
}

func drawEnd(t *rapid.T, prefix bool) string {
	if prefix || rapid.Bool().Draw(t, "one key") {
		return ""
	}
	return keys.Draw(t, "end")
}

func drawTxn(t *rapid.T, target Target, depth int) Txn {
	c := Txn{Target: target}
	for range rapid.IntRange(0, 3).Draw(t, "conditions") {
		c.Compares = append(c.Compares, drawCompare(t))
	}
	c.Then = drawOps(t, 0, depth)
	least := 0
	if c.Then == nil {
		least = 1
	}
	c.Else = drawOps(t, least, depth)
	return c
}

func drawOps(t *rapid.T, least, depth int) (ops []Command) {
	for range rapid.IntRange(least, 3).Draw(t, "operations") {
		switch kind := rapid.IntRange(0, 3).Draw(t, "operation"); {
		case kind == 0 && depth < MaxTxnDepth:
			ops = append(ops, drawTxn(t, Target{}, depth+1))
		case kind == 1:
			ops = append(ops, drawGet(t, Target{}))
		case kind == 2:
			ops = append(ops, drawDel(t, Target{}))
		default:
			ops = append(ops, drawPut(t, Target{}))
		}
	}
	return ops
}

func drawCompare(t *rapid.T) Compare {
	c := Compare{
		Of:  rapid.SampledFrom([]CompareOf{OfValue, OfVersion, OfCreate, OfMod, OfLease}).Draw(t, "of"),
		Key: keys.Draw(t, "key"),
		End: drawEnd(t, false),
		Op:  rapid.SampledFrom([]byte("=!<>")).Draw(t, "op"),
	}
	if c.Of == OfValue {
		c.Value = values.Draw(t, "value")
	} else {
		c.N = numbers.Draw(t, "n")
	}
	return c
}
