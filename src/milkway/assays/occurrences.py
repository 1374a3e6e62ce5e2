"""Exposures of a woman that a trial writes down as they happen: an abscess, an antibiotic, and the end of breastfeeding."""

ABSCESS = ("left_breast__abscess", "right_breast__abscess")
ANTIBIOTIC = ("maternal_antibiotic",)
CEASED = ("ceased",)
