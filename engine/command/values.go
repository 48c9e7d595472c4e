package command

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"raftviz/engine/config"
	"raftviz/engine/lang"
	"raftviz/engine/termtext"
)

// Bounds of what a line may ask for.
const (
	MaxDuration = 3_600_000 // ms: one hour
	MaxJump     = 60_000    // ms, ahead or back: one minute
	MaxSteps    = 1_000_000
	MaxRate     = 100_000 // per mille of honest time
	MaxKeep     = 1_000_000_000
	MaxRetries  = 100
	MaxKey      = MaxValue
	MaxValue    = 2_000_000     // bytes: more than etcd takes, less than its clients send
	MaxExpr     = 4 << 10       // bytes
	MaxFile     = 200           // bytes
	MaxTTL      = 9_000_000_000 // seconds, as in etcd
	MaxTxnOps   = 128           // as in etcd: of a txn's conditions, of its then and of its else
	MaxTxnDepth = 4             // a txn within a txn has a depth of 2
)

// anyNumber bounds what only its type bounds.
const anyNumber = math.MaxInt64

// parseMillis reads a Go duration of whole milliseconds, which may be negative.
func parseMillis(w word) (int64, *Error) {
	d, err := time.ParseDuration(w.text)
	switch {
	case err != nil:
		return 0, wrong(w, texts.Sayf("write it as 500ms, 2s or 1m"), "%s is not a duration", quote(w.text))
	case d%time.Millisecond != 0:
		return 0, wrong(w, texts.Sayf("time goes in whole milliseconds"), "%s is too fine", quote(w.text))
	}
	return d.Milliseconds(), nil
}

// parseDuration reads for how long something takes or lasts.
func parseDuration(w word) (int64, *Error) {
	ms, err := parseMillis(w)
	if err == nil && (ms < 0 || ms > MaxDuration) {
		return 0, wrong(w, none, "%s is not between 0ms and one hour", quote(w.text))
	}
	return ms, err
}

// parseJump reads by how much a clock jumps, ahead or, with a minus sign, back.
func parseJump(w word, _ *field, v reflect.Value) *Error {
	ms, err := parseMillis(w)
	if err == nil && (ms == 0 || ms < -MaxJump || ms > MaxJump) {
		return wrong(w, none, "%s is not a jump of 1ms to %s, ahead or back", quote(w.text), formatDuration(MaxJump))
	}
	v.SetInt(ms)
	return err
}

// formatDuration writes ms in the largest unit that divides it.
func formatDuration(ms int64) string {
	switch {
	case ms != 0 && ms%60_000 == 0:
		return strconv.FormatInt(ms/60_000, 10) + "m"
	case ms != 0 && ms%1000 == 0:
		return strconv.FormatInt(ms/1000, 10) + "s"
	}
	return strconv.FormatInt(ms, 10) + "ms"
}

