package storm

import (
	"fmt"
	"strings"

	"raftviz/engine/frame"
)

// What each mood is made of.

var (
	campaignAny = to(follows, "campaign %s")
	restartAny  = to(isDown, "restart %s")
	resumeAny   = to(isPaused, "resume %s")
	crashLeader = to(leads, "crash %s")
	cutLeader   = to(leads, "cut %s")
	heal        = say("heal")
)

var elections = join(
	often(4, campaignAny, putAtLeader),
	often(3, restartAny, strand, releaseAny, releaseAll),
	often(2, heal, split, onNode("crash"), powerOff, onMessage("delay %s 60ms"), onMessage("dup %s"), fromLeader("hold %s>%s MsgApp")),
	[]Maker{
		crashLeader, cutLeader, onMessage("drop %s"), onMessage("deliver %s"), onLink("cut %s>%s"), onLink("hold %s>%s"),
		fromLeader("hold %[2]s>%[1]s MsgAppResp"), onLink("hold %s>%s MsgVoteResp"), onLink("hold %s>%s MsgVote"), latency,
		onLink("link %s>%s loss=0.3 dup=0.3 jitter=40ms"), onLink("link %s>%s loss=0 dup=0 jitter=0ms"),
		to(leads, "snapshot %s"), to(leads, "compactlog %s keep=1"),
	},
)

var disks = join(
	often(4, putAtLeader),
	often(2, strand, releaseAll),
	often(3, latency, restartAny, campaignAny),
	often(2, onNode("crash"), powerOff, powerOff, crashLeader, releaseAny, heal, onDisk("ok")),
	[]Maker{
		onDisk("stall"), onDisk("mode=async"), onDisk("mode=etcd"), onDisk("fail"), cutLeader, split, fromLeader("hold %s>%s MsgApp"),
		fromLeader("hold %s>%s"), onMessage("delay %s 60ms"), onMessage("dup %s"), onNode("snapshot"),
		func(f *frame.Frame, n func(int) int) string {
			return fmt.Sprintf("compactlog %s keep=%d", anyNode(f, n), n(3))
		},
		onNode("pause"), resumeAny, resumeAny,
	},
)

var membership = join(
	often(3, putAtLeader, addMember, restartAny, releaseAny, twoMembers),
	often(2, campaignAny, heal, split, changeMembers, say("member leave"), learnMember, onNode("member promote"), onNode("member remove")),
	[]Maker{
		onNode("crash"), crashLeader, cutLeader, onLink("cut %s>%s"), fromLeader("hold %s>%s MsgApp"), fromLeader("hold %s>%s"),
		fromLeader("cut %s>%s"), onMessage("delay %s 60ms"), latency, to(leads, "snapshot %s"), to(leads, "compactlog %s keep=1"),
	},
)

func addMember(f *frame.Frame, n func(int) int) string { return "member add " + stranger(f, n) }

// twoMembers asks for two changes at once.
func twoMembers(f *frame.Frame, n func(int) int) string {
	lines := []string{addMember(f, n), fmt.Sprintf("member add n%d", len(f.Nodes)+2)}
	if n(2) == 0 {
		lines[1] = "member remove " + anyNode(f, n)
	}
	if n(2) == 0 {
		lines = append([]string{fromLeader("hold %s>%s")(f, n)}, lines...)
	}
	return strings.Join(lines, "\n")
}

func learnMember(f *frame.Frame, n func(int) int) string {
	return "member add " + stranger(f, n) + " --learner"
}

// stranger is a node that does not belong to the cluster yet, if there are not
// too many already.
func stranger(f *frame.Frame, n func(int) int) string {
	if k := len(f.Nodes); k < 8 {
		return fmt.Sprintf("n%d", k+1)
	}
	return anyNode(f, n)
}

// changeMembers changes several members at once, by a joint configuration.
func changeMembers(f *frame.Frame, n func(int) int) string {
	line := fmt.Sprintf("member change +%s -%s", stranger(f, n), anyNode(f, n))
	if n(2) == 0 {
		line += " -" + anyNode(f, n)
	}
	if n(2) == 0 {
		line += " --leave=explicit"
	}
	return line
}

