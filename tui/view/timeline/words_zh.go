package timeline

var chinese = texts{
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
}
