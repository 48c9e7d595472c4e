package etcdtest

import (
	"cmp"
	"errors"
	"reflect"
	"slices"
	"time"

	"go.etcd.io/bbolt"
	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"go.etcd.io/etcd/client/pkg/v3/types"
	"go.etcd.io/etcd/server/v3/auth"
	"go.etcd.io/etcd/server/v3/etcdserver/api/membership"
	"go.etcd.io/etcd/server/v3/etcdserver/api/v3alarm"
	"go.etcd.io/etcd/server/v3/etcdserver/apply"
	etcderrors "go.etcd.io/etcd/server/v3/etcdserver/errors"
	"go.etcd.io/etcd/server/v3/lease"
	"go.etcd.io/etcd/server/v3/storage/backend"
	etcdmvcc "go.etcd.io/etcd/server/v3/storage/mvcc"
	"go.etcd.io/etcd/server/v3/storage/schema"
	"go.uber.org/zap"
	"google.golang.org/protobuf/proto"

	"raftviz/mvccviz/layout"
	"raftviz/mvccviz/mvcc"
)

// compactBatch is the batch limit of compactions, on both sides: small, so that
// there are many batches.
const compactBatch = 7

// theirs is an etcd member's store, lessor, alarms and appliers, without etcd's
// raft and network.
type theirs struct {
	b       backend.Backend
	kv      etcdmvcc.KV
	lessor  lease.Lessor
	auth    auth.AuthStore
	applier apply.UberApplier
}

// openTheirs opens a data file as etcd's server does at its start, without
// watchers.
func openTheirs(path string, batch int) (*theirs, error) {
	return openTheirsAs(path, batch, func(lg *zap.Logger, b backend.Backend, le lease.Lessor, cfg etcdmvcc.StoreConfig) etcdmvcc.KV {
		return etcdmvcc.NewStore(lg, b, le, cfg)
	})
}

// openTheirsAs opens a data file with a store created by newKV.
func openTheirsAs(path string, batch int, newKV func(*zap.Logger, backend.Backend, lease.Lessor, etcdmvcc.StoreConfig) etcdmvcc.KV) (*theirs, error) {
	lg := zap.NewNop()
	cfg := backend.DefaultBackendConfig(lg)
	cfg.Path, cfg.UnsafeNoFsync, cfg.BatchInterval = path, true, time.Hour
	t := &theirs{b: backend.New(cfg)}
	cluster := membership.NewCluster(lg)
	cluster.SetBackend(schema.NewMembershipBackend(lg, t.b))
	t.lessor = lease.NewLessor(lg, t.b, cluster, lease.LessorConfig{MinLeaseTTL: minTTL, CheckpointPersist: true})
	t.kv = newKV(lg, t.b, t.lessor, etcdmvcc.StoreConfig{CompactionBatchLimit: batch, CompactionSleepInterval: time.Nanosecond})
	alarms, err := v3alarm.NewAlarmStore(lg, schema.NewAlarmBackend(lg, t.b))
	if err != nil {
		return nil, err
	}
	tokens, err := auth.NewTokenProvider(lg, "", nil, 0)
	if err != nil {
		return nil, err
	}
	t.auth = auth.NewAuthStore(lg, schema.NewAuthBackend(lg, t.b), tokens, 4)
	t.applier = apply.NewUberApplier(apply.ApplierOptions{
		Logger: lg, KV: t.kv, AlarmStore: alarms, Lessor: t.lessor, Cluster: cluster, Backend: t.b,
		AuthStore: t.auth, RaftStatus: noRaft{}, WarningApplyDuration: time.Hour, TxnModeWriteWithSharedBuffer: true, // etcd's default
	})
	return t, nil
}

// noRaft stands for the raft that provides etcd's response headers.
type noRaft struct{ apply.RaftStatusGetter }

func (noRaft) Term() uint64       { return 0 }
func (noRaft) MemberID() types.ID { return 0 }

