// Package mvccviz reads what is inside an MVCC store as plain data: revisions,
// the generations of each key, leases, members, raw bucket entries and pages.
//
// It reads a Source, which is an open store (*mvcc.Store) or a data file of an
// etcd (package datafile), and gives the same results for both.
//
// As JSON, its values are what raftviz mvcc --json prints, a line each;
// docs/mvcc.md describes them.
//
// # Memory
//
// A data file, and even its key index, may be far larger than memory. So
// everything is computed from EachRevision, one pass over the bucket "key" in
// revision order, by types that use a bounded amount of memory:
//
//	Tally      counts, in constant memory: the existing keys are the puts that
//	           began a generation, minus the tombstones
//	Histories  the first keys of a range with their generations; a key that is
//	           evicted by smaller keys never returns, so one pass is exact
//	Attached   the keys of some leases
//
// To list all keys of a large file, callers use one Histories, and one pass,
// per page.
package mvccviz
