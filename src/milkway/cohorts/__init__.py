"""Virtual populations of mother-infant dyads, and the cohorts drawn from them."""
