package record

import (
	"reflect"
	"slices"
	"testing"
	"unsafe"
)

type colour uint8

var colours = []string{"", "red", "green"}

func (c colour) String() string  { return colours[c] }
func (c colour) Names() []string { return colours }

type place struct {
	X int64  `key:"x" says:"across"`
	Y uint64 `key:"y" says:"down"`
}

type sample struct {
	Flag   bool     `key:"f" says:"a flag" zh:"标志"`
	Count  int      `says:"how many"`
	Time   int64    `key:"t" says:"when"`
	hidden int      // no part of it
	Index  uint64   `key:"i" name:"log_index" says:"where"`
	Text   string   `key:"x" says:"what"`
	Nodes  []string `key:"n" says:"who"`
	Ink    colour   `key:"c" says:"how it looks"`
	Next   *sample  `key:"next" says:"what comes after"`
	Where  place    `key:"w" says:"the place"`
	Cached []byte   `key:"-"`
	HTTPID []uint64 `key:"ids" says:"numbers"`
}

var samples = func() *Schema {
	s := Of[sample]()
	f := s.Field("HTTPID")
	s.Compare("HTTPID", func(a, b unsafe.Pointer) bool {
		return slices.Equal(*(*[]uint64)(f.At(a)), *(*[]uint64)(f.At(b)))
	})
	return s
}()

func TestSchemaReadsTags(t *testing.T) {
	type row struct {
		Go, Key, Name string
		Kind          Kind
	}
	want := []row{
		{"Flag", "f", "flag", Bool}, {"Count", "count", "count", Int}, {"Time", "t", "time", Int64},
		{"Index", "i", "log_index", Uint64}, {"Text", "x", "text", String}, {"Nodes", "n", "nodes", Strings},
		{"Ink", "c", "ink", Enum}, {"Next", "next", "next", Pointer}, {"Where", "w", "where", Struct},
		{"HTTPID", "ids", "httpid", Custom},
	}
	var got []row
	for i, f := range samples.Fields {
		got = append(got, row{f.Go, f.Key, f.Name, f.Kind})
		if f.Says == "" {
			t.Errorf("%s says nothing", f.Go)
		}
		for from := range len(samples.Fields) + 2 {
			if at := samples.Find([]byte(f.Key), from); at != i {
				t.Errorf("Find(%q, %d) = %d, want %d", f.Key, from, at, i)
			}
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("fields %v, want %v", got, want)
	}
	if samples.Find([]byte("Cached"), 0) != -1 || samples.Named("hidden") != nil || samples.Named("log_index").Go != "Index" {
		t.Error("a field is in the record that should not be, or the other way round")
	}
	if f := samples.Field("Flag"); f.ZH != "标志" {
		t.Errorf("Flag says %q in Chinese", f.ZH)
	}
}

// full is a sample in which no field is zero.
func full() *sample {
	return &sample{
		Flag: true, Count: -3, Time: -40, hidden: 1, Index: 1 << 63, Text: "a", Nodes: []string{"n1", "n2"},
		Ink: 2, Next: new(sample), Where: place{1, 2}, HTTPID: []uint64{7},
	}
}

func TestFieldsAreReadAndSet(t *testing.T) {
	from, to := full(), new(sample)
	p, q := unsafe.Pointer(from), unsafe.Pointer(to)
	var texts []string
	for i := range samples.Fields {
		f := &samples.Fields[i]
		if f.Kind != Custom && (f.Zero(p) || !f.Zero(q)) {
			t.Errorf("%s: zero is %v and %v", f.Go, f.Zero(p), f.Zero(q))
		}
		if f.Equal(p, q) {
			t.Errorf("%s: %v equals its zero value", f.Go, *from)
		}
		switch f.Kind {
		case Bool:
			f.SetBool(q, f.Bool(p))
		case Int:
			f.SetInt(q, f.Int(p))
		case Int64:
			f.SetInt64(q, f.Int64(p))
		case Uint64:
			f.SetUint64(q, f.Uint64(p))
		case String:
			f.SetString(q, f.String(p))
		case Strings:
			f.SetStrings(q, f.Strings(p))
		case Enum:
			v, ok := f.ParseEnum([]byte(f.EnumName(p)))
			if !ok || v != f.Enum(p) {
				t.Errorf("ParseEnum(%q) = %d, %v", f.EnumName(p), v, ok)
			}
			f.SetEnum(q, v)
		default:
			continue
		}
		texts = append(texts, f.Text(p))
		if !f.Equal(p, q) {
			t.Errorf("%s: set to %v, is %v", f.Go, f.Value(p), f.Value(q))
		}
	}
	want := []string{"true", "-3", "-40", "9223372036854775808", "a", "n1,n2", "green"}
	if !slices.Equal(texts, want) {
		t.Errorf("texts %q, want %q", texts, want)
	}
	to.Next, to.Where, to.HTTPID, to.Cached = from.Next, from.Where, []uint64{7}, []byte("x")
	if !Equal(samples, from, to) {
		t.Errorf("%+v does not equal %+v", from, to)
	}
	if to.Where.Y++; Equal(samples, from, to) {
		t.Error("equal in spite of a field inside a struct")
	}
	if _, ok := samples.Field("Ink").ParseEnum([]byte("blue")); ok {
		t.Error("blue is a colour")
	}
	if v := samples.Field("Ink").Value(p); v != "green" {
		t.Errorf("Ink is %v", v)
	}
}

func TestMistakesPanic(t *testing.T) {
	for name, f := range map[string]func(){
		"untagged": func() { Of[struct{ A int }]() },
		"same key": func() {
			Of[struct {
				A, B int `key:"a" says:"x"`
			}]()
		},
		"no field": func() { samples.Field("Nothing") },
		"no compare": func() {
			s := Of[struct {
				A []int `says:"x"`
			}]()
			s.Equal(unsafe.Pointer(new([]int)), unsafe.Pointer(new([]int)))
		},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]string{"First": "first", "FirstIndex": "first_index", "ID": "id", "LeaseID": "lease_id", "HTTPPort": "http_port"} {
		if got := underscored(name); got != want {
			t.Errorf("underscored(%q) = %q, want %q", name, got, want)
		}
	}
}

func BenchmarkEqual(b *testing.B) {
	x, y := full(), full()
	y.Next = x.Next
	for b.Loop() {
		if !Equal(samples, x, y) {
			b.Fatal("not equal")
		}
	}
}
