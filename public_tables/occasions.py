"""Which samples make an occasion: of one study, birth and age, one sample an infant; and which of other studies are its rival."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

FEWEST = 42  # infants of a table of quantiles: 41 quantiles give back each value of up to 41 infants
LEAST = 8  # infants of a mean, and of how alike visits are
BIRTHS = ("vaginal", "c_section")
EARLY = ((4, 4), (7, 7), (18, 24))  # Shao's visits
LATE = ((140, 270), (271, 428))
MONTHS = ((15, 45), (46, 75), (76, 105), (150, 210), (330, 400), (640, 760))
VISITS = ((30, 30), (60, 60), (90, 90))  # Jakobsen's
RIVALLED = ("shao2019", "jakobsen2025")
POOLED = ("bokulich2016", MONTHS[:3])  # too few infants for quantiles, but with the other small cohort enough
WITHIN = 1.6  # factor of age that other cohorts' samples may be off
COHORTS, INFANTS = 2, 30  # fewer make no rival
PAIRS = {"shao2019": ((4, 4), (7, 7), (18, 24)), "jakobsen2025": VISITS}


@dataclass(frozen=True)
class Occasion:
    """A study's infants of one birth at one age; `antibiotic` is "no", "yes" or, where the tables do not say, "any"."""

    study: str
    birth: str
    antibiotic: str
    first: int
    last: int

    @property
    def day(self) -> float:
        """Return the middle of the days."""
        return (self.first + self.last) / 2


def occasions() -> Iterator[Occasion]:
    """Return the occasions in the order of the file."""
    for antibiotic, birth, days in product(("no", "yes"), BIRTHS, (*EARLY, *LATE)):
        yield Occasion("shao2019", birth, antibiotic, *days)
    for birth, days in product(BIRTHS, VISITS):
        yield Occasion("jakobsen2025", birth, "any", *days)
    for birth, days in product(BIRTHS, ((1, 6), *MONTHS)):
        yield Occasion("bokulich2016", birth, "any", *days)
    for days in MONTHS:
        yield Occasion("maled", "any", "any", *days)


def visits() -> Iterator[tuple[Occasion, Occasion]]:
    """Return pairs of occasions, one after the other, at which the same infants were seen; Shao's infants without antibiotics."""
    for study, days in PAIRS.items():
        antibiotic = "no" if study == "shao2019" else "any"
        for birth, (one, other) in product(BIRTHS, zip(days, days[1:], strict=False)):
            yield Occasion(study, birth, antibiotic, *one), Occasion(study, birth, antibiotic, *other)


def at(samples: pd.DataFrame, occasion: Occasion) -> pd.DataFrame:
    """Return the samples of an occasion: of each infant the one nearest in age to its middle."""
    chosen = samples[
        (samples.study == occasion.study)
        & (samples.birth == occasion.birth)
        & (samples.antibiotic == occasion.antibiotic)
        & samples.day.between(occasion.first, occasion.last)
    ]
    return _nearest(chosen, occasion.day)


def rivals(samples: pd.DataFrame, occasion: Occasion) -> pd.DataFrame | None:
    """Return infants of the other cohorts, of about that age and that birth where it is known; None if too few."""
    near = samples.day.between(occasion.day / WITHIN, occasion.day * WITHIN)
    born = samples.birth.isin([occasion.birth, "any"]) & (samples.antibiotic != "yes")
    chosen = _nearest(samples[(samples.study != occasion.study) & near & born], occasion.day)
    return chosen if chosen.study.nunique() >= COHORTS and len(chosen) >= INFANTS else None


def pooled(samples: pd.DataFrame, occasion: Occasion) -> pd.DataFrame:
    """Return infants of an occasion of a small cohort with those of the other, of the same days and of whatever birth."""
    parts = [at(samples, Occasion(study, birth, "any", occasion.first, occasion.last)) for study, birth in _small(occasion)]
    return pd.concat(parts, ignore_index=True)


def _small(occasion: Occasion) -> tuple[tuple[str, str], ...]:
    return (occasion.study, occasion.birth), ("maled", "any")


def equal_cohorts(chosen: pd.DataFrame) -> np.ndarray:
    """Return (sample,) weights that add up to one, with which each cohort counts the same."""
    weights = 1 / chosen.groupby("study").study.transform("size").to_numpy(float)
    return weights / weights.sum()


def _nearest(chosen: pd.DataFrame, day: float) -> pd.DataFrame:
    off = np.log(chosen.day / day).abs()
    return chosen.assign(off=off).sort_values("off", kind="stable").drop_duplicates(["study", "infant"]).drop(columns="off")
