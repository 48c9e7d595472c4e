package layout

import "bytes"

// AllKeys is the end of the range of all keys from its beginning on.
const AllKeys = "\x00"

// PrefixEnd returns the end of the range of all keys that begin with prefix.
func PrefixEnd(prefix []byte) []byte {
	end := bytes.Clone(prefix)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i] < 0xff {
			end[i]++
			return end[:i+1]
		}
	}
	return []byte(AllKeys)
}
