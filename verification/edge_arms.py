"""Arms of women drawn from laws over the edges: few, sparse, unequal, tied, censored, mostly below a limit, spreads that differ.

Each function draws one arm. `complete` is the same law without leaving, limits or missing visits, where the truth is looked up.
"""

import numpy as np

from milkway.analysis.outcomes import Outcomes

DAYS = 84
ALONE = np.inf  # the shape of a gamma law of rates that do not differ between women
FEWEST, MOST = 3, 10  # women of a centre


def shares(draw: np.random.Generator, n: int, risk: float, *, complete: bool = False) -> Outcomes:
    """Return whether something is so of women, of whom one in ten is not seen."""
    value = (draw.random(n) < risk).astype(float)
    value[draw.random(n) < (0.0 if complete else 0.1)] = np.nan
    return Outcomes(value, np.full(n, float(DAYS)), value > 0)


def counts(draw: np.random.Generator, n: int, rate: float, shape: float = ALONE, *, complete: bool = False) -> Outcomes:
    """Return episodes of women who leave at any time, whose own rates have a gamma law of that shape."""
    time = np.full(n, float(DAYS)) if complete else draw.uniform(20, DAYS, n)
    found = draw.poisson(_own(draw, n, shape) * rate * time / DAYS).astype(float)
    return Outcomes(found, time, found > 0)


def times(
    draw: np.random.Generator, n: int, risk: float, last: float = np.inf, grain: float = 1.0, *, complete: bool = False
) -> Outcomes:
    """Return days to an event by the end with that risk, in whole days or longer steps, of women who leave until a last day."""
    true = draw.exponential(DAYS / -np.log1p(-risk), n)
    leaves = np.full(n, np.inf) if complete or not np.isfinite(last) else draw.uniform(20, last, n)
    until = np.minimum(leaves, DAYS)
    time = np.maximum(np.ceil(np.minimum(true, until) / grain) * grain, 1.0)
    return Outcomes(np.minimum(time, DAYS), np.minimum(time, DAYS), true <= until)


def weaned(
    draw: np.random.Generator, n: int, risk: float, weans: float, last: float = np.inf, *, complete: bool = False
) -> Outcomes:
    """Return whole days to an event of women of whom some leave, and some stop breastfeeding, before it: these are barred."""
    leaves = np.full(n, np.inf) if complete or not np.isfinite(last) else draw.uniform(20, last, n)
    until = np.minimum(leaves, DAYS)
    true, stops = (draw.exponential(DAYS / -np.log1p(-share), n) for share in (risk, weans))
    time = np.maximum(np.ceil(np.minimum(np.minimum(true, stops), until)), 1.0)
    barred = (stops < true) & (stops <= until)
    return Outcomes(time, time, true <= np.minimum(until, stops), barred=barred)


def histories(draw: np.random.Generator, n: int, rate: float, shape: float = ALONE, *, complete: bool = False) -> Outcomes:
    """Return episodes by day of women who leave at any time; an event does not end what counts."""
    begin = (draw.random((n, DAYS)) < (_own(draw, n, shape) * rate / DAYS)[:, None]).astype(float)
    if not complete:
        begin[np.arange(DAYS) >= draw.integers(20, 120, n)[:, None]] = np.nan
    return Outcomes(begin, np.full(n, float(DAYS)), np.nansum(begin, axis=1) > 0)


def normal(draw: np.random.Generator, n: int, mean: float, spread: float = 1.0, *, complete: bool = False) -> Outcomes:
    """Return numbers of a normal law; all are seen."""
    del complete
    return _number(draw.normal(mean, spread, n))


def skewed(draw: np.random.Generator, n: int, mean: float, *, complete: bool = False) -> Outcomes:
    """Return numbers of an exponential law."""
    del complete
    return _number(draw.exponential(mean, n))


def mostly_zero(draw: np.random.Generator, n: int, share: float, *, complete: bool = False) -> Outcomes:
    """Return ones, of that share of the women, and zeros."""
    del complete
    return _number((draw.random(n) < share).astype(float))


def tied(draw: np.random.Generator, n: int, mean: float, *, complete: bool = False) -> Outcomes:
    """Return few whole numbers."""
    del complete
    return _number(draw.poisson(mean, n).astype(float))


