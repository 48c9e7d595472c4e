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

// commandOf gives the command a request in the log stands for, for its text.
func commandOf(r *etcdserverpb.InternalRaftRequest) command.Command {
	switch {
	case r.GetPut() != nil:
		return putCommand(r.GetPut())
	case r.GetDeleteRange() != nil:
		return deleteCommand(r.GetDeleteRange())
	case r.GetTxn() != nil:
		return txnCommand(r.GetTxn())
	case r.GetCompaction() != nil:
		return command.Compaction{Rev: r.GetCompaction().GetRevision(), Physical: r.GetCompaction().GetPhysical()}
	case r.GetLeaseGrant() != nil:
		return command.LeaseGrant{TTL: r.GetLeaseGrant().GetTTL(), ID: r.GetLeaseGrant().GetID()}
	case r.GetLeaseRevoke() != nil:
		return command.LeaseRevoke{ID: r.GetLeaseRevoke().GetID()}
	}
	return nil
}

func putCommand(r *etcdserverpb.PutRequest) command.Put {
	return command.Put{
		Key: string(r.GetKey()), Value: string(r.GetValue()), Lease: r.GetLease(),
		PrevKV: r.GetPrevKv(), IgnoreValue: r.GetIgnoreValue(), IgnoreLease: r.GetIgnoreLease(),
	}
}

func deleteCommand(r *etcdserverpb.DeleteRangeRequest) command.Del {
	key, end, prefix := rangeOf(r.GetKey(), r.GetRangeEnd())
	return command.Del{Key: key, End: end, Prefix: prefix, PrevKV: r.GetPrevKv()}
}

// rangeOf takes a request's range apart as a command would give it.
func rangeOf(from, to []byte) (key, end string, prefix bool) {
	key = string(from)
	if key == "\x00" && string(to) == "\x00" {
		return "", "", true
	}
	if len(to) > 0 && string(to) == string(RangeEnd(key, "", true)) {
		return key, "", true
	}
	return key, string(to), false
}

func txnCommand(r *etcdserverpb.TxnRequest) command.Txn {
	t := command.Txn{Then: opCommands(r.GetSuccess()), Else: opCommands(r.GetFailure())}
	for _, c := range r.GetCompare() {
		t.Compares = append(t.Compares, compareCommand(c))
	}
	return t
}

func opCommands(ops []*etcdserverpb.RequestOp) []command.Command {
	var cmds []command.Command
	for _, op := range ops {
		switch r := op.GetRequest().(type) {
		case *etcdserverpb.RequestOp_RequestPut:
			cmds = append(cmds, putCommand(r.RequestPut))
		case *etcdserverpb.RequestOp_RequestDeleteRange:
			cmds = append(cmds, deleteCommand(r.RequestDeleteRange))
		case *etcdserverpb.RequestOp_RequestTxn:
			cmds = append(cmds, txnCommand(r.RequestTxn))
		case *etcdserverpb.RequestOp_RequestRange:
			cmds = append(cmds, getCommand(r.RequestRange))
		}
	}
	return cmds
}

func getCommand(r *etcdserverpb.RangeRequest) command.Get {
	key, end, prefix := rangeOf(r.GetKey(), r.GetRangeEnd())
	g := command.Get{
		Key: key, End: end, Prefix: prefix, Limit: r.GetLimit(), Rev: r.GetRevision(),
		Serializable: r.GetSerializable(), KeysOnly: r.GetKeysOnly(), CountOnly: r.GetCountOnly(),
		MinCreate: r.GetMinCreateRevision(), MaxCreate: r.GetMaxCreateRevision(), MinMod: r.GetMinModRevision(), MaxMod: r.GetMaxModRevision(),
	}
	for name, target := range sortTargets { // each target has one name
		if target == r.GetSortTarget() {
			g.SortBy = name
		}
	}
	for name, order := range sortOrders {
		if order == r.GetSortOrder() {
			g.Order = name
		}
	}
	return g
}

func compareCommand(r *etcdserverpb.Compare) command.Compare {
	c := command.Compare{Key: string(r.GetKey()), End: string(r.GetRangeEnd())}
	for op, result := range compareResults {
		if result == r.GetResult() {
			c.Op = op
		}
	}
	switch u := r.GetTargetUnion().(type) {
	case *etcdserverpb.Compare_Value:
		c.Of, c.Value = command.OfValue, string(u.Value)
	case *etcdserverpb.Compare_Version:
		c.Of, c.N = command.OfVersion, u.Version
	case *etcdserverpb.Compare_CreateRevision:
		c.Of, c.N = command.OfCreate, u.CreateRevision
	case *etcdserverpb.Compare_ModRevision:
		c.Of, c.N = command.OfMod, u.ModRevision
	case *etcdserverpb.Compare_Lease:
		c.Of, c.N = command.OfLease, u.Lease
	}
	return c
}
