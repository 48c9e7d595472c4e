package mvcc

import (
	"fmt"
	"testing"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
)

// A lessorTest applies requests at given times and passes them to the lessor.
type lessorTest struct {
	*testing.T
	s *Store
	l *Lessor
}

func newLessorTest(t *testing.T, checkpoint int64) lessorTest {
	s := open(t, newPath(t))
	return lessorTest{t, s, NewLessor(s, checkpoint)}
}

func (lt lessorTest) at(now int64, text string) {
	lt.Helper()
	r := parse(lt.T, text, &etcdserverpb.InternalRaftRequest{})
	if _, err := lt.s.Apply(r); err != nil {
		lt.Fatal(err)
	}
	lt.l.Applied(r, now)
}

func (lt lessorTest) expired(now int64, want string) {
	lt.Helper()
	if got := fmt.Sprint(lt.l.Expired(now)); got != want {
		lt.Errorf("expired at %d: %s, want %s", now, got, want)
	}
}

func (lt lessorTest) left(id, now, want int64) {
	lt.Helper()
	if got, ok := lt.l.Left(id, now); got != want || !ok {
		lt.Errorf("lease %d has %d, %v left at %d, want %d", id, got, ok, now, want)
	}
}

// Only a primary lessor counts, and a new one gives each lease its full TTL
// again.
func TestLessor(t *testing.T) {
	lt := newLessorTest(t, 0)
	lt.at(0, `lease_grant:{ID:1 TTL:10}`)
	lt.expired(1_000_000, "[]")
	if _, _, err := lt.l.Renew(1, 0); err != ErrNotPrimary {
		t.Errorf("renewed by a follower: %v", err)
	}
	lt.l.Promote(1_000, 500)
	lt.left(1, 1_000, 10_500)
	lt.at(2_000, `lease_grant:{ID:3 TTL:4}`)
	lt.at(2_000, `lease_grant:{ID:2 TTL:4}`)
	lt.left(3, 2_000, 4_000)
	if at, ok := lt.l.Next(); at != 6_000 || !ok {
		t.Errorf("next at %d, %v", at, ok)
	}
	if ttl, first, err := lt.l.Renew(3, 5_000); ttl != 4 || first != nil || err != nil {
		t.Errorf("renewed: %d, %v, %v", ttl, first, err)
	}
	lt.expired(5_999, "[]")
	lt.expired(6_000, "[2]")
	lt.expired(6_500, "[]")
	lt.expired(9_000, "[2 3]") // 2 is not revoked yet, so it is returned again
	if _, _, err := lt.l.Renew(2, 9_000); err != ErrExpired {
		t.Errorf("renewed when expired: %v", err)
	}
	lt.at(9_100, `lease_revoke:{ID:2}`)
	if _, _, err := lt.l.Renew(2, 9_200); err != rpctypes.ErrLeaseNotFound {
		t.Errorf("renewed when revoked: %v", err)
	}
	lt.l.Demote()
	lt.expired(1_000_000, "[]")
	if _, ok := lt.l.Next(); ok || lt.l.Primary() {
		t.Error("a demoted lessor counts")
	}
	lt.l.Promote(20_000, 0)
	lt.left(1, 20_000, 10_000)
	lt.left(3, 20_000, 4_000) // expired but not revoked: the new leader gives it a full TTL
	ttl := lt.l.TimeToLive(&etcdserverpb.LeaseTimeToLiveRequest{ID: 1, Keys: true}, 20_500)
	if ttl.TTL != 9 || ttl.GrantedTTL != 10 || lt.l.TimeToLive(&etcdserverpb.LeaseTimeToLiveRequest{ID: 2}, 0).TTL != -1 {
		t.Errorf("time to live: %v", ttl)
	}
}

