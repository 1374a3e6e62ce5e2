"""A Tobit model fit to be drawn from: none where loads are too few, and with one more observation a column where it has no top.

Where all women with a trait are below the limit the likelihood rises forever along that column, and a draw around its flat top
lies above the limit as often as below. A pseudo-observation a column bounds it, as White, Daniel and Royston 2010 do for logistic
models: at the mean of all columns but one, on both sides of that one's mean, with the mean and spread of all loads.
"""

from dataclasses import dataclass, replace

import numpy as np

from milkway.analysis.tobit import Tobit, Values, fit_tobit

FEW = "fewer loads above the limit than the model has columns"
UNSETTLED = "the model of loads did not converge"
FLAT = 1e-3  # of a row's information, left of all rows along some direction: one value above the limit in a thousand leaves more
COLLAPSED = 1e-6  # of the spread of all values


@dataclass(frozen=True)
class Settled:
    """A fit, or why there is none; and whether pseudo-observations bound it."""

    fit: Tobit | None
    why_not: str = ""
    bounded: bool = False


def settled_tobit(data: Values, *, robust: bool = False) -> Settled:
    """Return the fit, bounded by pseudo-observations where the likelihood has no finite maximum.

    Source: White, Daniel and Royston 2010 (white2010).

    Args:
        data: rows, of which some may be below the limit.
        robust: as for `fit_tobit`.
    """
    known = ~data.below
    if known.sum() <= np.linalg.matrix_rank(data.design) or np.ptp(data.value[known]) == 0:
        return Settled(None, FEW)
    found = _fitted(data, robust=robust)
    if found is not None:
        return Settled(found)
    whole = _fitted(replace(data, design=np.ones((len(data.value), 1))), robust=False)
    if whole is None:
        return Settled(None, UNSETTLED)
    found = _fitted(_augmented(data, float(whole.coefficients[0]), whole.spread), robust=robust)
    return Settled(found, "" if found is not None else UNSETTLED, bounded=True)


def _fitted(data: Values, *, robust: bool) -> Tobit | None:
    """Return the fit, if it is a maximum and no direction of it is flat."""
    with np.errstate(all="ignore"):  # a search may go far; what it brings back is looked at
        plain = fit_tobit(data)
    spread, whole = plain.spread, float(data.value[~data.below].std())
    there = np.isfinite(plain.coefficients).all() and np.isfinite(plain.covariance).all() and np.isfinite(spread)
    if not there or spread < COLLAPSED * whole or _flattest(data, plain) > 1 / FLAT:
        return None
    return fit_tobit(data, robust=True) if robust else plain


def _flattest(data: Values, fit: Tobit) -> float:
    """Return the largest variance of the mean along a direction, as a multiple of that without a limit; or of the spread's."""
    square = (data.design * data.weight[:, None]).T @ data.design
    size, turn = np.linalg.eigh(square)
    root = (turn * np.sqrt(np.maximum(size, 0.0))) @ turn.T
    scaled = root @ fit.covariance[:-1, :-1] @ root / fit.spread**2
    return max(float(np.linalg.eigvalsh(scaled).max()), 2 * float(data.weight.sum() * fit.covariance[-1, -1]))


def _augmented(data: Values, mean: float, spread: float) -> Values:
    """Return the rows with one more for each column that varies, in four parts: above and below the means of column and loads."""
    share = data.weight / data.weight.sum()
    centre = share @ data.design
    away = np.sqrt(share @ (data.design - centre) ** 2)
    varying = np.flatnonzero(away > 1e-9 * np.maximum(np.abs(centre), 1.0))
    sides = np.array([-1.0, 1.0])
    moved = np.eye(len(centre))[varying] * away
    designs = np.vstack([centre + side * moved for side in sides for _ in sides])
    values = np.concatenate([np.full(len(varying), mean + side * spread) for _ in sides for side in sides])
    return Values(
        np.append(data.value, values),
        np.append(data.below, np.zeros(len(values), dtype=bool)),
        np.vstack([data.design, designs]),
        np.append(data.weight, np.full(len(values), 1 / 4)),
    )
