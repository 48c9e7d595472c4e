package command

import (
	"math"
	"reflect"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"raftviz/engine/config"
)

var (
	nodes     = rapid.Map(rapid.Uint64Range(1, config.MaxID), config.NodeName)
	messages  = rapid.Uint64Range(1, math.MaxInt64)
	durations = rapid.Int64Range(1, MaxDuration)
	fractions = rapid.IntRange(0, 1000)
	numbers   = rapid.OneOf(rapid.Just(int64(0)), rapid.Int64Range(0, math.MaxInt64))
	leases    = rapid.Int64Range(1, math.MaxInt64)
	keys      = rapid.OneOf(rapid.StringOfN(rapid.Rune(), 1, 20, MaxKey), rapid.SampledFrom([]string{
		"then", "else", ";", "a;b", "(txn", "f(x)", "&&", "--", "\x00", "txn", "put",
	}))
	values = rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })
	files  = rapid.OneOf(rapid.StringMatching(`[a-z]{1,8}(/[a-z -]{1,8}){0,2}\.db`), rapid.Just("备份 1.db"), rapid.Just("--x"), rapid.Just("#"))
	names  = rapid.StringMatching(`[a-zA-Z][a-zA-Z0-9_-]{0,15}`).Filter(validClient)
	exprs  = rapid.SampledFrom([]string{
		`leader == "n1"`, "term > 2", `c("c1").last.text == 'within 5s'`, "node(`n1`).last > 3", "x.within",
	})
)

func maybe[T any](t *rapid.T, g *rapid.Generator[T], name string) *T {
	return rapid.Ptr(g, true).Draw(t, name)
}

