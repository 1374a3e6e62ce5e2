"""How likely every set makes what was found of strains and of the product: weights of sets, and what follows of the route.

A study's strain travels with a probability q, unknown and uniform; given that, results of the study are independent. In arms
that somebody with a stake ran or did not blind a contrast is drawn toward the product by one unknown bias, half-normal. Each
result is off by its sampling error, by the finite number of simulated women and by what the model is believed to miss.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, expit, gammaln, logit, logsumexp, ndtri
from scipy.stats import norm

from milkway.inference.prior_scales import BIAS, DISCREPANCY, SPREAD
from milkway.inference.targets import contrast_pairs, printed, silent_trials
from milkway.inference.transfer import IN_STOOL, READINGS, names, strains
from milkway.ledger.clusters import members_with
from milkway.published.catalogue import results

SHARES, BIASES = 9, 8  # nodes of q and of the bias
HALF = 0.5  # "none" and "few" of nobody knows how many are fewer than this


@dataclass(frozen=True)
class Weighed:
    """What was learned of transfer.

    Attributes:
        weights: (set,) that add up to one.
        travels: (node,) shares of strains that travel.
        share: (node,) their probabilities.
        bias: median of the bias, in logs.
        effective: sets that the weights are worth (Kish).
        by_study: (study) log of the mean likelihood with the route over that without, as each study has it.
    """

    weights: np.ndarray
    travels: np.ndarray
    share: np.ndarray
    bias: float
    effective: float
    by_study: Mapping[str, float]


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
    for study, parts in _strains_of_studies(left_out).items():
        both = [_of_strain(table, parts, bias, without=without) for without in (False, True)]
        log += np.logaddexp(np.log(q)[:, None] + both[0][:, None], np.log1p(-q)[:, None] + both[1][:, None])
        told[study] = _for_the_route(both, ~zero)
    log += _silence(table, q, left_out)[:, :, None]
    density = np.exp(log - log.max())
    density /= density.sum()
    weights, share, of_bias = (density.sum(axis=axes) for axes in ((1, 2), (0, 2), (0, 1)))
    middle = float(np.interp(0.5, np.cumsum(of_bias) - of_bias / 2, bias))
    return Weighed(weights, q, share, middle, float(1 / (weights**2).sum()), told)


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


def _strains_of_studies(left_out: frozenset[str]) -> dict[str, list[str | dict]]:
    """Return by study and strain what was found of it: strains that were looked for, and contrasts of arms."""
    found: dict[str, list[str | dict]] = {}
    for one in strains():
        if one["study"] not in left_out:
            found.setdefault(f"{one['study']} {one['name']}", []).append(one)
    for pair in contrast_pairs():
        study = pair["result"].split(".")[0]
        if study not in left_out:
            own = next((name for name in found if name.split(" ")[0] == study), study)
            found.setdefault(own, []).append(pair)
    return found


def _of_strain(
    table: Mapping[str, tuple[np.ndarray, np.ndarray]], parts: Sequence[str | dict], bias: np.ndarray, *, without: bool
) -> np.ndarray:
    """Return (set, bias) log probabilities of what was found of one strain, whether it travels or not."""
    end = " without the route" if without else ""
    log = np.zeros((len(next(iter(table.values()))[0]), len(bias)))
    for one in parts:
        assert isinstance(one, dict)
        if "reading" in one:
            log += _found(one, *table[READINGS.get(one["reading"], IN_STOOL) + end])[:, None]
        else:
            log += _contrast(one, table[one["result"] + end], table[one["against"]], bias)
    return log


def _found(one: dict, share: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Return (set,) log probabilities of how often a strain was found: beta-binomial around the few simulated women."""
    a, b = share * n + 0.5, (1 - share) * n + 0.5
    if "words" not in one:
        k, of = one["found"], one["n"]
        ways = gammaln(of + 1) - gammaln(k + 1) - gammaln(of - k + 1)
        return ways + betaln(k + a, of - k + b) - betaln(a, b)
    mean, sd = a / (a + b), np.sqrt(a * b / ((a + b) ** 2 * (a + b + 1)))
    below = norm.cdf((HALF - mean) / np.maximum(sd, 1e-6))
    some = 1 - np.exp(betaln(a, 10 + b) - betaln(a, b))  # one or more of ten, the fewest of whom "some" would be said
    return np.log(np.maximum(some if one["words"] == "some" else below, 1e-12))


def _contrast(
    pair: dict, arm: tuple[np.ndarray, np.ndarray], other: tuple[np.ndarray, np.ndarray], bias: np.ndarray
) -> np.ndarray:
    """Return (set, bias) log probabilities of a contrast of arms on the scale of prediction."""
    by_name = {one.name: one for one in results()}
    scale, first, error = printed(by_name[pair["result"]])
    _, second, other_error = printed(by_name[pair["against"]])
    known = np.hypot(error, other_error) if np.isfinite(error + other_error) and error > 0 else SPREAD
    mean = _on(scale, *arm) - _on(scale, *other)
    noise = _noise(scale, *arm) if pair["untreated"] else np.hypot(_noise(scale, *arm), _noise(scale, *other))
    wide = np.sqrt(known**2 + DISCREPANCY**2 + noise**2)
    return norm.logpdf(first - second, mean[:, None] + pair["favours"] * bias, wide[:, None])


def _silence(table: Mapping[str, tuple[np.ndarray, np.ndarray]], q: np.ndarray, left_out: frozenset[str]) -> np.ndarray:
    """Return (set, q) log probabilities that registered trials were not reported: for sure not if significant, else perhaps."""
    log = np.zeros((len(next(iter(table.values()))[0]), len(q)))
    for trial in silent_trials():
        if members_with(trial["study"]) & left_out:
            continue
        placebo = expit(_on("log odds", *table[trial["untreated_result"]]))
        each = []
        for end in ("", " without the route"):
            treated = expit(_on("log odds", *table[trial["contrast"] + end]))
            variance = treated * (1 - treated) / trial["treated"] + placebo * (1 - placebo) / trial["untreated"]
            shift = (placebo - treated) / np.sqrt(variance)
            significant = norm.cdf(shift - 1.959964) + norm.cdf(-shift - 1.959964)
            each.append((1 - 1e-3) * (1 - significant) * 0.5 + 1e-3)  # unreported: half of the trials that found nothing
        log += np.log(q * each[0][:, None] + (1 - q) * each[1][:, None])
    return log


def _likely(name: str, value: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Return (set,) log probabilities of a result by itself."""
    one = next(one for one in results() if one.name == name)
    scale, printed_value, error = printed(one)
    error = SPREAD if not np.isfinite(error) or error == 0 else error
    wide = np.sqrt(error**2 + DISCREPANCY**2 + _noise(scale, value, n) ** 2)
    return norm.logpdf(printed_value, _on(scale, value, n), wide)


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
