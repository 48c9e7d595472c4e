package request

import (
	"fmt"
	"strconv"
	"strings"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/command"
)

// Answer writes a response in the manner of etcdctl, on one line.
func Answer(resp proto.Message, cmd command.Command) string {
	switch r := resp.(type) {
	case *etcdserverpb.PutResponse:
		if r.GetPrevKv() != nil {
			return "OK; was " + string(r.GetPrevKv().GetValue())
		}
		return "OK"
	case *etcdserverpb.DeleteRangeResponse:
		text := strconv.FormatInt(r.GetDeleted(), 10)
		for _, kv := range r.GetPrevKvs() {
			text += fmt.Sprintf("; was %s=%s", kv.GetKey(), kv.GetValue())
		}
		return text
	case *etcdserverpb.RangeResponse:
		get, _ := cmd.(command.Get)
		return rangeText(r, get)
	case *etcdserverpb.TxnResponse:
		txn, _ := cmd.(command.Txn)
		return txnText(r, txn)
	case *etcdserverpb.CompactionResponse:
		c, _ := cmd.(command.Compaction)
		return fmt.Sprintf("compacted revision %d", c.Rev)
	case *etcdserverpb.LeaseGrantResponse:
		return fmt.Sprintf("lease %s granted with TTL(%ds)", LeaseHex(r.GetID()), r.GetTTL())
	case *etcdserverpb.LeaseRevokeResponse:
		l, _ := cmd.(command.LeaseRevoke)
		return "lease " + LeaseHex(l.ID) + " revoked"
	}
	return "OK"
}

func rangeText(r *etcdserverpb.RangeResponse, get command.Get) string {
	if get.CountOnly {
		return strconv.FormatInt(r.GetCount(), 10)
	}
	if len(r.GetKvs()) == 0 {
		return "(no key)"
	}
	parts := make([]string, len(r.GetKvs()))
	for i, kv := range r.GetKvs() {
		parts[i] = kvText(kv, get)
	}
	return strings.Join(parts, "; ")
}

func kvText(kv *mvccpb.KeyValue, get command.Get) string {
	switch {
	case get.KeysOnly:
		return string(kv.GetKey())
	case get.Prefix || get.End != "":
		return fmt.Sprintf("%s=%s", kv.GetKey(), kv.GetValue())
	}
	return string(kv.GetValue())
}

// txnText writes "SUCCESS: OK, 1" or "FAILURE: …": which branch ran, and what
// its operations answered.
func txnText(r *etcdserverpb.TxnResponse, txn command.Txn) string {
	text, ops := "SUCCESS", txn.Then
	if !r.GetSucceeded() {
		text, ops = "FAILURE", txn.Else
	}
	var parts []string
	for i, op := range r.GetResponses() {
		var cmd command.Command
		if i < len(ops) {
			cmd = ops[i]
		}
		parts = append(parts, Answer(opResponse(op), cmd))
	}
	if len(parts) > 0 {
		text += ": " + strings.Join(parts, ", ")
	}
	return text
}

func opResponse(op *etcdserverpb.ResponseOp) proto.Message {
	switch r := op.GetResponse().(type) {
	case *etcdserverpb.ResponseOp_ResponsePut:
		return r.ResponsePut
	case *etcdserverpb.ResponseOp_ResponseRange:
		return r.ResponseRange
	case *etcdserverpb.ResponseOp_ResponseDeleteRange:
		return r.ResponseDeleteRange
	case *etcdserverpb.ResponseOp_ResponseTxn:
		return r.ResponseTxn
	}
	return nil
}
