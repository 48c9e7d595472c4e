// Package pane says what a pane is: a room of the screen that draws a scene,
// has its own keys, and asks the screen for what goes beyond it.
package pane

import (
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/scene"
)

// A Pane draws one side of a cluster. It remembers how a person has scrolled it
// and what it drew last, and changes nothing else.
type Pane interface {
	// Draw draws the pane in the area, which may be of any size.
	Draw(a canvas.Area, s *scene.Scene)

	// Act does an action of the pane's own keys, or one that scrolls; ok is
	// false if it has no meaning here and now.
	Act(a keys.Action, s *scene.Scene) (want Intent, ok bool)

	// Click and Wheel say what a mouse does at x, y of what was drawn last.
	Click(x, y int, s *scene.Scene) Intent
	Wheel(dx, dy int, s *scene.Scene) Intent
}

// An Intent is what a pane asks of the screen. The zero value asks for nothing.
type Intent struct {
	Select *scene.Selection // what is chosen from now on, in all panes
	Seek   *int             // the position to go to
	Run    string           // a command to give
	Prompt string           // the beginning of a command that the person is to complete
	Focus  ID               // the pane to give the focus to; "" is none
	Judge  bool             // find out whether the clients' history is linearizable
	Say    string           // a line for the person, such as why a key does nothing now
}

// Select is an intent to select something in all panes.
func Select(c scene.Selection) Intent { return Intent{Select: &c} }

// Seek is an intent to go to a position.
func Seek(pos int) Intent { return Intent{Seek: &pos} }

// Run is an intent to run the command that a key stands for on a node.
func Run(a scene.Act) Intent { return Intent{Run: a.Run, Prompt: a.Prompt, Say: a.Say} }

// Focus is an intent to give another pane the focus.
func Focus(to ID) Intent { return Intent{Focus: to} }

// An ID names a pane, as commands and settings do.
type ID string

// The panes that others lead to, or that have a place of their own.
const (
	Cluster  ID = "cluster"
	Log      ID = "log"
	Timeline ID = "timeline"
	Why      ID = "why"
	Node     ID = "node"
	Network  ID = "network"
	MVCC     ID = "mvcc"
	Clients  ID = "clients"
	Checks   ID = "checks"
	Lesson   ID = "lesson"
)

// Scope is where the pane's own keys hold.
func (i ID) Scope() keys.Scope { return keys.Scope(i) }
