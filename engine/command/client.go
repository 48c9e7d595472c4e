package command

import "raftviz/engine/lang"

// A Client sets what is set of a named client.
type Client struct {
	Name    string `arg:"client"`
	Timeout *int64 `opt:"timeout" kind:"time" help:"how long it waits for an answer" zh:"等待应答的时间"`
	Retries *int   `opt:"retries" kind:"retries" help:"attempts after the first" zh:"首次之后的尝试次数"`
	Reading *bool  `opt:"reading" choices:"on,off" true:"on" help:"off: it leaves unread what its watches are sent" zh:"off：不读取监听收到的内容"`
}

var clientRows = []Spec{
	row[Client](Spec{
		Name: "client", Group: Clients, Example: "client c2 timeout=5s retries=2",
		Help: lang.Text{EN: "set a client's patience, and whether it reads what its watches are sent", ZH: "设置客户端的超时与重试，以及是否读取监听收到的内容"},
	}),
}

func (c Client) String() string { return line(&c) }
