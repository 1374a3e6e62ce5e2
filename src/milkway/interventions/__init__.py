"""What a mother or a clinic can vary, what it does to both in the same dyads, and how sure a ranking of it would be."""
