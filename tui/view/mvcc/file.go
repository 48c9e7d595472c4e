package mvcc

import (
	"fmt"

	"raftviz/mvccviz/store"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
)

// A kind is what a page of the file is for.
type kind uint8

// The kinds, as they follow each other in the bar.
const (
	metaPage kind = iota
	freelistPage
	branchPage
	leafPage
	overflowPage
	freePage
	numKinds = iota
)

var kinds = [numKinds]struct {
	mark string
	ink  canvas.Ink
	n    func(*store.File) int
}{
	metaPage:     {"+", canvas.Quiet, func(f *store.File) int { return f.Meta }},
	freelistPage: {"=", canvas.Quiet, func(f *store.File) int { return f.Freelist }},
	branchPage:   {"■", canvas.Text, func(f *store.File) int { return f.Branch }},
	leafPage:     {"█", canvas.Text, func(f *store.File) int { return f.Leaf }},
	overflowPage: {"▒", canvas.Text, func(f *store.File) int { return f.Overflow }},
	freePage:     {"░", canvas.Quiet, func(f *store.File) int { return f.Free }},
}

// file draws the file's size, how far it is behind, and its pages as a bar, as
// far as there is room, and returns how many rows that took.
func (d *drawing) file(a canvas.Area) (y int) {
	if a.H < 3 {
		return 0
	}
	f := d.Data.File
	y = kit.Parts(a.Sub(2, 0, a.W-3, 1+min(a.H/9, 1)), d.fileParts())
	if f == nil || a.H < 7 {
		return y
	}
	drawPages(a.Sub(2, y, min(a.W-4, 64), 1), f)
	y++
	if a.H >= 12 {
		y += kit.Parts(a.Sub(2, y, a.W-3, 1), d.pageParts(f))
	}
	return y
}

func (d *drawing) fileParts() (parts []kit.Span) {
	c := d.Data
	if f := c.File; f == nil {
		parts = append(parts, kit.Text(d.t.NoFile, canvas.Quiet))
	} else {
		ink := canvas.Text
		if d.Was != nil && d.Was.File != nil && *d.Was.File != *f {
			ink = changed
		}
		parts = append(parts, kit.Text(fmt.Sprintf(d.t.SizeF, sizeText(f.Size), sizeText(f.InUse)), ink))
	}
	ink := canvas.Quiet
	if d.Was != nil && d.Was.DurableIndex != c.DurableIndex {
		ink = changed
	}
	if c.Index == c.DurableIndex {
		return append(parts, kit.Text(fmt.Sprintf(d.t.InStepF, c.Index), ink))
	}
	if ink == canvas.Quiet {
		ink = canvas.Text
	}
	return append(parts, kit.Text(fmt.Sprintf(d.t.IndexesF, c.Index, c.DurableIndex), ink))
}

func (d *drawing) pageParts(f *store.File) (parts []kit.Span) {
	for k := range kinds {
		if n := kinds[k].n(f); n > 0 {
			parts = append(parts, kit.Text(kinds[k].mark+" "+d.t.Pages[k]+" "+kit.Number(n), canvas.Quiet))
		}
	}
	return parts
}

// drawPages draws the pages of each kind as a part of a bar. A kind that there
// is has a column at least.
func drawPages(a canvas.Area, f *store.File) {
	var n [numKinds]int
	total, some := 0, 0
	for k := range kinds {
		n[k] = kinds[k].n(f)
		total += n[k]
		if n[k] > 0 {
			some++
		}
	}
	w := min(a.W, max(total, some)*2)
	if total == 0 || w < some {
		return
	}
	x, rest := 0, w-some
	for k := range kinds {
		if n[k] == 0 {
			continue
		}
		extra := rest * n[k] / total
		rest, total = rest-extra, total-n[k]
		for range 1 + extra {
			x = a.Text(x, 0, kinds[k].mark, kinds[k].ink)
		}
	}
}

// sizeText is a number of bytes, rounded if it is large.
func sizeText(n int64) string {
	for i, unit := range [...]string{"GiB", "MiB", "KiB"} {
		if size := int64(1) << (30 - 10*i); n >= 10*size || i == 2 && n >= size {
			return kit.Number((n+size/2)/size) + " " + unit
		}
	}
	return kit.Number(n) + " B"
}