// parsePerMille reads a decimal fraction, or a percentage, as per mille.
func parsePerMille(w word, most int) (int, *Error) {
	number, scale := w.text, 3
	if n, ok := strings.CutSuffix(number, "%"); ok {
		number, scale = n, 1
	}
	whole, frac, dot := strings.Cut(number, ".")
	if !digits(whole) || dot && !digits(frac) {
		return 0, wrong(w, texts.Sayf("write it as 0.2 or 20%%"), "%s is not a number", quote(w.text))
	}
	if len(frac) > scale {
		return 0, wrong(w, texts.Sayf("thousandths are the finest"), "%s is too fine", quote(w.text))
	}
	n, err := strconv.Atoi(whole + frac + strings.Repeat("0", scale-len(frac)))
	if err != nil || n > most {
		return 0, wrong(w, none, "%s is not between 0 and %s", quote(w.text), formatPerMille(most))
	}
	return n, nil
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func formatPerMille(n int) string {
	if n%1000 == 0 {
		return strconv.Itoa(n / 1000)
	}
	frac := strconv.Itoa(n%1000 + 1000)[1:]
	return strconv.Itoa(n/1000) + "." + strings.TrimRight(frac, "0")
}

// parseCount reads a decimal number between the bounds, which it includes.
func parseCount(w word, least, most int64) (int64, *Error) {
	n, err := strconv.ParseInt(w.text, 10, 64)
	if err != nil || w.text[0] == '+' || n < least || n > most {
		switch {
		case least == math.MinInt64:
			return 0, wrong(w, none, "%s is not a whole number", quote(w.text))
		case most == anyNumber:
			return 0, wrong(w, none, "%s is not a whole number of at least %d", quote(w.text), least)
		}
		return 0, wrong(w, none, "%s is not a whole number between %d and %d", quote(w.text), least, most)
	}
	return n, nil
}

// parseLease reads a lease's ID as etcdctl writes them, in hexadecimal.
func parseLease(w word) (int64, *Error) {
	n, err := strconv.ParseUint(w.text, 16, 63)
	if err != nil {
		return 0, wrong(w, texts.Sayf("IDs are hexadecimal, as etcdctl writes them"), "%s is not the ID of a lease", quote(w.text))
	}
	return int64(n), nil
}

// checkKey takes an empty key, too: that is for etcd to refuse.
func checkKey(w word) *Error {
	if len(w.text) > MaxKey {
		return wrong(w, none, "the key is longer than %d bytes", MaxKey)
	}
	return nil
}

func checkValue(w word) *Error {
	if len(w.text) > MaxValue {
		return wrong(w, none, "the value is longer than %d bytes", MaxValue)
	}
	return nil
}

// checkFile refuses what may not be the name of a file to write: a line can come
// from a stranger's script, so it names a file below the working directory, and
// means the same on every system.
func checkFile(w word) *Error {
	switch {
	case w.text == "":
		return wrong(w, none, "a file needs a name")
	case len(w.text) > MaxFile:
		return wrong(w, none, "the name is longer than %d bytes", MaxFile)
	case !utf8.ValidString(w.text) || strings.ContainsFunc(w.text, func(r rune) bool { return !unicode.IsPrint(r) }):
		return wrong(w, texts.Sayf("give one of printable characters"), "%s cannot be the name of a file", quote(w.text))
	case strings.ContainsAny(w.text, `\:*?"<>|`):
		return wrong(w, texts.Sayf(`leave out \ : * ? " < > |`), "%s is not a name on every system", quote(w.text))
	}
	for part := range strings.SplitSeq(w.text, "/") {
		if part == "" || part == "." || part == ".." {
			return wrong(w, texts.Sayf("give a name such as backup.db, or dir/backup.db"), "%s does not name a file below the working directory", quote(w.text))
		}
	}
	return nil
}

// checkName takes the name of a node that a cluster can have.
func checkName(w word) *Error {
	if _, ok := config.NodeID(w.text); ok {
		return nil
	}
	if strings.ContainsAny(w.text, ",>|") {
		return wrong(w, texts.Sayf("give one, n1 to %s", config.NodeName(config.MaxID)), "%s is not one node", quote(w.text))
	}
	return wrong(w, texts.Sayf("nodes are n1 to %s", config.NodeName(config.MaxID)), "unknown node %s", quote(w.text))
}

// parseNames reads a list of different names that pass: n1,n2.
func parseNames(w word, check func(w word) *Error) ([]string, *Error) {
	var nodes []string
	at := w
	for name := range strings.SplitSeq(w.text, ",") {
		at.text = name
		if err := check(at); err != nil {
			return nil, err
		}
		if slices.Contains(nodes, name) {
			return nil, wrong(at, none, "%s is named twice", name)
		}
		nodes = append(nodes, name)
		if !w.quoted {
			at.col += len(name) + 1
		}
	}
	return nodes, nil
}

// MessageTypes are raft's names of the messages that pass between nodes.
var MessageTypes = []string{
	"MsgApp", "MsgAppResp", "MsgHeartbeat", "MsgHeartbeatResp",
	"MsgPreVote", "MsgPreVoteResp", "MsgVote", "MsgVoteResp",
	"MsgSnap", "MsgProp", "MsgReadIndex", "MsgReadIndexResp",
	"MsgTransferLeader", "MsgTimeoutNow",
}

// parseMessageType accepts raft's name in any case, with Msg or without.
func parseMessageType(w word, _ *field, v reflect.Value) *Error {
	for _, t := range MessageTypes {
		if strings.EqualFold(w.text, t) || strings.EqualFold(w.text, t[len("Msg"):]) {
			v.SetString(t)
			return nil
		}
	}
	return wrong(w, meant(termtext.Nearest(w.text, MessageTypes)), "unknown message type %s", quote(w.text))
}

// parseMessage reads the number of a message in flight: #12.
func parseMessage(w word, _ *field, v reflect.Value) *Error {
	n, err := strconv.ParseUint(strings.TrimPrefix(w.text, "#"), 10, 63)
	if err != nil || n == 0 {
		return wrong(w, texts.Sayf("write it as #12"), "%s is not the number of a message", quote(w.text))
	}
	v.SetUint(n)
	return nil
}

func formatMessage(b []byte, _ *field, v reflect.Value) []byte {
	return strconv.AppendUint(append(b, '#'), v.Uint(), 10)
}

// diskStates are the states of a disk.
var diskStates = []struct {
	name string
	help lang.Text
}{
	{"ok", lang.Text{EN: "an fsync returns when it is done", ZH: "fsync 正常返回"}},
	{"stall", lang.Text{EN: "an fsync does not return", ZH: "fsync 不返回"}},
	{"lie", lang.Text{EN: "an fsync reports success and keeps nothing", ZH: "fsync 报告成功却什么也没保存"}},
	{"fail", lang.Text{EN: "an fsync returns an error", ZH: "fsync 返回错误"}},
}

func diskStateNames() (names []string) {
	for _, s := range diskStates {
		names = append(names, s.name)
	}
	return names
}

func checkDiskState(w word) *Error {
	if names := diskStateNames(); !slices.Contains(names, w.text) {
		return wrong(w, meant(termtext.Nearest(w.text, names)), "%s is not a state of a disk, which are %s", quote(w.text), lang.List(names))
	}
	return nil
}

// parseRevision reads the revision of a compaction.
func parseRevision(w word, f *field, v reflect.Value) *Error {
	if _, node := config.NodeID(w.text); node {
		return wrong(w, texts.Sayf("a node's raft log is discarded by compactlog"), "%s is not a revision", quote(w.text))
	}
	return counts(0, anyNumber)(w, f, v)
}

func checkClient(w word) *Error {
	if !validClient(w.text) {
		return wrong(w, texts.Sayf("use a name like c2"), "%s cannot be the name of a client", quote(w.text))
	}
	return nil
}

// validClient reports whether a client may bear the name: letters, digits, -
// and _, a letter first, and neither a node's name nor a word that is, will be
// or could be mistaken for a command.
func validClient(name string) bool {
	if len(name) == 0 || len(name) > 16 || taken[name] {
		return false
	}
	if _, node := config.NodeID(name); node {
		return false
	}
	for i, r := range name {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || r != '-' && r != '_' && (r < '0' || r > '9')) {
			return false
		}
	}
	return true
}
