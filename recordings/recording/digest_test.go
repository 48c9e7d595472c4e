package recording

import (
	"bytes"
	_ "embed"
	"strconv"
	"strings"
	"testing"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/recordings/recording/recordingtest"
)

// settledKinds are the kinds of events that happen in the world whose digest is
// settled. A new kind does not change the format, so it is not added here.
//
//go:embed testdata/settled_kinds.txt
var settledKinds string

// Digests are the same on every machine and stay the same as long as the
// format does. If this fails, files of before can no longer be verified: that
// is a new format, unless all that was done is to add a field, which the random
// steps of this test then have, too.
func TestDigestIsSettled(t *testing.T) {
	for _, c := range []struct {
		seed  uint64
		steps int
		want  string
	}{
		{1, 0, "8515ca18f4e0af03"},
		{1, 300, "6c3388b64167bdeb"},
		{2, 300, "43b176147ee628ce"},
	} {
		w := newWorld(seeded(c.seed))
		w.f.Config.MaxLearners = 0 // files of before have no such setting
		w.kinds = nil
		for name := range strings.FieldsSeq(settledKinds) {
			k, ok := event.ParseKind(name)
			if !ok {
				t.Fatalf("%s is a kind no more: that is a new format", name)
			}
			w.kinds = append(w.kinds, k)
		}
		r, _ := recorded(t, w, c.steps)
		if got := r.Digest(c.steps).String(); got != c.want {
			t.Errorf("seed %d, step %d: %s, want %s", c.seed, c.steps, got, c.want)
		}
	}
}

// The digest is about what happened: neither the program nor what people wrote
// into the header changes it, and the configuration does.
func TestDigestCovers(t *testing.T) {
	digest := func(h Header) Digest {
		w := newWorld(seeded(3))
		r := New(h, w.start())
		if err := r.Append(w.step()); err != nil {
			t.Fatal(err)
		}
		return r.Digest(1)
	}
	plain := digest(Header{Config: config.Default()})
	if digest(Header{Config: config.Default(), Version: "2", Name: "a", About: "b", Source: "c", Parent: &Parent{Name: "d"}}) != plain {
		t.Error("the digest covers words")
	}
	other := config.Default()
	other.Seed++
	if digest(Header{Config: other}) == plain {
		t.Error("the digest does not cover the configuration")
	}
}

// A digest has one spelling: sixteen hex digits in small letters.
func TestDigestText(t *testing.T) {
	const text = "01234567890abcdf"
	var d Digest
	if err := d.UnmarshalText([]byte(text)); err != nil || d.String() != text {
		t.Fatalf("%s is read as %s, %v", text, d, err)
	}
	if b, err := d.MarshalText(); err != nil || string(b) != text {
		t.Errorf("it is written as %s, %v", b, err)
	}
	was := d
	for _, bad := range []string{
		"", text[1:], text + "0", text + "00", strings.ToUpper(text), text[:15] + "F", text[:15] + "g", text[:15] + " ", "0x" + text[2:],
	} {
		want := strconv.Quote(bad) + " is not a digest: sixteen hex digits"
		if err := d.UnmarshalText([]byte(bad)); err == nil || err.Error() != want || d != was {
			t.Errorf("%q is read as %s, %v; want %s", bad, d, err, want)
		}
	}
}

// A line whose digest is spelled otherwise is not sealed.
func TestUnseal(t *testing.T) {
	d := Digest{0xab, 1, 2, 3, 4, 5, 6, 7}
	sealed := string(seal(nil, []byte(`{"a":1}`), d))
	if want := `{"a":1,"h":"ab01020304050607"}`; sealed != want {
		t.Fatalf("it is sealed as %s, want %s", sealed, want)
	}
	if body, got, ok := unseal([]byte(sealed)); !ok || string(body) != `{"a":1}` || got != d {
		t.Errorf("%s is unsealed as %s, %s, %v", sealed, body, got, ok)
	}
	for _, bad := range []string{
		"", "{}", strings.Replace(sealed, "ab", "AB", 1), sealed + " ", sealed[:len(sealed)-1], strings.Replace(sealed, `"h"`, `"g"`, 1), sealed[6:], sealed[7:],
	} {
		if body, got, ok := unseal([]byte(bad)); ok {
			t.Errorf("%s is unsealed as %s, %s", bad, body, got)
		}
	}
}

// Frames that are equal give equal digests, whatever memory they share.
func TestDigestIgnoresSharing(t *testing.T) {
	const steps = 3 * blockSteps
	r, _ := recorded(t, newWorld(seeded(9)), steps)
	copies := make([]*event.Step, steps+1)
	for pos := range copies {
		// Each step from a recording of its own: nothing is shared.
		own, err := Read(bytes.NewReader(recordingtest.Text(t, r)), "f")
		if err != nil {
			t.Fatal(err)
		}
		if copies[pos], err = own.At(pos); err != nil {
			t.Fatal(err)
		}
		if pos%16 == 0 { // a few are enough to break every chain of sharing
			continue
		}
		if copies[pos], err = r.At(pos); err != nil {
			t.Fatal(err)
		}
	}
	again := New(Header{Config: config.Default()}, copies[0])
	for _, s := range copies[1:] {
		if err := again.Append(s); err != nil {
			t.Fatal(err)
		}
	}
	if again.Digest(steps) != r.Digest(steps) {
		t.Error("the digest tells what memory frames share")
	}
}
