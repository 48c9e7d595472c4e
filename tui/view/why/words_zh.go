package why

var chinese = texts{
	space:    "",
	lastF:    "在此之前，%s ms（第 %s 步）：%s",
	zoomSays: "这里放不下更多；按 z 放大窗格",
	cause:    "起因", colon: "：", messageF: "#%d %s，%s 发往 %s，发于 %s ms，%s ms 之前",
	atF: "%s，在 %s", eventsF: "事件（%d）", changed: "变化", raft: "raft 自己的日志", none: "无", made: "集群就是这样建立的",
	isNew: "新加入", clients: "客户端", network: "网络", flight: "在途", cuts: "断开",
}
