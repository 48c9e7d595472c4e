package tui

import (
	"strings"
	"testing"

	"raftviz/engine/lang"
	"raftviz/mvccviz/store"
	"raftviz/tui/view/golden"
	"raftviz/tui/view/samples"
)

// aFile is a small data file.
func aFile() DataFile {
	return DataFile{Name: "member/snap/db", Data: &store.State{
		Rev: 4, Index: 9, DurableIndex: 9, Term: 3, ScheduledCompactRev: 3, IndexedCompactRev: 3, FinishedCompactRev: 3,
		Revs: []*store.Rev{
			{Main: 3, Key: "a", Value: "2", Created: 2, Version: 2},
			{Main: 4, Key: "b", Value: "x\x1b[2J", Created: 4, Version: 1, Lease: 16},
		},
		Leases: []*store.Lease{{ID: 16, TTL: 60, Keys: []string{"b"}}},
		File:   &store.File{Size: 20480, InUse: 16384, Meta: 2, Freelist: 1, Leaf: 2},
	}}
}

func driveFile(t *testing.T, f DataFile, o Options) *driver {
	d := &driver{t, newApp(o)}
	d.a.showFile(f)
	return d.start()
}

func TestFile(t *testing.T) {
	d := driveFile(t, aFile(), Options{})
	d.shows("member/snap/db", "revision 4 · 2 keys, 2 of them exist", "compacted at 3", `b = x\x1b[2J`, "q quit")
	if strings.Contains(d.screen(), "← index") {
		t.Error("a file knows of raft entries")
	}
	d.press("up")
	d.shows("▸ a", "a = 2   read at 4")
	d.press("left")
	d.shows("a = 2   put at 3.0")
	d.press("enter")
	d.shows("a data file does not say")
	d.press("o", "o")
	d.shows("consistent index 9", "0000000000000004 5f 0000000000000000")
	d.press("o")
	d.shows("watchers are not in a data file")
	d.press("L")
	d.shows("修订版本 4")
	d.press("L", "?")
	d.shows("Marks", "put, and its version")
	d.press("q")
	if d.a.file.help {
		t.Error("the help stays")
	}
	if cmd := d.a.update(keyPress("q")); cmd == nil {
		t.Error("q does not leave")
	}
}

// A key can be looked at from the start, and something be said.
func TestFileAtKey(t *testing.T) {
	f := aFile()
	f.Key, f.Note = "a", "the file is damaged"
	d := driveFile(t, f, Options{})
	d.shows("▸ a", "a = 2", "the file is damaged")
	d.press("down")
	if strings.Contains(d.screen(), "damaged") {
		t.Error("it is said again and again")
	}
}

func TestFileScreens(t *testing.T) {
	var sheet golden.Sheet
	for _, v := range samples.Variants {
		d := driveFile(t, aFile(), Options{Lang: v.Lang, ASCII: v.ASCII})
		d.size(80, 24)
		d.a.View()
		sheet.Add("80×24 "+v.Name, d.a.canvas.Plain(v.ASCII))
		d.press("?")
		if v.Lang == lang.English {
			sheet.Add("help "+v.Name, d.a.canvas.Plain(v.ASCII))
		}
	}
	sheet.Check(t, "file")
}
