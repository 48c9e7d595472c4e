package samples

import (
	"slices"
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/mvccviz/store"
)

// Every moment is what its name and the sample's comment say. What is drawn of
// it can then be judged by what is claimed here.
func TestMoments(t *testing.T) {
	for _, c := range []struct {
		name  string
		step  *event.Step
		holds func(f *frame.Frame) bool
	}{
		{"cold", Cold(), func(f *frame.Frame) bool { return f.Step == 0 && f.Term() == 0 && f.Leader() == nil }},
		{"election, asked", ElectionRun().At("asked"), func(f *frame.Frame) bool {
			n := f.Node("n4")
			return n.Role == frame.Candidate && n.Term == 4 && n.DurTerm == 3 && len(n.Granted) == 0 && len(n.Disk.Queue) == 1
		}},
		{"election", Election(), func(f *frame.Frame) bool {
			n := f.Node("n4")
			return slices.Equal(n.Granted, []string{"n4", "n1"}) && slices.Equal(n.Refused, []string{"n2"}) &&
				f.Node("n3").Status == frame.Paused && f.Node("n5").Role == frame.PreCandidate
		}},
		{"tied", Tied().At("tied"), func(f *frame.Frame) bool {
			return f.Leader() == nil && f.Node("n1").Term == 1 && f.Node("n2").Term == 1 && f.Node("n3").Vote == "n1" && f.Node("n4").Vote == "n2"
		}},
		{"split", Split(), func(f *frame.Frame) bool {
			a, b := f.Node("n1"), f.Node("n3")
			return a.Role == frame.Leader && b.Role == frame.Leader && a.Term == 2 && b.Term == 3 &&
				a.Last() == 4 && a.Commit == 2 && b.Commit == 3 && f.Network.Cut("n1", "n3") && f.Network.Cut("n3", "n1")
		}},
		{"stranded", Stranded().At("one heard"), func(f *frame.Frame) bool { return f.Node("n1").Role == frame.Leader }},
		{"a conflict resolved", SplitRun().At("replaced"), func(f *frame.Frame) bool {
			return f.Node("n1").LastTerm() == 3 && f.Node("n1").Synced == 2 && f.Node("n2").LastTerm() == 2
		}},
		{"committed", StoryRun().At("committed"), func(f *frame.Frame) bool {
			l := f.Node("n1")
			return l.Commit == 5 && l.Applied == 4 && l.Log[4].Text() == "put x 1" && f.Node("n4").Status == frame.Down && f.Node("n3").Last() == 4
		}},
		{"joint", Joint(), func(f *frame.Frame) bool {
			return f.Node("n3").Config.Joint() && f.Term() == 12 && f.Node("n1").First == 5 && f.Node("n5").Durable < f.Node("n5").Synced
		}},
		{"nine", Nine(30), func(f *frame.Frame) bool {
			d, l := f.Node("n8"), f.Node("n1")
			return len(f.Nodes) == 9 && l.Role == frame.Leader && l.Last() == 30 && d.Log[24].Term != l.Log[24].Term && d.Log[23] != nil && d.Log[23].Term == l.Log[23].Term && !f.Node("n9").Up()
		}},
		{"catching up", Catching().At("200"), func(f *frame.Frame) bool {
			n := f.Node("n3")
			return n.Last() == 200 && n.Synced < 200 && f.Node("n1").Last() == 1000 && f.Node("n1").PeerProgress("n3").Next > 200
		}},
		{"fifteen", Fifteen(), func(f *frame.Frame) bool { return len(f.Nodes) == 15 && len(f.Leader().Config.Voters) == 15 }},
		{"odd", Odd(), func(f *frame.Frame) bool {
			return f.Node("n1").Transferee == "n2" && f.Node("n2").Clock.Rate == 1500 && f.Node("n3").Disk.State == frame.DiskStall &&
				f.Node("n4").Disk.State == frame.DiskLie && !slices.Contains(f.Node("n1").Config.Voters, "n5")
		}},
		{"unsynced", Unsynced().At("unsynced"), func(f *frame.Frame) bool { return f.Node("n2").Last() == 2 && f.Node("n2").Synced == 1 }},
		{"crashed", Unsynced().At("crashed"), func(f *frame.Frame) bool { return f.Node("n2").Last() == 1 && !f.Node("n2").Up() }},
		{"queued", Queued().At("queued"), func(f *frame.Frame) bool { return len(f.Node("n2").Disk.Queue) == 3 && f.Node("n2").Synced == 1 }},
		{"snapshot sent", Snapshotting().At("sent"), func(f *frame.Frame) bool {
			return len(f.Flight) == 1 && f.Flight[0].Type == "MsgSnap" && f.Node("n1").PeerProgress("n3").State == frame.SnapshotState
		}},
		{"snapshot installed", Snapshotting().At("installed"), func(f *frame.Frame) bool { return f.Node("n3").Snapshot.Index == 5 && f.Node("n3").First == 6 }},
		{"broken", Broken(), func(f *frame.Frame) bool {
			v := f.Violations
			return len(v) == 1 && v[0].Property == "leader-completeness" && v[0].Step == f.Step && v[0].Index == 2 && v[0].Text.ZH != ""
		}},
		{"panicked", Panicked().Steps[len(Panicked().Steps)-1], func(f *frame.Frame) bool { return len(f.Violations) == 1 && f.Violations[0].Property == "panic" }},
		{"shop", Shop().At("open"), func(f *frame.Frame) bool {
			states := map[frame.OpState]bool{}
			for _, c := range f.Clients {
				states[c.Last.State] = true
			}
			return states[frame.OpOK] && states[frame.OpFailed] && states[frame.OpUnknown] && len(f.Clients[1].Open) == 1
		}},
		{"watchers", Watching().At("unsynced"), func(f *frame.Frame) bool { return watcherIn(f, "unsynced") }},
		{"a victim", Watching().At("victim"), func(f *frame.Frame) bool { return watcherIn(f, "victim") && f.Clients[0].Deaf }},
		{"leases", Leased().At("granted"), func(f *frame.Frame) bool {
			l := f.Nodes[0].Store.Leases
			return len(l) == 2 && slices.Equal(l[0].Keys, []string{"a"}) && len(l[1].Keys) == 0
		}},
		{"a compaction scheduled", Compacted().At("scheduled"), func(f *frame.Frame) bool {
			return f.Nodes[0].Store.FinishedCompactRev == 0 && len(f.Nodes[0].Store.Revs) == 7
		}},
		{"a compaction finished", Compacted().At("finished"), func(f *frame.Frame) bool {
			return slices.Equal(revisions(f.Nodes[0].Store), [][2]int64{{5, 0}, {5, 1}, {6, 0}, {7, 0}})
		}},
		{"hostile", Hostile().At("written"), func(f *frame.Frame) bool {
			return f.Nodes[0].Store.Revs[0].Key == "灯" && f.Nodes[0].Store.Revs[2].Key == "\x1b[31mred" && f.Nodes[0].Store.Revs[4].Key == "\xff\xfe"
		}},
		{"held", Held().At("sent"), func(f *frame.Frame) bool {
			held, copies := 0, 0
			for _, m := range f.Flight {
				if m.Held {
					held++
				}
				if m.Copy > 0 {
					copies++
				}
			}
			return held == 3 && copies == 1 && f.Node("n5").Inbox == 1
		}},
		{"a crowd", Crowd().At("crowded"), func(f *frame.Frame) bool { return len(f.Flight) > 200 }},
	} {
		if !c.holds(c.step.Frame) {
			t.Errorf("%s is not what it is called", c.name)
		}
	}
}

func revisions(c *store.State) (list [][2]int64) {
	for _, r := range c.Revs {
		list = append(list, [2]int64{r.Main, r.Sub})
	}
	return list
}

// A moment is the same whenever it is played.
func TestRepeatable(t *testing.T) {
	a, b := nine(30), nine(30)
	if len(a.Steps) != len(b.Steps) || a.rec.Digest(len(a.Steps)-1) != b.rec.Digest(len(b.Steps)-1) {
		t.Error("two plays of one script differ")
	}
}
