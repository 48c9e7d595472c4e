package main

import "raftviz/engine/lang"

// Numbers of things, with the word for them.

// counted is a number of things: one if there is one, else format with the
// number.
func counted(n int, one lang.Message, format string) lang.Message {
	if n == 1 {
		return one
	}
	return texts.Sayf(format, n)
}

func claims(n int) lang.Message     { return counted(n, texts.Sayf("1 claim"), "%d claims") }
func steps(n int) lang.Message      { return counted(n, texts.Sayf("1 step"), "%d steps") }
func operations(n int) lang.Message { return counted(n, texts.Sayf("1 operation"), "%d operations") }
func files(n int) lang.Message      { return counted(n, texts.Sayf("1 file"), "%d files") }
func plays(n int) lang.Message      { return counted(n, texts.Sayf("1 play"), "%d plays") }
func users(n int) lang.Message      { return counted(n, texts.Sayf("1 user"), "%d users") }
func roles(n int) lang.Message      { return counted(n, texts.Sayf("1 role"), "%d roles") }
func members(n int) lang.Message    { return counted(n, texts.Sayf("1 member"), "%d members") }
func puts(n int) lang.Message       { return counted(n, texts.Sayf("1 put"), "%d puts") }
func tombstones(n int) lang.Message { return counted(n, texts.Sayf("1 tombstone"), "%d tombstones") }
