"""How likely every set makes what was found of strains and of the product: weights of sets, and what follows of the route.

A strain travels with a probability q, unknown and uniform, in all trials that gave it; given that, results are
independent. In arms that somebody with a stake ran or did not blind a contrast is drawn toward the product by one unknown
bias, half- normal. Each result is off by its sampling error, by the finite number of simulated women and by what the
model is believed to miss.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, expit, gammaln, logit, logsumexp, ndtri
from scipy.stats import norm

from milkway.inference.prior_scales import BIAS, DISCREPANCY, SPREAD
from milkway.inference.targets import contrast_pairs, printed, silent_trials
from milkway.inference.transfer import READINGS, names, strains
from milkway.ledger.clusters import members_with
from milkway.published.catalogue import Result, results

SHARES, BIASES = 9, 8  # nodes of q and of the bias
TOLD = 16  # quantiles of the bias that are told
Z95 = 1.959964
UNREPORTED = 0.5  # of trials that found nothing, kept silent: as likely as not
SOME = 10  # "some" is one or more of so many (expert): nobody knows how many were looked at
HALF = 0.5  # "none" and "few" of nobody knows how many are fewer than this

ENOUGH = 20.0  # sets that weights must be worth before anything is told of the route or of a product (expert)


@dataclass(frozen=True)
class Weighed:
    """What was learned of transfer.

    Attributes:
        weights: (set,) that add up to one.
        travels: (node,) shares of strains that travel.
        share: (node,) their probabilities.
        bias: (16,) evenly spaced quantiles of the bias, in logs.
        effective: sets that the weights are worth (Kish).
        by_strain: log of the mean likelihood with the route over that without, as what was found of each strain has it.
    """

    weights: np.ndarray
    travels: np.ndarray
    share: np.ndarray
    bias: np.ndarray
    effective: float
    by_strain: Mapping[str, float]


def weigh(y: np.ndarray, zero: np.ndarray, left_out: frozenset[str] = frozenset()) -> Weighed:
    """Return weights of simulated sets.

    Args:
        y: (set, 2 name) values and numbers of women behind them, in turn, as `transfer_simulator` gives them.
        zero: (set,) whether the flux is zero.
        left_out: studies that say nothing.
    """
    table = {name: (np.nan_to_num(y[:, 2 * i]), np.nan_to_num(y[:, 2 * i + 1])) for i, name in enumerate(names())}
    q = (np.arange(SHARES) + 0.5) / SHARES
    bias = BIAS * ndtri(0.5 + 0.5 * (np.arange(BIASES) + 0.5) / BIASES)
    log = np.where(np.isfinite(y[:, ::2]).any(axis=1), 0.0, -np.inf)[:, None, None] * np.ones((1, SHARES, BIASES))
    log += _of_base(table, left_out)[:, None, None]
    told = dict[str, float]()
    for strain, parts in _by_strain(left_out).items():
        both = [_of_strain(table, parts, bias, without=without) for without in (False, True)]
        log += np.logaddexp(np.log(q)[:, None] + both[0][:, None], np.log1p(-q)[:, None] + both[1][:, None])
        told[strain] = _for_the_route(both, ~zero)
    density = np.exp(log - log.max())
    density /= density.sum()
    weights, share, of_bias = (density.sum(axis=axes) for axes in ((1, 2), (0, 2), (0, 1)))
    drawn = np.interp((np.arange(TOLD) + 0.5) / TOLD, np.cumsum(of_bias) - of_bias / 2, bias)
    return Weighed(weights, q, share, drawn, float(1 / (weights**2).sum()), told)


def _for_the_route(both: Sequence[np.ndarray], flux: np.ndarray) -> float:
    """Return the log of the mean likelihood with the route over that without, over sets with a flux; 0 where there are none."""
    if not flux.any():
        return 0.0
    with_route, without = (_log_mean(one[flux].mean(axis=1)) for one in both)
    return with_route - without


def _of_base(table: Mapping[str, tuple[np.ndarray, np.ndarray]], left_out: frozenset[str]) -> np.ndarray:
    """Return (set,) log probabilities of results that no strain of a trial made."""
    chosen = [one for one in ("soto2014.lactobacilli", "lcs_australia.strain_in_stool", "lcs_australia.strain_after_14_days")]
    return np.sum([_likely(one, *table[one]) for one in chosen if one.split(".")[0] not in left_out], axis=0) + np.zeros(
        len(next(iter(table.values()))[0])
    )


def _by_strain(left_out: frozenset[str]) -> dict[str, list[dict]]:
    """Return by strain what was found of it: where it was looked for, contrasts of arms, and trials that kept silent."""
    found: dict[str, list[dict]] = {}
    for one in (*strains(), *contrast_pairs(), *silent_trials()):
        study = one.get("study") or one["result"].split(".")[0]
        if not members_with(study) & left_out:
            found.setdefault(one.get("name") or one["strain"], []).append(one)
    return found


def _of_strain(
    table: Mapping[str, tuple[np.ndarray, np.ndarray]], parts: Sequence[dict], bias: np.ndarray, *, without: bool
) -> np.ndarray:
    """Return (set, bias) log probabilities of all that was found of one strain, whether it travels or not."""
    end = " without the route" if without else ""
    log = np.zeros((len(next(iter(table.values()))[0]), len(bias)))
    for one in parts:
        if "reading" in one:
            reading = str(one["reading"])
            log += _found(one, *table[READINGS.get(reading, reading) + end])[:, None]
        elif "treated" in one:
            log += _silence(one, table[one["contrast"] + end], table[one["untreated_result"]])[:, None]
        else:
            log += _contrast(one, table[one["result"] + end], table[one["against"]], bias)
    return log


def _found(one: dict, share: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Return (set,) log probabilities of how often a strain was found: beta-binomial around the few simulated women."""
    a, b = share * n + 0.5, (1 - share) * n + 0.5
    if "words" not in one:
        k, of = one["found"], one["n"]
        ways = gammaln(of + 1) - gammaln(k + 1) - gammaln(of - k + 1)
        return _of_those_measured(ways + betaln(k + a, of - k + b) - betaln(a, b), n > 0)
    mean, sd = a / (a + b), np.sqrt(a * b / ((a + b) ** 2 * (a + b + 1)))
    below = norm.cdf((HALF - mean) / np.maximum(sd, 1e-6))
    some = 1 - np.exp(betaln(a, SOME + b) - betaln(a, b))
    return _of_those_measured(np.log(np.maximum(some if one["words"] == "some" else below, 1e-12)), n > 0)


