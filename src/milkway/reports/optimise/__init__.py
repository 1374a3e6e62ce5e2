"""What a mother or a clinic can vary on the page, and what is printed of it."""
