"""How often each measure claims a difference where there is none, in small, sparse, unequal, tied and censored arms."""

import numpy as np
import pytest

from milkway.analysis.kinds import COUNT, LOAD, NUMBER, RECURRENCE, TIME, Kind
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.registry import MEASURES

DAYS = 84
SIZES = ((8, 8), (8, 24), (24, 8), (30, 30), (30, 10))
TRIALS = 2000
# Three binomial standard errors of 5 % in 2,000 trials. The log-rank test is too small in small arms, and says so in its note.
MOST = {"log_rank": 0.085}


def counts(draw: np.random.Generator, n: int, rate: float, shape: float) -> Outcomes:
    """Return episodes of women who leave at any time, whose own rates have a gamma law of that shape; infinite for none."""
    time = draw.uniform(20, DAYS, n)
    own = draw.gamma(shape, 1 / shape, n) if np.isfinite(shape) else np.ones(n)
    found = draw.poisson(own * rate * time / DAYS).astype(float)
    return Outcomes(found, time, found > 0)


def times(draw: np.random.Generator, n: int, risk: float, last: float) -> Outcomes:
    """Return whole days to an event of women of whom some leave before it."""
    true, until = draw.exponential(DAYS / -np.log(1 - risk), n), np.minimum(draw.uniform(20, last, n), DAYS)
    time = np.maximum(np.ceil(np.minimum(true, until)), 1.0)
    return Outcomes(time, time, true <= until)


def competing(draw: np.random.Generator, n: int, risk: float, last: float, weans: float) -> Outcomes:
    """Return whole days to an event of women of whom some leave, and some wean, before it."""
    until = np.minimum(draw.uniform(20, last, n), DAYS)
    true, weaned = (draw.exponential(DAYS / -np.log(1 - share), n) for share in (risk, weans))
    time = np.maximum(np.ceil(np.minimum(np.minimum(true, weaned), until)), 1.0)
    return Outcomes(time, time, true <= np.minimum(until, weaned), barred=(weaned < true) & (weaned <= until))


def histories(draw: np.random.Generator, n: int, rate: float, shape: float) -> Outcomes:
    """Return episodes by day of women who leave at any time."""
    own = draw.gamma(shape, 1 / shape, n) if np.isfinite(shape) else np.ones(n)
    begin = (draw.random((n, DAYS)) < (own * rate / DAYS)[:, None]).astype(float)
    begin[np.arange(DAYS) >= draw.integers(20, 120, n)[:, None]] = np.nan
    return Outcomes(begin, np.full(n, float(DAYS)), np.nansum(begin, axis=1) > 0)


def numbers(draw: np.random.Generator, n: int, law: str) -> Outcomes:
    """Return numbers that are normal, skewed, mostly zero or few whole ones."""
    laws = {
        "normal": lambda: draw.normal(size=n),
        "skewed": lambda: draw.exponential(size=n),
        "mostly zero": lambda: (draw.random(n) < 0.1).astype(float),
        "tied": lambda: draw.poisson(0.5, n).astype(float),
    }
    return Outcomes(laws[law](), np.full(n, float(DAYS)), np.ones(n, dtype=bool))


def loads(draw: np.random.Generator, n: int, limit: float) -> Outcomes:
    """Return loads around 3 log10 of which some lie below a limit."""
    true = draw.normal(3, 1, n)
    return Outcomes(10 ** np.maximum(true, limit), np.full(n, float(DAYS)), true >= limit)


CELLS: dict[Kind, tuple] = {
    COUNT: (counts, [(0.05, np.inf), (0.2, np.inf), (0.2, 0.5), (1.0, 0.5), (3.0, np.inf)]),
    TIME: (times, [(0.05, 1e9), (0.2, 1e9), (0.2, 120), (0.6, 120), (0.9, 1e9)]),
    RECURRENCE: (histories, [(0.05, np.inf), (0.2, 0.5), (1.0, 0.5), (3.0, np.inf)]),
    NUMBER: (numbers, [("normal",), ("skewed",), ("mostly zero",), ("tied",)]),
    LOAD: (loads, [(0.0,), (3.0,), (3.8,), (4.5,)]),
}
# Shares are weighed exactly in `test_null.py`, repeated ratings drawn in `test_repeated.py`.
NAMES = [name for name, one in MEASURES.items() if one.kind in CELLS and not one.by_centre]


COMPETING = [(0.05, 1e9, 0.5), (0.2, 120, 0.5), (0.6, 84, 0.3), (0.9, 120, 0.2), (0.6, 120, 0.8)]
TIMED = [name for name in NAMES if MEASURES[name].kind is TIME and name != "restricted_mean_difference"]


@pytest.mark.slow
@pytest.mark.parametrize("name", TIMED)
def test_no_measure_of_a_time_claims_too_often_where_women_wean(name):
    for cell in COMPETING:
        for sizes in SIZES:
            draw, claims = np.random.default_rng(5), 0
            for _ in range(TRIALS):
                found = MEASURES[name].between(*(competing(draw, n, *cell) for n in sizes))
                claims += found.p is not None and found.p < 0.05
            assert claims / TRIALS <= MOST.get(name, 0.05 + 3 * 0.0049), (cell, sizes)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_measure_claims_more_often_than_it_says_in_small_arms(name):
    make, cells = CELLS[MEASURES[name].kind]
    for cell in cells:
        if name == "rate_ratio" and np.isfinite(cell[1]):
            continue  # it takes a woman's episodes as independent, and says so
        for sizes in SIZES:
            draw, claims = np.random.default_rng(5), 0
            for _ in range(TRIALS):
                found = MEASURES[name].between(*(make(draw, n, *cell) for n in sizes))
                claims += found.p is not None and found.p < 0.05
            assert claims / TRIALS <= MOST.get(name, 0.05 + 3 * 0.0049), (cell, sizes)
