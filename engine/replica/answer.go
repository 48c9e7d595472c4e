package replica

import (
	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/command"
	"raftviz/engine/etcd"
)

// header is the header of an answer given now.
func (s *server) header() *etcdserverpb.ResponseHeader {
	return &etcdserverpb.ResponseHeader{
		ClusterId: uint64(s.r.group.ID) + 1, MemberId: s.r.id, Revision: s.r.store.Rev(), RaftTerm: s.r.st.term,
	}
}

// memberHeader is that of an answer about members: their service does not say
// what revision the store is at (server/etcdserver/api/v3rpc/member.go).
func (s *server) memberHeader() *etcdserverpb.ResponseHeader {
	h := s.header()
	h.Revision = 0
	return h
}

// answer answers a call with a response that has its header.
func (s *server) answer(o *call, m proto.Message) {
	s.respond(o, result{answer: etcd.AnswerOf(m, o.Command), rev: s.r.store.Rev()})
}

// fail answers a call with an error that says how the store stands.
func (s *server) fail(o *call, err error) {
	s.respond(o, result{answer: etcd.FailedWith(err), rev: s.r.store.Rev()})
}

// refuse answers a call with an error that has nothing to do with the store.
func (s *server) refuse(o *call, code codes.Code, why string) {
	s.respond(o, result{answer: etcd.Failed(code, why)})
}

// applied returns the answer to a request that the store has carried out, for a
// command; none for what no client waits for.
func (s *server) applied(m proto.Message, cmd command.Command) (res result) {
	if _, ok := cmd.(command.StoreCommand); !ok {
		return res
	}
	s.head(m)
	return result{answer: etcd.AnswerOf(m, cmd), rev: s.r.store.Rev()}
}

// head completes the header of a store's response.
func (s *server) head(m proto.Message) {
	h := s.header()
	switch r := m.(type) {
	case *etcdserverpb.PutResponse:
		r.Header = h
	case *etcdserverpb.RangeResponse:
		r.Header = h
	case *etcdserverpb.DeleteRangeResponse:
		r.Header = h
	case *etcdserverpb.TxnResponse:
		r.Header = h
	case *etcdserverpb.CompactionResponse:
		r.Header = h
	case *etcdserverpb.LeaseGrantResponse:
		r.Header = h
	case *etcdserverpb.LeaseRevokeResponse:
		r.Header = h
	}
}
