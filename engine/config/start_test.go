package config

import "testing"

func TestStartThatCouldBreak(t *testing.T) {
	for _, r := range []trial{
		{"a term that could have a second leader", func(c *Config) {
			c.Nodes = 5
			c.Logs = logs{"n1": {1, 2}, "n2": {1, 2}, "n3": {1}, "n4": {1}, "n5": {1}}
			c.Terms = numbers{"n3": 1, "n4": 1, "n5": 1}
		}, "terms: n5 starts in term 1, and could be elected leader of term 2, of which n1 already holds an entry; give it term 2 or more, or none"},
		{"too few are behind", func(c *Config) {
			c.Nodes = 5
			c.Logs = logs{"n1": {1, 2}, "n2": {1, 2}, "n3": {1}, "n4": {1}, "n5": {1}}
			c.Terms = numbers{"n4": 1, "n5": 1}
			c.Votes = votes{"n1": "n1", "n2": "n1", "n3": "n1"}
		}, ""},
		{"without terms", func(c *Config) {
			c.Nodes = 5
			c.Logs = logs{"n1": {1, 2}, "n2": {1, 2}, "n3": {1}, "n4": {1}, "n5": {1}}
		}, ""},
		{"a commit that a leader could lack", func(c *Config) {
			c.Logs, c.Commits = logs{"n1": {1, 1, 1}, "n2": {1}, "n3": {1}}, numbers{"n1": 3}
		}, "commits: n1 has committed index 3, but n2 does not hold it and could be elected; more logs must hold it"},
		{"a commit on a majority", func(c *Config) {
			c.Logs, c.Commits = logs{"n1": {1, 1}, "n2": {1, 1}}, numbers{"n1": 2}
		}, ""},
		{"on a majority, but not safe (Figure 8)", func(c *Config) {
			c.Nodes = 5
			c.Logs, c.Commits = logs{"n1": {1, 2}, "n2": {1, 2}, "n3": {1, 2}, "n4": {1}, "n5": {1, 3}}, numbers{"n1": 2}
		}, "commits: n1 has committed index 2, but n5 does not hold it and could be elected; more logs must hold it"},
	} {
		t.Run(r.name, r.run)
	}
	c := Default()
	c.Logs = logs{"n1": {1, 4}, "n2": {1}}
	if got := c.StartTerm("n3"); got != 4 {
		t.Errorf("n3 starts in term %d, want 4, the latest of any log", got)
	}
}
