package recording

// Parting returns the first position at which two recordings differ, and false
// if they are equal. If one is the beginning of the other it is the position
// after the shorter one's last. The digests tell, so it costs little however
// long the recordings are.
func Parting(a, b *Recording) (pos int, differ bool) {
	both := min(a.Len(), b.Len())
	lo, hi := 0, both+1 // the digest at a position tells all up to it apart
	for lo < hi {
		if mid := (lo + hi) / 2; a.Digest(mid) == b.Digest(mid) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo <= both || a.Len() != b.Len()
}