def loads(
    draw: np.random.Generator, n: int, limit: float, mean: float = 3.0, spread: float = 1.0, *, complete: bool = False
) -> Outcomes:
    """Return loads of a normal law of log10, of which some lie below a limit."""
    true = draw.normal(mean, spread, n)
    seen = np.full(n, fill_value=True) if complete else true >= limit
    return Outcomes(10 ** np.where(seen, true, limit), np.full(n, float(DAYS)), seen)


def ratings(
    draw: np.random.Generator, n: int, means: tuple[float, ...], spreads: tuple[float, ...], *, complete: bool = False
) -> Outcomes:
    """Return ratings at visits, correlated by 0.5 or so; each but the first is missed with a chance of 15 %."""
    own = (draw.normal(size=(n, 1)) + draw.normal(size=(n, len(means)))) / np.sqrt(2)
    value = np.array(means) + np.array(spreads) * own
    if not complete:
        value[:, 1:][draw.random((n, len(means) - 1)) < 0.15] = np.nan
    return Outcomes(value, np.full(n, float(DAYS)), np.ones(n, dtype=bool))


def changed(draw: np.random.Generator, n: int, by: float, spread: float = 1.0, *, complete: bool = False) -> Outcomes:
    """Return numbers at baseline and at a visit, correlated by 0.5, of women of whom one in ten lacks one of them."""
    before = draw.normal(3.0, 1.0, n)
    value = np.column_stack([before, 3.0 + by + spread * (0.5 * (before - 3.0) + np.sqrt(0.75) * draw.normal(size=n))])
    value[draw.random(n) < (0.0 if complete else 0.1)] = np.nan
    return Outcomes(value, np.full(n, float(DAYS)), np.ones(n, dtype=bool))


def changed_ratings(draw: np.random.Generator, n: int, by: float, *, complete: bool = False) -> Outcomes:
    """Return whole ratings, skewed and mostly low, at baseline and at a visit."""
    del complete
    own = draw.gamma(0.8, 1.5, n)
    value = np.clip(np.column_stack([draw.poisson(own), draw.poisson(own + by)]), 0, 10).astype(float)
    return Outcomes(value, np.full(n, float(DAYS)), np.ones(n, dtype=bool))


def centre_shares(draw: np.random.Generator, n: int, risk: float, alike: float, *, complete: bool = False) -> Outcomes:
    """Return whether something is so of the women of `n` centres, whose risks have a beta law: the larger `alike`, the closer."""
    del complete
    own, centre = _centres(draw, n, draw.beta(risk * alike, (1 - risk) * alike, n))
    value = (draw.random(len(own)) < own).astype(float)
    return Outcomes(value, np.full(len(own), float(DAYS)), value > 0, centre)


def centre_counts(draw: np.random.Generator, n: int, rate: float, shape: float, *, complete: bool = False) -> Outcomes:
    """Return episodes of the women of `n` centres, whose rates have a gamma law of that shape."""
    own, centre = _centres(draw, n, rate * _own(draw, n, shape))
    time = np.full(len(own), float(DAYS)) if complete else draw.uniform(20, DAYS, len(own))
    value = draw.poisson(own * time / DAYS).astype(float)
    return Outcomes(value, time, value > 0, centre)


def centre_numbers(draw: np.random.Generator, n: int, mean: float, spread: float, *, complete: bool = False) -> Outcomes:
    """Return numbers of the women of `n` centres, whose means have a normal law of that spread."""
    del complete
    own, centre = _centres(draw, n, draw.normal(mean, spread, n))
    return Outcomes(draw.normal(own, 1.0), np.full(len(own), float(DAYS)), np.ones(len(own), dtype=bool), centre)


def _own(draw: np.random.Generator, n: int, shape: float) -> np.ndarray:
    return draw.gamma(shape, 1 / shape, n) if np.isfinite(shape) else np.ones(n)


def _number(value: np.ndarray) -> Outcomes:
    return Outcomes(value, np.full(len(value), float(DAYS)), np.ones(len(value), dtype=bool))


def _centres(draw: np.random.Generator, n: int, own: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (woman,) what is her centre's own, and her centre."""
    women = draw.integers(FEWEST, MOST + 1, n)
    return np.repeat(own, women), np.repeat(np.arange(n), women)
