"""The judged claims on the page, and what is printed of them."""
