// Package recording holds what happened in a run, as a value: every step with its
// events and its frame, to append to, seek in, search, save and load. It needs no
// engine: whatever shows, explains or judges a recording imports this package only.
// Package recordings, above it, runs recordings again.
//
// A recording is kept as its file would hold it: one line a step, which says
// what the step changed. Lines are kept in compressed blocks; each block knows
// the frame it starts from, so any frame is a block's worth of lines away. The
// format is described in docs/recording-format.md.
package recording

import (
	"fmt"
	"sync"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// A Recording is a run from its start to its latest step. Positions are 0 to
// Len(): 0 is the start, and k is how things stand after step k.
//
// One goroutine may append while others read.
type Recording struct {
	header Header
	start  *event.Step

	mu     sync.Mutex
	err    error // what made Append fail; it fails for good
	enc    encoder
	dict   dictionary
	blocks []*block
	open   openBlock // the lines and steps of the newest block
	tip    Digest
	last   *frame.Frame
	line0  []byte // of the start
	info0  info
	cache  cache
	held   int   // about how many bytes are kept: packed lines, frames that blocks start from, the dictionary
	known  known // what of the dictionary is in held
	torn   *Torn // where the file it was read from breaks off
}

// An info is what can be had of a step without decoding it.
type info struct {
	time   int64
	kinds  event.Set
	digest Digest
	cause  event.CauseType
	parent uint32 // beside cause it takes no room
}

// New returns a recording that holds the start of a run and no steps.
// The header's Format is set; its Version, Name and so on are the caller's.
func New(h Header, start *event.Step) *Recording {
	h.settle()
	r := &Recording{header: h, start: start}
	r.enc.dict = &r.dict
	line, err := r.enc.encode(emptyFrame(nil), start)
	if err != nil || start.Index != 0 {
		panic(fmt.Sprintf("recording: step %d is no start: %v", start.Index, err))
	}
	r.begin(line)
	return r
}

// emptyFrame is what the start is written against.
func emptyFrame(c *config.Config) *frame.Frame {
	return &frame.Frame{Config: c, Network: new(frame.Network)}
}

// begin settles the start, whose line is given.
func (r *Recording) begin(line []byte) {
	r.line0 = append([]byte(nil), line...)
	r.tip = startDigest(&r.header, line)
	r.last = r.start.Frame
	r.info0 = infoOf(r.start, r.tip)
	r.open.known = r.dict.known()
}

func startDigest(h *Header, line []byte) Digest {
	b := fmt.Appendf(nil, "raftviz %d\n%s\n%s", Format, h.config, line)
	return sum(b)
}

func infoOf(s *event.Step, d Digest) info {
	return info{time: s.Time, kinds: s.Kinds(), digest: d, cause: s.Cause.Type, parent: uint32(s.Parent)}
}

// Append adds the next step, whose Index must be Len()+1 and whose frame must
// be of the same run. After an error, which is always a mistake of whoever
// made the step, nothing more can be appended.
func (r *Recording) Append(s *event.Step) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil {
		return r.err
	}
	if err := r.append(s); err != nil {
		r.err = texts.Errorf("recording: step %d cannot be recorded: %w", s.Index, err)
	}
	return r.err
}

func (r *Recording) append(s *event.Step) error {
	if want := uint64(r.len() + 1); s.Index != want {
		return texts.Errorf("it should be step %d", want)
	}
	if f := s.Frame; f.Step != s.Index || f.Time != s.Time {
		return texts.Errorf("its frame is of step %d at %d ms, and it is at %d ms", f.Step, f.Time, s.Time)
	}
	line, err := r.enc.encode(r.last, s)
	if err != nil {
		return err
	}
	r.push(s, line, sum(r.enc.after(r.tip)))
	return r.full()
}

// full returns a *FullError if the recording has become too large.
func (r *Recording) full() error {
	limit := memory.Load()
	weight, lines := int64(r.blocks[len(r.blocks)-1].weight), int64(len(r.open.lines))
	if int64(r.held) > limit/2 || weight > limit/4 || weight+2*lines > limit/2 { // lines are there twice while they grow
		return &FullError{limit}
	}
	return nil
}

