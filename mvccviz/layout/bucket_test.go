package layout

import (
	"slices"
	"testing"
)

// Every bucket has one name, and the names are in byte order.
func TestBuckets(t *testing.T) {
	names := BucketNames()
	if !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != int(NumBuckets) {
		t.Errorf("the buckets are %q", names)
	}
	for b := range NumBuckets {
		if got, ok := BucketNamed(string(b.Name())); got != b || !ok || b.String() == "" {
			t.Errorf("bucket %d is called %q, which names %d", b, b, got)
		}
	}
	if _, ok := BucketNamed("keys"); ok {
		t.Error(`there is a bucket "keys"`)
	}
}
