package engine

import (
	"errors"

	"raftviz/engine/command"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/machine"
)

// resolve returns the command with the nodes that leader and follower stand for
// now.
func (c *Cluster) resolve(cmd command.Command) (command.Command, error) {
	resolved, err := command.Resolve(cmd, func(role string) (string, error) {
		m, why, remedy := c.leader(), texts.Sayf("there is no leader"), texts.Sayf("wait for one: run until leader != \"\"")
		if role == command.FollowerWord {
			m, why, remedy = c.follower(), texts.Sayf("no follower runs"), lang.Message{}
		}
		if m == nil {
			return "", refuse(cmd, why, remedy)
		}
		return m.Name(), nil
	})
	var wrong *command.Error
	if errors.As(err, &wrong) {
		return nil, refuse(cmd, wrong.Msg, wrong.Hint)
	}
	return resolved, err
}

// follower returns the first running machine, by number, that votes and follows,
// or nil. It need not know a leader.
func (c *Cluster) follower() *machine.Machine {
	for _, m := range c.order {
		if r := m.Replica(theGroup); m.Running() && r.Role() == frame.Follower && r.IsVoter() {
			return m
		}
	}
	return nil
}
