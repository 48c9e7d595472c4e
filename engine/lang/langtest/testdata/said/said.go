package said

import "fmt"

func wrong(line int, format string, a ...any) error { return texts.Errorf(format, a...) }

func all() {
	wrong(1, "no node %q", "n1")
	texts.Sayf("line %d: "+"torn", 1)
	texts.Sayf(`only a word`)
	fmt.Errorf("not this %d", 1)
	fmt.Println("nor this")
}
