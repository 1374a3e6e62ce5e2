"""What a trial asks every woman at entry, of the covariates that her population has."""

ASKED = ("parous", "previous_mastitis", "caesarean", "pumping", "nipple_shield")
