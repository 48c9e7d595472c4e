package explain

import (
	"fmt"
	"strconv"
	"strings"

	"raftviz/engine/event"
	"raftviz/engine/frame"
)

var english = language{

	works: [numWorks]string{
		paper: "Raft ", thesis: "Raft dissertation ", library: "etcd/raft: ", etcd: "etcd: ",
	},
	betweenPlaces: ", ", betweenWorks: "; ",
	afterSentence: " ",

	roles:      []string{"follower", "pre-candidate", "candidate", "leader"},
	statuses:   []string{"running", "paused", "down", "removed"},
	progress:   []string{"probe", "replicate", "snapshot"},
	disks:      []string{"works", "stalls", "lies", "fails"},
	ops:        []string{"open", "succeeded", "failed", "unknown"},
	entryTypes: []string{"normal", "membership change", "membership change"},
	causeNames: []string{
		event.Start: "the start", event.Command: "a command", event.Deliver: "a message", event.Tick: "a tick",
		event.Sync: "an fsync", event.Apply: "the apply loop", event.Commit: "the store's batch interval",
		event.Report: "a report of the transport", event.Timeout: "a client's timeout", event.Stop: "a removed node's stop",
		event.Wait: "waiting", event.Compact: "a store's compaction", event.Lease: "the lessor", event.Watch: "the loops of watchers",
	},
	reasonNames: []string{
		event.NoReason:      "",
		event.OlderTerm:     "the candidate's term is older",
		event.AlreadyVoted:  "it has already voted in this term",
		event.KnowsLeader:   "it knows this term's leader",
		event.LogBehind:     "the candidate's log is less up to date",
		event.InLease:       "it has just heard from a leader",
		event.NotVoter:      "it is not a voter",
		event.PendingConf:   "a membership change is not applied yet",
		event.PendingSnap:   "a snapshot is being installed",
		event.AlreadyLeads:  "it leads already",
		event.NoLeader:      "it knows no leader",
		event.NotForwarded:  "it passes no proposals on",
		event.Transferring:  "leadership is being handed over",
		event.NotMember:     "the leader was removed",
		event.TooMuch:       "too much is uncommitted",
		event.ConfPending:   "membership changes go one at a time",
		event.Unanswered:    "no answer came in time",
		event.FirstCommit:   "the first entry of the term is committed",
		event.LeaderChanged: "the leader changed",
		event.NoTermEntry:   "nothing of the leader's term is committed yet",
		event.NoEntry:       "the log is too short",
		event.TermDiffers:   "the terms differ there",
		event.LinkCut:       "the link is cut",
		event.LinkLoss:      "lost by chance",
		event.NodeDown:      "the receiver is not running",
		event.ByCommand:     "dropped by a command",
		event.Gone:          "the sender was removed",
		event.ClientGone:    "the client had given up",
		event.HigherTerm:    "it met a later term",
		event.LeaderExists:  "another won this term",
		event.LostVote:      "a majority refused",
		event.NoQuorum:      "it heard from no majority",
		event.OldSnapshot:   "its log reaches further",
		event.LogHasIt:      "its log holds all of it",
		event.Delivered:     "it arrived",
		event.Failed:        "it failed",
		event.InDoubt:       "it may have happened or not",
		event.TimeUp:        "an election timeout passed",
		event.Replaced:      "another target was named",
		event.Deposed:       "the leader was deposed",
		event.TargetRemoved: "the target is no longer a voter",
	},

	list:     listEN,
	join:     listEN,
	count:    countEN,
	nodes:    func(n int) string { return plural(countEN(n), n, "node") },
	ticks:    func(n int) string { return plural(strconv.Itoa(n), n, "tick") },
	messages: func(n int) string { return plural(countEN(n), n, "message") },
	entries: func(first, last uint64) string {
		if first >= last {
			return fmt.Sprintf("entry %d", first)
		}
		return "entries " + rangeEN(first, last)
	},
	indexes: func(first, last uint64) string {
		if first >= last {
			return fmt.Sprintf("index %d", first)
		}
		return "indexes " + rangeEN(first, last)
	},
	position: func(index, term uint64) string {
		if index == 0 {
			return "the start of the log"
		}
		return fmt.Sprintf("index %d of term %d", index, term)
	},
	tail: func(index, term uint64) string {
		if index == 0 {
			return "empty"
		}
		return fmt.Sprintf("to index %d of term %d", index, term)
	},
	also: func(index, term uint64) string {
		if index == 0 {
			return "is empty"
		}
		return fmt.Sprintf("at index %d of term %d", index, term)
	},
	ends: func(last uint64) string {
		if last == 0 {
			return "is empty"
		}
		return fmt.Sprintf("ends at index %d", last)
	},
	logTo: func(last uint64) string {
		if last == 0 {
			return "an empty log"
		}
		return fmt.Sprintf("the log up to index %d", last)
	},
	vote: func(who string) string {
		if who == "" {
			return "no vote"
		}
		return "its vote for " + who
	},
	term:     func(t uint64) string { return fmt.Sprintf("term %d", t) },
	snapshot: func(i uint64) string { return fmt.Sprintf("a snapshot up to index %d", i) },
	after: func(i uint64) string {
		if i == 0 {
			return "from the start"
		}
		return fmt.Sprintf("after index %d", i)
	},
	tally: func(granted, refused, voters int) string {
		s := countEN(granted) + " of " + countEN(voters) + " granted"
		if refused > 0 {
			s += ", " + countEN(refused) + " refused"
		}
		return s + ", " + countEN(majority(voters)) + " needed"
	},
	link: func(l frame.Link) string {
		s := fmt.Sprintf("latency %d ms", l.Latency)
		if l.Jitter > 0 {
			s += fmt.Sprintf(", jitter up to %d ms", l.Jitter)
		}
		if l.Loss > 0 {
			s += ", loss " + percent(l.Loss)
		}
		if l.Dup > 0 {
			s += ", duplicates " + percent(l.Dup)
		}
		return s
	},
	quote: func(s string) string { return `"` + s + `"` },
	aRole: func(r frame.Role) string {
		switch r {
		case frame.Leader:
			return "the leader"
		case frame.Candidate:
			return "a candidate"
		case frame.PreCandidate:
			return "a pre-candidate"
		}
		return "a follower"
	},
	msgType: func(t string) string { return t },
	yesNo: func(yes bool) string {
		if yes {
			return "yes"
		}
		return "no"
	},
	punctuate: func(s string) string { return s },
}

func listEN(names []string) string {
	k := len(names) - 1
	if k == 0 {
		return names[0]
	}
	return strings.Join(names[:k], ", ") + " and " + names[k]
}

func rangeEN(first, last uint64) string {
	if last == first+1 {
		return fmt.Sprintf("%d and %d", first, last)
	}
	return fmt.Sprintf("%d to %d", first, last)
}

func countEN(n int) string {
	words := [...]string{
		"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
		"eleven", "twelve", "thirteen", "fourteen", "fifteen",
	}
	if n < 0 || n >= len(words) {
		return strconv.Itoa(n)
	}
	return words[n]
}

// percent writes a share of 1000.
func percent(perMille int) string {
	s := strconv.Itoa(perMille / 10)
	if rest := perMille % 10; rest != 0 {
		s += "." + strconv.Itoa(rest)
	}
	return s + "%"
}

func plural(count string, n int, what string) string {
	if n == 1 {
		return count + " " + what
	}
	return count + " " + what + "s"
}

func init() {
	english.say, english.why = sayEN, whyEN
	english.sent, english.received = sentEN, receivedEN
	english.causes, english.asides = causesEN, asidesEN
	english.short, english.shortWhy = shortEN, shortWhyEN
}
