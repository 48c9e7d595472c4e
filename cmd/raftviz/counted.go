package main

import "raftviz/engine/lang"

// Numbers of things, with the word for them.

func claims(n int) lang.Message {
	if n == 1 {
		return texts.Sayf("1 claim")
	}
	return texts.Sayf("%d claims", n)
}

func steps(n int) lang.Message {
	if n == 1 {
		return texts.Sayf("1 step")
	}
	return texts.Sayf("%d steps", n)
}

func operations(n int) lang.Message {
	if n == 1 {
		return texts.Sayf("1 operation")
	}
	return texts.Sayf("%d operations", n)
}

func files(n int) lang.Message {
	if n == 1 {
		return texts.Sayf("1 file")
	}
	return texts.Sayf("%d files", n)
}

func plays(n int) lang.Message {
	if n == 1 {
		return texts.Sayf("1 play")
	}
	return texts.Sayf("%d plays", n)
}

func users(n int) lang.Message {
	if n == 1 {
		return texts.Sayf("1 user")
	}
	return texts.Sayf("%d users", n)
}

func roles(n int) lang.Message {
	if n == 1 {
		return texts.Sayf("1 role")
	}
	return texts.Sayf("%d roles", n)
}

func members(n int) lang.Message {
	if n == 1 {
		return texts.Sayf("1 member")
	}
	return texts.Sayf("%d members", n)
}

func puts(n int) lang.Message {
	if n == 1 {
		return texts.Sayf("1 put")
	}
	return texts.Sayf("%d puts", n)
}

func tombstones(n int) lang.Message {
	if n == 1 {
		return texts.Sayf("1 tombstone")
	}
	return texts.Sayf("%d tombstones", n)
}
