package mvcc

import (
	"bytes"
	"encoding/binary"
	"os"
	"testing"

	"raftviz/mvccviz/layout"

	"go.etcd.io/bbolt"
)

// parseMeta reads what bbolt wrote.
func TestParseMeta(t *testing.T) {
	data, err := os.ReadFile(filled(t))
	if err != nil {
		t.Fatal(err)
	}
	m, ok := parseMeta(data)
	second, ok2 := parseMeta(data[layout.PageSize:])
	if !ok || !ok2 || m.size != layout.PageSize || m.pages != uint64(len(data)/layout.PageSize) && second.pages != uint64(len(data)/layout.PageSize) {
		t.Errorf("meta pages: %+v %v, %+v %v", m, ok, second, ok2)
	}
	if d := int64(m.txid - second.txid); d != 1 && d != -1 {
		t.Errorf("transactions %d and %d", m.txid, second.txid)
	}
	binary.NativeEndian.PutUint64(data[pageHeaderLen+offPages:], 1<<40)
	if _, ok := parseMeta(data); ok {
		t.Error("a changed meta page passes for valid")
	}
}

// Blank equals what bbolt makes of an empty file.
func TestBlank(t *testing.T) {
	path := newPath(t)
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{PageSize: layout.PageSize})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got := Blank()
	if !bytes.Equal(got, want[:len(got)]) || len(bytes.Trim(want[len(got):], "\x00")) > 0 {
		t.Errorf("blank file:\n%x\nbbolt's:\n%x", got, want)
	}
}
