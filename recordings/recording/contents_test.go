package recording

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"raftviz/engine"
	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/storm"
	"raftviz/recordings/recording/recordingtest"
)

// What a file says of the inside of a store is not believed, either.
func TestHostileStores(t *testing.T) {
	start := `{"i":0,"t":5,"c":"start","rev":[[2,0,1,"a","1",2,1],[3,0,2,"a"]],"node":[` +
		`{"n":"n1","log":{"first":1},"conf":{},"store":{"revs":[0,1],"lease":[{"id":"0000000000000001","ttl":5,"keys":["a","b"]}],` +
		`"stream":[{"n":"c1","w":[{"id":3,"key":"a"}]}]}}]}`
	if _, err := Read(bytes.NewReader(recordingtest.Forge(start)), "f"); err != nil {
		t.Fatal(err)
	}
	data := func(s string) string { return `{"i":1,"t":5,"c":"tick","node":[{"n":"n1","store":` + s + `}]}` }
	rev := func(s string) string { return `{"i":1,"t":5,"c":"tick","rev":[` + s + `]}` }
	for _, c := range []struct{ line, says string }{
		{data(`{"zz":1}`), `a store has no field "zz"`},
		{data(`{"revs":[2]}`), "there is no revision 2 yet"},
		{data(`{"revs":[1]}`), "must be in order"},
		{data(`{"revs":{"drop":[1,1],"add":[1,0]}}`), "must be in order"},
		{data(`{"revs":{"drop":[3,0]}}`), "3 revisions cannot stay and 0 go, of 2"},
		{data(`{"revs":{"drop":[1,2]}}`), "1 revisions cannot stay and 2 go, of 2"},
		{data(`{"revs":{"drop":[1]}}`), "',' should be"},
		{data(`{"revs":{"drop":[4611686018427387904,4611686018427387904]}}`), "cannot stay"},
		{data(`{"pend":[["key",1]]}`), "',' should be"},
		{data(`{"lease":[{"ttl":1}]}`), `should begin with "id"`},
		{data(`{"lease":[{"id":"1"}]}`), "sixteen hex digits"},
		{data(`{"lease":[{"id":"0000000000000001","keys":["d","c"]}]}`), `"c" is out of order`},
		{data(`{"lease":[{"id":"0000000000000001","keys":["c","c"]}]}`), `"c" is out of order`},
		{data(`{"lease":["0000000000000002"]}`), `there is no lease "0000000000000002"`},
		{data(`{"stream":["c2"]}`), `there is no stream "c2"`},
		{data(`{"stream":[{"n":"c1","w":[4]}]}`), "there is no watcher 4"},
		{data(`{"stream":[{"n":"c1","w":[{"id":4},{"id":4}]}]}`), "watcher 4 is out of order"},
		{data(`{"stream":[{"n":"c1","w":[{"id":3,"group":"lost"}]}]}`), `"lost" is no group`},
		{data(`{"file":{"size":1.5}}`), "should be"},
		{data(`{"alarm":[` + strings.Repeat(`["n1","NOSPACE"],`, 300) + `["n1","NOSPACE"]]}`), "more than 256 alarms"},
		{rev(`[2,0,1]`), "',' should be"},
		{rev(`[2,0,1,"a","b",2]`), "a revision has 6 values"},
		{rev(`[2,0,1,"a","b",2,1,"0000000000000000"]`), "lease 0 is none"},
		{rev(`[2,0,1,["6g"],"b",2,1]`), "no bytes in hexadecimal"},
		{rev(`[2,0,1,["FF"],"b",2,1]`), "no bytes in hexadecimal"},
		{rev(`[2,0,1,["6162"],"b",2,1]`), "no bytes in hexadecimal"},
		{rev(`[2,0,-1,"a"]`), "a number should be"},
		{`{"i":1,"t":5,"c":"tick","cl":[{"n":"c1","watch":[1]}]}`, "there is no watch 1"},
		{`{"i":1,"t":5,"c":"tick","cl":[{"n":"c1","watch":[{"id":1,"state":"asleep"}]}]}`, `"asleep" is no state of a watch`},
	} {
		_, err := Read(bytes.NewReader(recordingtest.Forge(start, c.line)), "f")
		var fault *FileError
		if !errors.As(err, &fault) || fault.Line != 3 || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%.80s\ngives %v\nwant  %s", c.line, err, c.says)
		}
	}
}

