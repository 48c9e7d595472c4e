package datafile

import "raftviz/mvccviz/layout"

// A Summary says what a file is, apart from what the store in it holds.
type Summary struct {
	Path     string `json:"path"`
	Size     int64  `json:"size"` // bytes
	Hash     string `json:"hash"` // none, ok, wrong, or cut off
	*Trailer        // nil if the file does not end in a hash
	layout.PageStats
	BytesInUse int64  `json:"in_use"` // in pages that are not free
	TxID       uint64 `json:"txid"`   // bbolt's last transaction
}

// Summarize reads the whole file: it verifies the hash and counts the pages.
func (f *File) Summarize() (*Summary, error) {
	trailer, err := f.Verify()
	if err != nil {
		return nil, err
	}
	pages, err := f.Pages()
	if err != nil {
		return nil, err
	}
	return &Summary{
		Path: f.path, Size: f.size, Hash: f.hashState(trailer), Trailer: trailer,
		PageStats: *pages, BytesInUse: pages.InUse(), TxID: f.TxID(),
	}, nil
}

// hashState says whether the file is what was saved.
func (f *File) hashState(t *Trailer) string {
	switch {
	case f.odd > 0:
		return "cut off"
	case t == nil:
		return "none"
	case t.OK():
		return "ok"
	}
	return "wrong"
}
