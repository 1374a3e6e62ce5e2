"""The words that biology is declared in, their units, and the flat network that they become; it imports nothing else of ours."""
