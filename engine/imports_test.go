package engine_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// What keeps the house in order and runs repeatable, held against the source.

// floors are the folders of the program, from the lowest up. A package imports
// those of its own floor and below. scripts holds data; its tests play them.
var floors = []string{"scripts", "mvccviz", "engine", "recordings", "lessons", "tui", "cmd"}

// core are the floors in which equal inputs make equal runs. They know nothing
// of screens, lessons and files of recordings, not even in tests.
var core = []string{"mvccviz", "engine"}

var unknownToCore = []string{
	"raftviz/scripts", "raftviz/recordings", "raftviz/lessons", "raftviz/tui", "raftviz/cmd",
	"charm.land/", "github.com/charmbracelet/",
}

// spoken are the packages that every floor may import, to say what is wrong.
var spoken = []string{"engine/lang", "engine/lang/langtest"}

// leaves are plain data. They import the standard library and those listed, of
// ours and of others.
var leaves = map[string][]string{
	"mvccviz/layout": {"engine/lang"},
	"mvccviz/store":  {},
	"engine/config":  {"engine/lang"},
	"engine/etcd":    {"engine/command", "engine/config", "go.etcd.io/etcd/api/v3/etcdserverpb", "go.etcd.io/etcd/api/v3/mvccpb", "google.golang.org/grpc/codes", "google.golang.org/protobuf/proto"},
	"engine/frame":   {"engine/config", "engine/etcd", "engine/lang", "mvccviz/store"},
	"engine/event":   {"engine/config", "engine/etcd", "engine/frame", "engine/lang", "engine/record"},
	"engine/command": {"engine/config", "engine/lang", "engine/termtext", "go.etcd.io/etcd/api/v3/etcdserverpb"},
	"engine/lang":    {},
	"engine/record":  {},
}

// strangers are parts of the engine that do not know each other: the cluster
// joins them.
var strangers = map[string][]string{
	"engine/machine":  {"engine/network", "engine/clients"},
	"engine/replica":  {"engine/network", "engine/clients", "engine/machine"},
	"engine/network":  {"engine/clients", "engine/machine", "engine/replica"},
	"engine/clients":  {"engine/network", "engine/machine", "engine/replica"},
	"engine/message":  {"engine/network", "engine/clients", "engine/machine", "engine/replica"},
	"engine/request":  {"engine/network", "engine/clients", "engine/machine", "engine/replica", "engine/message"},
	"engine/schedule": {"engine/network", "engine/clients", "engine/machine", "engine/replica", "engine/message"},
	"engine/disk":     {"engine/network", "engine/clients", "engine/machine", "engine/replica", "engine/message"},
}

// unknownToScreen is what the screen does not reach: it draws plain data.
var unknownToScreen = []string{
	"raftviz/mvccviz/mvcc", "raftviz/mvccviz/bolt", "raftviz/mvccviz/datafile", "go.etcd.io/raft", "go.etcd.io/bbolt",
}

// forTests are packages that only tests import. Like tests they may use what the
// packages around them must not.
var forTests = []string{"tui/view/samples", "tui/view/golden", "engine/faults", "engine/storm"}

// mayPlant are the files by which tests plant faults into a cluster.
var mayPlant = []string{"engine/plant.go", "engine/replica/plant.go"}

// fractions are the packages of the engine that read numbers people write.
// Elsewhere a float would let machines differ.
var fractions = []string{"engine/command", "engine/query"}

// banned are imports that bring in chance or change.
var banned = map[string]string{
	"math/rand":    "it can be unseeded; use math/rand/v2",
	"crypto/rand":  "it cannot be seeded",
	"hash/maphash": "its seed differs from process to process",
}

// only are the packages of which the core uses some names but not the others.
var only = map[string]struct {
	names []string
	allow bool // names are all that is allowed, rather than what is not
	why   string
}{
	"time": {[]string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"}, false,
		"time is virtual"},
	"math/rand/v2": {[]string{"New", "NewPCG", "NewChaCha8", "NewZipf", "Rand", "Source", "PCG", "ChaCha8", "Zipf"}, true,
		"the others draw from a source without a seed"},
}

