"""The local page of `milkway explore`: questions in the words of the verbs, answers as plain values, the page's files."""
