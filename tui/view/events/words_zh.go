package events

var chinese = texts{
	All:  "全部",
	Step: "步", Time: "ms", Node: "节点", Event: "事件", Says: "发生了什么",
	Nothing: "这里没有事件",
}
