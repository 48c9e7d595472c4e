package main

import (
	"errors"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"raftviz/engine/lang"
	"raftviz/engine/termtext"
)

// flagMistake says what is wrong with a flag, and what to do instead.
func flagMistake(cmd *cobra.Command, err error) error {
	remedy := texts.Sayf("%s --help shows what there is", cmd.CommandPath())
	var unknown *pflag.NotExistError
	var lacking *pflag.ValueRequiredError
	var value *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	what := lang.Verbatim(err.Error())
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		what = texts.Sayf("unknown shorthand flag: %q in -%s", unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames())
	case errors.As(err, &unknown):
		what = texts.Sayf("unknown flag: --%s", unknown.GetSpecifiedName())
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if near := termtext.Nearest(unknown.GetSpecifiedName(), names); near != "" {
			remedy = texts.Sayf("did you mean --%s?", near)
		}
	case errors.As(err, &lacking) && lacking.GetSpecifiedShortnames() != "":
		what = texts.Sayf("-%s needs a value", lacking.GetSpecifiedName())
	case errors.As(err, &lacking):
		what = texts.Sayf("--%s needs a value", lacking.GetSpecifiedName())
	case errors.As(err, &value) && value.GetFlag().Name == langFlag:
		return errors.Unwrap(value) // it says all
	case errors.As(err, &value):
		what = badValue(value)
	case errors.As(err, &syntax):
		what = texts.Sayf("%q is not a flag", syntax.GetSpecifiedFlag())
	}
	return texts.Errorf("%s; %s", what, remedy)
}

// badValue says what is wrong with the value of a flag.
func badValue(err *pflag.InvalidValueError) lang.Message {
	name, value := err.GetFlag().Name, err.GetValue()
	var number *strconv.NumError
	switch kind := err.GetFlag().Value.Type(); {
	case !errors.As(err, &number):
		return texts.Sayf("--%s: %v", name, errors.Unwrap(err))
	case errors.Is(err, strconv.ErrRange):
		return texts.Sayf("--%s: %q is too large a number", name, value)
	case kind == "bool":
		return texts.Sayf("--%s: %q is neither true nor false", name, value)
	case strings.HasPrefix(kind, "uint"):
		return texts.Sayf("--%s: %q is not a whole number from 0 on", name, value)
	}
	return texts.Sayf("--%s: %q is not a whole number", name, value)
}

// apart refuses flags of which only one makes sense at a time.
func apart(cmd *cobra.Command, names ...string) error {
	var given []string
	for _, name := range names {
		if cmd.Flags().Changed(name) {
			given = append(given, "--"+name)
		}
	}
	if len(given) > 1 {
		return texts.Errorf("%s exclude each other; leave one out", lang.List(given))
	}
	return nil
}
