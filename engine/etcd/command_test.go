package etcd_test

import (
	"testing"

	"raftviz/engine/etcd/etcdtest"
)

// A claim is read off the request and not off its text.
func TestLinearizable(t *testing.T) {
	for line, want := range map[string]bool{
		"get x": true, "get x --consistency=s": false, "put x 1": false, "lease list": false,
		"txn then get x": true, "txn then get x --consistency=s": false, "txn then put x 1; get x --consistency=s": true,
	} {
		if got := etcdtest.Request(line).Linearizable(); got != want {
			t.Errorf("%s is linearizable: %v, want %v", line, got, want)
		}
	}
}
