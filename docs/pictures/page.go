package main

import (
	"fmt"
	"strings"
)

// pageFile is the page that shows the pictures.
const pageFile = "README.md"

const pageHead = `# Pictures of the screen

<!-- Made by "make pictures", as the pictures are; edit docs/pictures/shots.go. -->

All are drawn by the program itself, from real runs.
`

// page is the text of the page that shows the pictures.
func page() string {
	var b strings.Builder
	b.WriteString(pageHead)
	for _, s := range shots {
		fmt.Fprintf(&b, "\n## %s\n\n%s.\n\n![%[2]s](%[3]s)\n", s.name, s.what, s.file())
	}
	return b.String()
}
