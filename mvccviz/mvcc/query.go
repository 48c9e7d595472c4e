package mvcc

import (
	"bytes"
	"cmp"
	"errors"
	"math"
	"slices"
	"sort"

	"raftviz/mvccviz/layout"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
)

// Query answers a range request, pending changes included (Range in etcd's
// server/etcdserver/txn/range.go). The errors are rpctypes.ErrCompacted,
// rpctypes.ErrFutureRev, and a *FileError if the file is damaged. The response
// must not be modified.
//
// It keeps three behaviors of etcd that may surprise: count is that of the
// range before any filter; with a sort target but no sort order, the limit
// applies before sorting; and keys-only leaves out the lease, except when
// sorting by value.
func (s *Store) Query(r *etcdserverpb.RangeRequest) (*etcdserverpb.RangeResponse, error) {
	res, err := s.Range(r.GetKey(), r.GetRangeEnd(), RangeOptions{
		Rev:       r.GetRevision(),
		Limit:     rangeLimit(r),
		CountOnly: r.GetCountOnly(),
		KeysOnly:  r.GetKeysOnly() && r.GetSortTarget() != etcdserverpb.RangeRequest_VALUE,
	})
	if err != nil {
		return nil, clientError(err)
	}
	kvs := sortRangeResults(filterRangeResults(res.KVs, r), r)
	resp := &etcdserverpb.RangeResponse{Header: &etcdserverpb.ResponseHeader{Revision: res.Rev}, Kvs: kvs, Count: res.Count}
	if r.GetLimit() > 0 && int64(len(kvs)) > r.GetLimit() {
		resp.Kvs, resp.More = kvs[:r.GetLimit()], true
	}
	if r.GetKeysOnly() {
		for _, kv := range resp.Kvs {
			kv.Value = nil
		}
	}
	return resp, nil
}

// clientError returns the rpctypes error for an error of this package.
func clientError(err error) error {
	switch {
	case errors.Is(err, layout.ErrCompacted):
		return rpctypes.ErrCompacted
	case errors.Is(err, layout.ErrFutureRev):
		return rpctypes.ErrFutureRev
	}
	return err
}

// rangeLimit returns how many keys to read: one more than the limit, to know
// whether there are more, or 0 for all if they must be sorted or filtered.
func rangeLimit(r *etcdserverpb.RangeRequest) int64 {
	switch {
	case !isDefaultOrdering(r.GetSortTarget(), r.GetSortOrder()), hasRevisionFilters(r), r.GetLimit() <= 0:
		return 0
	case r.GetLimit() == math.MaxInt64:
		return math.MaxInt64
	}
	return r.GetLimit() + 1
}

// isDefaultOrdering reports whether the requested order is that of Range: by
// key, ascending.
func isDefaultOrdering(target etcdserverpb.RangeRequest_SortTarget, order etcdserverpb.RangeRequest_SortOrder) bool {
	return order == etcdserverpb.RangeRequest_NONE ||
		target == etcdserverpb.RangeRequest_KEY && order == etcdserverpb.RangeRequest_ASCEND
}

func hasRevisionFilters(r *etcdserverpb.RangeRequest) bool {
	return r.GetMinModRevision() != 0 || r.GetMaxModRevision() != 0 || r.GetMinCreateRevision() != 0 || r.GetMaxCreateRevision() != 0
}

// filterRangeResults drops, in place, the keys outside the requested revisions.
func filterRangeResults(kvs []*mvccpb.KeyValue, r *etcdserverpb.RangeRequest) []*mvccpb.KeyValue {
	if !hasRevisionFilters(r) {
		return kvs
	}
	within := func(rev, least, most int64) bool {
		return (least == 0 || rev >= least) && (most == 0 || rev <= most)
	}
	return slices.DeleteFunc(kvs, func(kv *mvccpb.KeyValue) bool {
		return !within(kv.GetModRevision(), r.GetMinModRevision(), r.GetMaxModRevision()) ||
			!within(kv.GetCreateRevision(), r.GetMinCreateRevision(), r.GetMaxCreateRevision())
	})
}

// sortRangeResults sorts in place. It uses the same unstable algorithm as etcd,
// so keys with equal targets come out in etcd's order, which need not be key
// order.
func sortRangeResults(kvs []*mvccpb.KeyValue, r *etcdserverpb.RangeRequest) []*mvccpb.KeyValue {
	order := r.GetSortOrder()
	if order == etcdserverpb.RangeRequest_NONE && r.GetSortTarget() != etcdserverpb.RangeRequest_KEY {
		order = etcdserverpb.RangeRequest_ASCEND
	}
	if isDefaultOrdering(r.GetSortTarget(), order) {
		return kvs
	}
	var s sort.Interface = kvSort{kvs, sortTargets[r.GetSortTarget()]}
	if order == etcdserverpb.RangeRequest_DESCEND {
		s = sort.Reverse(s)
	}
	sort.Sort(s)
	return kvs
}

// A kvSort sorts key-value pairs with a comparison function.
type kvSort struct {
	kvs     []*mvccpb.KeyValue
	compare func(a, b *mvccpb.KeyValue) int
}

func (s kvSort) Len() int           { return len(s.kvs) }
func (s kvSort) Swap(i, j int)      { s.kvs[i], s.kvs[j] = s.kvs[j], s.kvs[i] }
func (s kvSort) Less(i, j int) bool { return s.compare(s.kvs[i], s.kvs[j]) < 0 }

// sortTargets holds the comparison function for each sort target.
var sortTargets = map[etcdserverpb.RangeRequest_SortTarget]func(a, b *mvccpb.KeyValue) int{
	etcdserverpb.RangeRequest_KEY:   func(a, b *mvccpb.KeyValue) int { return bytes.Compare(a.Key, b.Key) },
	etcdserverpb.RangeRequest_VALUE: func(a, b *mvccpb.KeyValue) int { return bytes.Compare(a.Value, b.Value) },
	etcdserverpb.RangeRequest_VERSION: func(a, b *mvccpb.KeyValue) int {
		return cmp.Compare(a.Version, b.Version)
	},
	etcdserverpb.RangeRequest_CREATE: func(a, b *mvccpb.KeyValue) int {
		return cmp.Compare(a.CreateRevision, b.CreateRevision)
	},
	etcdserverpb.RangeRequest_MOD: func(a, b *mvccpb.KeyValue) int {
		return cmp.Compare(a.ModRevision, b.ModRevision)
	},
}
