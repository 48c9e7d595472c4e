package cluster

import (
	"math"

	"raftviz/engine/frame"
	"raftviz/tui/view/canvas"
)

// A block is where a node is drawn: its upper left corner and size.
type block struct {
	node       *frame.Node
	x, y, w, h int
}

// Sizes of a block.
const (
	blockWidth = 21
	wideBlock  = 25
	blockRows  = 3 // title, term, timer
	mostRows   = 6
	roomyWidth = 76 // from here on blocks are wide
)

func (b block) middle() (x, y float64) {
	return float64(b.x) + float64(b.w-1)/2, float64(b.y) + float64(b.h-1)/2
}

// ring draws the nodes on an ellipse, n1 on top and the others clockwise,
// with the links that carry something between them.
func (v *view) ring(a canvas.Area) {
	blocks := place(a.W, a.H, v.Frame().Nodes)
	p := picture{Area: a, view: v, blocks: blocks}
	p.parts()
	p.links()
	for _, b := range blocks {
		v.block(a.Sub(b.x, b.y, b.w, b.h), b.node)
	}
	p.cuts()
	p.messages()
}

// place lays the blocks out. Nodes opposite each other share a row, so that
// nine of them still stand apart.
func place(w, h int, nodes []*frame.Node) []block {
	n := len(nodes)
	blocks := make([]block, n)
	rows := levels(n)
	width := blockWidth
	if w >= roomyWidth {
		width = wideBlock
	}
	height := min(max(h/(n/2+1)/2, blockRows), mostRows)
	cx, rx := float64(w)/2, float64(w-width)/2-1
	for i, node := range nodes {
		angle := 2 * math.Pi * float64(i) / float64(n)
		level := i
		if i > n/2 {
			level = n - i
		}
		off := math.Copysign(math.Pow(math.Abs(math.Sin(angle)), 0.25), math.Sin(angle)) * rx
		if least := float64(width)/2 + 2; math.Abs(off) > 1e-3 && math.Abs(off) < least {
			off = math.Copysign(least, off)
		}
		if n == 2 {
			off = float64(2*i-1) * rx
		}
		top := rows[level] * float64(h-height-1)
		blocks[i] = block{node: node, w: width, h: height,
			x: int(math.Round(cx + off - float64(width)/2)), y: int(math.Round(top))}
	}
	return blocks
}

// levels returns how far down each level of a ring of n nodes lies, 0 to 1:
// where it would be on a circle, but evened out so that no two touch.
func levels(n int) []float64 {
	count := n/2 + 1
	if n <= 2 {
		return []float64{0.4, 0.4}[:count]
	}
	rows := make([]float64, count)
	lowest := (1 - math.Cos(2*math.Pi*float64(count-1)/float64(n))) / 2
	for i := range rows {
		round := (1 - math.Cos(2*math.Pi*float64(i)/float64(n))) / 2 / lowest
		even := float64(i) / float64(count-1)
		rows[i] = 0.3*round + 0.7*even
	}
	return rows
}