func (t *theirs) close() error {
	t.lessor.Stop()
	return errors.Join(t.kv.Close(), t.b.Close())
}

// apply performs a request and waits until a compaction is finished.
func (t *theirs) apply(r *etcdserverpb.InternalRaftRequest) (proto.Message, error) {
	return t.applyShared(proto.CloneOf(r))
}

// applyShared is apply for a request whose memory etcd may keep.
func (t *theirs) applyShared(r *etcdserverpb.InternalRaftRequest) (proto.Message, error) {
	res := t.applier.Apply(&apply.InternalRaftRequestWrapper{InternalRaftRequest: r}, membership.ApplyBoth)
	if res.Physc != nil {
		<-res.Physc
	}
	return res.Resp, clientError(res.Err)
}

// clientErrors are what etcd's gRPC service makes of the errors of its inside
// (toGRPCErrorMap in api/v3rpc/util.go).
var clientErrors = map[error]error{
	etcdmvcc.ErrCompacted:     rpctypes.ErrCompacted,
	etcdmvcc.ErrFutureRev:     rpctypes.ErrFutureRev,
	etcderrors.ErrKeyNotFound: rpctypes.ErrKeyNotFound,
	etcderrors.ErrNoSpace:     rpctypes.ErrNoSpace,
	etcderrors.ErrCorrupt:     rpctypes.ErrCorrupt,
	lease.ErrLeaseNotFound:    rpctypes.ErrLeaseNotFound,
	lease.ErrLeaseExists:      rpctypes.ErrLeaseExist,
	lease.ErrLeaseTTLTooLarge: rpctypes.ErrLeaseTTLTooLarge,
}

func clientError(err error) error {
	if e, ok := clientErrors[err]; ok {
		return e
	}
	return err
}

// index reads etcd's unexported key index.
func (t *theirs) index() (all []mvcc.KeyHistory) {
	tree := reflect.ValueOf(t.kv).Elem().FieldByName("kvindex").Elem().Elem().FieldByName("tree").Elem()
	walk(tree.FieldByName("root"), func(ki reflect.Value) { all = append(all, history(ki)) })
	slices.SortFunc(all, func(a, b mvcc.KeyHistory) int { return cmp.Compare(string(a.Key), string(b.Key)) })
	return all
}

// walk calls f with the items of a node of the tree and of those below it.
func walk(node reflect.Value, f func(reflect.Value)) {
	if node.IsNil() {
		return
	}
	items, children := node.Elem().FieldByName("items"), node.Elem().FieldByName("children")
	for i := range items.Len() {
		f(items.Index(i).Elem())
	}
	for i := range children.Len() {
		walk(children.Index(i), f)
	}
}

func history(ki reflect.Value) mvcc.KeyHistory {
	h := mvcc.KeyHistory{Key: ki.FieldByName("key").Bytes(), Modified: revision(ki.FieldByName("modified"))}
	gs := ki.FieldByName("generations")
	for i := range gs.Len() {
		g := layout.Generation{
			Created: revision(gs.Index(i).FieldByName("created")),
			Version: gs.Index(i).FieldByName("ver").Int(),
			Ended:   i < gs.Len()-1,
		}
		for revs, j := gs.Index(i).FieldByName("revs"), 0; j < revs.Len(); j++ {
			g.Revs = append(g.Revs, revision(revs.Index(j)))
		}
		h.Generations = append(h.Generations, g)
	}
	return h
}

func revision(v reflect.Value) layout.Revision {
	return layout.Revision{Main: v.FieldByName("Main").Int(), Sub: v.FieldByName("Sub").Int()}
}

// dump reads some buckets of a closed file.
func dump(path string, buckets ...string) (all [][2]string, err error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		return nil, err
	}
	defer db.Close()
	return all, db.View(func(tx *bbolt.Tx) error {
		for _, name := range buckets {
			err := tx.Bucket([]byte(name)).ForEach(func(k, v []byte) error {
				all = append(all, [2]string{name + " " + string(k), string(v)})
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
