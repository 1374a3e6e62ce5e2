"""What people give or do: the product and its hypotheses, antibiotics, diet, care."""
