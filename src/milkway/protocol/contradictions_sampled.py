"""What only a sample of women shows to contradict itself: classes of a stratum into which nobody falls."""

from collections.abc import Iterator

from milkway.cohorts.sample import sample_covariates
from milkway.core.errors import Mistake
from milkway.core.streams import Streams
from milkway.protocol.protocol import Protocol
from milkway.protocol.strata import strata_of

SAMPLED_WOMEN = 2000


def empty_classes(protocol: Protocol) -> Iterator[Mistake]:
    """Yield classes of a stratum into which none of many women of the population falls."""
    population = protocol.women
    yes_or_no = {covariate.name: covariate.chance is not None for covariate in population.covariates}
    women = sample_covariates(population, SAMPLED_WOMEN, Streams(0))
    for number, stratum in enumerate(protocol.design.strata, start=1):
        if bool(stratum.cuts) == yes_or_no.get(stratum.covariate, bool(stratum.cuts)) or list(stratum.cuts) != sorted(
            stratum.cuts
        ):
            continue
        found, classes = set(strata_of(women, (stratum,)).tolist()), len(stratum.cuts) + 1 if stratum.cuts else 2
        empty = [str(place + 1) for place in range(classes) if place not in found]
        if empty:
            value = women.covariate(stratum.covariate)
            seen = f"{stratum.covariate} of {population.name} is {value.min():.3g} to {value.max():.3g}"
            what = f"no woman of {SAMPLED_WOMEN} sampled in class {', '.join(empty)} of {classes}"
            yield Mistake(f"design.strata[{number}]", what, f"classes that women fall into; {seen}")
