"""ADLB: what the laboratory reported of each milk sample, a record per group counted and one for the strain."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from milkway.reports.datasets.women import Group, groups, identity, study_day, yes_no
from milkway.trials.observe import Sample
from milkway.trials.protocol.protocol import Protocol
from milkway.trials.run import TrialRun

STRAIN = "STRAIN"


def adlb(run: TrialRun) -> pd.DataFrame:
    """Return the laboratory data set; there is a record for every sample that was taken, and for no other."""
    found = [rows for group in groups(run) for sample in group.women.samples for rows in _of(group, sample, run.protocol)]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def codes(protocol: Protocol) -> dict[tuple[str, str], str]:
    """Return the code of every assay and group: its first letters, numbered where two begin alike."""
    found: dict[tuple[str, str], str] = {}
    for culture in protocol.assays.culture:
        for group in culture.groups:
            letters = "".join(letter for letter in group.upper() if letter.isalnum())[:8]
            taken = (STRAIN, *found.values())
            found[culture.name, group] = letters if letters not in taken else f"{letters[:6]}{len(found) + 1:02d}"
    return found


def _of(group: Group, sample: Sample, protocol: Protocol) -> Iterator[pd.DataFrame]:
    known, limits = codes(protocol), {one.name: one.limit for one in protocol.assays.culture}
    limit = float(np.log10(limits[sample.assay]))
    for name, counts in sample.counts.items():
        code = known[sample.assay, name]
        places = np.flatnonzero(counts.sampled)
        below = counts.below[places]
        yield _visit(group, sample, places, protocol).assign(
            PARAM=f"{name[0].upper()}{name[1:]}, {sample.assay} (log10 CFU/mL)",
            PARAMCD=code,
            PARAMN=list(known.values()).index(code) + 1,
            AVAL=np.log10(counts.value[places]),
            AVALC=np.where(below, "BELOW LIMIT", ""),
            AVALU="LOG10 CFU/ML",
            LLOQ=limit,
            BLQFL=yes_no(below),
            DTYPE=np.where(below, "LLOQ", ""),
        )
    places = np.flatnonzero(np.isfinite(sample.detected))
    found = sample.detected[places]
    yield _visit(group, sample, places, protocol).assign(
        PARAM=f"Strain among typed colonies, {sample.assay}",
        PARAMCD=STRAIN,
        PARAMN=len(known) + 1,
        AVAL=found,
        AVALC=np.where(found > 0, "DETECTED", "NOT DETECTED"),
        AVALU="",
        LLOQ=np.nan,
        BLQFL="",
        DTYPE="",
    )


def _visit(group: Group, sample: Sample, places: np.ndarray, protocol: Protocol) -> pd.DataFrame:
    number = [visit.name for visit in protocol.visits].index(sample.visit) + 1
    day = sample.day[places]
    visit = {"AVISIT": sample.visit, "AVISITN": number}
    return identity(group, places).assign(**visit, ABDY=day, ADY=study_day(group, places, day))
