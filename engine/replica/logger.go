package replica

import (
	"fmt"

	"go.etcd.io/raft/v3"
)

// A raftLog collects what raft says in one step. Its Panic methods panic with
// a raftPanic, which the cluster turns into the end of the run.
type raftLog struct{ lines []string }

type raftPanic string

var _ raft.Logger = (*raftLog)(nil)

func (l *raftLog) add(s string)                { l.lines = append(l.lines, s) }
func (l *raftLog) Debug(v ...any)              { l.add(fmt.Sprint(v...)) }
func (l *raftLog) Debugf(f string, v ...any)   { l.add(fmt.Sprintf(f, v...)) }
func (l *raftLog) Info(v ...any)               { l.add(fmt.Sprint(v...)) }
func (l *raftLog) Infof(f string, v ...any)    { l.add(fmt.Sprintf(f, v...)) }
func (l *raftLog) Warning(v ...any)            { l.add(fmt.Sprint(v...)) }
func (l *raftLog) Warningf(f string, v ...any) { l.add(fmt.Sprintf(f, v...)) }
func (l *raftLog) Error(v ...any)              { l.add(fmt.Sprint(v...)) }
func (l *raftLog) Errorf(f string, v ...any)   { l.add(fmt.Sprintf(f, v...)) }
func (l *raftLog) Fatal(v ...any)              { panic(raftPanic(fmt.Sprint(v...))) }
func (l *raftLog) Fatalf(f string, v ...any)   { panic(raftPanic(fmt.Sprintf(f, v...))) }
func (l *raftLog) Panic(v ...any)              { panic(raftPanic(fmt.Sprint(v...))) }
func (l *raftLog) Panicf(f string, v ...any)   { panic(raftPanic(fmt.Sprintf(f, v...))) }

// take returns the lines collected and starts again.
func (l *raftLog) take() []string {
	s := l.lines
	l.lines = nil
	return s
}
