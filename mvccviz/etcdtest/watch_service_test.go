package etcdtest

import (
	"context"
	"fmt"
	"io"
	"reflect"
	"testing"
	"time"
	_ "unsafe" // for go:linkname

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/server/v3/auth"
	"go.etcd.io/etcd/server/v3/etcdserver/api/v3rpc"
	"go.etcd.io/etcd/server/v3/etcdserver/apply"
	etcdmvcc "go.etcd.io/etcd/server/v3/storage/mvcc"
	"go.uber.org/zap"
	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"

	"raftviz/mvccviz/mvcc"
)

// watchServer has the memory layout of v3rpc's watchServer, which serves
// clients.
type watchServer struct {
	lg                  *zap.Logger
	clusterID, memberID int64
	maxRequestBytes     uint
	sg                  apply.RaftStatusGetter
	watchable           etcdmvcc.WatchableKV
	ag                  v3rpc.AuthGetter

	etcdserverpb.UnsafeWatchServer
}

//go:linkname serveWatch go.etcd.io/etcd/server/v3/etcdserver/api/v3rpc.(*watchServer).Watch
func serveWatch(*watchServer, etcdserverpb.Watch_WatchServer) error

// noAuth is for a member without authentication.
type noAuth struct{ store auth.AuthStore }

func (noAuth) AuthInfoFromCtx(context.Context) (*auth.AuthInfo, error) { return nil, nil }
func (a noAuth) AuthStore() auth.AuthStore                             { return a.store }

// A service is a client's stream to etcd's watch service, without a network.
type service struct {
	etcdserverpb.Watch_WatchServer
	ctx      context.Context
	requests chan *etcdserverpb.WatchRequest
	sent     chan *etcdserverpb.WatchResponse
}

func (s *service) Context() context.Context { return s.ctx }

func (s *service) Send(r *etcdserverpb.WatchResponse) error {
	s.sent <- r
	return nil
}

func (s *service) Recv() (*etcdserverpb.WatchRequest, error) {
	select {
	case r := <-s.requests:
		return r, nil
	case <-s.ctx.Done():
		return nil, io.EOF
	}
}

// A servedPair is our stream and etcd's, each behind its watch service.
type servedPair struct {
	*watchPair
	stream  *mvcc.WatchStream
	service *service
}

// serve opens both streams, whose responses are fragmented at a number of
// bytes; stop ends them.
func serve(p *watchPair, bytes int) (sp *servedPair, stop func()) {
	p.w.Limits.Bytes = bytes
	ctx, cancel := context.WithCancel(context.Background())
	sp = &servedPair{p, p.w.NewStream(), &service{ctx: ctx,
		requests: make(chan *etcdserverpb.WatchRequest), sent: make(chan *etcdserverpb.WatchResponse, 10_000)}}
	server := &watchServer{lg: zap.NewNop(), maxRequestBytes: uint(bytes), sg: noRaft{}, watchable: p.etcd, ag: noAuth{p.theirs.auth}}
	done := make(chan error)
	go func() { done <- serveWatch(server, sp.service) }()
	return sp, func() {
		cancel()
		<-done
		sp.stream.Close()
	}
}

// settle waits until etcd has sent as much as our side, and compares what each
// watcher has received.
func (sp *servedPair) settle() {
	all := [2]map[int64][]string{{}, {}}
	for r, ok := sp.stream.Next(); ok; r, ok = sp.stream.Next() {
		all[0][r.WatchId] = append(all[0][r.WatchId], fmt.Sprint(r))
		select {
		case r := <-sp.service.sent:
			all[1][r.WatchId] = append(all[1][r.WatchId], fmt.Sprint(r))
		case <-time.After(5 * time.Second):
			sp.Fatalf("we say: %v\netcd:   %v, and no more", all[0], all[1])
		}
		sp.tell(r)
	}
	if !reflect.DeepEqual(all[0], all[1]) || len(sp.service.sent) > 0 {
		sp.Fatalf("we say: %v\netcd:   %v, and %d more", all[0], all[1], len(sp.service.sent))
	}
}

func (sp *servedPair) tell(r *etcdserverpb.WatchResponse) {
	sp.tally["responses"]++
	if r.Fragment {
		sp.tally["fragments"]++
	}
	for _, ev := range r.Events {
		if ev.PrevKv != nil {
			sp.tally["previous values"]++
		}
	}
	if r.Canceled {
		sp.tally["canceled "+r.CancelReason]++
	}
}

