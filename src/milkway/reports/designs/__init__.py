"""A comparison of designs on the page, and what is printed of it."""
