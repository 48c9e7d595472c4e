//go:build !unix && !windows

package autosave

import (
	"errors"
	"os"
)

// lock fails: files cannot be locked here, so that no sandbox is kept.
func lock(*os.File, bool) error { return errors.ErrUnsupported }
