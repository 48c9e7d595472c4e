package lang

import (
	"fmt"
	"strings"
)

// Localized is what can say itself in a language: an error, a Message, a Text,
// or a word that a Message takes as an argument.
type Localized interface{ In(l Lang) string }

// Messages is what one package tells people in sentences: what is wrong, and
// what would be right. The English stands in the code that says it, as the
// format of Sayf or Errorf. The other languages are maps from it, each in a file
// of its own; langtest.Messages checks that they lack nothing.
//
//	var texts = lang.Messages{lang.Chinese: chinese} // in messages_zh.go
//	return texts.Errorf("there is no node %q", name)
type Messages [Count]map[string]string

// format returns the format in a language; in English where there is none.
func (ms *Messages) format(l Lang, english string) string {
	if l < Count {
		if f, ok := ms[l][english]; ok {
			return f
		}
	}
	return english
}

// A Message is a sentence whose language is chosen when it is shown. The zero
// Message says nothing.
type Message struct {
	from    *Messages
	format  string
	args    []any
	english string
}

// Sayf makes a message of its English format and its values. Values that are
// Localized, and errors, speak the message's language, too. The others must not
// change afterwards.
func (ms *Messages) Sayf(format string, args ...any) Message {
	return Message{ms, format, args, fmt.Sprintf(format, args...)}
}

// Verbatim is a message that is the same in every language: what another
// program said.
func Verbatim(s string) Message { return Message{english: s} }

// String is the message in English.
func (m Message) String() string { return m.english }

// IsZero reports whether it says nothing.
func (m Message) IsZero() bool { return m.english == "" }

// MarshalText is the message in English.
func (m Message) MarshalText() ([]byte, error) { return []byte(m.english), nil }

// Text is the message in every language.
func (m Message) Text() Text { return Text{EN: m.In(English), ZH: m.In(Chinese)} }

// In says the message in a language. Values from outside are in it as they came:
// escape it for a terminal.
func (m Message) In(l Lang) string {
	if l == English || m.from == nil {
		return m.english
	}
	args := make([]any, len(m.args))
	for i, a := range m.args {
		switch a := a.(type) {
		case Localized:
			args[i] = a.In(l)
		case error:
			args[i] = Error(a, l)
		default:
			args[i] = a
		}
	}
	return fmt.Sprintf(strings.ReplaceAll(m.from.format(l, m.format), "%w", "%v"), args...)
}

var texts = Messages{Chinese: {"did you mean %q?": "是不是想写 %q？"}}

// Meant is the remedy for a word that was mistyped; near is a right one.
func Meant(near string) Message { return texts.Sayf("did you mean %q?", near) }

// A List is words that are told one after the other: n1, n2.
type List []string

// String is the list in English.
func (s List) String() string { return strings.Join(s, ", ") }

// In returns the list with the language's own comma.
func (s List) In(l Lang) string {
	if l == Chinese {
		return strings.Join(s, "、")
	}
	return s.String()
}

// OneOf is words of which one is meant: n1, n2 or n3.
type OneOf []string

// String is the words in English.
func (o OneOf) String() string { return o.In(English) }

// In returns the words with the language's comma, and its "or" before the last.
func (o OneOf) In(l Lang) string {
	n := len(o) - 1
	if n < 1 {
		return List(o).In(l)
	}
	return List(o[:n]).In(l) + Text{EN: " or ", ZH: " 或 "}.In(l) + o[n]
}

// Clauses are joined by the language's semicolon; those that say nothing are left
// out.
type Clauses []Message

// String is the clauses in English.
func (c Clauses) String() string { return c.In(English) }

// In joins what the clauses say.
func (c Clauses) In(l Lang) string { return join(c, l, Text{EN: "; ", ZH: "；"}) }

// Sentences follow one another; those that say nothing are left out.
type Sentences []Message

// String is the sentences in English.
func (s Sentences) String() string { return s.In(English) }

// In joins what the sentences say.
func (s Sentences) In(l Lang) string { return join(s, l, Text{EN: " "}) }

// Text is the sentences in every language.
func (s Sentences) Text() Text { return Text{EN: s.In(English), ZH: s.In(Chinese)} }

func join(list []Message, l Lang, by Text) string {
	var said []string
	for _, m := range list {
		if !m.IsZero() {
			said = append(said, m.In(l))
		}
	}
	return strings.Join(said, by.In(l))
}
