package command

import "reflect"

// A Range is the keys that a request is about: Key alone, or those from Key up
// to, not including, End, or if Prefix all that start with Key.
type Range struct {
	Key    string `arg:"key"`
	Prefix bool   `opt:"--prefix" help:"all keys that start with KEY" zh:"所有以 KEY 开头的键"`
	End    string `arg:"end,optional" opt:"--from-key" kind:"from-key" help:"all keys from KEY on" zh:"从 KEY 起的所有键"`
}

// fromKey is the end of a range that has none, as etcd writes it.
const fromKey = "\x00"

// check has the last word on what only goes together, or only apart.
func (r *Range) check(a *args) {
	from := a.flag("--from-key")
	if r.Key == "" && from {
		r.Key = "\x00" // the first key there can be
	}
	switch {
	case r.Prefix && from:
		a.fail(a.excludes("--prefix", "--from-key"))
	case r.Prefix && a.has(1):
		a.fail(wrong(a.words[1], texts.Sayf("leave one of them out"), "a range has an end or --prefix, not both"))
	case from && a.has(1):
		a.fail(wrong(a.words[1], texts.Sayf("leave one of them out"), "a range has an end or --from-key, not both"))
	}
}

func parseFromKey(w word, _ *field, v reflect.Value) *Error {
	if isSet(w) {
		v.SetString(fromKey)
	}
	return nil
}

// formatEnd leaves out an end for which a flag stands.
func formatEnd(b []byte, _ *field, v reflect.Value) []byte {
	if v.String() == fromKey {
		return b
	}
	return append(b, quoteWord(v.String())...)
}

// Bounds returns the range as etcd has it. The end is nil for one key, the key
// after the last with the prefix, or "\x00" for everything from the key on. An
// empty key is refused by etcd, so its clients say "\x00" for the first that
// there can be.
func (r Range) Bounds() (key, end []byte) {
	switch {
	case r.Prefix && r.Key == "":
		return []byte{0}, []byte{0}
	case r.Prefix:
		return []byte(r.Key), afterPrefix(r.Key)
	case r.End == "":
		return []byte(r.Key), nil
	}
	return []byte(r.Key), []byte(r.End)
}

// afterPrefix returns the first key after all that start with the prefix, or
// "\x00" if there is none.
func afterPrefix(prefix string) []byte {
	b := []byte(prefix)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] < 0xff {
			b[i]++
			return b[:i+1]
		}
	}
	return []byte{0}
}

// rangeFrom is the reverse of Bounds.
func rangeFrom(key, end []byte) Range {
	r := Range{Key: string(key), End: string(end)}
	switch {
	case r.Key == "\x00" && r.End == "\x00":
		return Range{Prefix: true}
	case r.End != "" && r.End == string(afterPrefix(r.Key)):
		return Range{Key: r.Key, Prefix: true}
	}
	return r
}
