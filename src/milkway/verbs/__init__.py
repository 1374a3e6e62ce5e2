"""The public verbs, one a file: what the commands of the same names do, as functions."""