// After a checkpoint a new leader gives only the remaining TTL, until a
// keep-alive restores the whole.
func TestCheckpoints(t *testing.T) {
	lt := newLessorTest(t, CheckpointEvery)
	lt.l.Promote(0, 0)
	lt.at(0, `lease_grant:{ID:1 TTL:1000}`)
	lt.at(0, `lease_grant:{ID:2 TTL:300}`) // too short for a checkpoint
	if at, _ := lt.l.Next(); at != 300_000 || lt.l.Checkpoints(299_999) != nil {
		t.Errorf("next at %d", at)
	}
	r := lt.l.Checkpoints(300_000)
	if got, want := oneLine(r), "checkpoints:{ID:1 remaining_TTL:700}"; got != want {
		t.Fatalf("checkpoints: %s, want %s", got, want)
	}
	lt.at(300_100, `lease_checkpoint:{`+oneLine(r)+`}`)
	if r := lt.l.Checkpoints(600_099); r != nil {
		t.Errorf("checkpoints too soon: %v", r)
	}
	if got := oneLine(lt.l.Checkpoints(600_100)); got != "checkpoints:{ID:1 remaining_TTL:400}" {
		t.Errorf("checkpoints: %s", got)
	}
	lt.l.Promote(650_000, 0)
	lt.left(1, 650_000, 700_000)
	_, first, err := lt.l.Renew(1, 700_000)
	if err != nil || oneLine(first) != "checkpoints:{ID:1}" {
		t.Fatalf("renewed: %v, %v", first, err)
	}
	lt.left(1, 700_000, 650_000)
	lt.at(700_100, `lease_checkpoint:{checkpoints:{ID:1}}`)
	if ttl, first, err := lt.l.Renew(1, 700_100); ttl != 1000 || first != nil || err != nil {
		t.Errorf("renewed: %d, %v, %v", ttl, first, err)
	}
	lt.left(1, 700_100, 1_000_000)

	// A lease as long as the interval has none, although an extension makes it
	// outlive the interval.
	lt.l.Promote(1_000_000, 5_000)
	lt.left(2, 1_300_000, 5_000)
	if got := oneLine(lt.l.Checkpoints(1_300_000)); got != "checkpoints:{ID:1 remaining_TTL:705}" {
		t.Errorf("checkpoints: %s", got)
	}
}

// Expiries of many leases that would fall together are spread.
func TestPromoteSpreads(t *testing.T) {
	lt := newLessorTest(t, 0)
	const n = 3000
	for id := range int64(n) {
		if _, err := lt.s.Grant(id+1, 10); err != nil {
			t.Fatal(err)
		}
	}
	lt.l.Promote(0, 0)
	most := 0
	for now, all := int64(10_000), 0; all < n; now += second {
		in := 0
		for range 2 {
			in += len(lt.l.Expired(now))
		}
		for id := range int64(n) { // revoke the expired ones, as the log would
			if left, ok := lt.l.Left(id+1, now); ok && left <= 0 {
				lt.l.remove(id + 1)
			}
		}
		if most, all = max(most, in), all+in; now > 60_000 {
			t.Fatalf("%d of %d have expired", all, n)
		}
	}
	if most > leaseRevokeRate {
		t.Errorf("%d expire in a second", most)
	}
}

// The expiries are etcd's: at most 750 in the window of a second that starts at
// the first expiry, each further one later than the one before, until an expiry
// after the window starts the next.
func TestPromoteSpreadsLikeEtcd(t *testing.T) {
	const now, extend = 300, 500
	for _, c := range []struct {
		ttls [][2]int64      // how many leases of which TTL, by ID
		left map[int64]int64 // ms, by ID
	}{{
		[][2]int64{{800, 10}, {100, 11}, {900, 30}},
		map[int64]int64{
			1: 10_500, 750: 10_500,
			751: 11_501, 800: 11_566, // 1 s × expiries / 750 later
			801: 11_568,              // in the window that the delays have stretched
			802: 11_500, 900: 11_500, // after it
			901: 30_500, 1650: 30_500, 1651: 31_501, // the next window
		},
	}, { // an expiry at the very end of the window belongs to it
		[][2]int64{{1, 10}, {1000, 11}},
		map[int64]int64{1: 10_500, 2: 11_500, 750: 11_500, 751: 11_501, 752: 11_500},
	}, { // one lease fewer than etcd revokes in a second: nothing is delayed
		[][2]int64{{999, 10}},
		map[int64]int64{1: 10_500, 751: 10_500, 999: 10_500},
	}} {
		lt := newLessorTest(t, 0)
		id := int64(0)
		for _, group := range c.ttls {
			for range group[0] {
				id++
				if _, err := lt.s.Grant(id, group[1]); err != nil {
					t.Fatal(err)
				}
			}
		}
		lt.l.Promote(now, extend)
		for id, left := range c.left {
			lt.left(id, now, left)
		}
	}
}

