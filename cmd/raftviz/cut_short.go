package main

import (
	"errors"
	"time"

	"raftviz/engine/lang"
	"raftviz/recordings"
	"raftviz/recordings/autosave"
	"raftviz/tui"
)

// cutShort lists the sandboxes that were cut short, and says that they are there.
// A folder that cannot be read has none, and is told of.
func cutShort(store *autosave.Store) (items []tui.Item, note lang.Message) {
	kept, err := store.List()
	if err != nil {
		return nil, texts.Sayf("what is kept of sandboxes cannot be read: %v", plainly(err))
	}
	for i := range kept {
		k := &kept[i]
		items = append(items, tui.Item{
			In:     func(l lang.Lang) (name, about string) { return nameOf(k).In(l), aboutOf(k).In(l) },
			Name:   nameOf(k).String(),
			Open:   func() (tui.Opened, error) { return resume(k) },
			Delete: k.Discard,
		})
	}
	if len(items) > 0 {
		note = texts.Sayf("a sandbox was cut short, and what was done in it is kept: enter goes on with it, d deletes it")
	}
	return items, note
}

func nameOf(k *autosave.Kept) lang.Message {
	return texts.Sayf("cut short: %s", k.When.Local().Format(time.DateTime))
}

func aboutOf(k *autosave.Kept) lang.Message {
	return texts.Sayf("A sandbox of %d nodes, seed %d, that was ended from outside. enter goes on where it was, d deletes it.", k.Config.Nodes, k.Config.Seed)
}

// resume goes on with a sandbox that was cut short. If this program runs it
// otherwise than the one that kept it, it is shown only.
func resume(k *autosave.Kept) (tui.Opened, error) {
	branches, last, session, err := k.Resume()
	if err != nil {
		return tui.Opened{}, plainly(err)
	}
	o := tui.Opened{
		Recording: branches[last].Recording,
		Resumed:   &tui.Resumed{Branches: branches, Shown: last, Session: session},
	}
	var diverged *recordings.Divergence
	o.Run, err = recordings.Rerun(o.Recording, o.Recording.Len(), nil)
	if err != nil && !errors.As(err, &diverged) {
		return tui.Opened{}, errors.Join(err, session.End(true))
	}
	return o, nil
}
