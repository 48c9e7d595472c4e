package langtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"raftviz/engine/lang"
)

// Messages reads the Go files of a package's folder and holds its messages in
// every language against what the code says in English: each format has a
// translation and each translation a format, and both take the same values.
//
// Formats are what Sayf and Errorf are called with, and functions of the package
// that pass a parameter named format on to them.
func Messages(t *testing.T, dir string, texts lang.Messages) {
	t.Helper()
	said := formats(t, dir)
	if len(said) == 0 {
		t.Error("the code says nothing: is this the right folder?")
	}
	for l := lang.English + 1; l < lang.Count; l++ {
		for english, place := range said {
			if _, ok := texts[l][english]; !ok && worded(english) {
				t.Errorf("%s: in %v there is no %q", place, l, english)
			}
		}
		for _, english := range slices.Sorted(maps.Keys(texts[l])) {
			if _, ok := said[english]; !ok {
				t.Errorf("in %v there is %q, which nothing says", l, english)
			}
			for _, fault := range faults(english, texts[l][english]) {
				t.Errorf("in %v %q: %s", l, english, fault)
			}
		}
	}
}

// worded reports whether a format has words, and not values and signs only.
func worded(format string) bool {
	return strings.ContainsFunc(verb.ReplaceAllString(format, ""), unicode.IsLetter)
}

// formats returns the formats that a package's functions are called with, and
// where.
func formats(t *testing.T, dir string) map[string]string {
	t.Helper()
	fset := token.NewFileSet()
	files := parsed(t, fset, dir)
	at := sayers(files)
	said := map[string]string{}
	for _, file := range files {
		for _, decl := range file.Decls {
			f, isFunc := decl.(*ast.FuncDecl)
			_, wraps := at[nameOf(f)]
			calls(decl, at, func(call *ast.CallExpr, arg int) {
				place := fmt.Sprint(fset.Position(call.Pos()))
				if format, ok := written(call.Args[arg]); ok {
					said[format] = place
				} else if !isFunc || !wraps {
					t.Errorf("%s: the format is not written out", place)
				}
			})
		}
	}
	return said
}

func parsed(t *testing.T, fset *token.FileSet, dir string) (files []*ast.File) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// sayers returns the functions that take formats, and which of their arguments
// it is.
func sayers(files []*ast.File) map[string]int {
	at := map[string]int{"Sayf": 0, "Errorf": 0}
	for known := 0; known < len(at); {
		known = len(at)
		for _, file := range files {
			for _, decl := range file.Decls {
				f, ok := decl.(*ast.FuncDecl)
				if !ok {
					continue
				}
				if arg := formatOf(f); arg >= 0 {
					calls(f, at, func(*ast.CallExpr, int) { at[f.Name.Name] = arg })
				}
			}
		}
	}
	return at
}

// formatOf returns which of a function's parameters is named format, or -1.
func formatOf(f *ast.FuncDecl) int {
	n := 0
	for _, field := range f.Type.Params.List {
		for _, name := range field.Names {
			if name.Name == "format" {
				return n
			}
			n++
		}
	}
	return -1
}

func nameOf(f *ast.FuncDecl) string {
	if f == nil {
		return ""
	}
	return f.Name.Name
}

// calls goes through the calls of sayers, with the argument that is the format.
func calls(in ast.Node, at map[string]int, each func(call *ast.CallExpr, arg int)) {
	ast.Inspect(in, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if arg, ok := at[called(call)]; ok && arg < len(call.Args) {
				each(call, arg)
			}
		}
		return true
	})
}

// called returns the name of the function or method that is called, but for
// those of fmt.
func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); !ok || x.Name != "fmt" {
			return f.Sel.Name
		}
	}
	return ""
}

func written(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			s, err := strconv.Unquote(e.Value)
			return s, err == nil
		}
	case *ast.BinaryExpr:
		a, okA := written(e.X)
		b, okB := written(e.Y)
		return a + b, okA && okB && e.Op == token.ADD
	}
	return "", false
}

// verb is how a format takes a value.
var verb = regexp.MustCompile(`%[+#0-9.]*(?:\[(\d+)\])?([a-zA-Z%])`)

// taken returns the verbs of a format by the number of the value that they take.
func taken(format string) map[int]string {
	m := map[int]string{}
	next := 1
	for _, v := range verb.FindAllStringSubmatch(format, -1) {
		if v[2] == "%" {
			continue
		}
		if v[1] != "" {
			next, _ = strconv.Atoi(v[1])
		}
		m[next] = v[2]
		next++
	}
	return m
}

// unwelcome are words and signs that Chinese texts do not use, and what they use
// instead.
var unwelcome = map[string]string{
	"观察者": "监听者", "「": "“", "」": "”", "『": "“", "网络分区": "隔离", "滴答": "tick", "到时": "到期",
	"推选": "选举", "下野": "下台", "警报": "告警", "投票者": "投票成员", "线性化读": "线性一致性读",
	"音讯": "消息", "移交": "转移",
}

// asciiMark is a comma or semicolon of English between Chinese words.
var asciiMark = regexp.MustCompile(`\p{Han}[,;:!?]|[,;]\p{Han}`)

// faults returns what is wrong with a translation.
func faults(english, text string) (found []string) {
	if e, o := taken(english), taken(text); !maps.Equal(e, o) {
		found = append(found, fmt.Sprintf("%q takes %v and not %v", text, o, e))
	}
	for w, better := range unwelcome {
		if strings.Contains(text, w) {
			found = append(found, fmt.Sprintf("%q says %s; write %s", text, w, better))
		}
	}
	if m := asciiMark.FindString(text); m != "" {
		found = append(found, fmt.Sprintf("%q: %q has a mark of English", text, m))
	}
	return found
}