// A file is one parsed source file.
type file struct {
	path, pkg, floor string // from the root, with slashes: engine/disk/log.go, engine/disk, engine
	test             bool
	fset             *token.FileSet
	ast              *ast.File
	found            []string
}

// offences returns what is wrong with the file of that path and text.
func offences(path, src string) ([]string, error) {
	f := &file{path: path, test: strings.HasSuffix(path, "_test.go"), fset: token.NewFileSet()}
	f.pkg = path[:max(0, strings.LastIndexByte(path, '/'))]
	f.floor, _, _ = strings.Cut(path, "/")
	var err error
	if f.ast, err = parser.ParseFile(f.fset, path, src, parser.SkipObjectResolution); err != nil {
		return nil, err
	}
	if !slices.Contains(floors, f.floor) {
		f.offend(f.ast, "%s is no folder of the program", f.floor)
		return f.found, nil
	}
	names := map[string]string{} // of imports, as this file calls them
	for _, spec := range f.ast.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		f.direction(spec, p)
		switch {
		case slices.Contains(core, f.floor):
			f.imported(spec, p)
		case f.floor == "tui" && !f.test:
			f.drawn(spec, p)
		}
		names[called(spec, p)] = p
	}
	if !f.test && !slices.Contains(forTests, f.pkg) && !slices.Contains(mayPlant, f.path) {
		ast.Inspect(f.ast, f.plants)
	}
	if slices.Contains(core, f.floor) && !f.test {
		ast.Inspect(f.ast, func(n ast.Node) bool { return f.node(n, names) })
	}
	return f.found, nil
}

func (f *file) offend(n ast.Node, format string, a ...any) {
	f.found = append(f.found, fmt.Sprintf("%s:%d: %s", f.path, f.fset.Position(n.Pos()).Line, fmt.Sprintf(format, a...)))
}

// called returns the name by which a file uses an import.
func called(spec *ast.ImportSpec, p string) string {
	if spec.Name != nil {
		return spec.Name.Name
	}
	p = strings.TrimSuffix(p, "/v2")
	return p[strings.LastIndexByte(p, '/')+1:]
}

// direction checks an import of one of our packages.
func (f *file) direction(spec *ast.ImportSpec, p string) {
	ours, ok := strings.CutPrefix(p, "raftviz/")
	others := strings.Contains(strings.Split(p, "/")[0], ".")
	if allowed, leaf := leaves[f.pkg]; leaf && !f.test && (ok || others) && !slices.Contains(allowed, ours) {
		f.offend(spec, "%s is plain data and must not import %s", f.pkg, p)
		return
	}
	if !ok || slices.Contains(spoken, ours) {
		return
	}
	if !f.test && slices.Contains(forTests, ours) {
		f.offend(spec, "%s is for tests only", p)
	}
	floor, _, _ := strings.Cut(ours, "/")
	if k := slices.Index(floors, floor); (k < 0 || k > slices.Index(floors, f.floor)) && !(f.test && f.floor == "scripts") {
		f.offend(spec, "%s must not import %s: imports point down", f.floor, p)
	}
	if slices.Contains(strangers[f.pkg], ours) {
		f.offend(spec, "%s must not import %s: the cluster joins them", f.pkg, p)
	}
	if p == "raftviz/engine" && strings.HasPrefix(f.pkg, "engine/") && !f.test {
		f.offend(spec, "%s must not import the engine it is a part of", f.pkg)
	}
}

// imported checks any import of a file of the core.
func (f *file) imported(spec *ast.ImportSpec, p string) {
	for _, u := range unknownToCore {
		if f.pkg == "engine/termtext" && p == "github.com/charmbracelet/x/ansi" {
			continue // how wide a text is; it knows no screen
		}
		if p == u || strings.HasPrefix(p, strings.TrimSuffix(u, "/")+"/") {
			f.offend(spec, "%s knows nothing of %s", f.floor, p)
		}
	}
	if f.test {
		return
	}
	if why, ok := banned[p]; ok {
		f.offend(spec, "%s: %s", p, why)
	}
	if _, ok := only[p]; ok && spec.Name != nil && spec.Name.Name == "." {
		f.offend(spec, "%s must be called by its name", p)
	}
}

