// Package datafile opens the data files of etcd for reading: the db file of a
// member (member/snap/db), or the file that `etcdctl snapshot save` writes,
// which is a db file followed by its SHA-256. A *File is an mvccviz.Source.
//
// It never writes. It refuses a file that a running etcd has open, because the
// file would change while it is read. Memory use does not grow with the file:
// see packages bolt and mvccviz.
package datafile

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"raftviz/engine/lang"
	"raftviz/mvccviz"
	"raftviz/mvccviz/bolt"
	"raftviz/mvccviz/layout"
	"raftviz/mvccviz/mvcc"
)

// A File is an open data file. It is not safe for concurrent use.
type File struct {
	path string
	size int64
	f    *os.File
	bolt *bolt.File
	hash []byte // the SHA-256 at the end of a snapshot, or nil
	odd  int64  // number of bytes after the last page that are not a hash
}

var _ mvccviz.Source = (*File)(nil)

// dbPaths are the paths of the db file relative to the folder "snap", a
// member's folder and a data directory.
var dbPaths = []string{"db", "snap/db", "member/snap/db"}

// Open opens a data file, or the data file in a folder of an etcd. The error is
// a *mvcc.FileError; it wraps mvcc.ErrCorrupt if the file is damaged.
func Open(path string) (*File, error) {
	path, info, err := findFile(path)
	if err != nil {
		return nil, err
	}
	f := &File{path: path, size: info.Size()}
	if f.f, err = os.Open(path); err != nil {
		return nil, cannotOpen(path, err)
	}
	if err := f.open(); err != nil {
		f.f.Close()
		return nil, err
	}
	return f, nil
}

func (f *File) open() error {
	switch locked, err := lock(f.f); {
	case err != nil:
		return cannotOpen(f.path, err)
	case locked:
		return &mvcc.FileError{Path: f.path, Problem: texts.Sayf("the data file is locked: a running etcd, or another program, has it open"),
			Remedy: texts.Sayf("open a snapshot from `etcdctl snapshot save`, or a copy of the file")}
	}
	info, err := f.f.Stat() // the size may have changed before the lock
	if err != nil {
		return cannotOpen(f.path, err)
	}
	if f.size = info.Size(); f.size == 0 {
		return f.notEtcd(texts.Sayf("the file is empty"))
	}
	if f.bolt, err = bolt.Open(f.f, f.size); err != nil {
		return f.Explain(err)
	}
	if !f.bolt.Has("key") || !f.bolt.Has("meta") {
		return f.notEtcd(texts.Sayf("a bbolt file, but not etcd's: it has no buckets key and meta"))
	}
	return f.readTrailer()
}

// Close closes the file.
func (f *File) Close() error { return f.f.Close() }

// Path returns the path of the file itself, even if Open was given a folder.
func (f *File) Path() string { return f.path }

// Size returns the size of the file in bytes.
func (f *File) Size() int64 { return f.size }

// PageSize returns the size of a page in bytes.
func (f *File) PageSize() int { return f.bolt.PageSize() }

// TxID returns the ID of bbolt's last transaction.
func (f *File) TxID() uint64 { return f.bolt.TxID() }

// Buckets returns the names of the buckets, in byte order.
func (f *File) Buckets() []string { return f.bolt.Buckets() }

// Scan calls fn with the entries of a bucket, starting at a key; see
// mvccviz.Source.
func (f *File) Scan(bucket string, from []byte, fn func(key, value []byte) error) error {
	return f.Explain(f.bolt.Scan(bucket, from, fn))
}

// Last returns the last key of a bucket, nil if it is empty.
func (f *File) Last(bucket string) ([]byte, error) {
	key, err := f.bolt.Last(bucket)
	return key, f.Explain(err)
}

// Pages reads the whole file and counts its pages.
func (f *File) Pages() (*layout.PageStats, error) {
	s, err := f.bolt.Stats()
	return s, f.Explain(err)
}

// findFile returns the file that a path refers to.
func findFile(path string) (string, fs.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", nil, cannotOpen(path, err)
	}
	if info.IsDir() {
		for _, place := range dbPaths {
			p := filepath.Join(path, filepath.FromSlash(place))
			if in, err := os.Stat(p); err == nil && in.Mode().IsRegular() {
				return p, in, nil
			}
		}
		return "", nil, &mvcc.FileError{Path: path, Problem: texts.Sayf("a folder without a data file"),
			Remedy: texts.Sayf("name the file: db in an etcd's member/snap, or a snapshot")}
	}
	if !info.Mode().IsRegular() {
		return "", nil, &mvcc.FileError{Path: path, Problem: texts.Sayf("not a regular file"), Remedy: texts.Sayf("copy its content to a file first")}
	}
	return path, info, nil
}

