package recording

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
)

// Save writes the recording to a file, compressed if the name ends in .zst.
// The file appears complete or not at all; one that was there is replaced.
func (r *Recording) Save(path string) (err error) {
	f, err := createBeside(path)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	w, err := newWriter(f, compressed(path), r)
	if err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// createBeside creates a file in the same folder, under a name of its own.
func createBeside(path string) (*os.File, error) {
	dir, name := filepath.Split(path)
	for n := 0; ; n++ {
		f, err := os.OpenFile(fmt.Sprintf("%s.%s.%d.tmp", dir, name, n), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		var where *fs.PathError
		switch {
		case err == nil:
			return f, nil
		case errors.As(err, &where) && !os.IsExist(err):
			return nil, texts.Errorf("%s: %w", path, where.Err)
		case n == 100:
			return nil, err
		}
	}
}

func compressed(path string) bool { return strings.HasSuffix(path, ".zst") }

// A Writer keeps a file in step with a recording that grows. Whatever happens
// to the process, the file can be read up to the last line that was written
// whole; see Torn.
//
// Lines of a plain file are handed to the system by each Follow. Those of a
// compressed file wait until there are enough of them to compress well, or the
// first Follow half a second after those before, or until Sync.
type Writer struct {
	r    *Recording
	f    *os.File
	zstd *zstd.Encoder // nil for a plain file
	buf  []byte        // sealed lines that wait
	next int           // the position to write next
	last time.Time     // when lines were handed on last
	err  error         // the first that occurred; every later call returns it
}

// Create creates the file, replacing any that is there, and writes what the
// recording holds so far. The file is compressed if its name ends in .zst. If not
// even that can be written, no file is left.
func Create(path string, r *Recording) (*Writer, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	w, err := newWriter(f, compressed(path), r)
	if err != nil {
		f.Close()
		if info, e := os.Lstat(path); e == nil && info.Mode().IsRegular() {
			os.Remove(path)
		}
		return nil, err
	}
	return w, nil
}

// Lines of a compressed file wait until they are chunk bytes, which compress
// well, or have waited for so long: that much is lost if the process is killed.
const (
	chunk = 64 << 10
	waits = time.Second / 2
)

func newWriter(f *os.File, pack bool, r *Recording) (*Writer, error) {
	w := &Writer{r: r, f: f}
	if pack {
		z, err := zstd.NewWriter(f, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithWindowSize(1<<20))
		if err != nil {
			return nil, err
		}
		w.zstd = z
	}
	w.buf = r.headerLine()
	return w, w.Follow()
}

// Follow writes what the recording has gained since the last call.
func (w *Writer) Follow() error {
	for w.err == nil && w.next <= w.r.Len() {
		w.next, w.buf, w.err = w.r.sealed(w.next, w.buf)
		if w.zstd == nil || len(w.buf) >= chunk {
			w.write()
		}
	}
	if len(w.buf) > 0 && time.Since(w.last) > waits {
		w.write()
	}
	return w.err
}

// write hands on the lines that wait.
func (w *Writer) write() {
	if len(w.buf) == 0 || w.err != nil {
		return
	}
	if w.zstd == nil {
		_, w.err = w.f.Write(w.buf)
	} else if _, w.err = w.zstd.Write(w.buf); w.err == nil {
		w.err = w.zstd.Flush()
	}
	w.buf, w.last = w.buf[:0], time.Now()
}

// Sync writes what the recording has gained, and waits until it is on disk.
func (w *Writer) Sync() error {
	_ = w.Follow() // the error stays in w
	if w.write(); w.err == nil {
		w.err = w.f.Sync()
	}
	return w.err
}

// Close writes what the recording has gained and closes the file.
func (w *Writer) Close() error {
	_ = w.Follow() // the error stays in w
	w.write()
	if w.zstd != nil {
		w.keep(w.zstd.Close())
	}
	if w.err == nil {
		w.err = w.f.Sync()
	}
	w.keep(w.f.Close())
	return w.err
}

func (w *Writer) keep(err error) {
	if w.err == nil {
		w.err = err
	}
}

// WriteTo writes the recording as JSON Lines, not compressed.
func (r *Recording) WriteTo(to io.Writer) (n int64, err error) {
	buf := r.headerLine()
	for next := 0; ; {
		k, err := to.Write(buf)
		n += int64(k)
		if err != nil || next > r.Len() {
			return n, err
		}
		if next, buf, err = r.sealed(next, buf[:0]); err != nil {
			return n, err
		}
	}
}

func (r *Recording) headerLine() []byte {
	h := r.Header()
	return append(h.line(), '\n')
}

// sealed appends to buf the lines from pos to the end of its block, with their
// digests and newlines, and returns the position after them.
func (r *Recording) sealed(pos int, buf []byte) (next int, out []byte, err error) {
	r.mu.Lock()
	if pos == 0 {
		defer r.mu.Unlock()
		return 1, append(seal(buf, r.line0, r.info0.digest), '\n'), nil
	}
	i := (pos - 1) % blockSteps
	b := r.blocks[(pos-1)/blockSteps]
	if b.packed == nil {
		defer r.mu.Unlock()
		for ; i < r.open.size(); i, pos = i+1, pos+1 {
			buf = append(seal(buf, r.open.line(i), b.infos[i].digest), '\n')
		}
		return pos, buf, nil
	}
	r.mu.Unlock()
	lines, err := b.lines(nil)
	if err != nil {
		return pos, buf, texts.Errorf("recording: step %d: %w", pos, err)
	}
	for k := 0; k < len(b.infos); k++ {
		line, rest, _ := bytes.Cut(lines, []byte("\n"))
		if k >= i {
			buf = append(seal(buf, line, b.infos[k].digest), '\n')
			pos++
		}
		lines = rest
	}
	return pos, buf, nil
}