def _contrast(
    pair: dict, arm: tuple[np.ndarray, np.ndarray], other: tuple[np.ndarray, np.ndarray], bias: np.ndarray
) -> np.ndarray:
    """Return (set, bias) log probabilities of a contrast of arms on the scale of prediction."""
    by_name = {one.name: one for one in results()}
    (scale, first, error), (_, second, other_error) = (printed(by_name[pair[name]]) for name in ("result", "against"))
    known = np.hypot(error, other_error) if np.isfinite(error + other_error) else SPREAD * _of_two_arms(by_name, pair)
    mean = _on(scale, *arm) - _on(scale, *other)
    noise = _noise(scale, *arm) if pair["untreated"] else np.hypot(_noise(scale, *arm), _noise(scale, *other))
    wide = np.sqrt(known**2 + DISCREPANCY**2 + noise**2)
    drawn = bias if scale == "log odds" else bias / np.log(10.0)  # the bias is of logs, loads are decades
    log = norm.logpdf(first - second, mean[:, None] + pair["favours"] * drawn, wide[:, None])
    return _of_those_measured(log, (arm[1] > 0) & (other[1] > 0))


def _of_two_arms(by_name: Mapping[str, Result], pair: dict) -> float:
    """Return the standard error of a difference of means, in spreads of women."""
    sizes = [getattr(by_name[pair[name]].law, "n", None) or 1 for name in ("result", "against")]
    return float(np.sqrt(sum(1 / n for n in sizes)))


def _of_those_measured(log: np.ndarray, there: np.ndarray) -> np.ndarray:
    """Return (set, ...) log probabilities; where nobody could be measured the mean of the others, which says nothing."""
    if there.all() or not there.any():
        return log if there.all() else np.zeros_like(log)
    log[~there] = np.log(np.exp(log[there] - log[there].max()).mean(axis=0)) + log[there].max()
    return log


def _silence(trial: dict, arm: tuple[np.ndarray, np.ndarray], other: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Return (set,) log probabilities that a registered trial was not reported: for sure not if significant, else perhaps."""
    treated, placebo = (expit(_on("log odds", *one)) for one in (arm, other))
    variance = treated * (1 - treated) / trial["treated"] + placebo * (1 - placebo) / trial["untreated"]
    shift = (placebo - treated) / np.sqrt(variance)
    significant = norm.cdf(shift - Z95) + norm.cdf(-shift - Z95)
    return np.log((1 - 1e-3) * (1 - significant) * UNREPORTED + 1e-3)


def _likely(name: str, value: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Return (set,) log probabilities of a result by itself."""
    one = next(one for one in results() if one.name == name)
    scale, printed_value, error = printed(one)
    known = error if np.isfinite(error) and error > 0 else SPREAD / np.sqrt(getattr(one.law, "n", None) or 1)
    wide = np.sqrt(known**2 + DISCREPANCY**2 + _noise(scale, value, n) ** 2)
    return _of_those_measured(norm.logpdf(printed_value, _on(scale, value, n), wide), n > 0)


def _on(scale: str, value: np.ndarray, n: np.ndarray) -> np.ndarray:
    if scale == "log odds":
        return logit((np.clip(value, 0.0, 1.0) * n + 0.5) / (n + 1))
    return value


def _noise(scale: str, value: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Return (set,) Monte-Carlo errors, of means that of women who differ by a decade."""
    if scale == "log odds":
        share = (np.clip(value, 0.0, 1.0) * n + 0.5) / (n + 1)
        return 1 / np.sqrt(np.maximum(n, 1) * share * (1 - share))
    return SPREAD / np.sqrt(np.maximum(n, 1))


def _log_mean(values: np.ndarray) -> float:
    return float(logsumexp(values) - np.log(len(values)))