func cannotOpen(path string, err error) error {
	cause := err
	var p *fs.PathError
	if errors.As(err, &p) {
		cause = p.Err
	}
	e := &mvcc.FileError{Path: path, Err: err, Problem: texts.Sayf("cannot open the data file: %v", cause), Remedy: texts.Sayf("check the path and the disk")}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Problem, e.Remedy = texts.Sayf("no such file"), texts.Sayf("name an etcd's data file (member/snap/db), its folder, or a snapshot")
	case errors.Is(err, fs.ErrPermission):
		e.Remedy = texts.Sayf("make it readable, or open a copy")
	}
	return e
}

// notEtcd returns the error for a file that is not an etcd data file.
func (f *File) notEtcd(problem lang.Message) error {
	return &mvcc.FileError{Path: f.path, Problem: problem, Remedy: texts.Sayf("name an etcd's data file (member/snap/db) or a snapshot")}
}

// Explain turns an error about the file into a *mvcc.FileError with path and
// remedy. It returns other errors unchanged.
func (f *File) Explain(err error) error {
	var d *bolt.DamageError
	var e *mvccviz.EntryError
	var p *fs.PathError
	switch {
	case err == bolt.ErrNotBolt:
		return f.notEtcd(texts.Sayf("not a bbolt file, as etcd's are"))
	case errors.As(err, &d), errors.As(err, &e):
		return f.damaged("%v", err)
	case errors.As(err, &p):
		return &mvcc.FileError{Path: f.path, Problem: texts.Sayf("cannot read the data file: %v", p.Err), Remedy: texts.Sayf("check the disk"), Err: err}
	}
	return err
}

func (f *File) damaged(format string, a ...any) error {
	return &mvcc.FileError{Path: f.path, Problem: texts.Sayf("the file is damaged: %s", texts.Sayf(format, a...)), Err: mvcc.ErrCorrupt,
		Remedy: texts.Sayf("take another copy, or `etcdctl snapshot save` from a running member")}
}

// A Trailer is the SHA-256 at the end of a snapshot.
type Trailer struct {
	Want string `json:"hash_want"` // the hash at the end of the file, in hexadecimal
	Got  string `json:"hash_got"`  // the hash of the file's content, in hexadecimal
}

// OK reports whether both hashes are equal.
func (t *Trailer) OK() bool { return t.Want == t.Got }

// sectorSize divides every page size that etcd accepts. A file whose size
// leaves a remainder of sha256.Size ends in a hash.
const sectorSize = 512

func (f *File) readTrailer() error {
	switch rest := f.size % sectorSize; {
	case rest == 0:
		return nil
	case rest != sha256.Size || f.size-sha256.Size < f.bolt.Size():
		f.odd = rest
		return nil
	}
	f.hash = make([]byte, sha256.Size)
	if _, err := f.f.ReadAt(f.hash, f.size-sha256.Size); err != nil {
		return f.Explain(err)
	}
	return nil
}

// Snapshot reports whether the file ends in a hash, as snapshots do.
func (f *File) Snapshot() bool { return f.hash != nil }

// Odd returns how many bytes at the end of the file are neither part of a page
// nor a complete hash, as in a snapshot that was truncated inside its hash.
func (f *File) Odd() int64 { return f.odd }

// Verify reads the whole file and computes its hash. It returns nil if the file
// does not end in one.
func (f *File) Verify() (*Trailer, error) {
	if f.hash == nil {
		return nil, nil
	}
	sum := sha256.New()
	n := f.size - sha256.Size
	if got, err := io.Copy(sum, io.NewSectionReader(f.f, 0, n)); err != nil {
		return nil, f.Explain(err)
	} else if got != n {
		return nil, f.damaged("it was truncated while it was read")
	}
	return &Trailer{Want: hex.EncodeToString(f.hash), Got: hex.EncodeToString(sum.Sum(nil))}, nil
}

// Intact returns an error if the trailer's hashes differ or the file has odd
// bytes. t may be nil.
func (f *File) Intact(t *Trailer) error {
	switch {
	case f.odd > 0:
		return f.damaged("%d bytes follow the last page; the hash of a snapshot has %d", f.odd, sha256.Size)
	case t != nil && !t.OK():
		return f.damaged("its SHA-256 is %s, not %s as stored at its end", t.Got, t.Want)
	}
	return nil
}
