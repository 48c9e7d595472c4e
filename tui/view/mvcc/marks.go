package mvcc

import (
	"fmt"

	"raftviz/engine/lang"
	"raftviz/mvccviz/store"
)

// Marks explains the marks of the pane, for a page of help.
func Marks(l lang.Lang) [][2]string {
	t := catalogue.In(l)
	return [][2]string{
		{"v1", t.SaysVersion}, {"───", t.SaysLives}, {"✕ t", t.SaysEnd}, {"{}", t.SaysNoKey},
		{"┃", fmt.Sprintf(t.Compaction[finished], 5)}, {"╎", fmt.Sprintf(t.Compaction[scheduled], 5)},
		{"░", t.SaysDoomed}, {"▒", t.SaysGone}, {"╌", t.Unread}, {"+", t.Waits},
		{groupMarks[store.Synced], t.SaysSynced}, {groupMarks[store.Unsynced], t.SaysUnsynced}, {groupMarks[store.Victim], t.SaysVictim},
	}
}

// About tells of a store in a few words.
func (p *Pane) About(st *Store) string {
	if st.Data == nil {
		return ""
	}
	p.index.follow(st.Data)
	return fmt.Sprintf(catalogue.In(st.Lang).AboutF, st.Data.Rev, len(p.index.keys), p.index.living)
}
