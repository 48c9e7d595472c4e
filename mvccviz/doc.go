// Package mvccviz shows what is inside an MVCC store, as plain data: revisions,
// the generations of each key, leases, members, raw bucket entries and pages.
//
// It reads a Source, which is a store that is open (*mvcc.Store) or a data file
// that an etcd wrote (package datafile), and gives the same answers for both.
//
// # Memory
//
// A data file may be far larger than memory, and its key index may be, too. So
// everything is derived from EachRevision, one pass over the bucket "key" in the
// order of revisions, by observers with a bound on what they keep:
//
//	Tally      counts, and needs no memory: keys that live are puts that began a
//	           generation, less tombstones
//	Histories  the first keys of a range with their generations; a key that is
//	           pushed out by smaller ones never comes back, so one pass is exact
//	Attached   the keys of some leases
//
// Whoever wants all keys of a large file asks Histories for one page after the
// other, a pass each.
package mvccviz
