package mvcc

import (
	"fmt"
	"strings"
	"testing"

	"raftviz/engine/lang"
	"raftviz/mvccviz/store"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// press does actions one after the other, choosing what is asked for, and tells
// what became of it.
func press(p *Pane, s *scene.Scene, actions ...keys.Action) string {
	last := pane.Intent{}
	for _, a := range actions {
		w, ok := p.Act(a, s)
		if !ok {
			return "nothing"
		}
		if last = w; w.Select != nil {
			s.Selected = *w.Select
		}
	}
	c := s.Selected
	text := fmt.Sprintf("%d:%s", p.view, c.Key)
	if c.Main != 0 {
		text += fmt.Sprintf(" %d.%d", c.Main, c.Sub)
	}
	if last.Focus != "" {
		text += fmt.Sprintf(" → %v %d", last.Focus, c.Index)
	}
	if last.Say != "" {
		text += " “" + last.Say + "”"
	}
	return text
}

func TestAct(t *testing.T) {
	up, down, left, right := keys.ScrollUp, keys.ScrollDown, keys.ScrollLeft, keys.ScrollRight
	o, enter, esc := keys.OtherView, keys.Open, keys.Escape
	for _, c := range []struct {
		chosen  scene.Selection
		actions []keys.Action
		want    string
	}{
		{scene.Selection{}, []keys.Action{down}, "0:b"},
		{scene.Selection{}, []keys.Action{down, down, up, up}, "0:a"},
		{scene.Selection{}, []keys.Action{left}, "0: 6.0"},
		{scene.Selection{}, []keys.Action{left, left}, "0: 5.0"},
		{scene.Selection{}, []keys.Action{left, left, down}, "0:b 5.1"},
		{scene.Selection{}, []keys.Action{left, right}, "0: 7.0"},
		{scene.Selection{}, []keys.Action{left, right, right}, "0:"},
		{scene.Selection{}, []keys.Action{right}, "0:"},
		{scene.Selection{Key: "b", Main: 2}, []keys.Action{left}, "0:b 2.0"},
		{scene.Selection{Key: "b"}, []keys.Action{left}, "0:b 6.0"},
		{scene.Selection{Key: "b"}, []keys.Action{left, esc}, "0:"},
		{scene.Selection{}, []keys.Action{esc}, "nothing"},
		{scene.Selection{Key: "aa"}, []keys.Action{down}, "0:b"},
		{scene.Selection{Key: "aa"}, []keys.Action{up}, "0:a"},
		{scene.Selection{Key: "c"}, []keys.Action{up}, "0:b"},
		{scene.Selection{}, []keys.Action{enter}, "0:a 7.0 → log 9"},
		{scene.Selection{Key: "b"}, []keys.Action{enter}, "0:b 5.1 → log 7"},
		{scene.Selection{Index: 7}, []keys.Action{enter}, "0:a 5.0 → log 7"},
		{scene.Selection{Key: "c"}, []keys.Action{enter}, "0:c “there is nothing to look into here”"},

		{scene.Selection{}, []keys.Action{o, left}, "1:a 6.0"},
		{scene.Selection{}, []keys.Action{o, left, left, left}, "1:a 4.0"},
		{scene.Selection{Key: "b", Main: 6}, []keys.Action{o, left}, "1:b 5.1"},
		{scene.Selection{Key: "b", Main: 6}, []keys.Action{o, left, left, left}, "1:b 3.0"},
		{scene.Selection{Key: "b", Main: 3}, []keys.Action{o, right}, "1:b 5.1"},
		{scene.Selection{Key: "b", Main: 3}, []keys.Action{o, right, right}, "1:b"},

		{scene.Selection{}, []keys.Action{o, o, up}, "2:a 6.0"},
		{scene.Selection{}, []keys.Action{o, o, up, up}, "2:b 5.1"},
		{scene.Selection{}, []keys.Action{o, o, up, up, enter}, "2:b 5.1 → log 7"},
		{scene.Selection{}, []keys.Action{o, o, right, enter}, "2: “there is nothing to look into here”"},

		{scene.Selection{}, []keys.Action{o, o, o, enter}, "3: “there is nothing to look into here”"},
		{scene.Selection{}, []keys.Action{o, o, o, down, enter}, "0:a"},
		{scene.Selection{}, []keys.Action{o, o, o, down, down, down, down, enter}, "0:a 6.0"},
		{scene.Selection{}, []keys.Action{o, o, o, o, enter}, "0:a"},
		{scene.Selection{}, []keys.Action{o, o, o, o, down, enter}, "4: “there is nothing to look into here”"},
		{scene.Selection{}, []keys.Action{o, o, o, o, o, down}, "0:b"},
	} {
		s := in(compacted(0, never), nil, lang.English)
		s.Selected = c.chosen
		if got := press(New(), s, c.actions...); got != c.want {
			t.Errorf("%+v %v: %s, want %s", c.chosen, c.actions, got, c.want)
		}
	}
}

// What cannot be looked into says why.
func TestOpenUnknown(t *testing.T) {
	c := compacted(0, never)
	r := *c.Revs[len(c.Revs)-1]
	r.Index = 0
	c.Revs[len(c.Revs)-1] = &r
	s := in(c, nil, lang.English)
	if got := press(New(), s, keys.Open); !strings.Contains(got, "which raft entry wrote 7.0 is not known") {
		t.Error(got)
	}
	w, _ := New().ActStore(keys.Open, &Store{Data: c})
	if !strings.Contains(w.Say, "data file") {
		t.Errorf("%+v", w)
	}
}

// Nothing is done where nothing is drawn, but for going to another view.
func TestActOnNothing(t *testing.T) {
	s := in(nil, nil, lang.English)
	for _, a := range []keys.Action{keys.ScrollUp, keys.ScrollLeft, keys.Open} {
		if _, ok := New().Act(a, s); ok {
			t.Errorf("%v does something to a store that is not known", a)
		}
	}
	s = in(&store.State{Rev: 1}, nil, lang.Chinese)
	for v := range view(numViews) {
		for _, a := range []keys.Action{keys.ScrollUp, keys.ScrollDown, keys.ScrollLeft, keys.ScrollRight, keys.Open, keys.Escape} {
			p := New()
			p.view = v
			picture(p, 60, 14, s, false)
			p.Act(a, s)
			picture(p, 60, 14, s, false)
		}
	}
}

// What is clicked is chosen.
func TestClick(t *testing.T) {
	c := compacted(0, never)
	find := func(pic, text string) (x, y int) {
		for y, line := range strings.Split(pic, "\n") {
			if i := strings.Index(line, text); i >= 0 {
				return len([]rune(line[:i])), y
			}
		}
		t.Fatalf("%q is not drawn:\n%s", text, pic)
		return
	}
	for _, k := range []struct {
		view view
		text string
		want string
	}{
		{gridView, "b    ", "0:b"},
		{gridView, "6", "0: 6.0"},
		{gridView, "✕", "0:a 5.0"},
		{gridView, "leases", "4:"},
		{gridView, "watchers", "3:"},
		{generationsView, "b   {", "1:b"},
		{bucketsView, "5.1t", "2:b 5.1"},
		{bucketsView, "meta    ", "2:"},
		{watchersView, "prefix", "3:"},
	} {
		s := in(c, nil, lang.English)
		p := New()
		p.view = k.view
		x, y := find(picture(p, 80, 16, s, false), k.text)
		if w := p.Click(x, y, s); w.Select != nil {
			s.Selected = *w.Select
		}
		if got := press(p, s); got != k.want {
			t.Errorf("%v %q: %s, want %s", k.view, k.text, got, k.want)
		}
		if k.text == "meta    " && p.shelf.at(&p.bucket).name != "meta" || k.text == "prefix" && p.lists[watchersView].at != 2 {
			t.Errorf("%q: bucket %d, watcher %d", k.text, p.bucket, p.lists[watchersView].at)
		}
	}
}

// Any area will do, and any choice.
func TestAnySize(t *testing.T) {
	for _, l := range lang.All {
		p := New()
		for w := range 130 {
			for _, h := range []int{0, 1, 2, 3, 5, 9, 17, 31, 60} {
				p.view = view(w % numViews)
				s := in(compacted(int64(h%7), phase(w%4)), nil, l)
				s.Focused = true
				s.Selected = scene.Selection{Main: int64(w % 9), Key: []string{"", "a", "b", "zz"}[h%4]}
				picture(p, w, h, s, false)
				p.Click(w/2, h/2, s)
				p.Wheel(1, 0, s)
			}
		}
	}
}

// What a chosen raft entry wrote comes into sight, also while another revision
// is looked at.
func TestEntryComesIntoSight(t *testing.T) {
	s := in(many(3, 300), nil, lang.English)
	p := New()
	s.Selected = scene.Selection{Main: 200}
	picture(p, 60, 14, s, false)
	s.Selected.Index = 52
	if pic := picture(p, 60, 14, s, false); !strings.Contains(pic, " 51 ") {
		t.Errorf("revision 51 is not seen:\n%s", pic)
	}
	s.Selected.Main = 201
	if pic := picture(p, 60, 14, s, false); !strings.Contains(pic, " 201 ") {
		t.Errorf("revision 201 is not seen:\n%s", pic)
	}
}
