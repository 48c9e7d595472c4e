package main

import (
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

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

// TestMVCCIsDocumented: docs/mvcc.md names every field of what mvcc --json
// prints, and every column.
func TestMVCCIsDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/mvcc.md")
	if err != nil {
		t.Fatal(err)
	}
	names := append([]string{"generations"}, keyHead...)
	for _, v := range []any{mvccFileLine{}, mvccStoreLine{}, mvccConfLine{}, mvccBucketLine{}, mvccMemberLine{}, mvccAlarmLine{},
		mvccEntryLine{}, mvccRevisionLine{}, mvccKeyLine{}, mvccGenerationLine{}, mvccLeaseLine{}, mvccEndLine{}} {
		for typ, i := reflect.TypeOf(v), 0; i < typ.NumField(); i++ {
			name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			names = append(names, name)
		}
	}
	plain := strings.ReplaceAll(string(text), ", ", "`, `")
	for _, name := range names {
		if !strings.Contains(plain, "`"+name+"`") {
			t.Errorf("docs/mvcc.md does not explain `%s`", name)
		}
	}
}
