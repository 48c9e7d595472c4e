package command

import (
	"reflect"
	"slices"
	"strings"
)

// Table defines every command. Keys, the prompt, lessons, scripts, recordings
// and the reference all go by it.
var Table = slices.Concat(
	timeRows, nodeRows, diskRows, networkRows, memberRows,
	requestRows, txnRows, watchRows, clientRows, leaseRows, maintenanceRows,
)

// byName and byType find rows; firsts are the first words of all names, each
// once, in the order of the Table; requests are those before which a client and
// its endpoint may stand; taken are the words that no client may bear; synonyms
// lead from words that people try to the names they mean.
var (
	byName   = make(map[string]*Spec)
	byType   = make(map[reflect.Type]*Spec)
	firsts   []string
	requests = make(map[string]bool)
	taken    = make(map[string]bool)
	synonyms = make(map[string]string)
)

func init() {
	for i := range Table {
		s := &Table[i]
		byName[s.Name], byType[s.typ] = s, s
		for w := range strings.FieldsSeq(s.Synonyms) {
			synonyms[w], taken[w] = s.Name, true
		}
		first, _, _ := strings.Cut(s.Name, " ")
		if s.targets {
			requests[first] = true
		}
		if taken[first] = true; !slices.Contains(firsts, first) {
			firsts = append(firsts, first)
		}
	}
	for _, w := range slices.Concat(reserved, roleWords) {
		taken[w] = true
	}
}
