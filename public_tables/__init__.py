"""Summaries of public tables of infants' stool, which ship in place of the tables: `uv run python -m public_tables`."""
