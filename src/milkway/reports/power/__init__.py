"""A study of power on the page, and what is printed of it."""
