package command

// synonyms leads from words that people try to the commands they mean. They
// are offered, never obeyed: one thing has one name.
var synonyms = map[string]string{
	"partition": "cut", "isolate": "cut", "split": "cut", "disconnect": "cut", "sever": "cut",
	"mend": "heal", "reconnect": "heal", "repair": "heal", "connect": "heal", "join": "member add",
	"kill": "crash", "down": "crash", "die": "crash",
	"stop": "pause", "freeze": "pause", "suspend": "pause", "sigstop": "pause",
	"continue": "resume", "unpause": "resume", "thaw": "resume", "sigcont": "resume",
	"start": "restart", "boot": "restart", "reboot": "restart", "up": "restart",
	"erase": "wipe", "format": "wipe", "reset": "wipe", "destroy": "wipe",
	"elect": "campaign", "election": "campaign", "vote": "campaign",
	"handover": "transfer", "move-leader": "transfer",
	"delete": "del", "rm": "del", "unset": "del",
	"set": "put", "write": "put",
	"read": "get", "range": "get",
	"lose": "drop", "discard": "drop",
	"duplicate": "dup", "copy": "dup",
	"lag": "delay", "postpone": "delay",
	"unhold": "release", "unblock": "release",
	"block":   "hold",
	"latency": "link", "loss": "link", "jitter": "link", "network": "link",
	"fsync": "disk", "sync": "disk",
	"skew": "clock", "drift": "clock", "time": "clock",
	"next": "step", "tick": "step",
	"wait": "run", "sleep": "run", "play": "run",
	"until": "run until", "wait-until": "run until",
	"add": "member add", "promote": "member promote", "remove": "member remove",
	"leave": "member leave", "reconfigure": "member change", "change": "member change",
	"compact": "compaction", "trim": "compactlog", "truncate": "compactlog",
	"transaction": "txn", "defragment": "defrag",
	"grant": "lease grant", "revoke": "lease revoke", "timetolive": "lease timetolive", "ttl": "lease timetolive",
	"keep-alive": "lease keep-alive", "keepalive": "lease keep-alive",
	"subscribe": "watch", "observe": "watch", "unsubscribe": "unwatch", "cancel": "unwatch",
	"backup": "snapshot save", "save": "snapshot save", "disarm": "alarm disarm", "alarms": "alarm list",
	"status": "endpoint status", "hashkv": "endpoint hashkv", "hash": "endpoint hashkv",
}

// reserved are etcdctl's words that are not commands here. No client bears
// such a name, so that a line keeps its meaning when they become commands.
var reserved = []string{
	"auth", "check", "help", "lock", "role", "user", "version",
}
