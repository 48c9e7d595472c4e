package command

import (
	"strings"

	"raftviz/engine/lang"
)

// Commands of clients, spelled as etcdctl spells them.
type (
	// Put writes a key.
	Put struct {
		Target
		Key         string `arg:"key"`
		Value       string `arg:"value" without:"--ignore-value"`
		ValSize     int64  `opt:"--val-size" kind:"size" help:"repeat VALUE until it has so many bytes" zh:"重复 VALUE，直到有这么多字节"`
		Lease       int64  `opt:"--lease" kind:"any-lease" help:"the lease to attach the key to, in hexadecimal" zh:"键所绑定的租约 ID（十六进制）"`
		PrevKV      bool   `opt:"--prev-kv" help:"answer with what was there before" zh:"同时返回写入前的键值"`
		IgnoreValue bool   `opt:"--ignore-value" help:"keep the value that is there; none is given" zh:"保留现有的值；不再给出 VALUE"`
		IgnoreLease bool   `opt:"--ignore-lease" help:"keep the lease that is there" zh:"保留现有的租约"`
		Format
	}
	// Get reads a range. A bound of 0 is none.
	Get struct {
		Target
		Rev          int64 `opt:"--rev" kind:"bound" help:"read as of that revision" zh:"按该修订版本读取"`
		Serializable bool  `opt:"--consistency" choices:"l,s" true:"s" help:"linearizable, or serializable: what the node holds" zh:"l 线性一致；s 可串行化，即该节点现有的数据"`
		Range
		Limit     int64  `opt:"--limit" kind:"bound" help:"so many keys at most" zh:"最多返回的键数"`
		SortBy    string `opt:"--sort-by,anycase" choices:"key,version,create,modify,value" as:"FIELD" help:"what to sort the keys by" zh:"排序依据"`
		Order     string `opt:"--order,anycase" choices:"ascend,descend" as:"ORDER" help:"the order to sort them in" zh:"排序顺序"`
		MinCreate int64  `opt:"--min-create-rev" kind:"bound" help:"only keys created at that revision or later" zh:"只要在该修订版本或之后创建的键"`
		MaxCreate int64  `opt:"--max-create-rev" kind:"bound" help:"only keys created at that revision or earlier" zh:"只要在该修订版本或之前创建的键"`
		MinMod    int64  `opt:"--min-mod-rev" kind:"bound" help:"only keys last written at that revision or later" zh:"只要最后一次写入在该修订版本或之后的键"`
		MaxMod    int64  `opt:"--max-mod-rev" kind:"bound" help:"only keys last written at that revision or earlier" zh:"只要最后一次写入在该修订版本或之前的键"`
		KeysOnly  bool   `opt:"--keys-only" help:"no values" zh:"只返回键"`
		CountOnly bool   `opt:"--count-only" help:"only how many" zh:"只返回数量"`
		ValueOnly bool   `opt:"--print-value-only" help:"print values without their keys" zh:"只输出值，不输出键"`
		Format
	}
	// Del deletes a range.
	Del struct {
		Target
		Range
		PrevKV bool `opt:"--prev-kv" help:"answer with what is deleted" zh:"同时返回被删除的键值"`
		Format
	}
)

var requestRows = []Spec{
	row[Put](Spec{
		Name: "put", Usage: "put KEY VALUE [--val-size=N] [--lease=ID] [--prev-kv] [--ignore-lease] [--write-out=simple|json] [--hex] or put KEY --ignore-value [--lease=ID] [--prev-kv] [--write-out=simple|json] [--hex]",
		Group: Clients, Example: "put foo bar",
		Help:     lang.Text{EN: "write a key", ZH: "写入一个键"},
		Synonyms: "set write",
		Note: lang.Text{
			EN: "`--val-size` is a flag of etcd's `benchmark put`; etcdctl has none like it. etcd takes a request of 1.5 MiB: beyond that it answers `etcdserver: request is too large`.",
			ZH: "`--val-size` 来自 etcd 的 `benchmark put`，etcdctl 没有这样的选项。etcd 接受的请求最大 1.5 MiB，超过时答复 `etcdserver: request is too large`。",
		},
	}),
	row[Get](Spec{
		Name: "get", Group: Clients, Example: "get foo --rev=3",
		Help:     lang.Text{EN: "read a key, or all keys from KEY up to, not including, END", ZH: "读取一个键，或从 KEY 到 END（不含）的所有键"},
		Synonyms: "read range",
		Note: lang.Text{
			EN: "What to sort by is key, version, create, modify or value; the order is ascend or descend. Both may be written in any case.",
			ZH: "排序依据为 key、version、create、modify 或 value，顺序为 ascend 或 descend，大小写均可。",
		},
	}),
	row[Del](Spec{
		Name: "del", Group: Clients, Example: "del foo --prefix",
		Help:     lang.Text{EN: "delete a key, or all keys from KEY up to, not including, END", ZH: "删除一个键，或从 KEY 到 END（不含）的所有键"},
		Synonyms: "delete rm unset",
	}),
}

func (c Put) String() string { return line(&c) }
func (c Get) String() string { return line(&c) }
func (c Del) String() string { return line(&c) }

// WholeValue returns the value that is written.
func (c Put) WholeValue() string {
	if c.ValSize <= int64(len(c.Value)) || c.Value == "" {
		return c.Value
	}
	n := int(c.ValSize)
	return strings.Repeat(c.Value, n/len(c.Value)+1)[:n]
}

// repeated returns the shortest value that a long one repeats, and its size; the
// value itself and 0 where that would not be much shorter.
func repeated(value string) (unit string, size int64) {
	const long, short = 256, 32
	if len(value) < long {
		return value, 0
	}
	for n := 1; n <= short; n++ {
		if value[n:] == value[:len(value)-n] {
			return value[:n], int64(len(value))
		}
	}
	return value, 0
}

func (c *Put) check(a *args) {
	switch {
	case c.IgnoreValue && a.has(1):
		a.fail(wrong(a.words[1], texts.Sayf("give no value, or leave the flag out"), "--ignore-value keeps the value that is there"))
	case c.ValSize != 0 && c.Value == "":
		a.fail(wrong(*a.opt("--val-size"), texts.Sayf("put big x --val-size=1000000"), "there is no value to repeat"))
	case len(c.Key)+max(len(c.Value), int(c.ValSize)) > MaxValue:
		a.fail(wrong(a.words[0], none, "key and value have more than %d bytes", MaxValue))
	case c.ValSize != 0 && c.ValSize < int64(len(c.Value)):
		a.fail(wrong(*a.opt("--val-size"), none, "the value has %d bytes already", len(c.Value)))
	case c.IgnoreLease && c.Lease != 0:
		a.fail(a.excludes("--lease", "--ignore-lease"))
	}
}

func (c *Get) check(a *args) {
	c.Range.check(a)
	switch {
	case c.KeysOnly && c.CountOnly:
		a.fail(a.excludes("--keys-only", "--count-only"))
	case c.ValueOnly && c.JSON:
		a.fail(a.excludes("--print-value-only", "--write-out"))
	}
}
