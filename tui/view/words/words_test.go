package words

import (
	"testing"

	"raftviz/engine/lang/langtest"
)

// Every word exists in every language, and formats take the same values.
func TestComplete(t *testing.T) {
	langtest.All(t, &catalogue)
}
