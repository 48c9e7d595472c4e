package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"raftviz/mvccviz"
	"raftviz/mvccviz/datafile"
	"raftviz/mvccviz/layout"

	"github.com/klauspost/compress/zstd"
	"github.com/rogpeppe/go-internal/testscript"
	"go.etcd.io/bbolt"
)

// dataFile unpacks a file that etcd wrote: datafile NAME PATH. The names are
// those of mvccviz/datafile/testdata.
func dataFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: datafile NAME PATH")
	}
	packed, err := os.ReadFile(filepath.Join(packageDir, "..", "..", "mvccviz", "datafile", "testdata", args[0]+".zst"))
	ts.Check(err)
	d, err := zstd.NewReader(nil)
	ts.Check(err)
	defer d.Close()
	data, err := d.DecodeAll(packed, nil)
	ts.Check(err)
	write(ts, args[1], data)
}

// packageDir is the folder of this package, from where tests start.
var packageDir, _ = os.Getwd()

// hold opens a data file for writing until the script ends, as etcd does: hold FILE
func hold(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: hold FILE")
	}
	db, err := bbolt.Open(ts.MkAbs(args[0]), 0o600, nil)
	ts.Check(err)
	ts.Defer(func() { db.Close() })
}

// flip changes a byte of a file, or cuts it off there: flip FILE OFFSET [cut]
func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: flip FILE OFFSET [cut]")
	}
	data := []byte(ts.ReadFile(args[0]))
	at, err := strconv.Atoi(args[1])
	ts.Check(err)
	if len(args) == 3 {
		data = data[:at]
	} else {
		data[at] ^= 0xff
	}
	write(ts, args[0], data)
}

// TestMVCCIsDocumented: docs/mvcc.md names every member of what mvcc --json
// prints, and every column.
func TestMVCCIsDocumented(t *testing.T) {
	doc, err := os.ReadFile("../../docs/mvcc.md")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{"generations": true}
	for _, column := range keyHead {
		names[column.String()] = true
	}
	for _, text := range []string{"text", "\xff"} {
		for _, v := range []any{
			new(datafile.Summary), new(mvccviz.Info), new(layout.BucketStats), new(mvccviz.Member), new(mvccviz.Alarm),
			new(mvccviz.BucketEntry), new(mvccviz.Revision), new(mvccviz.KeyHistory), new(mvccviz.Lease), new(mvccEndLine),
		} {
			fill(reflect.ValueOf(v).Elem(), text)
			if r, ok := v.(*mvccviz.Revision); ok {
				r.Tombstone = false // of which less is printed
			}
			var line bytes.Buffer
			if err := writeKind(&line, "kind", v); err != nil {
				t.Fatal(err)
			}
			var got map[string]any
			if err := json.Unmarshal(line.Bytes(), &got); err != nil || got["kind"] != "kind" || len(got) < 3 {
				t.Fatalf("%T is printed as %s: %v", v, &line, err)
			}
			addMembers(names, got)
		}
	}
	plain := strings.ReplaceAll(string(doc), ", ", "`, `")
	for name := range names {
		if !strings.Contains(plain, "`"+name+"`") {
			t.Errorf("docs/mvcc.md does not explain `%s`", name)
		}
	}
	for _, name := range []string{"hash_got", "in_use", "outgoing", "key_base64", "value_base64", "problem", "revisions", "keys_base64", "exact"} {
		if !names[name] {
			t.Errorf("nothing printed has the member %s: is what is printed still looked at?", name)
		}
	}
}

// fill sets everything in v to something that is not its zero value, and texts
// to the given one.
func fill(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(v.Field(i), text)
			}
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), text)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), text)
		if v.Type().Elem().Kind() == reflect.Uint8 {
			v.SetBytes([]byte(text))
		}
	case reflect.Interface:
		v.Set(reflect.ValueOf(errors.New(text)))
	case reflect.String:
		v.SetString(text)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Uint8, reflect.Uint64:
		v.SetUint(1)
	default:
		v.SetInt(1)
	}
}

// addMembers adds the names of an object's members, and those of objects in it.
func addMembers(names map[string]bool, v any) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			addMembers(names, x)
		}
	case map[string]any:
		for name, x := range v {
			names[name] = true
			addMembers(names, x)
		}
	}
}
