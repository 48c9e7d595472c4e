package command

import (
	"math"
	"reflect"
	"slices"

	"pgregory.net/rapid"

	"raftviz/engine/config"
)

// Random commands, drawn from the descriptions of their fields.

var (
	nodes     = rapid.Map(rapid.Uint64Range(1, config.MaxID), config.NodeName)
	durations = rapid.Int64Range(1, MaxDuration)
	numbers   = rapid.OneOf(rapid.Just(int64(0)), rapid.Int64Range(0, math.MaxInt64))
	positive  = rapid.Int64Range(1, math.MaxInt64)
	keys      = rapid.OneOf(rapid.StringOfN(rapid.Rune(), 0, 20, MaxKey), rapid.SampledFrom([]string{
		"then", "else", ";", "a;b", "(txn", "f(x)", "&&", "--", "\x00", "txn", "put",
	}))
	values = rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })
	files  = rapid.OneOf(rapid.StringMatching(`[a-z]{1,8}(/[a-z -]{1,8}){0,2}\.db`), rapid.Just("备份 1.db"), rapid.Just("--x"), rapid.Just("#"))
	names  = rapid.StringMatching(`[a-zA-Z][a-zA-Z0-9_-]{0,15}`).Filter(validClient)
	exprs  = rapid.SampledFrom([]string{
		`leader == "n1"`, "term > 2", `c("c1").last.text == 'within 5s'`, "node(`n1`).last > 3", "x.within",
	})
)

// drawn gives a field a value of a kind.
type drawn func(t *rapid.T, v reflect.Value)

func drawText(g *rapid.Generator[string]) drawn {
	return func(t *rapid.T, v reflect.Value) { v.SetString(g.Draw(t, "text")) }
}

func ints(g *rapid.Generator[int64]) drawn {
	return func(t *rapid.T, v reflect.Value) {
		if n := g.Draw(t, "n"); v.CanInt() {
			v.SetInt(n)
		} else {
			v.SetUint(uint64(n))
		}
	}
}

func bools(t *rapid.T, v reflect.Value) { v.SetBool(rapid.Bool().Draw(t, "flag")) }

// kindsDrawn has a generator for each kind but those of sentences.
var kindsDrawn = map[string]drawn{
	"node": drawText(nodes), "leaving-node": drawText(nodes), "new-node": drawText(nodes), "client": drawText(names),
	"links":        func(t *rapid.T, v reflect.Value) { v.Set(reflect.ValueOf(drawGroups(t))) },
	"nodes":        func(t *rapid.T, v reflect.Value) { v.Set(reflect.ValueOf(NodeNames(some(t, 1, 4)))) },
	"changes":      func(t *rapid.T, v reflect.Value) { v.Set(reflect.ValueOf(drawChanges(t))) },
	"message":      ints(positive),
	"message-type": drawText(rapid.SampledFrom(MessageTypes)),
	"disk-state":   drawText(rapid.SampledFrom(diskStateNames())),
	"duration":     ints(rapid.Int64Range(0, MaxDuration)), "time": ints(durations),
	"jump":     ints(rapid.OneOf(rapid.Int64Range(1, MaxJump), rapid.Int64Range(-MaxJump, -1))),
	"fraction": ints(rapid.Int64Range(0, 1000)), "factor": ints(rapid.Int64Range(0, MaxRate)),
	"steps": ints(rapid.Int64Range(1, MaxSteps)), "entries": ints(rapid.Int64Range(0, MaxKeep)), "retries": ints(rapid.Int64Range(0, MaxRetries)),
	"number": ints(numbers), "bound": ints(numbers), "revision": ints(numbers), "watch": ints(positive), "seconds": ints(rapid.Int64Range(1, MaxTTL)),
	"size": ints(rapid.Int64Range(1, 300)), "urls": drawText(rapid.SampledFrom([]string{"http://n2:2380", "http://a:1,http://b:2", "x y", ""}).Filter(func(s string) bool { return s != "" })), "lease": ints(positive), "any-lease": ints(numbers),
	"key": drawText(keys), "end": drawText(keys), "value": drawText(rapid.OneOf(keys, values)), "file": drawText(files),
	"flag": bools, "once": func(*rapid.T, reflect.Value) {},
	"from-key": func(t *rapid.T, v reflect.Value) {
		if rapid.Bool().Draw(t, "from key") {
			v.SetString(fromKey)
		}
	},
}

// draw makes a command of a row.
func draw(t *rapid.T, s *Spec) Command {
	p := reflect.New(s.typ)
	c := p.Elem()
	switch x := p.Interface().(type) {
	case *RunUntil:
		*x = RunUntil{exprs.Draw(t, "e"), rapid.Int64Range(0, MaxDuration).Draw(t, "w")}
	case *Txn:
		*x = drawTxn(t, 1)
		x.Format = Format{JSON: rapid.Bool().Draw(t, "json"), Hex: rapid.Bool().Draw(t, "hex")}
	}
	if s.targets {
		c.Field(0).Set(reflect.ValueOf(target(t)))
	}
	for _, f := range s.args {
		if f.optional && rapid.Bool().Draw(t, "missing") {
			if f.initial != "" {
				if err := f.set(c, word{text: f.initial}); err != nil {
					t.Fatalf("%s cannot be what it is at first: %v", f.name, err)
				}
			}
			continue
		}
		drawField(t, f, c)
	}
	for _, f := range s.options {
		drawField(t, f, c)
	}
	agree(p.Interface())
	return c.Interface().(Command)
}

