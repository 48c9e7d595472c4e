package explain

import (
	"slices"
	"strconv"
	"strings"
)

// A work is something that a sentence may refer the reader to.
type work uint8

const (
	paper   work = iota // Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm", extended version
	thesis              // Ongaro, "Consensus: Bridging Theory and Practice", Stanford 2014
	library             // go.etcd.io/raft/v3
	etcd                // etcd-io/etcd, v3.7
	numWorks
)

// A ref is a place in a work: a section's number, or a file.
type ref struct {
	work  work
	place string
}

func refs(w work, places ...string) []ref {
	rs := make([]ref, len(places))
	for i, p := range places {
		rs[i] = ref{w, p}
	}
	return rs
}

// cite writes places as they stand after a sentence, those of one work
// together: "Raft §5.3, §5.4.2; Raft dissertation §10.2.1".
func (l *language) cite(rs []ref) string {
	var b strings.Builder
	for w := range numWorks {
		var places []string
		for _, r := range rs {
			p := r.place
			if w <= thesis {
				p = "§" + p
			}
			if r.work == w && !slices.Contains(places, p) {
				places = append(places, p)
			}
		}
		if len(places) == 0 {
			continue
		}
		slices.SortStableFunc(places, bySection)
		if b.Len() > 0 {
			b.WriteString(l.betweenWorks)
		}
		b.WriteString(l.works[w] + strings.Join(places, l.betweenPlaces))
	}
	return b.String()
}

// bySection orders sections as the work has them; files keep their order.
func bySection(a, b string) int {
	a, isSection := strings.CutPrefix(a, "§")
	if !isSection {
		return 0
	}
	return slices.CompareFunc(strings.Split(a, "."), strings.Split(strings.TrimPrefix(b, "§"), "."), func(x, y string) int {
		i, _ := strconv.Atoi(x)
		j, _ := strconv.Atoi(y)
		return i - j
	})
}
