package lessonstep

import (
	"raftviz/tui/view/scene"
)

var chinese = texts{
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
