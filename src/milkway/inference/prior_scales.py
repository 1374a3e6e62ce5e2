"""Prior scales of what is not of the model: what it misses, how women differ where nobody printed it, and the bias of a stake."""

DISCREPANCY = 0.3  # prior scale of what the model misses: in log odds and logs a factor of about 1.35, in decades one of 2
SPREAD = 1.0  # women differ by about a decade where no dispersion was printed
BIAS = 0.3  # prior scale of the bias of an arm, in logs: a factor of about 1.35
