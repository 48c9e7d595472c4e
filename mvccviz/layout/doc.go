// Package layout says how etcd lays out a data file: its buckets, the keys of
// revisions in the bucket "key", and the counts of its pages. It is plain data;
// packages mvcc, bolt and datafile read and write files.
package layout
