package command

import (
	"slices"
	"strings"

	"raftviz/engine/lang"
	"raftviz/engine/termtext"
)

// The parsers of the rows whose arguments need more than a line. Required
// words and options are there when they are called.

func parseStep(a *args) Command {
	if !a.has(0) {
		return StepN{N: 1}
	}
	n, err := parseCount(a.words[0], 1, MaxSteps)
	a.fail(err)
	return StepN{N: int(n)}
}

func parseTransfer(a *args) Command {
	c := Transfer{From: a.node(0), To: a.node(1)}
	if c.From == c.To {
		a.fail(wrong(a.words[1], none, "%s cannot hand over to itself", c.From))
	}
	return c
}

// diskStates are the states of a disk.
var diskStates = []struct{ name, help, zh string }{
	{"ok", "an fsync returns when it is done", "fsync 正常返回"},
	{"stall", "an fsync does not return", "fsync 不返回"},
	{"lie", "an fsync reports success and keeps nothing", "fsync 报告成功却什么也没保存"},
	{"fail", "an fsync returns an error", "fsync 返回错误"},
}

func parseDisk(a *args) Command {
	c := Disk{Node: a.node(0), Latency: a.duration("latency", 0), Mode: a.choice("mode")}
	switch {
	case a.has(1):
		var names []string
		for _, s := range diskStates {
			names = append(names, s.name)
		}
		if w := a.words[1]; !slices.Contains(names, w.text) {
			a.fail(wrong(w, meant(termtext.Nearest(w.text, names)), "%s is not a state of a disk, which are %s", quote(w.text), lang.List(names)))
		}
		c.State = a.words[1].text
	case len(a.opts) == 0:
		a.fail(a.nothingToChange())
	}
	return c
}

func (a *args) nothingToChange() *Error {
	return wrong(a.tail, none, "%s needs something to change: %s", a.spec.Name, a.spec.Example)
}

func parseCut(a *args) Command {
	w := a.words[0]
	i := strings.IndexAny(w.text, ">|")
	if i < 0 {
		nodes, err := parseNodes(w)
		a.fail(err)
		return Cut{A: nodes}
	}
	left, right := w, word{text: w.text[i+1:], col: w.col + i + 1}
	left.text = w.text[:i]
	if strings.ContainsAny(right.text, ">|") {
		a.fail(wrong(w, texts.Sayf("cut one pair, then the next"), "%s has more than two sides", quote(w.text)))
		return nil
	}
	c := Cut{OneWay: w.text[i] == '>'}
	var err *Error
	c.A, err = parseNodes(left)
	a.fail(err)
	c.B, err = parseNodes(right)
	a.fail(err)
	for _, n := range c.A {
		for _, m := range c.B {
			if n == m {
				a.fail(wrong(w, none, "%s is on both sides of the cut", n))
			}
		}
	}
	return c
}

func parseHeal(a *args) Command {
	if !a.has(0) {
		return Heal{}
	}
	from, to := a.link()
	return Heal{From: from, To: to}
}

func parseLinkCommand(a *args) Command {
	from, to := a.link()
	if len(a.opts) == 0 {
		a.fail(a.nothingToChange())
	}
	return Link{
		From: from, To: to,
		Latency: a.duration("latency", 0), Jitter: a.duration("jitter", 0),
		Loss: a.perMille("loss", 1000), Dup: a.perMille("dup", 1000),
	}
}

func parseHold(a *args) Command {
	from, to := a.link()
	c := Hold{From: from, To: to}
	if a.has(1) {
		var err *Error
		c.Type, err = parseMessageType(a.words[1])
		a.fail(err)
	}
	return c
}

func parseMemberChange(a *args) Command {
	c := MemberChange{Explicit: a.choice("--leave") == "explicit"}
	for _, w := range a.words {
		if w.text == "" || !strings.ContainsRune("+-~", rune(w.text[0])) {
			a.fail(wrong(w, texts.Sayf("+n4 adds a voter, ~n4 a learner, -n1 removes"), "%s is not a change", quote(w.text)))
			return nil
		}
		n, err := parseNode(word{text: w.text[1:], col: w.col + 1})
		a.fail(err)
		for _, other := range c.Changes {
			if other.Node == n {
				a.fail(wrong(w, none, "%s is changed twice", quote(n)))
			}
		}
		c.Changes = append(c.Changes, Change{Op: ChangeOp(w.text[0]), Node: n})
	}
	return c
}
