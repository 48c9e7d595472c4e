package lessons

import _ "embed"

// Schema is the JSON Schema of lesson.yaml, for editors: it knows the fields,
// not the commands and expressions in them, which lint checks.
//
//go:embed lesson.schema.json
var Schema []byte