// drawn checks any import of a file of the screen.
func (f *file) drawn(spec *ast.ImportSpec, p string) {
	if strings.HasPrefix(f.pkg, "tui/view/") && !slices.Contains(forTests, f.pkg) && (p == "raftviz/engine" || p == "raftviz/recordings") {
		f.offend(spec, "what draws must not import the engine, nor recordings that run it: %s", p)
	}
	for _, u := range unknownToScreen {
		if p == u || strings.HasPrefix(p, u+"/") {
			f.offend(spec, "the screen draws plain data and must not import %s", p)
		}
	}
}

// plants finds faults that are planted: only tests do that.
func (f *file) plants(n ast.Node) bool {
	if call, ok := n.(*ast.CallExpr); ok {
		if x, ok := call.Fun.(*ast.SelectorExpr); ok && x.Sel.Name == "Plant" {
			f.offend(n, "only tests call Plant")
		}
	}
	return true
}

// node checks one node of the syntax of a file of the core, and reports whether
// to look into it.
func (f *file) node(n ast.Node, names map[string]string) bool {
	switch n := n.(type) {
	case *ast.AssignStmt: // how full bbolt packs its pages; no number of ours
		if x, ok := n.Lhs[0].(*ast.SelectorExpr); ok && x.Sel.Name == "FillPercent" {
			return false
		}
	case *ast.GoStmt:
		f.offend(n, "a goroutine")
	case *ast.SelectStmt:
		f.offend(n, "a select")
	case *ast.ChanType:
		f.offend(n, "a channel")
	case *ast.SendStmt:
		f.offend(n, "a send on a channel")
	case *ast.UnaryExpr:
		if n.Op == token.ARROW {
			f.offend(n, "a receive from a channel")
		}
	case *ast.SelectorExpr:
		if x, ok := n.X.(*ast.Ident); ok {
			if r, ok := only[names[x.Name]]; ok && slices.Contains(r.names, n.Sel.Name) != r.allow {
				f.offend(n, "%s.%s: %s", x.Name, n.Sel.Name, r.why)
			}
		}
	case *ast.Ident:
		if slices.Contains([]string{"float32", "float64", "complex64", "complex128"}, n.Name) && f.wholeNumbers() {
			f.offend(n, "a %s", n.Name)
		}
	case *ast.BasicLit:
		if (n.Kind == token.FLOAT || n.Kind == token.IMAG) && f.wholeNumbers() {
			f.offend(n, "the fraction %s", n.Value)
		}
	}
	return true
}

func (f *file) wholeNumbers() bool { return f.floor == "engine" && !slices.Contains(fractions, f.pkg) }

