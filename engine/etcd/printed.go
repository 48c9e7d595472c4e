package etcd

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/command"
	"raftviz/engine/config"
)

// An answer that is to be printed otherwise than on one line starts with this
// letter and a byte of these bits; then it goes on as any other.
const (
	printed   = 'p'
	asJSON    = 1 << 0
	asHex     = 1 << 1
	printBits = asJSON | asHex
)

// Printed returns the answer as a command has it printed.
func (a Answer) Printed(cmd command.Command) Answer {
	f, bits := command.FormatOf(cmd), byte(0)
	if f.JSON {
		bits |= asJSON
	}
	if f.Hex {
		bits |= asHex
	}
	if bits == 0 || a.Err() != nil || a == "" {
		return a
	}
	return Answer([]byte{printed, bits}) + a
}

// plain returns the answer itself, and how it is to be printed.
func (a Answer) plain() (plain Answer, bits byte) {
	if len(a) < 3 || a[0] != printed {
		return a, 0
	}
	return a[2:], a[1] & printBits
}

// jsonText writes a response as etcdctl -w json does
// (etcdctl/ctlv3/command/printer_json.go): etcd's messages by their fields, those
// of leases as its client's library hands them on, and of endpoints in a list.
func jsonText(m proto.Message, inHex bool) string {
	endpoint := ""
	if h, ok := m.(Headed); ok {
		endpoint = ClientURL(config.NodeName(h.GetHeader().GetMemberId()))
	}
	switch r := m.(type) {
	case *etcdserverpb.TxnResponse:
		return marshal(txnJSON(r))
	case *etcdserverpb.LeaseGrantResponse:
		return marshal(struct {
			*etcdserverpb.ResponseHeader
			ID, TTL int64
			Error   string
		}{r.GetHeader(), r.GetID(), r.GetTTL(), r.GetError()})
	case *etcdserverpb.LeaseKeepAliveResponse:
		return marshal(struct {
			*etcdserverpb.ResponseHeader
			ID, TTL int64
		}{r.GetHeader(), r.GetID(), r.GetTTL()})
	case *etcdserverpb.LeaseTimeToLiveResponse:
		return marshal(struct {
			*etcdserverpb.ResponseHeader
			ID         int64    `json:"id"`
			TTL        int64    `json:"ttl"`
			GrantedTTL int64    `json:"granted-ttl"`
			Keys       [][]byte `json:"keys"`
		}{r.GetHeader(), r.GetID(), r.GetTTL(), r.GetGrantedTTL(), r.GetKeys()})
	case *etcdserverpb.LeaseLeasesResponse:
		leases := make([]leaseJSON, len(r.GetLeases()))
		for i, l := range r.GetLeases() {
			leases[i].ID = l.GetID()
		}
		return marshal(struct {
			*etcdserverpb.ResponseHeader
			Leases []leaseJSON `json:"leases"`
		}{r.GetHeader(), leases})
	case *etcdserverpb.StatusResponse:
		return marshal([]struct {
			Endpoint string
			Status   *etcdserverpb.StatusResponse
		}{{endpoint, r}})
	case *etcdserverpb.HashKVResponse:
		return marshal([]struct {
			Endpoint string
			HashKV   *etcdserverpb.HashKVResponse
		}{{endpoint, r}})
	}
	if inHex {
		if text, ok := membersHex(m); ok {
			return text
		}
	}
	return marshal(m)
}

type leaseJSON struct {
	ID int64 `json:"id"`
}

// healthJSON is an endpoint's health. Took is as Go writes a time.Duration.
func healthJSON(node string, took int64, why string) string {
	return marshal([]struct {
		Endpoint string `json:"endpoint"`
		Health   bool   `json:"health"`
		Took     string `json:"took"`
		Error    string `json:"error,omitempty"`
	}{{ClientURL(node), why == "", millis(took), why}})
}

func millis(ms int64) string { return (time.Duration(ms) * time.Millisecond).String() }

// A txn's response with the names that etcdctl gives the fields of a oneof.
type (
	txnResponse struct {
		Header    *etcdserverpb.ResponseHeader `json:"header,omitempty"`
		Succeeded bool                         `json:"succeeded,omitempty"`
		Responses []opJSON                     `json:"responses,omitempty"`
	}
	opJSON struct {
		Response struct {
			Range  *etcdserverpb.RangeResponse       `json:"response_range,omitempty"`
			Put    *etcdserverpb.PutResponse         `json:"response_put,omitempty"`
			Delete *etcdserverpb.DeleteRangeResponse `json:"response_delete_range,omitempty"`
			Txn    *txnResponse                      `json:"response_txn,omitempty"`
		} `json:"Response"`
	}
)

func txnJSON(r *etcdserverpb.TxnResponse) txnResponse {
	t := txnResponse{Header: r.GetHeader(), Succeeded: r.GetSucceeded()}
	for _, op := range r.GetResponses() {
		var o opJSON
		o.Response.Range, o.Response.Put, o.Response.Delete = op.GetResponseRange(), op.GetResponsePut(), op.GetResponseDeleteRange()
		if nested := op.GetResponseTxn(); nested != nil {
			inner := txnJSON(nested)
			o.Response.Txn = &inner
		}
		t.Responses = append(t.Responses, o)
	}
	return t
}

// membersHex writes what is about members with their IDs in hexadecimal.
func membersHex(m proto.Message) (text string, ok bool) {
	r, ok := m.(interface {
		Headed
		GetMembers() []*etcdserverpb.Member
	})
	if !ok {
		return "", false
	}
	all := make([]memberJSON, len(r.GetMembers()))
	for i, one := range r.GetMembers() {
		all[i] = memberHex(one)
	}
	h := r.GetHeader()
	header := headerJSON{fmt.Sprintf("%x", h.GetClusterId()), fmt.Sprintf("%x", h.GetMemberId()), h.GetRevision(), h.GetRaftTerm()}
	if added, ok := m.(*etcdserverpb.MemberAddResponse); ok {
		return marshal(struct {
			Header  headerJSON   `json:"header"`
			Member  memberJSON   `json:"member"`
			Members []memberJSON `json:"members"`
		}{header, memberHex(added.GetMember()), all}), true
	}
	return marshal(struct {
		Header  headerJSON   `json:"header"`
		Members []memberJSON `json:"members"`
	}{header, all}), true
}

type headerJSON struct {
	ClusterID string `json:"cluster_id"`
	MemberID  string `json:"member_id"`
	Revision  int64  `json:"revision,omitempty"`
	RaftTerm  uint64 `json:"raft_term,omitempty"`
}

type memberJSON struct {
	ID         string   `json:"ID"`
	Name       string   `json:"name,omitempty"`
	PeerURLs   []string `json:"peerURLs,omitempty"`
	ClientURLs []string `json:"clientURLs,omitempty"`
	IsLearner  bool     `json:"isLearner,omitempty"`
}

func memberHex(m *etcdserverpb.Member) memberJSON {
	return memberJSON{fmt.Sprintf("%x", m.GetID()), m.GetName(), m.GetPeerURLs(), m.GetClientURLs(), m.GetIsLearner()}
}

func marshal(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("etcd: %v", err)) // cannot be: these are plain data
	}
	return string(b)
}

// hexText writes bytes as etcdctl --hex does: \x66\x6f\x6f.
func hexText(b []byte) string {
	digits := hex.EncodeToString(b)
	var s strings.Builder
	for i := 0; i < len(digits); i += 2 {
		s.WriteString(`\x` + digits[i:i+2])
	}
	return s.String()
}
