// Package recordingtest helps to test what makes and reads recordings. It writes
// files by the description of the format alone, with no code of the format's.
package recordingtest

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"raftviz/engine/config"
)

// Format is the version of the format that Forge writes.
const Format = 2

// Text returns what w writes.
func Text(t testing.TB, w io.WriterTo) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := w.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Lines returns the lines of a file after its header, without their digests.
func Lines(file []byte) []string {
	lines := strings.Split(strings.TrimSpace(string(file)), "\n")[1:]
	for i, l := range lines {
		lines[i] = l[:len(l)-24] + "}"
	}
	return lines
}

// Forge returns a file of the default configuration that holds the given lines,
// the first of which is the start's, with digests that are right.
func Forge(lines ...string) []byte {
	cfg, err := json.Marshal(config.Default())
	if err != nil {
		panic(err)
	}
	file := fmt.Appendf(nil, `{"raftviz":%d,"version":"","config":%s}`+"\n", Format, cfg)
	before := fmt.Appendf(nil, "raftviz %d\n%s\n", Format, cfg)
	for _, l := range lines {
		sum := sha256.Sum256(append(before, l...))
		before = sum[:8:8]
		file = fmt.Appendf(file, "%s,\"h\":\"%x\"}\n", l[:len(l)-1], before)
	}
	return file
}

// Difference names the first place where two values differ; "" if none does.
// An empty list and none are the same.
func Difference(a, b any) string { return differ("", reflect.ValueOf(a), reflect.ValueOf(b)) }

func differ(path string, a, b reflect.Value) string {
	switch a.Kind() {
	case reflect.Pointer:
		switch {
		case a.Pointer() == b.Pointer():
			return ""
		case !a.IsNil() && !b.IsNil():
			return differ(path, a.Elem(), b.Elem())
		}
	case reflect.Struct:
		for i := range a.NumField() {
			if d := differ(path+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i)); d != "" {
				return d
			}
		}
		return ""
	case reflect.Slice:
		if a.Len() != b.Len() {
			return fmt.Sprintf("%s has %d and %d items", path, a.Len(), b.Len())
		}
		for i := range a.Len() {
			if d := differ(fmt.Sprintf("%s[%d]", path, i), a.Index(i), b.Index(i)); d != "" {
				return d
			}
		}
		return ""
	default:
		if reflect.DeepEqual(a.Interface(), b.Interface()) {
			return ""
		}
	}
	return fmt.Sprintf("%s: %#v and %#v", path, a.Interface(), b.Interface())
}
