//go:build !unix

package engine

import (
	"errors"
	"os"
)

// lockFolder fails: folders cannot be locked here.
func lockFolder(*os.File) error { return errors.ErrUnsupported }