// push adds a step whose line and digest are known.
func (r *Recording) push(s *event.Step, line []byte, d Digest) {
	if r.open.size() == 0 {
		r.blocks = append(r.blocks, newBlock(r.last, r.open.known))
		r.held += blockWeight
	}
	b := r.blocks[len(r.blocks)-1]
	b.infos = append(b.infos, infoOf(s, d))
	b.weight += weight(r.last, s.Frame) + stepWeight(s, len(line))
	r.count()
	r.open.add(s, line)
	r.tip, r.last = d, s.Frame
	if r.open.size() == blockSteps {
		b.packed = r.open.pack()
		r.held += len(b.packed) + weight(b.key, s.Frame)
		r.cache.put(b, r.open.steps)
		r.open.reset(r.dict.known())
	}
}

// count adds what is new in the dictionary to what the recording holds.
func (r *Recording) count() {
	for _, e := range r.dict.entries[r.known.entries:] {
		r.held += entryWeight + len(e.Request)
	}
	for _, v := range r.dict.revs.all[r.known.revs:] {
		r.held += revWeight + len(v.Key) + len(v.Value)
	}
	r.known = r.dict.known()
}

// Len returns the number of steps.
func (r *Recording) Len() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.len()
}

func (r *Recording) len() int {
	if r.open.size() > 0 {
		return (len(r.blocks)-1)*blockSteps + r.open.size()
	}
	return len(r.blocks) * blockSteps
}

// Header returns the recording's header.
func (r *Recording) Header() Header {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.header
}

// Describe sets what the header says to people: the version of the program
// that records, and the recording's name and what it is about. A Writer that
// is at work has written its header already.
func (r *Recording) Describe(version, name, about string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.header.Version, r.header.Name, r.header.About = version, name, about
}

// info returns what is known of the step at pos, which must exist.
func (r *Recording) info(pos int) info {
	if pos == 0 {
		return r.info0
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.blocks[(pos-1)/blockSteps].infos[(pos-1)%blockSteps]
}

// Kinds returns the set of the kinds of events of the step at pos. It is quick.
func (r *Recording) Kinds(pos int) event.Set { return r.info(pos).kinds }

// Time returns the virtual time (ms) of the step at pos. It is quick.
func (r *Recording) Time(pos int) int64 { return r.info(pos).time }

// Cause returns the type of the cause of the step at pos. It is quick.
func (r *Recording) Cause(pos int) event.CauseType { return r.info(pos).cause }

// Parent returns the position of the step that begot the one at pos, -1 if none
// did; see event.Step. It is quick.
func (r *Recording) Parent(pos int) int {
	i := r.info(pos)
	if !event.HasParent(i.cause, uint64(i.parent), i.kinds) {
		return -1
	}
	return int(i.parent)
}

// Digest returns the digest of the run up to pos. It is quick.
func (r *Recording) Digest(pos int) Digest { return r.info(pos).digest }

// Find returns the nearest position after from (dir > 0) or before it
// (dir < 0) whose kinds match.
func (r *Recording) Find(from, dir int, match func(pos int, s event.Set) bool) (pos int, ok bool) {
	step, last := 1, r.Len()
	if dir < 0 {
		step = -1
	}
	for pos = from + step; 0 <= pos && pos <= last; pos += step {
		if match(pos, r.Kinds(pos)) {
			return pos, true
		}
	}
	return 0, false
}

// At returns the step at pos, with its events and its frame; for pos 0 a step
// whose cause is Start. It is immutable, as its frame is. The error is a block
// that cannot be read back, which only a fault of memory causes.
func (r *Recording) At(pos int) (*event.Step, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch n := r.len(); {
	case pos < 0 || pos > n:
		return nil, texts.Errorf("recording: there is no position %d; they are 0 to %d", pos, n)
	case pos == 0:
		return r.start, nil
	}
	steps, err := r.steps((pos - 1) / blockSteps)
	if err != nil {
		return nil, texts.Errorf("recording: step %d: %w", pos, err)
	}
	return steps[(pos-1)%blockSteps], nil
}

// steps returns the steps of the i-th block.
func (r *Recording) steps(i int) ([]*event.Step, error) {
	b := r.blocks[i]
	if b.packed == nil {
		return r.open.steps, nil
	}
	if steps := r.cache.get(b); steps != nil {
		return steps, nil
	}
	later := r.last
	if i+1 < len(r.blocks) {
		later = r.blocks[i+1].key
	}
	steps, err := r.cache.decode(b, &r.dict, later)
	if err != nil {
		return nil, err
	}
	r.cache.put(b, steps)
	return steps, nil
}
