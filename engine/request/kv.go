package request

import (
	"fmt"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/command"
)

// Encode makes the entry data etcd would replicate for a command.
func Encode(id uint64, cmd command.StoreCommand) []byte {
	r := cmd.Request()
	if g := r.GetLeaseGrant(); g != nil && g.GetID() == 0 {
		g.ID = int64(id) // as etcd takes the id of the request
	}
	r.Header = &etcdserverpb.RequestHeader{ID: id}
	data, err := proto.Marshal(r)
	if err != nil {
		panic(fmt.Sprintf("request: %v", err))
	}
	return data
}
