package mvccviz

import (
	"encoding/json"
	"errors"
	"testing"

	"raftviz/mvccviz/layout"
)

func TestJSON(t *testing.T) {
	at := func(main, sub int64) layout.Revision { return layout.Revision{Main: main, Sub: sub} }
	for _, c := range []struct {
		of   json.Marshaler
		want string
	}{
		{&Revision{Revision: at(5, 1), Key: []byte("a<\n"), Value: nil, Created: 4, Version: 2},
			`{"rev":"5.1","main":5,"sub":1,"type":"put","key":"a<\n","value":"","created":4,"version":2}`},
		{&Revision{Revision: at(5, 0), Key: []byte("a\xff"), Value: []byte{0xfe}, Created: 4, Version: 2, Lease: 16},
			`{"rev":"5.0","main":5,"sub":0,"type":"put","key_base64":"Yf8=","value_base64":"/g==","created":4,"version":2,"lease":"0000000000000010"}`},
		{&Revision{Revision: at(6, 0), Key: []byte("a"), Tombstone: true}, `{"rev":"6.0","main":6,"sub":0,"type":"delete","key":"a"}`},
		{&KeyHistory{Key: []byte("a"), Lease: 16, Omitted: 3, Generations: []layout.Generation{
			{Created: at(2, 0), Version: 2, Revs: []layout.Revision{at(2, 0), at(4, 1)}, Ended: true}, {}}},
			`{"key":"a","living":false,"lease":"0000000000000010","generations":[{"created":2,"version":2,"ended":true,"revisions":["2.0","4.1"]},` +
				`{"created":0,"version":0,"ended":false,"revisions":[]}],"omitted":3}`},
		{&Lease{ID: 16, TTL: 60}, `{"id":"0000000000000010","ttl":60,"keys":[]}`},
		{&Lease{ID: 16, TTL: 60, Remaining: 9, Keys: [][]byte{[]byte("a"), {0xff}, []byte("b")}, More: true},
			`{"id":"0000000000000010","ttl":60,"remaining":9,"keys":["a","b"],"keys_base64":["/w=="],"more":true}`},
		{&BucketEntry{Bucket: "meta", Key: []byte("term"), Value: []byte{0xff}, Name: "term", Text: "7"},
			`{"bucket":"meta","key":"term","value_base64":"/w==","name":"term","text":"7"}`},
		{&BucketEntry{Bucket: "authUsers", Key: []byte("root"), Value: []byte("secret"), Name: "root", Text: "roles", Err: errors.New("odd")},
			`{"bucket":"authUsers","key":"root","name":"root","text":"roles","problem":"odd"}`},
	} {
		got, err := c.of.MarshalJSON()
		if string(got) != c.want || err != nil || !json.Valid(got) {
			t.Errorf("%s, %v\nwant %s", got, err, c.want)
		}
	}
}
