"""ADLB: what the laboratory reported of each sample, a record per group counted, for the strain, and per pair."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from milkway.analysis.record import Sample
from milkway.assays.known_methods import METHODS
from milkway.protocol.culture import Culture
from milkway.protocol.protocol import Protocol
from milkway.protocol.read_assay import Assay, assays_of
from milkway.protocol.sequenced import StrainSharing
from milkway.reports.datasets.codes import group_codes, sharing_codes, strain_codes
from milkway.reports.datasets.subject import Group, groups, identity, study_day, yes_no
from milkway.reports.datasets.texts import parameter_of, reads_of, sharing_of, typing_of
from milkway.trials.run_trial import TrialRun

Columns = dict[str, object]
UNCOUNTED: Columns = {"AVALU": "", "LBSTRESN": np.nan, "LLOQ": np.nan, "BLQFL": "", "DTYPE": ""}


def adlb(run: TrialRun) -> pd.DataFrame:
    """Return the laboratory data set; there is a record for every sample that was taken, and for no other."""
    found = [rows for group in groups(run) for sample in group.women.samples for rows in _of(group, sample, run.protocol)]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def _of(group: Group, sample: Sample, protocol: Protocol) -> Iterator[pd.DataFrame]:
    coded = _coded(protocol)
    places_of = {code: place for place, code in enumerate(coded.values(), start=1)}
    assay = next(one for one in assays_of(protocol) if one.name == sample.assay)
    for what, places, columns in _reported(sample, assay):
        code = coded.get((sample.assay, what))
        if code is not None:
            named = {"PARAM": columns.pop("PARAM"), "PARAMCD": code, "PARAMN": places_of[code]}
            yield _visit(group, sample, places, protocol).assign(**named, **columns)


def _coded(protocol: Protocol) -> dict[tuple[str, str], str]:
    """Return the code of what is reported of each assay: of a group, and with no name that of the strain or of a pair."""
    found = group_codes(protocol)
    return found | {(name, ""): code for name, code in (strain_codes(protocol) | sharing_codes(protocol)).items()}


def _reported(sample: Sample, assay: Assay) -> Iterator[tuple[str, np.ndarray, Columns]]:
    """Yield what is reported, the women of whom it is, and its columns."""
    if isinstance(assay, StrainSharing):
        yield _said(sharing_of(assay), sample.called, ("SHARED", "NOT SHARED"))
        return
    for name, counts in sample.counts.items():
        places = np.flatnonzero(counts.sampled)
        value, below = counts.value[places], counts.below[places]
        if not isinstance(assay, Culture):
            yield (
                name,
                places,
                {"PARAM": reads_of(name, assay), "AVAL": value, "AVALC": "", **UNCOUNTED, "AVALU": "SHARE OF READS"},
            )
            continue
        told: Columns = {"PARAM": parameter_of(name, assay), "AVAL": np.log10(value), "AVALC": np.where(below, "BELOW LIMIT", "")}
        told |= {"AVALU": f"LOG10 {METHODS[assay.method].unit.upper()}", "LBSTRESN": value, "LLOQ": float(np.log10(assay.limit))}
        yield name, places, told | {"BLQFL": yes_no(below), "DTYPE": np.where(below, "LLOQ", "")}
    if isinstance(assay, Culture):
        yield _said(typing_of(assay), sample.detected, ("DETECTED", "NOT DETECTED"))


def _said(parameter: str, found: np.ndarray, words: tuple[str, str]) -> tuple[str, np.ndarray, Columns]:
    places = np.flatnonzero(np.isfinite(found))
    value = found[places]
    columns: Columns = {"PARAM": parameter, "AVAL": value, "AVALC": np.where(value > 0, *words)}
    return "", places, columns | UNCOUNTED


def _visit(group: Group, sample: Sample, places: np.ndarray, protocol: Protocol) -> pd.DataFrame:
    number = [visit.name for visit in protocol.visits].index(sample.visit) + 1
    day = sample.day[places]
    visit = {"AVISIT": sample.visit, "AVISITN": number}
    return identity(group, places).assign(**visit, ADSB=day, ADY=study_day(group, places, day))
