package engine

import "raftviz/engine/replica"

// Plant plants a mistake into all nodes, for a test to see it found out. Nothing
// but tests does so: engine/imports_test.go.
func (c *Cluster) Plant(f *replica.Fault) { c.group.Plant(f) }