func (sp *servedPair) create(t *rapid.T) {
	sp.T = t
	d := sp.drawer()
	r := &etcdserverpb.WatchCreateRequest{WatchId: rapid.SampledFrom([]int64{0, 0, 0, 1, 2, -2}).Draw(t, "id"),
		PrevKv: rapid.Bool().Draw(t, "prev"), Fragment: rapid.Bool().Draw(t, "fragment"), ProgressNotify: rapid.Bool().Draw(t, "notify")}
	r.Key, r.RangeEnd = d.span(true)
	if rarely.Draw(t, "no key") {
		r.Key = nil
	}
	if rapid.Bool().Draw(t, "from a revision") {
		r.StartRevision = rapid.Int64Range(-1, d.rev+3).Draw(t, "start")
	}
	for n := rapid.IntRange(0, 5).Draw(t, "filter"); n < 2; n += 2 {
		r.Filters = append(r.Filters, etcdserverpb.WatchCreateRequest_FilterType(n))
	}
	sp.request(&etcdserverpb.WatchRequest{RequestUnion: &etcdserverpb.WatchRequest_CreateRequest{CreateRequest: r}})
}

// request sends a client's request to both streams.
func (sp *servedPair) request(r *etcdserverpb.WatchRequest) {
	sp.service.requests <- proto.CloneOf(r)
	switch u := r.RequestUnion.(type) {
	case *etcdserverpb.WatchRequest_CreateRequest:
		_, _ = sp.stream.Watch(u.CreateRequest)
	case *etcdserverpb.WatchRequest_CancelRequest:
		_ = sp.stream.Cancel(u.CancelRequest.WatchId)
	case *etcdserverpb.WatchRequest_ProgressRequest:
		sp.stream.Progress()
	}
	// This request changes nothing, and etcd receives it only after it has
	// handled the one before.
	nothing := &etcdserverpb.WatchRequest{RequestUnion: &etcdserverpb.WatchRequest_CreateRequest{}}
	sp.service.requests <- nothing
	sp.settle()
}

// A client receives the same as from etcd's service: previous values, fragments
// and reasons of errors.
func TestWatchServiceTwins(t *testing.T) {
	keepLimits(t)
	dir, tally := t.TempDir(), map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		p := openWatchPair(rt, dir, 5, enough)
		p.tally = tally
		sp, stop := serve(p, rapid.IntRange(1, 150).Draw(rt, "bytes"))
		actions := p.actions()
		for name := range actions {
			switch name {
			case "read", "read 2", "watch 2", "sync all", "":
				delete(actions, name)
			}
		}
		actions["watch"] = sp.create
		actions["watch 2"] = sp.create
		actions["cancel"] = func(t *rapid.T) {
			sp.T = t
			sp.request(&etcdserverpb.WatchRequest{RequestUnion: &etcdserverpb.WatchRequest_CancelRequest{
				CancelRequest: &etcdserverpb.WatchCancelRequest{WatchId: rapid.Int64Range(-2, 20).Draw(t, "id")}}})
		}
		actions["progress"] = func(t *rapid.T) {
			sp.T = t
			sp.request(&etcdserverpb.WatchRequest{RequestUnion: &etcdserverpb.WatchRequest_ProgressRequest{
				ProgressRequest: &etcdserverpb.WatchProgressRequest{}}})
		}
		actions[""] = func(t *rapid.T) { sp.T = t; sp.settle() }
		rt.Repeat(actions)
		p.sync(enough)
		sp.settle()
		stop()
		p.end()
	})
	t.Log(tally)
}

// Watchers that ask for progress notifications get them at intervals.
func TestWatchProgressTwins(t *testing.T) {
	keepLimits(t)
	v3rpc.SetProgressReportInterval(2 * time.Millisecond)
	t.Cleanup(func() { v3rpc.SetProgressReportInterval(10 * time.Minute) })
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		p := openWatchPair(rt, dir, enough, enough)
		sp, stop := serve(p, 1<<20)
		p.applyBoth(&etcdserverpb.InternalRaftRequest{Put: &etcdserverpb.PutRequest{Key: []byte("a")}})
		r := &etcdserverpb.WatchCreateRequest{Key: []byte("a"), ProgressNotify: true}
		sp.service.requests <- &etcdserverpb.WatchRequest{RequestUnion: &etcdserverpb.WatchRequest_CreateRequest{CreateRequest: proto.CloneOf(r)}}
		_, _ = sp.stream.Watch(r)
		p.w.TickProgress()
		for range 2 {
			ours, _ := sp.stream.Next()
			if theirs := <-sp.service.sent; !proto.Equal(ours, theirs) {
				rt.Fatalf("we say: %v\netcd:   %v", ours, theirs)
			}
		}
		stop()
		p.end()
	})
}
