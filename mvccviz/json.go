package mvccviz

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strconv"
	"unicode/utf8"

	"raftviz/mvccviz/layout"
)

// A jsonObject is a JSON object as it is written, member by member. It is for
// the types whose fields are not members one by one: keys and values can be any
// bytes, so a field of bytes is the member name if it is UTF-8, else name_base64.
type jsonObject []byte

// member begins a member.
func (o *jsonObject) member(name string) {
	if len(*o) == 0 {
		*o = append(*o, '{')
	} else {
		*o = append(*o, ',')
	}
	*o = append(*o, '"')
	*o = append(*o, name...)
	*o = append(*o, '"', ':')
}

func (o *jsonObject) int(name string, v int64) {
	o.member(name)
	*o = strconv.AppendInt(*o, v, 10)
}

func (o *jsonObject) bool(name string, v bool) {
	o.member(name)
	*o = strconv.AppendBool(*o, v)
}

func (o *jsonObject) text(name, v string) {
	o.member(name)
	*o = appendString(*o, v)
}

// texts is a list, empty rather than null.
func (o *jsonObject) texts(name string, list []string) {
	o.member(name)
	*o = append(*o, '[')
	for i, s := range list {
		if i > 0 {
			*o = append(*o, ',')
		}
		*o = appendString(*o, s)
	}
	*o = append(*o, ']')
}

func (o *jsonObject) bytes(name string, v []byte) {
	if utf8.Valid(v) {
		o.text(name, string(v))
		return
	}
	o.text(name+"_base64", base64.StdEncoding.EncodeToString(v))
}

// lease is left out if there is none.
func (o *jsonObject) lease(id int64) {
	if id != 0 {
		o.text("lease", HexID(uint64(id)))
	}
}

func (o *jsonObject) end() ([]byte, error) { return append(*o, '}'), nil }

// appendString appends a JSON string without escaping what HTML would need.
func appendString(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			var buf bytes.Buffer
			enc := json.NewEncoder(&buf)
			enc.SetEscapeHTML(false)
			_ = enc.Encode(s) // a string always encodes
			return append(b, bytes.TrimSuffix(buf.Bytes(), []byte{'\n'})...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// MarshalJSON writes a put or a tombstone.
func (r *Revision) MarshalJSON() ([]byte, error) {
	o := make(jsonObject, 0, 160+len(r.Key)+len(r.Value))
	kind := "put"
	if r.Tombstone {
		kind = "delete"
	}
	o.text("rev", r.String())
	o.int("main", r.Main)
	o.int("sub", r.Sub)
	o.text("type", kind)
	o.bytes("key", r.Key)
	if !r.Tombstone {
		o.bytes("value", r.Value)
		o.int("created", r.Created)
		o.int("version", r.Version)
		o.lease(r.Lease)
	}
	return o.end()
}

// MarshalJSON writes a key and its generations.
func (h *KeyHistory) MarshalJSON() ([]byte, error) {
	var o jsonObject
	o.bytes("key", h.Key)
	o.bool("living", h.Living())
	o.lease(h.Lease)
	o.member("generations")
	o = append(o, '[')
	for i := range h.Generations {
		if i > 0 {
			o = append(o, ',')
		}
		o = append(o, generationJSON(&h.Generations[i])...)
	}
	o = append(o, ']')
	if h.Omitted > 0 {
		o.int("omitted", int64(h.Omitted))
	}
	return o.end()
}

func generationJSON(g *layout.Generation) []byte {
	revs := make([]string, len(g.Revs))
	for i, r := range g.Revs {
		revs[i] = r.String()
	}
	var o jsonObject
	o.int("created", g.Created.Main)
	o.int("version", g.Version)
	o.bool("ended", g.Ended)
	o.texts("revisions", revs)
	return append(o, '}')
}

// MarshalJSON writes a lease and its keys: those that are not UTF-8 in
// keys_base64.
func (l *Lease) MarshalJSON() ([]byte, error) {
	var keys, others []string
	for _, k := range l.Keys {
		if utf8.Valid(k) {
			keys = append(keys, string(k))
		} else {
			others = append(others, base64.StdEncoding.EncodeToString(k))
		}
	}
	var o jsonObject
	o.text("id", HexID(uint64(l.ID)))
	o.int("ttl", l.TTL)
	if l.Remaining != 0 {
		o.int("remaining", l.Remaining)
	}
	o.texts("keys", keys)
	if len(others) > 0 {
		o.texts("keys_base64", others)
	}
	if l.More {
		o.bool("more", true)
	}
	return o.end()
}

// MarshalJSON writes an entry, raw and decoded. It leaves out the value of a
// user, which holds the hash of a password.
func (e *BucketEntry) MarshalJSON() ([]byte, error) {
	var o jsonObject
	o.text("bucket", e.Bucket)
	o.bytes("key", e.Key)
	if e.Bucket != layout.AuthUsersBucket.String() {
		o.bytes("value", e.Value)
	}
	o.text("name", e.Name)
	o.text("text", e.Text)
	if e.Err != nil {
		o.text("problem", e.Err.Error())
	}
	return o.end()
}
