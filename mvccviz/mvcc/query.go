package mvcc

import (
	"bytes"
	"cmp"
	"errors"
	"math"
	"slices"
	"sort"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
)

// Query answers a range request from what the store holds, pending changes
// included (etcd's txn.Range in server/etcdserver/txn). The errors are
// rpctypes.ErrCompacted and ErrFutureRev, and a *FileError if the file turns
// out to be damaged. The response is not to be modified.
//
// Three of etcd's ways are kept that may surprise: count is of the range, before
// any filter; keys sorted by another target without an order are limited first
// and sorted then; and keys-only leaves the lease out, but not when sorting by
// value.
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

// clientError returns the error of rpctypes for one of this package's.
func clientError(err error) error {
	switch {
	case errors.Is(err, ErrCompacted):
		return rpctypes.ErrCompacted
	case errors.Is(err, ErrFutureRev):
		return rpctypes.ErrFutureRev
	}
	return err
}

// fetchLimit returns how many keys to read: one more than asked for, to know
// whether there are more, and all if they are to be sorted or filtered.
func rangeLimit(r *etcdserverpb.RangeRequest) int64 {
	switch {
	case !isDefaultOrdering(r.GetSortTarget(), r.GetSortOrder()), hasRevisionFilters(r), r.GetLimit() <= 0:
		return 0
	case r.GetLimit() == math.MaxInt64:
		return math.MaxInt64
	}
	return r.GetLimit() + 1
}

// inKeyOrder reports whether the order asked for is the one that Range has.
func isDefaultOrdering(target etcdserverpb.RangeRequest_SortTarget, order etcdserverpb.RangeRequest_SortOrder) bool {
	return order == etcdserverpb.RangeRequest_NONE ||
		target == etcdserverpb.RangeRequest_KEY && order == etcdserverpb.RangeRequest_ASCEND
}

func hasRevisionFilters(r *etcdserverpb.RangeRequest) bool {
	return r.GetMinModRevision() != 0 || r.GetMaxModRevision() != 0 || r.GetMinCreateRevision() != 0 || r.GetMaxCreateRevision() != 0
}

// filterKVs drops, in place, what lies outside the revisions asked for.
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

// sortKVs sorts in place. Keys whose targets are equal come out in the order
// that the same algorithm gives etcd, which is not always that of the keys.
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

// byTarget sorts keys by what a comparison says of two.
type kvSort struct {
	kvs     []*mvccpb.KeyValue
	compare func(a, b *mvccpb.KeyValue) int
}

func (s kvSort) Len() int           { return len(s.kvs) }
func (s kvSort) Swap(i, j int)      { s.kvs[i], s.kvs[j] = s.kvs[j], s.kvs[i] }
func (s kvSort) Less(i, j int) bool { return s.compare(s.kvs[i], s.kvs[j]) < 0 }

// targets are what keys can be sorted by.
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
