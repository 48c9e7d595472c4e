package scripts

import (
	"strings"
	"testing"

	"raftviz/lessons"
)

// load parses a shipped script.
func load(t *testing.T, name string) *lessons.Script {
	t.Helper()
	data, err := Open(name)
	if err != nil {
		t.Fatal(err)
	}
	s, err := lessons.Parse(name+".yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestScriptsProveTheirClaims plays every script.
func TestScriptsProveTheirClaims(t *testing.T) {
	if n := len(List()); n < 16 {
		t.Fatalf("there are %d scripts", n)
	}
	for _, name := range List() {
		t.Run(name, func(t *testing.T) {
			s := load(t, name)
			run, err := s.Start("test")
			if err != nil {
				t.Fatal(err)
			}
			defer run.Close()
			r := s.Play(run, lessons.PlayOptions{})
			if r.Failure != nil {
				t.Error(r.Failure)
			}
			if r.Held == 0 {
				t.Error("it claims nothing")
			}
		})
	}
}

// TestScriptsHoldForAnySeed plays every script with other seeds: what it claims
// must not hang on the luck of one.
func TestScriptsHoldForAnySeed(t *testing.T) {
	seeds := uint64(3)
	if testing.Short() {
		seeds = 1
	}
	for _, name := range List() {
		t.Run(name, func(t *testing.T) {
			for seed := range seeds {
				s := load(t, name)
				s.Config.Seed = 1000 + seed
				run, err := s.Start("test")
				if err != nil {
					t.Fatal(err)
				}
				if r := s.Play(run, lessons.PlayOptions{}); r.Failure != nil {
					t.Errorf("seed %d: %v", s.Config.Seed, r.Failure)
				}
				if err := run.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func TestScriptsSayWhatTheyAre(t *testing.T) {
	for _, name := range List() {
		s := load(t, name)
		first, rest, _ := strings.Cut(s.About, "\n")
		if s.Name != name {
			t.Errorf("%s.yaml calls itself %s", name, s.Name)
		}
		if !strings.HasSuffix(first, ".") || len(first) > 76 || rest == "" {
			t.Errorf("%s: about should be a line that stands by itself and more: %q", name, first)
		}
	}
}

func TestOpenKnowsOnlyWhatIsListed(t *testing.T) {
	for _, name := range []string{"", "none", "../scripts/cold-election", "cold-election.yaml"} {
		if _, err := Open(name); err == nil {
			t.Errorf("%q can be opened", name)
		}
	}
}