func drawField(t *rapid.T, f *field, c reflect.Value) {
	v := c.FieldByIndex(f.index)
	if v.Kind() == reflect.Pointer {
		if rapid.Bool().Draw(t, "not given") {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	switch {
	case f.choices != nil && f.truth != "":
		bools(t, v)
	case f.choices != nil:
		v.SetString(rapid.SampledFrom(append([]string{""}, f.choices...)).Draw(t, "choice"))
	default:
		for name, k := range kinds {
			if k == f.kind {
				kindsDrawn[name](t, v)
			}
		}
	}
}

// agree mends what does not go together.
func agree(c any) {
	switch c := c.(type) {
	case *Transfer:
		if c.From == c.To {
			c.To = map[bool]string{true: "n2", false: "n1"}[c.From == "n1"]
		}
	case *SendSnapshot:
		if c.From == c.To {
			c.To = map[bool]string{true: "n2", false: "n1"}[c.From == "n1"]
		}
	case *Disk:
		if c.State == "" && c.Latency == nil && c.Mode == "" {
			c.State = "ok"
		}
	case *Link:
		if c.Latency == nil && c.Jitter == nil && c.Loss == nil && c.Dup == nil {
			c.Loss = ptr(0)
		}
		if len(c.Clients()) > 0 {
			c.Loss, c.Dup, c.Jitter = nil, nil, ptr(int64(1))
		}
	case *Put:
		if c.IgnoreValue {
			c.Value = ""
		}
		if c.Value == "" || c.ValSize < int64(len(c.Value)) {
			c.ValSize = 0
		}
		if c.IgnoreLease {
			c.Lease = 0
		}
	case *Get:
		c.CountOnly = c.CountOnly && !c.KeysOnly
		c.ValueOnly = c.ValueOnly && !c.JSON
		c.Range = agreed(c.Range)
	case *Del:
		c.Range = agreed(c.Range)
	case *Watch:
		c.Range = agreed(c.Range)
	}
}

func agreed(r Range) Range {
	switch {
	case r.Prefix:
		r.End = ""
	case r.End == fromKey && r.Key == "":
		r.Key = "\x00"
	}
	return r
}

func some(t *rapid.T, least, most int) []string {
	return rapid.SliceOfNDistinct(nodes, least, most, rapid.ID).Draw(t, "nodes")
}

func target(t *rapid.T) Target {
	var g Target
	if rapid.Bool().Draw(t, "named") {
		g.Client = names.Draw(t, "client")
	}
	if rapid.Bool().Draw(t, "to") {
		g.Node = nodes.Draw(t, "endpoint")
	}
	return g
}

func drawGroups(t *rapid.T) Groups {
	ns := some(t, 2, 6)
	if rapid.Bool().Draw(t, "a client") {
		ns[0] = "c1"
	}
	switch i := rapid.IntRange(1, len(ns)-1).Draw(t, "a"); rapid.IntRange(0, 2).Draw(t, "way") {
	case 0:
		return Groups{A: ns}
	case 1:
		return Groups{A: ns[:i], B: ns[i:]}
	default:
		return Groups{A: ns[:i], B: ns[i:], OneWay: true}
	}
}

func drawChanges(t *rapid.T) (cs Changes) {
	for _, n := range some(t, 1, 5) {
		cs = append(cs, Change{rapid.SampledFrom([]ChangeOp{AddVoter, RemoveNode, AddLearner}).Draw(t, "op"), n})
	}
	return cs
}

func drawTxn(t *rapid.T, depth int) Txn {
	var c Txn
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
		name := rapid.SampledFrom(append([]string{"txn"}, txnOps...)).Draw(t, "operation")
		switch {
		case name != "txn":
			s := *byName[name]
			s.targets = false
			s.options = slices.DeleteFunc(slices.Clone(s.options), (*field).formats)
			ops = append(ops, draw(t, &s))
		case depth < MaxTxnDepth:
			ops = append(ops, drawTxn(t, depth+1))
		default:
			ops = append(ops, Del{Range: Range{Key: "k"}})
		}
	}
	return ops
}

func drawCompare(t *rapid.T) Compare {
	c := Compare{
		Of:  rapid.SampledFrom([]CompareOf{OfValue, OfVersion, OfCreate, OfMod, OfLease}).Draw(t, "of"),
		Key: keys.Draw(t, "key"),
		Op:  rapid.SampledFrom([]byte("=!<>")).Draw(t, "op"),
	}
	if rapid.Bool().Draw(t, "many") {
		c.End = keys.Draw(t, "end")
	}
	if c.Of == OfValue {
		c.Value = values.Draw(t, "value")
	} else {
		c.N = numbers.Draw(t, "n")
	}
	return c
}
