package replica

// What etcd's transport tells of the connections to other members (util.go in
// server/etcdserver).

// connectedSince reports whether this node has been connected to another since
// before a time.
func (r *Replica) connectedSince(peer uint64, at int64) bool {
	since, ok := r.group.ports.Connected(r.id, peer)
	return ok && since < at
}

// connected counts the members, this node included, that it has been connected to
// since before a time (numConnectedSince).
func (r *Replica) connected(at int64, members []uint64) (n int) {
	for _, id := range members {
		if id == r.id || r.connectedSince(id, at) {
			n++
		}
	}
	return n
}
