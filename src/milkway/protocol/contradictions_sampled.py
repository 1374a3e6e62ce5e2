"""What only a sample of women shows to contradict itself: conditions that nobody meets, and classes into which nobody falls."""

from collections.abc import Iterator

import numpy as np

from milkway.cohorts.cohort import Cohort
from milkway.cohorts.sample import sample_covariates
from milkway.core.errors import Mistake
from milkway.core.streams import Streams
from milkway.protocol.eligibility import condition_mistakes, first_unmet
from milkway.protocol.protocol import Protocol
from milkway.protocol.strata import strata_of

SAMPLED_WOMEN = 2000


def empty_classes(protocol: Protocol) -> Iterator[Mistake]:
    """Yield conditions that none of many women of the population meets, and classes of a stratum that no other is in."""
    population, conditions = protocol.women, protocol.eligibility.covariates
    yes_or_no = {covariate.name: covariate.chance is not None for covariate in population.covariates}
    if condition_mistakes(conditions, yes_or_no):
        return
    women = sample_covariates(population, SAMPLED_WOMEN, Streams(0))
    left = np.flatnonzero(first_unmet(conditions, women.covariates, SAMPLED_WOMEN) == 0)
    if not len(left):
        what = f"no woman of {SAMPLED_WOMEN} sampled who meets {'it' if len(conditions) == 1 else 'all of them'}"
        told = "; ".join(_seen(women, population.name, one.covariate) for one in conditions)
        yield Mistake("eligibility.covariates", what, f"what more women are; {told}")
        return
    yield from _empty(protocol, women.taking(left), yes_or_no)


def _empty(protocol: Protocol, women: Cohort, yes_or_no: dict[str, bool]) -> Iterator[Mistake]:
    """Yield classes of a stratum, and levels of a subgroup, into which no woman falls."""
    asked = [(f"design.strata[{number}]", one) for number, one in enumerate(protocol.design.strata, start=1)]
    for place, endpoint in enumerate(protocol.endpoints, start=1):
        subgroups = enumerate(endpoint.subgroups, start=1)
        asked += [(f"endpoints[{place}].subgroups[{number}]", one.stratum) for number, one in subgroups]
    for where, stratum in asked:
        if bool(stratum.cuts) == yes_or_no.get(stratum.covariate, bool(stratum.cuts)) or list(stratum.cuts) != sorted(
            stratum.cuts
        ):
            continue
        found, classes = set(strata_of(women, (stratum,)).tolist()), len(stratum.cuts) + 1 if stratum.cuts else 2
        empty = [str(place + 1) for place in range(classes) if place not in found]
        if empty:
            what = f"no woman of {len(women.dyads)} sampled in class {', '.join(empty)} of {classes}"
            seen = _seen(women, protocol.women.name, stratum.covariate)
            yield Mistake(where, what, f"classes that women fall into; {seen}")


def _seen(women: Cohort, population: str, covariate: str) -> str:
    value = women.covariate(covariate)
    return f"{covariate} of {population} is {value.min():.3g} to {value.max():.3g}"
