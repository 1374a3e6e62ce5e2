"""A trial on the page: its tables, figures and words, and what is printed of it."""
