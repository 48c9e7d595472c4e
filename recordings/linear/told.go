package linear

import (
	"strconv"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/command"
	"raftviz/engine/etcd"
)

// A told is what an answer tells: all of it in the model's notation, and what
// decides whether the operation has changed anything.
type told struct {
	answer  string // as store.apply gives it; of an error its words
	failure bool   // of a transaction: its else was done
	deleted int64  // of a deletion: how many keys
	lease   int64  // of a grant: the lease
}

// toldBy reads an answer to a command.
func toldBy(a etcd.Answer, cmd command.Command) (t told) {
	if e := a.Err(); e != nil {
		return told{answer: e.Text}
	}
	m := a.Message()
	switch r := m.(type) {
	case *etcdserverpb.DeleteRangeResponse:
		t.deleted = r.GetDeleted()
	case *etcdserverpb.TxnResponse:
		t.failure = !r.GetSucceeded()
	case *etcdserverpb.LeaseGrantResponse:
		t.lease = r.GetID()
	}
	t.answer = inNotation(m, cmd)
	return t
}

// inNotation writes a response as the model would give it. The time to live of a
// lease, which the cluster's settings may raise, and the revisions of keys, which
// the model does not always know, are left out.
func inNotation(m proto.Message, cmd command.Command) string {
	switch r := m.(type) {
	case *etcdserverpb.PutResponse:
		if r.GetPrevKv() != nil {
			return putAnswer + wasMark + string(r.GetPrevKv().GetValue())
		}
		return putAnswer
	case *etcdserverpb.DeleteRangeResponse:
		return deleteAnswer(int(r.GetDeleted()), kvsOf(r.GetPrevKvs()))
	case *etcdserverpb.RangeResponse:
		get, _ := cmd.(command.Get)
		return getAnswer(get, int(r.GetCount()), kvsOf(r.GetKvs()))
	case *etcdserverpb.TxnResponse:
		return txnNotation(r, cmd)
	case *etcdserverpb.CompactionResponse:
		c, _ := cmd.(command.Compaction)
		return compactAnswer(c.Rev)
	case *etcdserverpb.LeaseGrantResponse:
		return grantAnswer(r.GetID())
	case *etcdserverpb.LeaseRevokeResponse:
		l, _ := cmd.(command.LeaseRevoke)
		return revokeAnswer(l.ID)
	}
	return ""
}

func txnNotation(r *etcdserverpb.TxnResponse, cmd command.Command) string {
	x, _ := cmd.(command.Txn)
	ops := branch(x, r.GetSucceeded())
	answers := make([]string, len(r.GetResponses()))
	for i, op := range r.GetResponses() {
		var cmd command.Command
		if i < len(ops) {
			cmd = ops[i]
		}
		switch u := op.GetResponse().(type) {
		case *etcdserverpb.ResponseOp_ResponsePut:
			answers[i] = inNotation(u.ResponsePut, cmd)
		case *etcdserverpb.ResponseOp_ResponseRange:
			answers[i] = inNotation(u.ResponseRange, cmd)
		case *etcdserverpb.ResponseOp_ResponseDeleteRange:
			answers[i] = inNotation(u.ResponseDeleteRange, cmd)
		case *etcdserverpb.ResponseOp_ResponseTxn:
			answers[i] = inNotation(u.ResponseTxn, cmd)
		}
	}
	return txnAnswer(r.GetSucceeded(), answers)
}

func kvsOf(all []*mvccpb.KeyValue) kvs {
	list := make(kvs, len(all))
	for i, e := range all {
		list[i] = kv{key: string(e.GetKey()), value: string(e.GetValue())}
	}
	return list
}

// The model's notation of answers.
const (
	putAnswer = "OK"
	wasMark   = "; was "
)

func deleteAnswer(n int, was kvs) string {
	answer := strconv.Itoa(n)
	for _, e := range was {
		answer += wasMark + e.key + "=" + e.value
	}
	return answer
}

func txnAnswer(then bool, answers []string) string {
	answer, sep := "FAILURE", ": "
	if then {
		answer = "SUCCESS"
	}
	for _, a := range answers {
		answer += sep + a
		sep = ", "
	}
	return answer
}

func compactAnswer(rev int64) string { return "compacted revision " + strconv.FormatInt(rev, 10) }

func grantAnswer(id int64) string { return "lease " + strconv.FormatInt(id, 16) + " granted" }

func revokeAnswer(id int64) string { return "lease " + strconv.FormatInt(id, 16) + " revoked" }
