package linear

// A Result is what a check found.
type Result uint8

// The results. Undecided is a history that is too long, or has too many
// operations of unknown outcome, for the limit.
const (
	Linearizable Result = iota
	NotLinearizable
	Undecided
)

var results = [...]string{"yes", "no", "undecided"}

// String answers whether the history is linearizable: yes, no, undecided.
func (r Result) String() string { return results[r] }

// A Verdict is the outcome of a check.
type Verdict struct {
	Result     Result
	Operations int         // those judged
	Unknown    int         // of these, those of unknown outcome
	Ignored    int         // those not judged, see the package
	Piece      []Operation // if not linearizable: answers that contradict each other, in order of invocation

	// Order is, if the history is linearizable, one order that explains every
	// answer, by ID. Of the operations of unknown outcome it has those that happen
	// in it, more than once if more than one attempt does.
	Order []uint64

	History   []Operation // all of them, in order of invocation
	Standings []Standing  // of the operations of History
}

// A Standing is what a check has made of an operation.
type Standing uint8

// The standings.
const (
	Ignored   Standing = iota // not judged, see the package
	LeftOut                   // it failed for certain, and says nothing
	Judged                    // with its answer
	Doubtful                  // judged, and of unknown outcome
	Offending                 // part of the Piece
)

var standings = [...]string{"ignored", "left out", "judged", "doubtful", "offending"}

// String names the standing.
func (s Standing) String() string { return standings[s] }

// Standing returns what was made of the operation with the given ID; one that
// is not in the history is ignored.
func (v *Verdict) Standing(id uint64) Standing {
	for i := range v.History { // few, and asked for rarely
		if v.History[i].ID == id {
			return v.Standings[i]
		}
	}
	return Ignored
}

// verdict sums up a check: what was judged, and what is offending.
func (h *History) verdict(r Result, judged, piece []*op) Verdict {
	as := map[*op]Standing{}
	v := Verdict{Result: r}
	for _, o := range judged {
		if o.given {
			continue
		}
		v.Operations++
		as[o] = Judged
		if o.unknown {
			as[o] = Doubtful
			v.Unknown++
		}
	}
	for _, o := range piece {
		if o.given {
			continue
		}
		as[o] = Offending
		v.Piece = append(v.Piece, o.Operation)
	}
	for _, o := range h.all {
		if o.given {
			continue
		}
		if o.standing == LeftOut {
			as[o] = LeftOut
		}
		if as[o] == Ignored {
			v.Ignored++
		}
		v.History = append(v.History, o.Operation)
		v.Standings = append(v.Standings, as[o])
	}
	return v
}
