package command

import "raftviz/engine/lang"

// Commands that move in time. They are obeyed by whoever drives a run; a
// cluster does not know them and a recording does not hold them.
type (
	// StepN takes N steps.
	StepN struct {
		N int `arg:"steps,optional" initial:"1"`
	}
	// RunFor lets virtual time pass: For ms.
	RunFor struct {
		For int64 `arg:"time"`
	}
	// RunUntil steps until Expr holds, for at most Within ms (0: the default).
	RunUntil struct {
		Expr   string
		Within int64
	}
)

var timeRows = []Spec{
	row[StepN](Spec{
		Name: "step", Group: Time, Example: "step 10",
		Help:     lang.Text{EN: "take one step, or N steps", ZH: "走一步，或 N 步"},
		Synonyms: "next tick",
	}),
	row[RunFor](Spec{
		Name: "run", Group: Time, Example: "run 500ms",
		Help:     lang.Text{EN: "let virtual time pass", ZH: "让虚拟时间过去一段"},
		Synonyms: "wait sleep play",
	}),
	row[RunUntil](Spec{
		Name: "run until", Usage: "run until EXPR [within DURATION]", Group: Time,
		Example:  `run until leader == "n1" within 5s`,
		Help:     lang.Text{EN: "step until an expression holds", ZH: "一直走到表达式成立"},
		Synonyms: "until wait-until",
		Note: lang.Text{
			EN: "Expressions are described in [expressions.md](expressions.md). The run fails if the expression does not hold within the duration.",
			ZH: "表达式见 [expressions.md](expressions.md)。若在限定时间内表达式仍不成立，则失败。",
		},
	}),
}

func (c StepN) String() string  { return line(&c) }
func (c RunFor) String() string { return line(&c) }
