package scene

// A LessonStep is a step of a lesson as it is shown. It is made again whenever
// something of it changes.
type LessonStep struct {
	Title string
	N, Of int // the step, from 1, of so many

	Body    string // Markdown
	Choices []Option
	Several bool   // any number of choices may be picked
	Cursor  int    // the choice the person is at
	Wants   string // what value is asked for: number, text; "" if none
	Value   string // the one that was given

	Verdict  Judgement
	Opinion  bool     // nothing was let happen: the answer is a matter of knowing
	Want     string   // what was right, where the answer was not
	Reveal   string   // Markdown
	Hints    []string // Markdown, those that were asked for
	More     int      // hints that there still are
	Reached  bool     // the task is done
	Solution []string // commands that do it, once they were shown
	Notes    string   // Markdown, for the one who teaches
	Read     []string // where to read on

	Busy bool // the cluster is being driven
	Away bool // the person looks at another branch, or at the past
	Next Next // what enter does
}

// An Option is one answer to choose.
type Option struct {
	Text   string
	Picked bool
	Right  bool // known to be, once it was answered
	Wrong  bool // picked, and not right
}

// A Judgement is what is known of an answer.
type Judgement uint8

// The judgements.
const (
	Open Judgement = iota
	RightAnswer
	WrongAnswer
)

// Next is what enter does in a lesson.
type Next uint8

// What enter does.
const (
	GoOn     Next = iota
	GiveIt        // give the answer
	TypeIt        // type the value that is asked for
	ReachIt       // reach the goal first
	LookAt        // see the answer
	ComeBack      // come back to the lesson
	FinishIt      // it was the last step
	NumNexts
)