// Short lines that ask for a lot of memory are refused: here each step copies
// what is left of many revisions.
func TestHeavyStores(t *testing.T) {
	const revs = 20_000
	var start strings.Builder
	start.WriteString(`{"i":0,"t":0,"c":"start","rev":[[2,0,0,""]`)
	for i := 1; i < revs; i++ {
		fmt.Fprintf(&start, `,[%d,0,0,""]`, i+2)
	}
	var numbers strings.Builder
	for i := 1; i < revs; i++ {
		fmt.Fprintf(&numbers, ",%d", i)
	}
	all := "0" + numbers.String()
	start.WriteString(`],"node":[`)
	drop := ""
	for id := 1; id <= config.MaxID; id++ {
		fmt.Fprintf(&start, `{"n":"n%d","log":{"first":1},"conf":{},"store":{"revs":[%s]}},`, id, all)
		drop += fmt.Sprintf(`{"n":"n%d","store":{"revs":{"drop":[0,1]}}},`, id)
	}
	lines := []string{strings.TrimSuffix(start.String(), ",") + "]}"}
	for i := 1; i < 200; i++ {
		lines = append(lines, fmt.Sprintf(`{"i":%d,"t":1,"c":"tick","node":[%s]}`, i, strings.TrimSuffix(drop, ",")))
	}
	if _, err := Read(bytes.NewReader(recordingtest.Forge(lines...)), "f"); err == nil || !strings.Contains(err.Error(), "takes more memory") {
		t.Error(err)
	}
}

// What real clusters show of their stores comes back as it was.
func TestStoresComeBack(t *testing.T) {
	leases, streams, alarms, compacted := 0, 0, 0, 0
	for seed := range uint64(3) {
		cfg := config.Default()
		cfg.Nodes, cfg.Seed, cfg.CompactBatch, cfg.Checkpoint = 3, seed+1, 3, 1000
		if seed%2 == 1 {
			cfg.SnapshotEvery, cfg.SnapshotKeep, cfg.Quota = 20, 5, 40_000
		}
		c, err := engine.New(cfg, "")
		if err != nil {
			t.Fatal(err)
		}
		steps := []*event.Step{c.Start()}
		r := New(Header{Config: cfg}, c.Start())
		draw := seeded(seed)
		of := slices.Concat(storm.Faults, storm.Watching)
		for range 1500 {
			s, err := c.Step()
			if err == nil {
				steps = append(steps, s)
			}
			if draw(6) > 0 {
				continue
			}
			line := of[draw(len(of))](c.Frame(), draw)
			switch draw(6) {
			case 0, 1:
				line = fmt.Sprintf("put k%d %0*d", draw(6), 1+draw(2000), draw(9))
			case 2:
				line = fmt.Sprintf("lease grant 60 --id=%d", 1+draw(9))
			case 3:
				line = fmt.Sprintf("put l%d v --lease=%d", draw(5), 1+draw(9))
			case 4:
				line = fmt.Sprintf("compaction %d", 2+draw(30))
			}
			if cmd, err := command.Parse(line); err == nil {
				if s, err := c.Do(cmd); err == nil {
					steps = append(steps, s)
				}
			}
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		for _, s := range steps[1:] {
			if err := r.Append(s); err != nil {
				t.Fatal(err)
			}
			for _, n := range s.Frame.Nodes {
				if d := n.Store; d != nil {
					leases, streams, alarms = leases+len(d.Leases), streams+len(d.Streams), alarms+len(d.Alarms)
					compacted += int(d.FinishedCompactRev)
				}
			}
		}
		var file bytes.Buffer
		if _, err := r.WriteTo(&file); err != nil {
			t.Fatal(err)
		}
		read, err := Read(&file, "file")
		if err != nil {
			t.Fatal(err)
		}
		sameSteps(t, r, steps, func(i int) int { return (i * 131) % len(steps) })
		sameSteps(t, read, steps, func(i int) int { return len(steps) - 1 - i })
	}
	if leases == 0 || streams == 0 || alarms == 0 || compacted == 0 {
		t.Errorf("the test has lost its force: %d leases, %d streams, %d alarms, compacted %d", leases, streams, alarms, compacted)
	}
}
