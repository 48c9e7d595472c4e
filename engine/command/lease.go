package command

import (
	"reflect"

	"raftviz/engine/lang"
)

// Commands of clients that concern leases.
type (
	// LeaseGrant asks for a lease of TTL seconds; ID 0 lets the store choose.
	LeaseGrant struct {
		Target
		TTL int64 `arg:"seconds"`
		ID  int64 `opt:"--id" kind:"any-lease" help:"its ID, in hexadecimal; without it the store chooses one" zh:"租约 ID（十六进制）；不给出则由存储选定"`
		Format
	}
	// LeaseRevoke ends a lease and deletes its keys.
	LeaseRevoke struct {
		Target
		ID int64 `arg:"lease"`
		Format
	}
	// LeaseKeepAlive renews a lease once.
	LeaseKeepAlive struct {
		Target
		ID int64    `arg:"lease"`
		_  struct{} `opt:"--once" kind:"once" help:"as etcdctl writes it; a line renews once in any case" zh:"与 etcdctl 写法一致；无论是否给出，一行只续约一次"`
		Format
	}
	// LeaseTimeToLive asks how much time a lease has left.
	LeaseTimeToLive struct {
		Target
		ID   int64 `arg:"lease"`
		Keys bool  `opt:"--keys" help:"also the keys attached to it" zh:"同时返回绑定在它上面的键"`
		Format
	}
	// LeaseList lists the leases there are.
	LeaseList struct {
		Target
		Format
	}
)

var leaseRows = []Spec{
	row[LeaseGrant](Spec{
		Name: "lease grant", Group: Leases, Example: "lease grant 10 --id=5d2a",
		Help:     lang.Text{EN: "create a lease that expires after so many seconds unless it is renewed", ZH: "创建一个租约；若不续约，经过这么多秒后过期"},
		Synonyms: "grant",
	}),
	row[LeaseRevoke](Spec{
		Name: "lease revoke", Group: Leases, Example: "lease revoke 5d2a",
		Help:     lang.Text{EN: "end a lease and delete the keys attached to it", ZH: "撤销租约，并删除绑定在它上面的键"},
		Synonyms: "revoke",
	}),
	row[LeaseKeepAlive](Spec{
		Name: "lease keep-alive", Group: Leases, Example: "lease keep-alive 5d2a",
		Help:     lang.Text{EN: "renew a lease once, so that its whole time is left", ZH: "续约一次，使租约恢复到完整的时间"},
		Synonyms: "keep-alive keepalive",
	}),
	row[LeaseTimeToLive](Spec{
		Name: "lease timetolive", Group: Leases, Example: "lease timetolive 5d2a --keys",
		Help:     lang.Text{EN: "ask how much time a lease has left", ZH: "查询租约剩余的时间"},
		Synonyms: "timetolive ttl",
	}),
	row[LeaseList](Spec{
		Name: "lease list", Group: Leases, Example: "lease list",
		Help: lang.Text{EN: "list the leases there are", ZH: "列出所有租约"},
	}),
}

func (c LeaseGrant) String() string      { return line(&c) }
func (c LeaseRevoke) String() string     { return line(&c) }
func (c LeaseKeepAlive) String() string  { return line(&c) }
func (c LeaseTimeToLive) String() string { return line(&c) }
func (c LeaseList) String() string       { return line(&c) }

func parseOnce(w word, _ *field, _ reflect.Value) *Error {
	if !isSet(w) {
		return wrong(w, texts.Sayf("renew it again by another line"), "a line renews a lease once")
	}
	return nil
}
