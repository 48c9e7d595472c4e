//go:build !unix

package recording

import "os"

// Open opens a file to read a recording from.
func Open(path string) (*os.File, error) { return os.Open(path) }
