package recording

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"raftviz/engine/config"
	"raftviz/engine/lang"
	"raftviz/engine/termtext"
)

// Format is the version of the format that this package reads and writes; see
// docs/recording-format.md.
const Format = 2

// A Header says what was recorded. Config alone determines the run; the rest
// is for people.
type Header struct {
	Format  int           `json:"raftviz"` // set by New
	Version string        `json:"version"` // of the program that recorded
	Config  config.Config `json:"config"`
	Name    string        `json:"name,omitempty"`
	About   string        `json:"about,omitempty"`
	Source  string        `json:"source,omitempty"` // the text of the script or lesson that was run
	Parent  *Parent       `json:"parent,omitempty"` // where it was branched off, for a fork

	config json.RawMessage // Config as the digest of the start covers it
}

// A Parent names the recording that a fork branched off, and where.
type Parent struct {
	Name   string `json:"name"`
	Step   int    `json:"step"`
	Digest Digest `json:"digest"`
}

// settle makes the header complete for writing.
func (h *Header) settle() {
	h.Format = Format
	if h.config == nil {
		h.config = mustMarshal(h.Config)
	}
}

// line returns the header's line, without the newline. A configuration that
// was read from a file is written as it was read, for the digests cover it.
func (h *Header) line() []byte {
	type plain Header
	return mustMarshal(struct {
		plain
		Config json.RawMessage `json:"config"`
	}{plain(*h), h.config})
}

// mustMarshal returns v as JSON without the escapes that HTML asks for.
func mustMarshal(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("recording: " + err.Error())
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// A VersionError refuses a file that another version of the format wrote.
type VersionError struct {
	Name   string // of the file
	Format int    // what it says
	By     string // the version of the program that wrote it
}

func (e *VersionError) Error() string { return e.In(lang.English) }

// In says the error in a language.
func (e *VersionError) In(l lang.Lang) string {
	by := texts.Sayf("another version of raftviz")
	if e.By != "" {
		by = lang.Verbatim("raftviz " + termtext.Printable(e.By))
	}
	remedy := texts.Sayf("open it with the version that recorded it, or record it again")
	if e.Format > Format {
		remedy = texts.Sayf("a newer raftviz can open it")
	}
	return texts.Sayf("%s:1: recorded by %s in format %d; this raftviz reads format %d; %s", e.Name, by, e.Format, Format, remedy).In(l)
}

// parseHeader reads a header's line. The error is complete but for the place.
func parseHeader(name string, line []byte) (Header, error) {
	var first struct {
		Format  *int            `json:"raftviz"`
		Version string          `json:"version"`
		Config  json.RawMessage `json:"config"`
	}
	if err := json.Unmarshal(line, &first); err != nil || first.Format == nil {
		return Header{}, texts.Errorf("not a recording of raftviz: the first line should be its header")
	}
	if *first.Format != Format {
		return Header{}, &VersionError{Name: name, Format: *first.Format, By: first.Version}
	}
	usual := config.Default() // what holds where an older recording says nothing
	h := Header{Config: config.Config{WatchBuffer: usual.WatchBuffer, WatchWindow: usual.WatchWindow}}
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&h); err != nil {
		return Header{}, texts.Errorf("the header cannot be read: %s", jsonFault(err))
	}
	if err := h.Config.Validate(); err != nil {
		return Header{}, texts.Errorf("the header's configuration cannot be: %w", err)
	}
	var b bytes.Buffer
	if err := json.Compact(&b, first.Config); err != nil {
		return Header{}, texts.Errorf("the header cannot be read: %s", jsonFault(err))
	}
	h.config = b.Bytes()
	return h, nil
}

// jsonFault says what encoding/json found wrong, in the words of a file
// rather than those of Go.
func jsonFault(err error) lang.Message {
	var typ *json.UnmarshalTypeError
	switch {
	case errors.As(err, &typ):
		return texts.Sayf("%s cannot be %s", quote(typ.Field), typ.Value)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return texts.Sayf("it ends early")
	}
	fault := termtext.Printable(strings.TrimPrefix(err.Error(), "json: "))
	if strings.HasPrefix(fault, "unknown field") {
		return texts.Sayf("%s; a newer raftviz may know it", fault)
	}
	return lang.Verbatim(fault)
}

// quote returns s in quotes, fit for a terminal and short.
func quote(s string) string {
	if len(s) > 60 {
		s = s[:60] + "…"
	}
	return strconv.Quote(s)
}
