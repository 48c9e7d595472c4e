package command

// reserved are etcdctl's words that are not commands here. No client bears
// such a name, so that a line keeps its meaning when they become commands.
var reserved = []string{
	"auth", "check", "help", "lock", "role", "user", "version",
}
