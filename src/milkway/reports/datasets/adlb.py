"""ADLB: what the laboratory reported of each milk sample, a record per group counted and one for the strain."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from milkway.analysis.record import Sample
from milkway.assays.known_methods import METHODS
from milkway.protocol.protocol import Protocol
from milkway.reports.datasets.codes import group_codes, strain_codes
from milkway.reports.datasets.subject import Group, groups, identity, study_day, yes_no
from milkway.reports.datasets.texts import parameter_of, typing_of
from milkway.trials.run_trial import TrialRun


def adlb(run: TrialRun) -> pd.DataFrame:
    """Return the laboratory data set; there is a record for every sample that was taken, and for no other."""
    found = [rows for group in groups(run) for sample in group.women.samples for rows in _of(group, sample, run.protocol)]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def _of(group: Group, sample: Sample, protocol: Protocol) -> Iterator[pd.DataFrame]:
    known, typed = group_codes(protocol), strain_codes(protocol)
    places_of = {code: place for place, code in enumerate((*known.values(), *typed.values()), start=1)}
    culture = next(one for one in protocol.assays.culture if one.name == sample.assay)
    limit = float(np.log10(culture.limit))
    for name, counts in sample.counts.items():
        code = known[sample.assay, name]
        places = np.flatnonzero(counts.sampled)
        below = counts.below[places]
        yield _visit(group, sample, places, protocol).assign(
            PARAM=parameter_of(name, culture),
            PARAMCD=code,
            PARAMN=places_of[code],
            AVAL=np.log10(counts.value[places]),
            AVALC=np.where(below, "BELOW LIMIT", ""),
            AVALU=f"LOG10 {METHODS[culture.method].unit.upper()}",
            LBSTRESN=counts.value[places],
            LLOQ=limit,
            BLQFL=yes_no(below),
            DTYPE=np.where(below, "LLOQ", ""),
        )
    if sample.assay not in typed:
        return
    places = np.flatnonzero(np.isfinite(sample.detected))
    found, code = sample.detected[places], typed[sample.assay]
    yield _visit(group, sample, places, protocol).assign(
        PARAM=typing_of(culture),
        PARAMCD=code,
        PARAMN=places_of[code],
        AVAL=found,
        AVALC=np.where(found > 0, "DETECTED", "NOT DETECTED"),
        AVALU="",
        LBSTRESN=np.nan,
        LLOQ=np.nan,
        BLQFL="",
        DTYPE="",
    )


def _visit(group: Group, sample: Sample, places: np.ndarray, protocol: Protocol) -> pd.DataFrame:
    number = [visit.name for visit in protocol.visits].index(sample.visit) + 1
    day = sample.day[places]
    visit = {"AVISIT": sample.visit, "AVISITN": number}
    return identity(group, places).assign(**visit, ADSB=day, ADY=study_day(group, places, day))
