package command

import (
	"strconv"
	"strings"
)

// The canonical line of each command. Options come in the order of the Table;
// what equals its default is left out.

func (c StepN) String() string {
	if c.N == 1 {
		return "step"
	}
	return "step " + strconv.Itoa(c.N)
}

func (c RunFor) String() string { return "run " + formatDuration(c.For) }

func (c RunUntil) String() string {
	if c.Within == 0 {
		return "run until " + c.Expr
	}
	return "run until " + c.Expr + " within " + formatDuration(c.Within)
}

func (c Campaign) String() string { return "campaign " + c.Node }
func (c Transfer) String() string { return "transfer " + c.From + " " + c.To }
func (c Crash) String() string    { return "crash " + c.Node }
func (c Restart) String() string  { return "restart " + c.Node }
func (c Wipe) String() string     { return "wipe " + c.Node }
func (c Pause) String() string    { return "pause " + c.Node }
func (c Resume) String() string   { return "resume " + c.Node }
func (c Snapshot) String() string { return "snapshot " + c.Node }

func (c Compact) String() string {
	return "compactlog " + c.Node + " keep=" + strconv.FormatUint(c.Keep, 10)
}

func (c Disk) String() string {
	s := "disk " + c.Node
	if c.State != "" {
		s += " " + c.State
	}
	s += setDuration("latency", c.Latency)
	if c.Mode != "" {
		s += " mode=" + c.Mode
	}
	return s
}

func (c Clock) String() string { return "clock " + c.Node + " rate=" + formatPerMille(c.Rate) }

func (c Cut) String() string {
	s := "cut " + strings.Join(c.A, ",")
	switch {
	case c.OneWay:
		s += ">"
	case len(c.B) > 0:
		s += "|"
	}
	return s + strings.Join(c.B, ",")
}

func (c Heal) String() string {
	if c.From == "" {
		return "heal"
	}
	return "heal " + c.From + ">" + c.To
}

func (c Link) String() string {
	return "link " + c.From + ">" + c.To +
		setDuration("latency", c.Latency) + setDuration("jitter", c.Jitter) +
		setPerMille("loss", c.Loss) + setPerMille("dup", c.Dup)
}

func (c Hold) String() string {
	if c.Type == "" {
		return "hold " + c.From + ">" + c.To
	}
	return "hold " + c.From + ">" + c.To + " " + c.Type
}

func (c Release) String() string { return "release " + c.From + ">" + c.To }
func (c Deliver) String() string { return "deliver " + number(c.Msg) }
func (c Drop) String() string    { return "drop " + number(c.Msg) }
func (c Dup) String() string     { return "dup " + number(c.Msg) }
func (c Delay) String() string   { return "delay " + number(c.Msg) + " " + formatDuration(c.By) }

func (c MemberAdd) String() string     { return "member add " + c.Node + setFlag("learner", c.Learner) }
func (c MemberPromote) String() string { return "member promote " + c.Node }
func (c MemberRemove) String() string  { return "member remove " + c.Node }
func (c MemberLeave) String() string   { return "member leave" }

func (c MemberChange) String() string {
	s := "member change"
	for _, ch := range c.Changes {
		s += " " + string(rune(ch.Op)) + ch.Node
	}
	if c.Explicit {
		s += " --leave=explicit"
	}
	return s
}

func number(msg uint64) string { return "#" + strconv.FormatUint(msg, 10) }

func setFlag(name string, on bool) string {
	if !on {
		return ""
	}
	return " --" + name
}

func setDuration(name string, ms *int64) string {
	if ms == nil {
		return ""
	}
	return " " + name + "=" + formatDuration(*ms)
}

func setPerMille(name string, n *int) string {
	if n == nil {
		return ""
	}
	return " " + name + "=" + formatPerMille(*n)
}
