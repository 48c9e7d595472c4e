package command

// A Format is how a client prints what it is answered: global flags of etcdctl.
// It does not leave the client.
type Format struct {
	JSON bool `opt:"--write-out" short:"-w" choices:"simple,json" true:"json" help:"how to print the answer: on one line, or etcdctl's JSON" zh:"答复的输出格式：一行文字，或 etcdctl 的 JSON"`
	Hex  bool `opt:"--hex" help:"keys and values as \\x66\\x6f\\x6f; in JSON the IDs of members" zh:"键和值写成 \\x66\\x6f\\x6f；JSON 中为成员 ID"`
}

func (f Format) format() Format { return f }

// formats reports whether a field is one of a Format.
func (f *field) formats() bool { return f.name == "--write-out" || f.name == "--hex" }

// formatOption returns the option of a Format that has that name, long or short, or
// nil.
func (s *Spec) formatOption(name string) *field {
	for _, o := range s.options {
		if o.formats() && (o.name == name || o.short == name) {
			return o
		}
	}
	return nil
}

// FormatOf returns how the answer to a command is to be printed.
func FormatOf(c Command) Format {
	if f, ok := c.(interface{ format() Format }); ok {
		return f.format()
	}
	return Format{}
}
