"""The entero-mammary system as mechanisms in symbols: one mechanism a file, no numbers but stoichiometry."""
