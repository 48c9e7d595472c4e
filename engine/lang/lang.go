// Package lang says which languages raftviz speaks, and keeps one table of
// words for each of them: see Catalogue.
package lang

import "strings"

// A Lang is a language.
type Lang uint8

// The languages. Chinese is Simplified Chinese.
const (
	English Lang = iota
	Chinese
	Count
)

// All lists the languages, the default first.
var All = []Lang{English, Chinese}

var names = Catalogue[struct{ tag, self string }]{
	English: {"en", "English"},
	Chinese: {"zh", "简体中文"},
}

// Parse reads the name of a language as a person, a file or the environment
// spells it: en, zh, zh-CN, zh_Hans.UTF-8. Its case does not matter, nor what
// follows the language itself. ok is false, and the language English, if there
// is none of that name.
func Parse(name string) (l Lang, ok bool) {
	head, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(name)), ".")
	head = strings.ReplaceAll(head, "_", "-")
	head, _, _ = strings.Cut(head, "-")
	switch head {
	case "en", "english":
		return English, true
	case "zh", "cn", "chinese", "中文", "简体中文":
		return Chinese, true
	}
	return English, false
}

// String returns the language's tag: en, zh.
func (l Lang) String() string { return names.In(l).tag }

// Name returns what the language calls itself.
func (l Lang) Name() string { return names.In(l).self }

// A Catalogue holds what one part of the program says, a value for each
// language. The value is usually a struct with a field for each text; each
// language's value has a file, and langtest.Complete checks that none has a
// gap.
//
//	var catalogue = lang.Catalogue[words]{lang.English: &english, lang.Chinese: &chinese}
//	catalogue.In(l).Title
type Catalogue[T any] [Count]*T

// In returns the value for a language; for an unknown one the English value.
func (c *Catalogue[T]) In(l Lang) *T {
	if l >= Count {
		l = English
	}
	return c[l]
}

// A Text is one short text in each language, for tables whose rows are easier
// to keep together than apart, and for what is found in a run. Its tags are those
// of package record.
type Text struct {
	EN string `key:"x" as:"text" says:"in English"`
	ZH string `key:"z" as:"text" says:"in Chinese"`
}

// In returns the text in a language.
func (t Text) In(l Lang) string {
	if l == Chinese {
		return t.ZH
	}
	return t.EN
}

// String is the text in English.
func (t Text) String() string { return t.EN }