// Changes never returns an earlier number after an expiry has changed, so that a
// reader can tell from it whether to read all of them again.
func TestLessorChanges(t *testing.T) {
	lt := newLessorTest(t, 0)
	seen := map[uint64]string{}
	changed := func(by string) {
		t.Helper()
		if old, ok := seen[lt.l.Changes()]; ok {
			t.Errorf("after %s, Changes is what it was after %s", by, old)
		}
		seen[lt.l.Changes()] = by
	}
	changed("the start")
	lt.l.Promote(0, 0)
	changed("a promotion")
	lt.at(0, `lease_grant:{ID:1 TTL:10}`)
	changed("a grant")
	if _, _, err := lt.l.Renew(1, 1_000); err != nil {
		t.Fatal(err)
	}
	changed("a renewal")
	lt.l.Demote()
	changed("a demotion")
	lt.l.Promote(2_000, 0)
	changed("another promotion")
	lt.at(2_000, `lease_revoke:{ID:1}`)
	changed("a revocation")
	lt.at(2_000, `lease_grant:{ID:2 TTL:10}`)
	changed("another grant")
	before := lt.l.Changes()
	lt.at(2_000, `put:{key:"a"}`)
	if lt.l.Changes() != before {
		t.Error("a put counts as a change")
	}
}

// Requests that the store refused change no countdown, and those of a lease that
// is gone end it.
func TestLessorAppliedErrors(t *testing.T) {
	lt := newLessorTest(t, 0)
	lt.l.Promote(0, 0)
	lt.at(0, `lease_grant:{ID:1 TTL:10}`)
	applied := func(now int64, text string) {
		t.Helper()
		lt.l.Applied(parse(t, text, &etcdserverpb.InternalRaftRequest{}), now)
	}
	applied(5_000, `lease_grant:{ID:1 TTL:10}`) // the lease exists already
	lt.left(1, 5_000, 5_000)
	applied(5_000, `lease_grant:{ID:2 TTL:10}`) // it was refused
	applied(5_000, `lease_revoke:{ID:1}`)       // an alarm refused it: the lease still exists
	lt.left(1, 5_000, 5_000)
	applied(5_000, `lease_revoke:{ID:2}`)
	lt.at(6_000, `lease_revoke:{ID:1}`)
	if left, ok := lt.l.Left(1, 6_000); ok {
		t.Errorf("a revoked lease has %d ms left", left)
	}
	lt.expired(60_000, "[]")
	if at, ok := lt.l.Next(); ok {
		t.Errorf("without leases, something is due at %d", at)
	}
}

// One call returns at most half of the leases that etcd revokes in a second, and
// one request at most as many checkpoints as etcd's.
func TestLessorBatches(t *testing.T) {
	lt := newLessorTest(t, CheckpointEvery)
	for id := range int64(maxCheckpointBatch + 1) {
		if _, err := lt.s.Grant(id+1, 301); err != nil {
			t.Fatal(err)
		}
	}
	lt.l.Promote(0, 60_000)
	for _, want := range []int{maxCheckpointBatch, 1, 0} {
		if got := len(lt.l.Checkpoints(CheckpointEvery + 60_000).GetCheckpoints()); got != want {
			t.Errorf("%d checkpoints, want %d", got, want)
		}
	}
	for _, want := range []int{leaseRevokeRate / 2, leaseRevokeRate / 2, 1, 0} {
		if got := len(lt.l.Expired(1_000_000)); got != want {
			t.Errorf("%d leases expired, want %d", got, want)
		}
	}
}

// A checkpoint is worth a request only if it shortens the lease, and the lease
// has not expired.
func TestCheckpointsNotNeeded(t *testing.T) {
	for _, c := range []struct {
		ttl, extend, now int64
		want             string
	}{
		{301, 0, 300_000, "checkpoints:{ID:1 remaining_TTL:1}"},
		{301, 0, 301_000, ""},        // expired
		{1000, 300_000, 300_000, ""}, // it has its whole TTL left
		{1000, 300_000, 300_001, ""}, // rounded up, still the whole TTL
		{1000, 300_000, 301_000, "checkpoints:{ID:1 remaining_TTL:999}"},
	} {
		lt := newLessorTest(t, CheckpointEvery)
		lt.at(0, fmt.Sprintf(`lease_grant:{ID:1 TTL:%d}`, c.ttl))
		lt.l.Promote(0, c.extend)
		got := ""
		if r := lt.l.Checkpoints(c.now); r != nil {
			got = oneLine(r)
		}
		if got != c.want {
			t.Errorf("TTL %d extended by %d, at %d: %q, want %q", c.ttl, c.extend, c.now, got, c.want)
		}
	}
}
