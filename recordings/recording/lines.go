package recording

import (
	"bufio"
	"bytes"
	"io"

	"github.com/klauspost/compress/zstd"
)

// lines reads lines of a file that may be compressed, within the limits.
type lines struct {
	in   *bufio.Reader
	zstd *zstd.Decoder // nil if the file is not compressed
	read counter       // bytes of the file
	made int64         // bytes that came of them
	line []byte
	n    int  // the number of the line read last
	cut  bool // the compressed data breaks off
}

// counter counts what is read through it.
type counter struct {
	io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

// What compressed files begin with, and the line of a header.
const (
	zstdMagic   = "\x28\xb5\x2f\xfd"
	headerStart = `{"raftviz":`
)

// Begins reports whether data begins as recordings do, or as compressed files.
func Begins(data []byte) bool {
	return bytes.HasPrefix(data, []byte(headerStart)) || bytes.HasPrefix(data, []byte(zstdMagic))
}

func newLines(from io.Reader) (*lines, error) {
	l := &lines{read: counter{Reader: from}}
	l.in = bufio.NewReaderSize(&l.read, 1<<16)
	if magic, _ := l.in.Peek(len(zstdMagic)); string(magic) != zstdMagic {
		return l, nil
	}
	z, err := zstd.NewReader(l.in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(32<<20))
	if err != nil {
		return nil, err
	}
	l.zstd, l.in = z, bufio.NewReaderSize(z, 1<<16)
	return l, nil
}

func (l *lines) close() {
	if l.zstd != nil {
		l.zstd.Close()
	}
}

// next returns the next line without its newline, and whether it had one. It
// holds until the next call. At the end, and where compressed data breaks off,
// the error is io.EOF.
func (l *lines) next() (line []byte, whole bool, err error) {
	l.line = l.line[:0]
	for {
		part, err := l.in.ReadSlice('\n')
		l.line = append(l.line, part...)
		l.made += int64(len(part))
		switch {
		case len(l.line) > maxLine:
			l.n++
			return nil, false, texts.Errorf("a line of more than %d MB", maxLine>>20)
		case l.zstd != nil && l.made > expandBase+expandBy*l.read.n:
			l.n++
			return nil, false, texts.Errorf("the compressed data expands beyond anything a recording holds")
		case err == nil:
			l.n++
			return l.line[:len(l.line)-1], true, nil
		case err == bufio.ErrBufferFull:
			continue
		case err == io.ErrUnexpectedEOF && l.zstd != nil:
			l.cut = true
		case err != io.EOF:
			l.n++
			return nil, false, l.fault(err)
		}
		if len(l.line) == 0 {
			return nil, false, io.EOF
		}
		l.n++
		return l.line, false, nil
	}
}

func (l *lines) fault(err error) error {
	if l.zstd != nil {
		return texts.Errorf("the compressed data is damaged: %w", err)
	}
	return err
}