func link(t *rapid.T) (from, to string) {
	ns := some(t, 2, 2)
	return ns[0], ns[1]
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

// draws has a generator for each row of the Table.
var draws = map[string]func(t *rapid.T) Command{
	"step": func(t *rapid.T) Command { return StepN{rapid.IntRange(1, MaxSteps).Draw(t, "n")} },
	"run":  func(t *rapid.T) Command { return RunFor{durations.Draw(t, "for")} },
	"run until": func(t *rapid.T) Command {
		return RunUntil{exprs.Draw(t, "e"), rapid.Int64Range(0, MaxDuration).Draw(t, "w")}
	},
	"campaign": func(t *rapid.T) Command { return Campaign{nodes.Draw(t, "n")} },
	"crash":    func(t *rapid.T) Command { return Crash{nodes.Draw(t, "n")} },
	"restart":  func(t *rapid.T) Command { return Restart{nodes.Draw(t, "n")} },
	"wipe":     func(t *rapid.T) Command { return Wipe{nodes.Draw(t, "n")} },
	"pause":    func(t *rapid.T) Command { return Pause{nodes.Draw(t, "n")} },
	"resume":   func(t *rapid.T) Command { return Resume{nodes.Draw(t, "n")} },
	"snapshot": func(t *rapid.T) Command { return Snapshot{nodes.Draw(t, "n")} },
	"transfer": func(t *rapid.T) Command { from, to := link(t); return Transfer{from, to} },
	"compactlog": func(t *rapid.T) Command {
		return Compact{nodes.Draw(t, "n"), rapid.Uint64Range(0, MaxKeep).Draw(t, "keep")}
	},
	"disk": func(t *rapid.T) Command {
		return Disk{
			nodes.Draw(t, "n"), maybe(t, rapid.Int64Range(0, MaxDuration), "latency"),
			rapid.SampledFrom([]string{"ok", "stall", "lie", "fail"}).Draw(t, "state"),
			rapid.SampledFrom([]string{"", "etcd", "async"}).Draw(t, "mode"),
		}
	},
	"clock": func(t *rapid.T) Command {
		return Clock{nodes.Draw(t, "n"), rapid.IntRange(0, MaxRate).Draw(t, "rate")}
	},
	"cut": func(t *rapid.T) Command {
		ns := some(t, 2, 6)
		switch i := rapid.IntRange(1, len(ns)-1).Draw(t, "a"); rapid.IntRange(0, 2).Draw(t, "way") {
		case 0:
			return Cut{A: ns}
		case 1:
			return Cut{A: ns[:i], B: ns[i:]}
		default:
			return Cut{A: ns[:i], B: ns[i:], OneWay: true}
		}
	},
	"heal": func(t *rapid.T) Command {
		if rapid.Bool().Draw(t, "all") {
			return Heal{}
		}
		from, to := link(t)
		return Heal{from, to}
	},
	"link": func(t *rapid.T) Command {
		from, to := link(t)
		ms := rapid.Int64Range(0, MaxDuration)
		l := Link{from, to, maybe(t, ms, "latency"), maybe(t, ms, "jitter"), maybe(t, fractions, "loss"), maybe(t, fractions, "dup")}
		if l.Latency == nil && l.Jitter == nil && l.Loss == nil && l.Dup == nil {
			l.Loss = ptr(0)
		}
		return l
	},
	"hold": func(t *rapid.T) Command {
		from, to := link(t)
		return Hold{from, to, rapid.SampledFrom(append([]string{""}, MessageTypes...)).Draw(t, "type")}
	},
	"release": func(t *rapid.T) Command { from, to := link(t); return Release{from, to} },
	"deliver": func(t *rapid.T) Command { return Deliver{messages.Draw(t, "m")} },
	"drop":    func(t *rapid.T) Command { return Drop{messages.Draw(t, "m")} },
	"dup":     func(t *rapid.T) Command { return Dup{messages.Draw(t, "m")} },
	"delay":   func(t *rapid.T) Command { return Delay{messages.Draw(t, "m"), durations.Draw(t, "by")} },
	"member add": func(t *rapid.T) Command {
		return MemberAdd{nodes.Draw(t, "n"), rapid.Bool().Draw(t, "learner")}
	},
	"member promote": func(t *rapid.T) Command { return MemberPromote{nodes.Draw(t, "n")} },
	"member remove":  func(t *rapid.T) Command { return MemberRemove{nodes.Draw(t, "n")} },
	"member change": func(t *rapid.T) Command {
		c := MemberChange{Explicit: rapid.Bool().Draw(t, "explicit")}
		for _, n := range some(t, 1, 5) {
			c.Changes = append(c.Changes, Change{rapid.SampledFrom([]ChangeOp{AddVoter, RemoveNode, AddLearner}).Draw(t, "op"), n})
		}
		return c
	},
	"member leave": func(*rapid.T) Command { return MemberLeave{} },
	"put":          func(t *rapid.T) Command { return drawPut(t, target(t)) },
	"get":          func(t *rapid.T) Command { return drawGet(t, target(t)) },
	"del":          func(t *rapid.T) Command { return drawDel(t, target(t)) },
	"txn":          func(t *rapid.T) Command { return drawTxn(t, target(t), 1) },
	"lease grant": func(t *rapid.T) Command {
		return LeaseGrant{target(t), rapid.Int64Range(1, MaxTTL).Draw(t, "ttl"), numbers.Draw(t, "id")}
	},
	"lease revoke":     func(t *rapid.T) Command { return LeaseRevoke{target(t), leases.Draw(t, "id")} },
	"lease keep-alive": func(t *rapid.T) Command { return LeaseKeepAlive{target(t), leases.Draw(t, "id")} },
	"lease timetolive": func(t *rapid.T) Command {
		return LeaseTimeToLive{target(t), leases.Draw(t, "id"), rapid.Bool().Draw(t, "keys")}
	},
	"alarm list":    func(t *rapid.T) Command { return AlarmList{target(t)} },
	"alarm disarm":  func(t *rapid.T) Command { return AlarmDisarm{target(t)} },
	"snapshot save": func(t *rapid.T) Command { return SnapshotSave{target(t), files.Draw(t, "file")} },
	"lease list":    func(t *rapid.T) Command { return LeaseList{target(t)} },
	"compaction": func(t *rapid.T) Command {
		return Compaction{target(t), rapid.Int64Range(1, math.MaxInt64).Draw(t, "rev"), rapid.Bool().Draw(t, "physical")}
	},
	"defrag":          func(t *rapid.T) Command { return Defrag{target(t)} },
	"endpoint status": func(t *rapid.T) Command { return EndpointStatus{target(t)} },
	"endpoint hashkv": func(t *rapid.T) Command { return EndpointHashKV{target(t), numbers.Draw(t, "rev")} },
	"watch":           func(t *rapid.T) Command { return drawWatch(t, target(t)) },
	"unwatch":         func(t *rapid.T) Command { return Unwatch{target(t), rapid.Uint64Range(1, math.MaxInt64).Draw(t, "id")} },
	"progress":        func(t *rapid.T) Command { return Progress{target(t)} },
	"client": func(t *rapid.T) Command {
		return Client{names.Draw(t, "name"), maybe(t, durations, "timeout"), maybe(t, rapid.IntRange(0, MaxRetries), "retries"), maybe(t, rapid.Bool(), "reading")}
	},
}

func TestRoundTrip(t *testing.T) {
	for _, s := range Table {
		draw := draws[s.Name]
		if draw == nil {
			t.Errorf("%s: no generator", s.Name)
			continue
		}
		t.Run(s.Name, rapid.MakeCheck(func(t *rapid.T) {
			c := draw(t)
			checkRoundTrip(t, c)
		}))
	}
}

func checkRoundTrip(t rapid.TB, c Command) {
	line := c.String()
	for _, r := range line {
		if !unicode.IsPrint(r) {
			t.Fatalf("%q: %q is not printable", line, r)
		}
	}
	again, err := Parse(line)
	if err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	if !reflect.DeepEqual(again, c) {
		t.Fatalf("%q: %#v, want %#v", line, again, c)
	}
	if again.String() != line {
		t.Fatalf("%q: then %q", line, again)
	}
}

// FuzzParse: no line makes Parse or Complete panic; what parses round-trips;
// no error holds a control character.
func FuzzParse(f *testing.F) {
	for _, g := range good {
		f.Add(g.line)
	}
	for _, b := range bad {
		f.Add(b.line)
	}
	ctx := Context{Nodes: []string{"n1", "n2"}, Clients: []string{"c1"}, Names: []Name{{"leader", ""}}}
	f.Fuzz(func(t *testing.T, line string) {
		c, err := Parse(line)
		if err == nil {
			checkRoundTrip(t, c)
		} else {
			for _, r := range err.Error() {
				if unicode.IsControl(r) {
					t.Fatalf("%q: the error %q holds a control character", line, err)
				}
			}
		}
		n := len([]rune(line))
		for _, cp := range Complete(line, n, ctx) {
			if cp.From < 0 || cp.From > cp.To || cp.To != n {
				t.Fatalf("%q: completion %+v", line, cp)
			}
		}
	})
}
