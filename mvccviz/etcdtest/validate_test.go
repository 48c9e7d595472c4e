package etcdtest

import (
	"fmt"
	"testing"
	_ "unsafe" // for go:linkname

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"go.etcd.io/etcd/pkg/v3/adt"
	_ "go.etcd.io/etcd/server/v3/etcdserver/api/v3rpc" // for what is linked to
	"pgregory.net/rapid"

	"raftviz/mvccviz/mvcc"
)

// What etcd's gRPC service checks, which it does not show to others.

//go:linkname checkTxnRequest go.etcd.io/etcd/server/v3/etcdserver/api/v3rpc.checkTxnRequest
func checkTxnRequest(r *etcdserverpb.TxnRequest, maxTxnOps int) error

//go:linkname checkIntervals go.etcd.io/etcd/server/v3/etcdserver/api/v3rpc.checkIntervals
func checkIntervals(reqs []*etcdserverpb.RequestOp) (map[string]struct{}, adt.IntervalTree, error)

func theirVerdict(r *etcdserverpb.TxnRequest, maxTxnOps int) error {
	if err := checkTxnRequest(r, maxTxnOps); err != nil {
		return err
	}
	for _, ops := range [][]*etcdserverpb.RequestOp{r.Success, r.Failure} {
		if _, _, err := checkIntervals(ops); err != nil {
			return err
		}
	}
	return nil
}

// Random transactions pass or fail as in etcd.
func TestValidateTwins(t *testing.T) {
	verdicts := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		for range 20 {
			d := drawer{T: rt, rev: 10, fromKey: true, faulty: true}
			r, most := d.txn(0), rapid.IntRange(3, 8).Draw(rt, "most operations")
			ours, theirs := mvcc.ValidateTxn(r, most), rpctypes.Error(theirVerdict(r, most))
			if fmt.Sprint(ours) != fmt.Sprint(theirs) {
				rt.Fatalf("at most %d of %v\nwe say: %v\netcd:   %v", most, r, ours, theirs)
			}
			verdicts[fmt.Sprint(ours)]++
		}
	})
	t.Log(verdicts)
}
