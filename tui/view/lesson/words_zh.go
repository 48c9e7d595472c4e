package lesson

var chinese = texts{first: "在此之前没有讲解", last: "在此之后没有更多讲解"}
