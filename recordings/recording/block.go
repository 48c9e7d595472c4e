package recording

import (
	"bytes"
	"unsafe"

	"github.com/klauspost/compress/s2"

	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// blockSteps is how many steps a block holds. A frame costs a block's decoding
// to reach, and each block keeps the frame it starts from.
const blockSteps = 128

// A block is a stretch of a recording. The frame before its first step is
// kept as it was made; it shares most of its memory with its neighbours.
type block struct {
	key    *frame.Frame
	known  known  // what of the dictionary appeared before it
	infos  []info // of its steps
	packed []byte // its lines, each with its newline; nil in the newest block
	weight int    // of its frames
}

func newBlock(key *frame.Frame, known known) *block {
	return &block{key: key, known: known, infos: make([]info, 0, blockSteps)}
}

// lines returns the lines of a block that is packed.
func (b *block) lines(room []byte) ([]byte, error) {
	return s2.Decode(room, b.packed)
}

// An openBlock holds what belongs to the newest block while it fills: its
// lines as they are, and its steps.
type openBlock struct {
	lines []byte
	ends  []int // where each line ends, its newline included
	steps []*event.Step
	known known
	room  []byte // for packing
}

func (o *openBlock) size() int { return len(o.steps) }

func (o *openBlock) add(s *event.Step, line []byte) {
	if o.steps == nil {
		o.steps = make([]*event.Step, 0, blockSteps)
	}
	o.lines = append(append(o.lines, line...), '\n')
	o.ends = append(o.ends, len(o.lines))
	o.steps = append(o.steps, s)
}

// line returns the i-th line, without its newline.
func (o *openBlock) line(i int) []byte {
	from := 0
	if i > 0 {
		from = o.ends[i-1]
	}
	return o.lines[from : o.ends[i]-1]
}

func (o *openBlock) pack() []byte {
	if n := s2.MaxEncodedLen(len(o.lines)); n > len(o.room) {
		o.room = make([]byte, n)
	}
	return bytes.Clone(s2.Encode(o.room, o.lines))
}

func (o *openBlock) reset(known known) {
	o.known, o.steps = known, nil
	o.lines, o.ends = o.lines[:0], o.ends[:0]
	if cap(o.lines) > 1<<20 {
		o.lines, o.room = nil, nil // one step was huge
	}
}

// A cache keeps the steps of the blocks that were used last.
type cache struct {
	decoder decoder
	room    []byte
	recent  []cached // the latest use last
}

type cached struct {
	of    *block
	steps []*event.Step
}

// The cache keeps so many blocks, or fewer if they are heavy.
const (
	cachedBlocks = 8
	cachedWeight = 64 << 20
)

// weight returns about how many bytes of lists a frame holds that it does not
// share with the one before. They are what could make a recording heavy.
func weight(prev, f *frame.Frame) int {
	return frameShape.weigh(unsafe.Pointer(prev), unsafe.Pointer(f))
}

// About how many bytes a block, an entry and a revision take beside their texts.
const (
	blockWeight = 400 + blockSteps*int(unsafe.Sizeof(info{}))
	entryWeight = 72
	revWeight   = 160
)

// stepWeight returns about how many bytes a step holds beside its frame.
func stepWeight(s *event.Step, line int) int {
	return 200 + line + 160*len(s.Events) + 32*len(s.Raft)
}

func (c *cache) get(b *block) []*event.Step {
	for i := len(c.recent) - 1; i >= 0; i-- {
		if hit := c.recent[i]; hit.of == b {
			copy(c.recent[i:], c.recent[i+1:])
			c.recent[len(c.recent)-1] = hit
			return hit.steps
		}
	}
	return nil
}

func (c *cache) put(b *block, steps []*event.Step) {
	total, drop := b.weight, 0
	for i := len(c.recent) - 1; i >= 0; i-- {
		if total += c.recent[i].of.weight; total > cachedWeight || len(c.recent)-i >= cachedBlocks {
			drop = i + 1
			break
		}
	}
	kept := copy(c.recent, c.recent[drop:])
	clear(c.recent[kept:])
	c.recent = append(c.recent[:kept], cached{b, steps})
}

// decode reads a block's steps. later is a frame after the block, with which
// the frames may share memory.
func (c *cache) decode(b *block, dict *dictionary, later *frame.Frame) ([]*event.Step, error) {
	lines, err := b.lines(c.room)
	if err != nil {
		return nil, err
	}
	c.room = lines[:cap(lines)]
	c.decoder.dict = dict
	c.decoder.start(b.known, later)
	steps, prev := make([]*event.Step, 0, len(b.infos)), b.key
	for len(lines) > 0 {
		line, rest, _ := bytes.Cut(lines, []byte("\n"))
		s, err := c.decoder.decode(prev, line)
		if err != nil {
			return nil, err
		}
		steps, prev, lines = append(steps, s), s.Frame, rest
	}
	return steps, nil
}
