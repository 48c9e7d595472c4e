package command

import "strings"

// Nearest returns the word among the given ones that the writer most likely
// meant by the mistyped word, or "" if none is near. Of equally near ones the
// first is taken.
func Nearest(word string, among []string) string {
	const longest = 32
	if word == "" || len(word) > longest {
		return ""
	}
	w := strings.ToLower(word)
	best, least := "", 1+min(3, (len(w)+1)/3)
	for _, c := range among {
		if d := distance(w, strings.ToLower(c)); d < least && d < len(c) {
			best, least = c, d
		}
	}
	if best != "" || len(w) < 3 {
		return best
	}
	for _, c := range among {
		if strings.HasPrefix(strings.ToLower(c), w) {
			return c
		}
	}
	return ""
}

// distance is the number of letters to insert, delete, replace or swap with
// their neighbour to turn a into b (optimal string alignment).
func distance(a, b string) int {
	before, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
		before, prev, cur = prev, cur, before
	}
	return prev[len(b)]
}

// reserved are etcdctl's words that are not commands here. No client bears
// such a name, so that a line keeps its meaning when they become commands.
var reserved = []string{
	"auth", "check", "help", "lock", "role", "user", "version",
}
