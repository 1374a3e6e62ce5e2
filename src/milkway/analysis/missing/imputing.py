"""Imputation in four steps: draw a model's coefficients, impute women who left, analyse the completed set, pool over sets.

What is assumed of women who left the first arm is a strategy, a function: given what the model predicts of them as women of an
arm, it returns what they are drawn from. Women who left the reference arm are always drawn as those like them who stayed.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np

from milkway.analysis.estimate import absent
from milkway.analysis.inverted import inverted
from milkway.analysis.laws import Fit
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.tested_values import straight
from milkway.core.streams import Streams

SETS = 20
TRIED, TAIL = 100, 5  # draws of a multivariate t with so many degrees of freedom, of which one is taken
OWN, REFERENCE = 1.0, 0.0  # how a model codes the first arm and the reference
Predict = Callable[[float], np.ndarray]
Strategy = Callable[[Predict], np.ndarray]


def as_seen(predict: Predict) -> np.ndarray:
    """Return women who left as those like them who stayed: right if leaving depends on what was seen."""
    return predict(OWN)


def jump_to_reference(predict: Predict) -> np.ndarray:
    """Return women who left as women of the reference arm, as if they had stopped the product.

    Rubin's variance is known to be too large here (Seaman 2014, seaman2014), so its intervals cover too often.

    Source: Carpenter, Roger and Kenward 2013 (carpenter2013).
    """
    return predict(REFERENCE)


def shifted(by: float) -> Strategy:
    """Return the strategy that moves women who left: by so much of the log odds of an episode on each day, or of log10 load."""
    return lambda predict: predict(OWN) + by


def drawn(fit: Fit, streams: Streams, name: str, number: int) -> np.ndarray:
    """Return (column,) coefficients drawn around their estimates, for one completed data set.

    From a normal law; where a penalty bounds them, from the law itself, by resampling draws of a multivariate t
    (Rubin 1987, section 6.7), since a column that nobody ill has leans far to one side.

    Args:
        fit: of the model.
        streams: all chance.
        name: of the model.
        number: of the data set.
    """
    scale, directions = np.linalg.eigh(fit.covariance)
    root, event = directions * np.sqrt(np.maximum(scale, 0.0)), f"imputation model {name}"
    if fit.height is None:
        return fit.coefficients + root @ streams.normal(event, np.arange(len(scale)), number)
    tried = streams.normal(event, np.arange(TRIED * len(scale)), number).reshape(TRIED, -1)
    wide = streams.normal(f"{event}, how far", np.arange(TRIED * TAIL), number).reshape(TRIED, -1)
    tried /= np.sqrt((wide**2).mean(axis=1))[:, None]
    many = fit.coefficients + tried @ root.T
    surplus = fit.height(many) + (TAIL + len(scale)) / 2 * np.log1p((tried**2).sum(axis=1) / TAIL)
    weight = np.cumsum(np.exp(surplus - surplus.max()))
    luck = float(streams.uniform(f"{event}, which", np.arange(1), number)[0])
    which = int(np.searchsorted(weight, luck * float(weight[-1])))
    return many[which]


def over_sets(
    measure: Measure, analysed: Callable[[int], tuple[float, float] | None], n: tuple[int, int], note: str = ""
) -> Estimate:
    """Return the estimate pooled over completed data sets, each of which would be judged by Student's t with n1 + n2 - 2.

    Args:
        measure: of the estimate, a difference.
        analysed: estimate and standard error of the completed data set of a number; None where it has none.
        n: women of each arm.
        note: of the method.
    """
    found: list[tuple[float, float]] = []
    for number in range(SETS):
        one = analysed(number)
        if one is None:
            return absent(measure, n, "a completed data set without an estimate")
        found.append(one)
    centres, errors = zip(*found, strict=True)
    return pooled(measure, centres, errors, n, note, complete=sum(n) - 2)


def pooled(
    measure: Measure,
    centres: Sequence[float],
    errors: Sequence[float],
    n: tuple[int, int],
    note: str = "",
    complete: float = math.inf,
) -> Estimate:
    """Return the estimate pooled over completed data sets.

    The mean is the estimate; its variance is that within data sets plus (1 + 1/m) times that between them; Student's t.

    Args:
        measure: of the estimate, a difference.
        centres: (set,) estimates.
        errors: (set,) their standard errors.
        n: women of each arm.
        note: of the method.
        complete: degrees of freedom of the analysis, had nothing been missing.

    Source: Rubin 1987, section 3.1 (rubin1987); Barnard and Rubin 1999 (barnard1999).

    >>> from milkway.analysis.laws import student_quantile
    >>> from milkway.analysis.measures.loads import MEAN_DIFFERENCE
    >>> found = pooled(MEAN_DIFFERENCE, [1.0, 2.0, 3.0], [1.0, 1.0, 1.0], (9, 9))
    >>> found.estimate, round((found.high - found.estimate) / student_quantile(0.975, 2 * (1 + 1 / (4 / 3)) ** 2), 6)
    (2.0, 1.527525)
    """
    m, centre = len(centres), float(np.mean(centres)) if len(centres) else None
    if m < 2 or centre is None:
        return absent(measure, n, "a single completed data set does not tell how much imputations vary", centre)
    if complete < 1:
        return absent(measure, n, "too few women to tell how much they vary", centre)
    within, between = float(np.mean(np.square(errors))), float(np.var(centres, ddof=1))
    total = within + (1 + 1 / m) * between
    if total <= 0:
        return absent(measure, n, "nothing varies", centre)
    freedom = barnard_rubin(m, (1 + 1 / m) * between / total, complete)
    return inverted(measure, straight(centre, math.sqrt(total), freedom), n, note)


def barnard_rubin(m: int, between: float, complete: float) -> float:
    """Return the degrees of freedom of a pooled estimate.

    Args:
        m: completed data sets.
        between: share of the variance that comes of imputation.
        complete: degrees of freedom of the analysis, had nothing been missing; may be infinite.

    Source: Barnard and Rubin 1999 (barnard1999); with infinitely many, Rubin 1987.

    >>> barnard_rubin(20, 0.0, math.inf), round(barnard_rubin(20, 0.5, 98.0), 4)
    (inf, 29.4305)
    """
    sets = (m - 1) / between**2 if between > 0 else math.inf
    if math.isinf(complete):
        return sets
    seen = complete * (complete + 1) / (complete + 3) * (1 - between)
    return 1 / (1 / sets + 1 / seen) if seen > 0 else sets
