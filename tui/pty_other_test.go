//go:build !unix

package tui

func child() bool { return false }