var transfers = join(
	often(4, transferAny, putAtLeader),
	often(2, restartAny, releaseAny, heal, campaignAny, getAtLeader, onMessage("delay %s 60ms"), onMessage("dup %s")),
	[]Maker{
		fromLeader("hold %s>%s MsgApp"), fromLeader("hold %s>%s MsgTimeoutNow"), fromLeader("hold %[2]s>%[1]s"), cutLeader, split,
		onNode("crash"), onNode("pause"), resumeAny, resumeAny, latency, getAt, onMessage("drop %s"),
	},
)

func transferAny(f *frame.Frame, n func(int) int) string {
	return fmt.Sprintf("transfer %s %s", among(f, n, leads), among(f, n, follows))
}

// Lagging is followers that miss a write or two and are asked to read.
var Lagging = join(
	often(4, lag, getLagging, releaseAll),
	often(2, putAtLeader, getAt),
	[]Maker{transferAny, campaignAny},
)

var reading = join(
	often(5, putAtLeader, getAt, getAtLeader, lag, getLagging),
	often(3, releaseAll, heal, resumeAny),
	often(2, restartAny, campaignAny),
	[]Maker{
		cutLeader, split, fromLeader("cut %s>%s"), fromLeader("hold %[2]s>%[1]s MsgHeartbeatResp"), fromLeader("hold %s>%s MsgReadIndexResp"),
		onLink("link %s>%s latency=60ms"), onLink("link %s>%s latency=5ms"), onMessage("delay %s 60ms"), onMessage("dup %s"),
		crashLeader, to(leads, "pause %s"), latency, transferAny,
		func(f *frame.Frame, n func(int) int) string {
			return fmt.Sprintf("c%d@%s txn then get k%d", 1+n(3), anyNode(f, n), n(3))
		},
	},
)

var leasing = join(
	often(3,
		func(_ *frame.Frame, n func(int) int) string {
			return fmt.Sprintf("lease grant %d --id=%d", 1+n(6), 1+n(4))
		},
		func(_ *frame.Frame, n func(int) int) string {
			return fmt.Sprintf("put l%d v%d --lease=%d", n(4), n(100), 1+n(4))
		},
		func(_ *frame.Frame, n func(int) int) string { return fmt.Sprintf("lease keep-alive %d", 1+n(4)) },
		putAtLeader,
	),
	often(2, campaignAny, restartAny, heal, transferAny, compactStore),
	[]Maker{
		func(_ *frame.Frame, n func(int) int) string { return fmt.Sprintf("lease revoke %d", 1+n(4)) },
		func(_ *frame.Frame, n func(int) int) string {
			return fmt.Sprintf("lease timetolive %d --keys", 1+n(4))
		},
		say("lease list"), onNode("crash"), crashLeader, cutLeader, onNode("pause"), resumeAny, resumeAny, fromLeader("hold %s>%s MsgApp"),
		releaseAny, onNode("snapshot"), to(leads, "compactlog %s keep=1"), func(f *frame.Frame, n func(int) int) string { return "@" + anyNode(f, n) + " defrag" },
	},
)

func compactStore(f *frame.Frame, n func(int) int) string {
	return fmt.Sprintf("compaction %d", 1+n(int(f.Revision())+1))
}

var skewed = join(
	often(3, putAtLeader, skewAny, restartAny, getAt),
	often(2, campaignAny, heal, releaseAny, func(f *frame.Frame, n func(int) int) string {
		return fmt.Sprintf("clock %s rate=%d.%d", anyNode(f, n), n(4), 1+n(9))
	}),
	[]Maker{
		onNode("crash"), cutLeader, split, onNode("pause"), resumeAny, resumeAny, transferAny, fromLeader("hold %s>%s"),
		func(_ *frame.Frame, n func(int) int) string {
			return fmt.Sprintf("lease grant %d --id=%d", 1+n(4), 1+n(4))
		},
		func(_ *frame.Frame, n func(int) int) string {
			return fmt.Sprintf("put l%d v --lease=%d", n(4), 1+n(4))
		},
		func(f *frame.Frame, n func(int) int) string { return "clock " + anyNode(f, n) + " rate=1" },
		func(f *frame.Frame, n func(int) int) string { return "clock " + anyNode(f, n) + " rate=0" },
	},
)

func skewAny(f *frame.Frame, n func(int) int) string {
	return fmt.Sprintf("skew %s %dms", anyNode(f, n), n(1500)-500)
}
