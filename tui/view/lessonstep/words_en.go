package lessonstep

import (
	"raftviz/tui/view/scene"
)

var english = texts{
	Away:   "You are looking at another branch of the run. enter comes back to the lesson.",
	Answer: "your answer:", Right: "That is what happened.", WrongF: "Not this time. What happened: %s",
	So: "Yes, that is so.", NotSoF: "Not so. The answer is: %s",
	HintF: "hint %d of %d", MoreF: "i gives a hint (%d)", Solution: "A solution:", Reached: "The goal is reached.", Read: "To read on:", Notes: "For the teacher:",
	Ticks: "x ticks a choice",
	Next: [scene.NumNexts]string{
		scene.GoOn: "enter goes on", scene.GiveIt: "↑ ↓ or a letter chooses, enter gives the answer", scene.TypeIt: "enter, then type your answer", scene.ReachIt: "act with : and watch; s shows a solution, r begins again",
		scene.LookAt: "enter shows what happened", scene.ComeBack: "enter comes back to the lesson", scene.FinishIt: "enter ends the lesson",
	},
}
