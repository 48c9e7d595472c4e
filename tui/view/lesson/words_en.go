package lesson

var english = texts{first: "nothing is said before this", last: "nothing more is said after this"}
