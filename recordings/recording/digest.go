package recording

import (
	"crypto/sha256"
	"encoding/hex"
)

// A Digest stands for a run up to a step: its configuration, its start, and
// every step since. Equal inputs give equal digests, on every machine.
//
// The digest of step k is the first eight bytes of
//
//	SHA-256(digest of step k-1, line of step k without its member "h")
//
// and that of the start is the first eight bytes of
//
//	SHA-256("raftviz 2\n", the header's "config" without white space, "\n", line of step 0 without "h")
//
// So the digests of a file form a chain: a line that was altered, removed or
// moved is found at once. The chain is no signature: whoever alters a file can
// compute it again. What cannot be forged is the run itself, see Verify.
type Digest [8]byte

func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// MarshalText returns the sixteen hex digits.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads sixteen hex digits, in small letters.
func (d *Digest) UnmarshalText(text []byte) error {
	var v Digest
	var again [2 * len(v)]byte
	if len(text) == len(again) {
		_, err := hex.Decode(v[:], text)
		hex.Encode(again[:], v[:])
		if err == nil && string(again[:]) == string(text) {
			*d = v
			return nil
		}
	}
	return texts.Errorf("%s is not a digest: sixteen hex digits", quote(string(text)))
}

// sum returns the digest of b, which is the digest before and then the line.
func sum(b []byte) (d Digest) {
	h := sha256.Sum256(b)
	copy(d[:], h[:])
	return d
}

// What ends a line in a file: the member "h" and the closing brace.
const (
	sealOpen  = `,"h":"`
	sealClose = `"}`
	sealLen   = len(sealOpen) + 2*len(Digest{}) + len(sealClose)
)

// seal appends to dst the line with its digest. The line ends with its
// closing brace.
func seal(dst, line []byte, d Digest) []byte {
	dst = append(append(dst, line[:len(line)-1]...), sealOpen...)
	return append(hex.AppendEncode(dst, d[:]), sealClose...)
}

// unseal is the inverse of seal. It writes into line.
func unseal(line []byte) (body []byte, d Digest, ok bool) {
	n := len(line) - sealLen
	if n < 1 || string(line[n:n+len(sealOpen)]) != sealOpen || string(line[len(line)-len(sealClose):]) != sealClose {
		return nil, d, false
	}
	h := line[n+len(sealOpen) : len(line)-len(sealClose)]
	if d.UnmarshalText(h) != nil {
		return nil, d, false
	}
	line[n] = '}'
	return line[: n+1 : n+1], d, true
}
