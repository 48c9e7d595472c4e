package tui

import (
	"testing"

	"raftviz/engine/lang/langtest"
)

func TestMessages(t *testing.T) { langtest.Messages(t, ".", texts) }
