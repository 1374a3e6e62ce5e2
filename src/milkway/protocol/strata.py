"""The stratum of each woman: the classes of the covariates by which a protocol randomises."""

import numpy as np

from milkway.cohorts.cohort import Cohort
from milkway.protocol.design import Stratum


def strata_of(women: Cohort, strata: tuple[Stratum, ...]) -> np.ndarray:
    """Return the number of each woman's stratum; (woman,), zero for all without strata."""
    code = np.zeros(len(women.dyads), dtype=np.int64)
    for stratum in strata:
        value = women.covariate(stratum.covariate)
        classes = np.digitize(value, stratum.cuts) if stratum.cuts else (value > 0).astype(np.int64)
        code = code * (len(stratum.cuts) + 1 if stratum.cuts else 2) + classes
    return code
