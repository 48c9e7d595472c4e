package timeline

import (
	"fmt"
	"strings"

	"raftviz/engine/event"
	"raftviz/engine/explain"
	"raftviz/engine/lang"
)

// texts are the pane's own words. What ends in F is a format.
type texts struct {
	levels  [numLevels]string
	stepsF  string // how many steps a row stands for
	because string
	leads   string
	unknown string // a cause is not in the recording, or too far back
	nothing string // no effects

	underwayF string // a message: number, kind, receiver
	lostF     string

	byCommand string // nothing in the run brought a step about
	byStart   string
	byClockF  string
	byNoneF   string

	noCauseF string // why h does nothing: what brought the step about
	noEffect string
	farCause string
	waitF    string // why l does nothing: a message, and its receiver
	widest   string
	closest  string
	levelF   string
	atStart  string
	atEnd    string
}

var tables = map[lang.Lang]*texts{
	lang.English: {
		levels: [numLevels]string{"every step", "beats folded", "notable events", "leaders, commits"},
		stepsF: "%s steps", because: "because", leads: "leads to",
		unknown: "a step that is not near", nothing: "nothing directly",
		underwayF: "#%d %s to %s, under way", lostF: "#%d %s to %s, lost",
		byCommand: "a person's command", byStart: "the start", byClockF: "%s's clock", byNoneF: "%s",
		noCauseF: "no earlier step brought this one about: it is %s",
		noEffect: "nothing in the recording follows from this step",
		farCause: "the step that this one comes from is too far back to be found",
		waitF:    "what this step sent is still under way: #%d to %s",
		widest:   "this is the longest view: %s", closest: "this is the closest view: %s", levelF: "the timeline shows %s",
		atStart: "nothing is shown before this", atEnd: "nothing is shown after this",
	},
	lang.Chinese: {
		levels: [numLevels]string{"每一步", "心跳合并", "重要事件", "领导与提交"},
		stepsF: "%s 步", because: "起因", leads: "结果",
		unknown: "不在附近的一步", nothing: "没有直接的结果",
		underwayF: "#%d %s 发往 %s，在途", lostF: "#%d %s 发往 %s，已丢失",
		byCommand: "人给出的命令", byStart: "起点", byClockF: "%s 的时钟", byNoneF: "%s",
		noCauseF: "这一步不由更早的步骤引起：它来自%s",
		noEffect: "录像中没有由这一步引起的事",
		farCause: "引起这一步的步骤太远，找不到",
		waitF:    "这一步发出的消息仍在途：#%d 发往 %s",
		widest:   "这已是最长的视图：%s", closest: "这已是最近的视图：%s", levelF: "时间线显示：%s",
		atStart: "在此之前没有可显示的", atEnd: "在此之后没有可显示的",
	},
}

// textsOf returns the words of a language; English for one that has none.
func textsOf(l lang.Lang) *texts {
	if t, ok := tables[l]; ok {
		return t
	}
	return tables[lang.English]
}

// ground says what brought a step about that no earlier step did.
func (t *texts) ground(s *event.Step, l lang.Lang) string {
	switch s.Cause.Type {
	case event.Command:
		return t.byCommand
	case event.Start:
		return t.byStart
	case event.Tick:
		return fmt.Sprintf(t.byClockF, s.Cause.Node)
	}
	return fmt.Sprintf(t.byNoneF, strings.TrimSpace(explain.Cause(l, s.Cause.Type)))
}
