package recording

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"raftviz/engine/config"
	"raftviz/engine/frame"
	"raftviz/recordings/recording/recordingtest"
)

func small(t testing.TB, steps int) *Recording {
	r, _ := recorded(t.(interface{ Fatal(...any) }), newWorld(seeded(11)), steps)
	return r
}

func TestSaveAndLoad(t *testing.T) {
	r := small(t, blockSteps+40)
	for _, name := range []string{"a.jsonl", "a.jsonl.zst"} {
		path := filepath.Join(t.TempDir(), name)
		for range 2 { // the second time it replaces the first
			if err := r.Save(path); err != nil {
				t.Fatal(err)
			}
		}
		got, err := Load(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(recordingtest.Text(t, got), recordingtest.Text(t, r)) {
			t.Errorf("%s does not hold what was saved", name)
		}
		if h := got.Header(); h.Name != "random" || h.Version != "test" || h.Format != Format {
			t.Errorf("%s has another header: %+v", name, h)
		}
		noLitter(t, filepath.Dir(path), name)
	}
}

func TestSaveFails(t *testing.T) {
	dir := t.TempDir()
	if err := small(t, 3).Save(filepath.Join(dir, "none", "a.jsonl")); !errors.Is(err, os.ErrNotExist) {
		t.Error("saved into a folder that is not there:", err)
	}
	taken := filepath.Join(dir, "taken")
	if err := os.MkdirAll(filepath.Join(taken, "full"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := small(t, 3).Save(taken); err == nil {
		t.Error("a folder was replaced")
	}
	noLitter(t, dir, "taken")
}

// noLitter fails the test if the folder holds more than the named file.
func noLitter(t *testing.T, dir, name string) {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 || files[0].Name() != name {
		t.Errorf("the folder holds %v, %v", files, err)
	}
}

// However much of a plain file a crash leaves, what is complete is read.
func TestTorn(t *testing.T) {
	r := small(t, 10)
	whole := recordingtest.Text(t, r)
	for n := range len(whole) + 1 {
		lines := bytes.Count(whole[:n], []byte("\n"))
		got, err := Read(bytes.NewReader(whole[:n]), "f")
		complete := n == len(whole) || whole[n] == '\n' // the last line lacks at most its newline
		if complete && whole[n-1] != '\n' {
			lines++
		}
		if lines < 2 {
			if err == nil {
				t.Fatalf("%d bytes: there is no start", n)
			}
			continue
		}
		if err != nil {
			t.Fatalf("%d bytes: %v", n, err)
		}
		checkPrefix(t, r, got, lines-2)
		atEnd := complete || whole[n-1] == '\n'
		switch torn := got.Torn(); {
		case atEnd != (torn == nil):
			t.Fatalf("%d bytes: torn is %v", n, torn)
		case torn != nil && (torn.Line != lines+1 || torn.Steps != lines-2):
			t.Fatalf("%d bytes, %d lines: torn is %v", n, lines, torn)
		}
	}
}

func checkPrefix(t *testing.T, r, got *Recording, steps int) {
	t.Helper()
	if got.Len() != steps || got.Digest(steps) != r.Digest(steps) {
		t.Fatalf("%d steps were read, not %d", got.Len(), steps)
	}
}

// A compressed file is read up to the last Sync at least.
func TestTornCompressed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.jsonl.zst")
	w := newWorld(seeded(12))
	r := New(Header{Config: config.Default()}, w.start())
	out, err := Create(path, r)
	if err != nil {
		t.Fatal(err)
	}
	type mark struct{ bytes, steps int }
	var marks []mark
	for range 8 {
		for range 10 {
			if err := r.Append(w.step()); err != nil {
				t.Fatal(err)
			}
			if err := out.Follow(); err != nil {
				t.Fatal(err)
			}
		}
		if err := out.Sync(); err != nil {
			t.Fatal(err)
		}
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		marks = append(marks, mark{len(file), r.Len()})
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for n := marks[0].bytes; n < len(whole); n += 61 {
		got, err := Read(bytes.NewReader(whole[:n]), "f")
		if err != nil {
			t.Fatalf("%d bytes: %v", n, err)
		}
		synced := 0
		for _, m := range marks {
			if m.bytes <= n {
				synced = m.steps
			}
		}
		if got.Len() < synced || got.Torn() == nil {
			t.Fatalf("%d bytes: %d steps of %d, torn %v", n, got.Len(), synced, got.Torn())
		}
		checkPrefix(t, r, got, got.Len())
	}
	got, err := Read(bytes.NewReader(whole), "f")
	if err != nil || got.Torn() != nil {
		t.Fatal(err, got.Torn())
	}
	checkPrefix(t, r, got, r.Len())
}

// A plain file holds every line as soon as it was followed.
func TestWriterFollows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.jsonl")
	w := newWorld(seeded(13))
	r := New(Header{Config: config.Default()}, w.start())
	for range blockSteps + 3 {
		if err := r.Append(w.step()); err != nil {
			t.Fatal(err)
		}
	}
	out, err := Create(path, r)
	if err != nil {
		t.Fatal(err)
	}
	for k := range 3 * blockSteps {
		if err := r.Append(w.step()); err != nil {
			t.Fatal(err)
		}
		if k%5 == 0 {
			continue
		}
		if err := out.Follow(); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, recordingtest.Text(t, r)) {
			t.Fatalf("step %d: the file is not the recording: %v", r.Len(), err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	if err := out.Follow(); err != nil {
		t.Error("nothing was to be written:", err)
	}
	if err := r.Append(w.step()); err != nil {
		t.Fatal(err)
	}
	if err := out.Follow(); !errors.Is(err, os.ErrClosed) {
		t.Error("a closed file was written to:", err)
	}
}

// Whatever is changed in a file is found, at its line.
func TestTampered(t *testing.T) {
	whole := recordingtest.Text(t, small(t, 30))
	lines := bytes.SplitAfter(bytes.TrimSuffix(whole, []byte("\n")), []byte("\n"))
	n := seeded(14)
	for k := 1; k < len(lines); k++ {
		for range 20 {
			at := n(len(lines[k]) - 1)
			line := bytes.Clone(lines[k])
			line[at] ^= byte(1 << n(7))
			if line[at] == '\n' {
				continue
			}
			file := bytes.Join([][]byte{bytes.Join(lines[:k], nil), line, bytes.Join(lines[k+1:], nil), []byte("\n")}, nil)
			wantFault(t, file, k+1, "")
		}
	}
}

func TestMovedLines(t *testing.T) {
	lines := bytes.SplitAfter(recordingtest.Text(t, small(t, 30)), []byte("\n"))
	swapped := append([][]byte{}, lines...)
	swapped[9], swapped[10] = swapped[10], swapped[9]
	for _, c := range []struct {
		file []byte
		line int
		says string
	}{
		{bytes.Join(append(append([][]byte{}, lines[:9]...), lines[10:]...), nil), 10, "step 9 is here, and step 8 should be"},
		{bytes.Join(swapped, nil), 10, "step 9 is here, and step 8 should be"},
		{bytes.Join(append(append([][]byte{}, lines[:9]...), lines[8:]...), nil), 10, "step 7 is here, and step 8 should be"},
	} {
		wantFault(t, c.file, c.line, c.says)
	}
}

func wantFault(t *testing.T, file []byte, line int, says string) {
	t.Helper()
	_, err := Read(bytes.NewReader(file), "dir/f.jsonl")
	var fault *FileError
	if !errors.As(err, &fault) || fault.Line != line || !strings.Contains(err.Error(), says) {
		t.Fatalf("want an error in line %d with %q, have %v", line, says, err)
	}
	if !strings.HasPrefix(err.Error(), fmt.Sprintf("dir/f.jsonl:%d: ", line)) {
		t.Fatalf("the error has no place: %v", err)
	}
}

func TestNoRecording(t *testing.T) {
	header := string((&Header{Format: Format, config: mustMarshal(config.Default())}).line())
	for _, c := range []struct{ name, file, want string }{
		{"empty", "", "f:1: the file is empty"},
		{"text", "hello\n", "f:1: not a recording of raftviz: the first line should be its header"},
		{"other JSON", `{"a":1}` + "\n", "f:1: not a recording of raftviz: the first line should be its header"},
		{"newer", `{"raftviz":3,"version":"9.1","new":[]}` + "\n", "f:1: recorded by raftviz 9.1 in format 3; this raftviz reads format 2; a newer raftviz can open it"},
		{"older", `{"raftviz":1}` + "\n", "f:1: recorded by another version of raftviz in format 1; this raftviz reads format 2; open it with the version that recorded it, or record it again"},
		{"hostile version", `{"raftviz":3,"version":"\u001b[2J"}` + "\n", `f:1: recorded by raftviz \x1b[2J in format 3; this raftviz reads format 2; a newer raftviz can open it`},
		{"unknown member", `{"raftviz":2,"mood":3}` + "\n", `f:1: the header cannot be read: unknown field "mood"; a newer raftviz may know it`},
		{"bad type", `{"raftviz":2,"config":{"nodes":"five"}}` + "\n", `f:1: the header cannot be read: "config.nodes" cannot be string`},
		{"bad configuration", strings.Replace(header, `"nodes":3`, `"nodes":99`, 1) + "\n", "f:1: the header's configuration cannot be: nodes: 99 is not between 1 and 9"},
		{"only a header", header + "\n", "f:1: the file ends before the start of its run; there is nothing to show"},
		{"torn header", header[:50], "f:1: the file ends before the start of its run; there is nothing to show"},
		{"torn start", header + "\n" + `{"i":0,"t":0`, "f:2: the file ends before the start of its run; there is nothing to show"},
		{"no digest", header + "\n" + `{"i":0,"t":0}` + "\n", `f:2: the line does not end with its digest, "h"`},
		{"no JSON", header + "\n" + "nothing\n", "f:2: the line is not JSON"},
	} {
		if _, err := Read(strings.NewReader(c.file), "f"); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v\nwant %s", c.name, err, c.want)
		}
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

// A file whose digests are right is still not believed.
func TestHostileLines(t *testing.T) {
	start := `{"i":0,"t":5,"c":"start","ent":[[1,1,"UAoBYRIBMQ"]],"node":[{"n":"n1","log":{"first":1,"add":[0]},"conf":{}},{"n":"n2","log":{"first":1},"conf":{}}]}`
	if _, err := Read(bytes.NewReader(recordingtest.Forge(start)), "f"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ line, says string }{
		{`{"i":2,"t":0,"c":"tick"}`, "step 2 is here"},
		{`{"i":1,"t":0,"c":"start"}`, "starts only once"},
		{`{"i":1,"t":-5,"c":"tick"}`, "a number should be"},
		{`{"i":1,"t":4,"c":"tick"}`, "time runs backwards"},
		{`{"i":1,"t":0,"c":"yawn"}`, `"yawn" is no cause`},
		{`{"i":1,"t":0,"c":"tick","zz":1}`, `a step has no field "zz"`},
		{`{"i":1,"t":00}`, "begins with 0"},
		{`{"i":1,"t":1e3}`, `'e' where ',' should be`},
		{`{"i":1,"t":99999999999999999999}`, "too large"},
		{`{"i":1,"t":4611686018427387905}`, "too large"},
		{`{"i":1,"t":-}`, "a number should be"},
		{`{"i":1, "t":1}`, `' ' where '"' should be`},
		{`{"i":1,"x":"\ud800"}`, "four digits"},
		{`{"i":1,"x":"\u00"}`, "four digits"},
		{`{"i":1,"x":"\q"}`, `unknown escape \q`},
		{"{\"i\":1,\"x\":\"a\x01\"}", "control character"},
		{"{\"i\":1,\"x\":\"a\xff\"}", "not UTF-8"},
		{`{"i":1}}`, "something follows"},
		{`{"i":1,"node":[[[[[[[[[[[[[[[[[[[[[[[[]}`, "should be"},
		{`{"i":1,"node":[{"n":"n1","log":{"add":[1]}}]}`, "there is no entry 1 yet"},
		{`{"i":1,"node":[{"n":"n1","log":{"add":[-1]}}]}`, "a number should be"},
		{`{"i":1,"node":[{"n":"n1","log":{"cut":0}}]}`, "cannot be cut at 0"},
		{`{"i":1,"node":[{"n":"n1","log":{"cut":3}}]}`, "cannot be cut at 3"},
		{`{"i":1,"node":[{"n":"n1","log":{"first":0}}]}`, "cannot begin at 0"},
		{`{"i":1,"node":[{"n":"n1","log":{"first":18446744073709551615}}]}`, "too large"},
		{`{"i":1,"node":[{"n":"n1","log":{"add":[0]}}]}`, "must follow one another"},
		{`{"i":1,"node":[{"n":"n3"}]}`, "must follow one another"},
		{`{"i":1,"node":[{"n":"n3","log":{"first":1}}]}`, "must have a configuration"},
		{`{"i":1,"node":[{"n":"n16"}]}`, `"n16" is not a node`},
		{`{"i":1,"node":[{"n":"\u001b"}]}`, `"\x1b" is not a node`},
		{`{"i":1,"node":[{"term":1}]}`, `should begin with "n"`},
		{`{"i":1,"node":[{"n":"n1","elapsed":2147483648}]}`, "too large"},
		{`{"i":1,"node":[{"n":"n1","role":"king"}]}`, `"king" is no role`},
		{`{"i":1,"node":[{"n":"n1","peer":[{"n":"n2"},"n3"]}]}`, `there is no peer "n3"`},
		{`{"i":1,"node":[{"n":"n1","peer":[{"n":"n2"},{"n":"n2"}]}]}`, `peer "n2" is out of order`},
		{`{"i":1,"node":[{"n":"n2"},{"n":"n1"}]}`, `node "n1" is out of order`},
		{`{"i":1,"node":["n1"]}`, "they never vanish"},
		{`{"i":1,"node":[{"n":"n1","queue":{"pop":1}}]}`, "cannot leave a queue of 0"},
		{`{"i":1,"node":[{"n":"n1","queue":{"due":[[0,5]]}}]}`, "no place 0"},
		{`{"i":1,"node":[{"n":"n1","store":{"hash":"12"}}]}`, "sixteen hex digits"},
		{`{"i":1,"msg":[4]}`, "there is no message 4"},
		{`{"i":1,"msg":[{"id":4},4]}`, "message 4 is out of order"},
		{`{"i":1,"msg":[0,0,0]}`, "there is no message 0"},
		{`{"i":1,"msg":[{"id":4},{"id":4}]}`, "message 4 is out of order"},
		{`{"i":1,"msg":[{"id":4},{"id":3}]}`, "message 3 is out of order"},
		{`{"i":1,"msg":[{"type":"MsgApp"}]}`, `should begin with "id"`},
		{`{"i":1,"ev":[{"k":"sent","m":7}]}`, "message 7, which is nowhere"},
		{`{"i":1,"msg":[{"id":7}],"ev":[{"k":"sent","m":7,"v":1}]}`, "message 7, which is nowhere"},
		{`{"i":1,"seen":[{"id":7}],"ev":[{"k":"sent","m":7,"v":99999999999}]}`, "message 7, which is nowhere"},
		{`{"i":1,"ev":[],"msg":[{"id":7}]}`, "comes after the events"},
		{`{"i":1,"ev":[],"seen":[{"id":7}]}`, "comes after the events"},
		{`{"i":1,"ev":[{"k":"exploded"}]}`, "is no kind of event"},
		{`{"i":1,"ev":[{"k":"dropped","r":"whim"}]}`, `"whim" is no reason`},
		{`{"i":1,"ev":[{"n":"n1"}]}`, "an event should begin with its kind"},
		{`{"i":1,"ev":[{"k":"paused","term":1}]}`, `an event paused has no field "term"`},
		{`{"i":1,"p":1}`, "step 1 was scheduled 1 steps before it"},
		{`{"i":1,"cl":[{"n":"c1","open":[1]}]}`, "there is no operation 1"},
		{`{"i":1,"node":[{"n":"n1","granted":[` + strings.Repeat(`"n1",`, 70) + `"n1"]}]}`, "a list of more than 64"},
		{`{"i":1,"net":{"links":[` + strings.Repeat(`{},`, 2000) + `{}]}}`, "more than 1024 links"},
		{`{"t":5,"c":"tick"}`, "step 0 is here"},
		{`{"t":5,"i":7}`, "step 7 is here"},
		{`{"i":1,"t":5,"i":7}`, "step 7 is here"},
		{`{"i":1,"t":}`, "'}' where a number should be"},
	} {
		_, err := Read(bytes.NewReader(recordingtest.Forge(start, c.line)), "f")
		var fault *FileError
		if !errors.As(err, &fault) || fault.Line != 3 || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%.80s\ngives %v\nwant  %s", c.line, err, c.says)
		}
	}
	for _, s := range []string{`{"i":0,"t":0,"c":"start"}`, `{"i":0,"t":-1,"c":"start","node":[{"n":"n1"}]}`, `{"i":1,"t":0,"c":"start"}`, `{"i":0,"t":0,"c":"tick"}`} {
		if _, err := Read(bytes.NewReader(recordingtest.Forge(s)), "f"); err == nil {
			t.Error("this is no start:", s)
		}
	}
}

// A small file cannot take a lot of memory.
func TestBombs(t *testing.T) {
	for _, c := range []struct {
		name, unit string
		times      int
		says       string
	}{
		{"one line", strings.Repeat(" ", 1<<20), 1 << 9, "a line of more than 32 MB"},
		{"many lines", "{}\n", 1 << 28, "not a recording"},
		{"one string", `{"raftviz":2,"name":"` + strings.Repeat("x", 1<<20), 1 << 9, "a line of more than 32 MB"},
	} {
		read, write := io.Pipe()
		go func() {
			z, _ := zstd.NewWriter(write)
			for range c.times {
				if _, err := io.WriteString(z, c.unit); err != nil {
					break
				}
			}
			write.CloseWithError(z.Close())
		}()
		_, err := Read(read, "bomb")
		read.Close()
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// Short lines that ask for a lot of memory are refused: here each step of one
// node after another copies a long log.
func TestHeavyLines(t *testing.T) {
	const entries = 60_000
	var start strings.Builder
	start.WriteString(`{"i":0,"t":0,"c":"start","ent":[[1,1,""]`)
	for i := 2; i <= entries; i++ {
		fmt.Fprintf(&start, `,[%d,1,""]`, i)
	}
	start.WriteString(`],"node":[`)
	for id := 1; id <= config.MaxID; id++ {
		fmt.Fprintf(&start, `{"n":"n%d","log":{"first":1,"add":[0`, id)
		for i := 1; i < entries; i++ {
			fmt.Fprintf(&start, `,%d`, i)
		}
		start.WriteString(`]},"conf":{}},`)
	}
	lines := []string{strings.TrimSuffix(start.String(), ",") + "]}"}
	for i := 1; i < 300; i++ {
		var l strings.Builder
		fmt.Fprintf(&l, `{"i":%d,"t":1,"c":"tick","node":[`, i)
		for id := 1; id <= config.MaxID; id++ {
			fmt.Fprintf(&l, `{"n":"n%d","log":{"cut":%d,"add":[%d]}},`, id, entries, entries-1)
		}
		lines = append(lines, strings.TrimSuffix(l.String(), ",")+"]}")
	}
	if _, err := Read(bytes.NewReader(recordingtest.Forge(lines...)), "f"); err == nil || !strings.Contains(err.Error(), "takes more memory") {
		t.Error(err)
	}
}

// Damage to compressed data does not go unnoticed.
func TestDamagedCompressed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.zst")
	if err := small(t, 200).Save(path); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for at := len(file) / 4; at < len(file); at += 97 {
		bad := bytes.Clone(file)
		bad[at] ^= 0x55
		if r, err := Read(bytes.NewReader(bad), "f"); err == nil && r.Torn() == nil {
			t.Errorf("byte %d: nothing is wrong", at)
		}
	}
}

func TestTooMuchToRecord(t *testing.T) {
	w := newWorld(seeded(15))
	r := New(Header{Config: config.Default()}, w.start())
	s := w.step()
	for id := range uint64(maxFlight + 1) {
		s.Frame.Flight = append(s.Frame.Flight, &frame.Message{ID: 1000 + id})
	}
	if err := r.Append(s); err == nil || !strings.Contains(err.Error(), "65536 at most") {
		t.Error(err)
	}
}