// TestImportsPointDown walks over the whole program.
func TestImportsPointDown(t *testing.T) {
	seen := map[string]int{}
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel("..", name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if rel != "." && notProgram(name, rel) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(rel, ".go") {
			return nil
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		found, err := offences(rel, string(src))
		for _, o := range found {
			t.Error(o)
		}
		floor, _, _ := strings.Cut(rel, "/")
		seen[floor]++
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, floor := range core {
		if seen[floor] < 10 {
			t.Errorf("saw %d files of %s only: is this the right tree?", seen[floor], floor)
		}
	}
}

// notProgram reports whether a folder holds no part of the program: what go
// itself passes over, the docs, and modules of their own.
func notProgram(name, rel string) bool {
	base := filepath.Base(name)
	if rel == "docs" || base == "testdata" || base[0] == '.' || base[0] == '_' {
		return true
	}
	_, err := os.Stat(filepath.Join(name, "go.mod"))
	return err == nil
}

// TestOffencesAreSeen plants them.
func TestOffencesAreSeen(t *testing.T) {
	for _, c := range []struct{ path, src, want string }{
		{"engine/x.go", `import "raftviz/tui"`, "engine must not import raftviz/tui: imports point down; engine knows nothing of raftviz/tui"},
		{"engine/x.go", `import "raftviz/tui/view/theme"`, "engine must not import raftviz/tui/view/theme: imports point down; engine knows nothing of raftviz/tui/view/theme"},
		{"engine/x_test.go", `import "raftviz/lessons"`, "engine must not import raftviz/lessons: imports point down; engine knows nothing of raftviz/lessons"},
		{"engine/check/x.go", `import r "raftviz/recordings"`, "engine must not import raftviz/recordings: imports point down; engine knows nothing of raftviz/recordings"},
		{"engine/x.go", `import "raftviz/scripts"`, "engine knows nothing of raftviz/scripts"},
		{"engine/x.go", `import "charm.land/lipgloss/v2"`, "engine knows nothing of charm.land/lipgloss/v2"},
		{"mvccviz/mvcc/x.go", `import tea "github.com/charmbracelet/bubbletea"`, "mvccviz knows nothing of github.com/charmbracelet/bubbletea"},
		{"mvccviz/mvcc/x.go", `import "raftviz/engine/frame"`, "mvccviz must not import raftviz/engine/frame: imports point down"},
		{"mvccviz/mvcc/x.go", `import "raftviz/engine/lang"`, ""},
		{"recordings/x.go", `import "raftviz/lessons"`, "recordings must not import raftviz/lessons: imports point down"},
		{"tui/x_test.go", `import "raftviz/cmd/raftviz"`, "tui must not import raftviz/cmd/raftviz: imports point down"},
		{"scripts/x.go", `import "raftviz/engine"`, "scripts must not import raftviz/engine: imports point down"},
		{"engine/x.go", `import "raftviz/attic"`, "engine must not import raftviz/attic: imports point down"},
		{"util/x.go", ``, "util is no folder of the program"},
		{"main.go", ``, "main.go is no folder of the program"},
		{"engine/disk/x.go", `import "raftviz/engine"`, "engine/disk must not import the engine it is a part of"},
		{"engine/network/x_test.go", `import "raftviz/engine/clients"`, "engine/network must not import raftviz/engine/clients: the cluster joins them"},
		{"engine/replica/x.go", `import "raftviz/engine/machine"`, "engine/replica must not import raftviz/engine/machine: the cluster joins them"},
		{"engine/machine/x.go", `import "raftviz/engine/replica"`, ""},
		{"engine/config/x.go", `import "raftviz/engine/frame"`, "engine/config is plain data and must not import raftviz/engine/frame"},
		{"engine/frame/x.go", `import "raftviz/engine/event"`, "engine/frame is plain data and must not import raftviz/engine/event"},
		{"engine/event/x.go", `import "go.etcd.io/raft/v3"`, "engine/event is plain data and must not import go.etcd.io/raft/v3"},
		{"engine/event/x.go", `import "go.etcd.io/etcd/api/v3/etcdserverpb"`, "engine/event is plain data and must not import go.etcd.io/etcd/api/v3/etcdserverpb"},
		{"engine/command/x.go", `import "go.etcd.io/raft/v3"`, "engine/command is plain data and must not import go.etcd.io/raft/v3"},
		{"engine/command/x.go", `import "raftviz/engine/frame"`, "engine/command is plain data and must not import raftviz/engine/frame"},

		{"mvccviz/store/x.go", `import "raftviz/mvccviz/mvcc"`, "mvccviz/store is plain data and must not import raftviz/mvccviz/mvcc"},
		{"mvccviz/layout/x.go", `import "raftviz/mvccviz/mvcc"`, "mvccviz/layout is plain data and must not import raftviz/mvccviz/mvcc"},
		{"tui/mvcc/x.go", `import "raftviz/mvccviz/mvcc"`, "the screen draws plain data and must not import raftviz/mvccviz/mvcc"},
		{"tui/view/logs/x.go", `import "raftviz/tui/view/samples"`, "raftviz/tui/view/samples is for tests only"},
		{"tui/view/logs/x_test.go", `import "raftviz/tui/view/samples"`, ""},
		{"tui/view/logs/x.go", `import "raftviz/engine"`, "what draws must not import the engine, nor recordings that run it: raftviz/engine"},
		{"tui/view/logs/x.go", `import "raftviz/recordings"`, "what draws must not import the engine, nor recordings that run it: raftviz/recordings"},
		{"tui/view/logs/x.go", `import "raftviz/recordings/linear"`, ""},
		{"tui/view/samples/x.go", `import "raftviz/recordings"`, ""},
		{"tui/x.go", `import "go.etcd.io/raft/v3"`, "the screen draws plain data and must not import go.etcd.io/raft/v3"},

		{"engine/x.go", `import "crypto/rand"`, "crypto/rand: it cannot be seeded"},
		{"mvccviz/mvcc/x.go", `import r "math/rand"`, "math/rand: it can be unseeded; use math/rand/v2"},
		{"engine/x.go", `import "hash/maphash"`, "hash/maphash: its seed differs from process to process"},
		{"engine/x.go", "import \"math/rand/v2\"\nvar x = rand.IntN(3)", "rand.IntN: the others draw from a source without a seed"},
		{"engine/x.go", "import \"time\"\nvar now = time.Now", "time.Now: time is virtual"},
		{"engine/x.go", "import clock \"time\"\nfunc f() { clock.Sleep(1) }", "clock.Sleep: time is virtual"},
		{"engine/x.go", `import . "time"`, "time must be called by its name"},
		{"mvccviz/mvcc/x.go", "import \"time\"\nvar c = time.After(1)", "time.After: time is virtual"},
		{"engine/x.go", `func f() { go f() }`, "a goroutine"},
		{"engine/x.go", `func f() { select {} }`, "a select"},
		{"engine/x.go", `func f(c chan int) { c <- <-c }`, "a channel; a send on a channel; a receive from a channel"},
		{"engine/disk/x.go", `type t struct{ x []float64 }`, "a float64"},
		{"engine/x.go", `var x = 0.5`, "the fraction 0.5"},

		{"engine/x.go", "import (\n\"math/rand/v2\"\n\"time\"\n)\nvar r = rand.New(rand.NewPCG(1, 2))\nvar d time.Duration", ""},
		{"engine/x.go", "type clock struct{ Now int }\nfunc f(time clock) int { return time.Now }", ""},
		{"engine/x.go", `import ("raftviz/engine/check"; "raftviz/mvccviz/mvcc"; "go.etcd.io/raft/v3")`, ""},
		{"engine/x.go", "func f() { c.Plant(nil) }", "only tests call Plant"},
		{"lessons/x_test.go", "func f() { c.Plant(nil) }", ""},
		{"cmd/raftviz/x.go", `import "raftviz/engine/faults"`, "raftviz/engine/faults is for tests only"},
		{"engine/x_test.go", "import \"time\"\nvar now = time.Now()", ""},
		{"engine/disk/x.go", "func f(b *bbolt.Bucket) { b.FillPercent = 0.9 }", ""},
		{"engine/explain/x_test.go", `import "raftviz/engine"`, ""},
		{"engine/event/x.go", `import "raftviz/engine/frame"`, ""},
		{"engine/command/x.go", `import ("raftviz/engine/config"; "go.etcd.io/etcd/api/v3/etcdserverpb")`, ""},
		{"engine/query/x.go", `func f(x float64) bool { return x > 0.5 }`, ""},
		{"mvccviz/mvcc/x.go", `var x = 0.5`, ""},
		{"tui/x.go", "import \"time\"\nfunc f(c chan int) { go f(c); time.Sleep(1) }", ""},
		{"tui/mvcc/x.go", `import ("raftviz/mvccviz"; "raftviz/mvccviz/store")`, ""},
		{"scripts/x_test.go", `import "raftviz/lessons"`, ""},
		{"cmd/raftviz/x.go", `import ("raftviz/tui"; "raftviz/scripts"; "raftviz/engine/event")`, ""},
	} {
		found, err := offences(c.path, "package x\n"+c.src)
		if err != nil {
			t.Errorf("%s\n%v", c.src, err)
		}
		for i, o := range found {
			_, o, _ = strings.Cut(o, ": ")
			found[i] = o
		}
		if got := strings.Join(found, "; "); got != c.want {
			t.Errorf("%s, %s\ngot  %s\nwant %s", c.path, c.src, got, c.want)
		}
	}
	if found, err := offences("engine/x.go", "package x\n\nfunc f() {\n\tgo f()\n}\n"); err != nil || len(found) != 1 || found[0] != "engine/x.go:4: a goroutine" {
		t.Errorf("an offence has the wrong place: %q, %v", found, err)
	}
}
