package class

import (
	"raftviz/engine/lang"
	"raftviz/tui/view/scene"
)

// A table is what the pane says in one language. A field that ends in F is a
// format; its verbs are the same in every language.
type table struct {
	Away     string // the person looks elsewhere
	Answer   string // before the value that was given
	Right    string
	WrongF   string // what was right
	So       string // right, where nothing was let happen
	NotSoF   string // the same, wrong
	HintF    string // its number, of how many
	MoreF    string // how many hints there still are
	Solution string // before the commands that reach the goal
	Reached  string
	Read     string // before where to read on
	Notes    string // before the teacher's notes
	Next     [scene.NumNexts]string
	Ticks    string // several choices may be picked
}

func wordsFor(l lang.Lang) *table {
	if l == lang.Chinese {
		return &chinese
	}
	return &english
}

var english = table{
	Away:   "You are looking at another course of the run. enter comes back to the lesson.",
	Answer: "your answer:", Right: "That is what happened.", WrongF: "Not this time. What happened: %s",
	So: "Yes, that is so.", NotSoF: "Not so. The answer is: %s",
	HintF: "hint %d of %d", MoreF: "i gives a hint (%d)", Solution: "A solution:", Reached: "The goal is reached.", Read: "To read on:", Notes: "For the teacher:",
	Ticks: "x ticks a choice",
	Next: [scene.NumNexts]string{
		scene.GoOn: "enter goes on", scene.GiveIt: "↑ ↓ or a letter chooses, enter gives the answer", scene.TypeIt: "enter, then type your answer", scene.ReachIt: "act with : and watch; s shows a solution, r begins again",
		scene.LookAt: "enter shows what happened", scene.ComeBack: "enter comes back to the lesson", scene.FinishIt: "enter ends the lesson",
	},
}

var chinese = table{
	Away:   "现在看的是运行的另一条走向。按回车回到课程。",
	Answer: "你的答案：", Right: "正是如此。", WrongF: "这次不是。实际发生的是：%s",
	So: "答对了。", NotSoF: "不对。答案是：%s",
	HintF: "提示 %d/%d", MoreF: "按 i 看提示（%d 条）", Solution: "一种解法：", Reached: "目标达成。", Read: "延伸阅读：", Notes: "给教师：",
	Ticks: "x 勾选",
	Next: [scene.NumNexts]string{
		scene.GoOn: "回车继续", scene.GiveIt: "↑ ↓ 或字母选择，回车作答", scene.TypeIt: "按回车后输入答案", scene.ReachIt: "用 : 输入命令并观察；s 查看解法，r 重新开始",
		scene.LookAt: "回车查看结果", scene.ComeBack: "回车回到课程", scene.FinishIt: "回车结束课程",
	},
}
