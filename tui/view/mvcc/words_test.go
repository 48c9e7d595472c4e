package mvcc

import (
	"testing"

	"raftviz/engine/lang/langtest"
)

func TestWords(t *testing.T) { langtest.All(t, &catalogue) }
