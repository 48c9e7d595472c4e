package main

import (
	"cmp"
	"fmt"
	"slices"

	"raftviz/mvccviz"
	"raftviz/mvccviz/layout"
)

// grid is keys × revisions: a column for each of the newest revisions at which
// one of the keys changed.
func (in *inspection) grid(keys []*mvccviz.KeyHistory) *columns {
	var revs []int64
	for _, k := range keys {
		for _, g := range k.Generations {
			for _, r := range g.Revs {
				revs = append(revs, r.Main)
			}
		}
	}
	slices.Sort(revs)
	revs = slices.Compact(revs)
	for width, i := 0, len(revs)-1; i >= 0; i-- {
		if width += len(fmt.Sprint(revs[i])) + 2; width > gridWidth {
			revs = revs[i+1:]
			break
		}
	}
	c := &columns{head: in.heads(texts.Sayf("key")), right: "-", most: 3 * cellWidth}
	for _, r := range revs {
		c.head, c.right = append(c.head, fmt.Sprint(r)), c.right+"r"
	}
	c.head = append(c.head, in.heads(texts.Sayf("generations"))...)
	for _, k := range keys {
		row := []string{fit(string(k.Key), cellWidth)}
		for _, r := range revs {
			row = append(row, cell(k, r))
		}
		c.add(append(row, k.String())...)
	}
	return c
}

// cell says what a key is at a main revision.
func cell(k *mvccviz.KeyHistory, at int64) string {
	for i := len(k.Generations) - 1; i >= 0; i-- {
		g := &k.Generations[i]
		if len(g.Revs) == 0 || g.Revs[0].Main > at {
			continue
		}
		n, _ := slices.BinarySearchFunc(g.Revs, at+1, func(r layout.Revision, at int64) int { return cmp.Compare(r.Main, at) })
		last, ended := g.Revs[n-1], n == len(g.Revs) && g.Ended
		switch {
		case last.Main == at && ended:
			return "x"
		case ended:
			return ""
		case last.Main != at:
			return "-"
		case last.Main == g.Created.Main:
			return "c"
		}
		return "m"
	}
	return ""
}
