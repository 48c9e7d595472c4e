// Package etcdtest holds no code, only tests: it runs the store of raftviz and
// etcd's own, go.etcd.io/etcd/server, side by side, and asks that they say and
// write the same. What a simulated node saves of its store it gives to etcdutl
// and to a real etcd. It is a module of its own so that raftviz does not depend on
// etcd's server.
package etcdtest
