// Package etcdtest has only tests. They run raftviz's store and etcd's,
// go.etcd.io/etcd/server, side by side and require equal responses and equal
// files. They also give a simulated node's saved store to etcdutl and to a real
// etcd. It is a separate module so that raftviz does not depend on etcd's
// server.
package etcdtest
