"""What is true of each arm under each draw: the noise of few simulated women is taken out, and how much of it there was is said.

The mean of the women of a draw is off by chance; over draws its variance is too large by that, and is shrunk by as much
(`published.predictive.without_noise`; Louis 1984). An arm is its reference times a ratio, or plus a difference, which is read off
the same women with the same luck: its noise is that of women who differ between the arms. A draw in which nobody is analysed in
some arm says nothing of the endpoint and is left out of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from milkway.analysis.kinds import COUNT, SHARE, Kind
from milkway.forecasts.predicted import Predicted
from milkway.forecasts.women_read import FEWEST, Cell, Simulated, Women
from milkway.protocol.protocol import Protocol
from milkway.published.predictive import without_noise


@dataclass(frozen=True)
class Truths:
    """What is true of the arms of an endpoint, drawn together.

    Attributes:
        level: by arm, (draw,) share, events a woman, mean, or mean log10.
        spread: by arm, (draw,) standard deviation between women, of numbers and loads; 0 where nobody knows it.
        excess: variance of a woman's count over its mean; 1 is Poisson.
        analysed: by arm, share of the women randomised who are analysed; None where it is not said.
        noise: share of the variance over draws that was the noise of few women, and was taken out; None where none was.
        world: (draw, 2) numbers of the route setting and of the parameter set that each is of; None of a rival, which is
            known by quadrature and has no error over draws.
        effective: by arm, share of the women analysed who would know a share by a day as well if nobody left; 1 where it is not
            said.
    """

    level: Mapping[str, np.ndarray]
    spread: Mapping[str, np.ndarray]
    excess: float
    analysed: Mapping[str, float] | None
    noise: float | None
    world: np.ndarray | None
    effective: Mapping[str, float] = field(default_factory=dict)

    @property
    def draws(self) -> int:
        """Return how many."""
        return len(next(iter(self.level.values())))

    @property
    def sets(self) -> np.ndarray:
        """Return (draw,) the parameter set that each is of, of which alone draws are independent; of a rival its own."""
        return np.arange(self.draws) if self.world is None else self.world[:, 1]


def true_levels(simulated: Simulated, protocol: Protocol, endpoint: Predicted, hypothesis: str, setting: str) -> Truths | None:
    """Return what is true of an endpoint's arms under each draw in one route setting; None with fewer than two draws of anybody.

    Args:
        simulated: women of every draw.
        protocol: the trial.
        endpoint: predicted of it.
        hypothesis: of the product.
        setting: of the disputed routes.
    """
    kind = endpoint.kind
    every = {one.name: simulated[Cell(setting, hypothesis, endpoint.name, one.name)] for one in protocol.arms}
    base = protocol.base.name
    seen = every[base]
    kept = [i for i in range(len(seen)) if all(len(_both(seen[i].value, women[i].value)[0]) for women in every.values())]
    if len(kept) < FEWEST:
        return None
    arms = {name: [women[i] for i in kept] for name, women in every.items()}
    own = arms[base]
    rough, error = _means(own)
    settled = _kept(without_noise(rough, error), kind)
    level = {base: settled}
    level |= {name: _other(settled, own, women, kind) for name, women in arms.items() if name != base}
    return Truths(
        level=level,
        spread={name: np.array([_sd(one.value) for one in women]) for name, women in arms.items()},
        excess=_excess(own) if kind is COUNT else 1.0,
        analysed={name: float(np.mean([one.analysed for one in women])) for name, women in arms.items()},
        noise=_noise(rough, settled),
        world=np.stack([np.zeros(len(kept), dtype=int), kept], axis=1),
        effective={name: _effective(women) for name, women in arms.items()} if endpoint.timed and kind is SHARE else {},
    )


def group_levels(name: str, women: Sequence[Women], kind: Kind) -> Truths | None:
    """Return what is true of one group that nobody is compared with; None with fewer than two draws of anybody.

    Args:
        name: of the group, or of infants.
        women: of every draw.
        kind: of number.
    """
    kept = [i for i, one in enumerate(women) if np.isfinite(one.value).any()]
    if len(kept) < FEWEST:
        return None
    own = [women[i] for i in kept]
    rough, error = _means(own)
    settled = _kept(without_noise(rough, error), kind)
    return Truths(
        level={name: settled},
        spread={name: np.array([_sd(one.value) for one in own])},
        excess=_excess(own) if kind is COUNT else 1.0,
        analysed={name: float(np.mean([one.analysed for one in own]))},
        noise=_noise(rough, settled),
        world=np.stack([np.zeros(len(kept), dtype=int), kept], axis=1),
    )


def mixed(parts: Sequence[tuple[float, Truths]], draws: int = 1000) -> Truths:
    """Return truths of several route settings together, by their weights: evenly spaced places of all that they say.

    Args:
        parts: weight of each, and its truths.
        draws: of the mixture.
    """
    weight = np.concatenate([np.full(one.draws, share / one.draws) for share, one in parts])
    place = np.minimum(np.searchsorted(np.cumsum(weight) / weight.sum(), (np.arange(draws) + 0.5) / draws), len(weight) - 1)
    first = parts[0][1]
    noises = [one.noise for _, one in parts if one.noise is not None]

    def together(which: str) -> dict[str, np.ndarray]:
        return {arm: np.concatenate([getattr(one, which)[arm] for _, one in parts])[place] for arm in first.level}

    return Truths(
        level=together("level"),
        spread=together("spread"),
        excess=float(np.mean([one.excess for _, one in parts])),
        analysed=None if first.analysed is None else {arm: _mean_share(parts, arm) for arm in first.analysed},
        noise=max(noises) if noises else None,
        world=np.concatenate([[(i, number) for number in one.sets] for i, (_, one) in enumerate(parts)])[place],
        effective={arm: sum(share * one.effective[arm] for share, one in parts) for arm in first.effective},
    )


def _other(reference: np.ndarray, own: Sequence[Women], women: Sequence[Women], kind: Kind) -> np.ndarray:
    """Return (draw,) what is true of another arm, from the same women in the reference."""
    pairs = [_both(one.value, other.value) for one, other in zip(own, women, strict=True)]
    if kind is not SHARE and kind is not COUNT:
        apart, error = _means_of([other - one for one, other in pairs])
        return reference + without_noise(apart, error)
    sums = np.array([(one.sum(), other.sum()) for one, other in pairs])
    if not sums[:, 0].any() or not sums[:, 1].any():  # what never happened in an arm cannot happen
        rough, error = _means(women)
        return _kept(without_noise(rough, error), kind)
    ratios, errors = (np.array(each) for each in zip(*(_log_ratio(one, other) for one, other in pairs), strict=True))
    # half an event pulls a draw of few events toward no effect, so that the middle is that of all draws together
    apart = without_noise(ratios, errors) - ratios.mean() + np.log(sums[:, 1].sum() / sums[:, 0].sum())
    return _kept(reference * np.exp(apart), kind)


def _log_ratio(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """Return the log of the ratio of two means of the same women and its error, half an event added to each."""
    n = len(one)
    means = (one.sum() + 0.5) / n, (other.sum() + 0.5) / n
    off = other / means[1] - one / means[0]
    return float(np.log(means[1] / means[0])), float(off.std() / np.sqrt(max(n - 1, 1)))


def _both(one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    there = np.isfinite(one) & np.isfinite(other)
    return one[there], other[there]


def _means(women: Sequence[Women]) -> tuple[np.ndarray, np.ndarray]:
    return _means_of([one.value[np.isfinite(one.value)] for one in women])


def _means_of(values: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return (draw,) means and their standard errors."""
    return np.array([one.mean() for one in values]), np.array([_sd(one) / np.sqrt(len(one)) for one in values])


def _sd(value: np.ndarray) -> float:
    known = value[np.isfinite(value)]
    return float(known.std(ddof=1)) if len(known) > 1 else 0.0


def _excess(women: Sequence[Women]) -> float:
    """Return the variance of a woman's count over its mean, all draws together, at least 1."""
    known = [one.value[np.isfinite(one.value)] for one in women]
    mean = float(np.mean([one.mean() for one in known]))
    return max(1.0, float(np.mean([_sd(one) ** 2 for one in known])) / mean) if mean > 0 else 1.0


def _effective(women: Sequence[Women]) -> float:
    """Return how much of the women's number leaving has left: the variance of a share over that of what each says of it."""
    known = [one.value[np.isfinite(one.value)] for one in women]
    share = np.clip([one.mean() for one in known], 0.0, 1.0)
    variance = float(np.mean([_sd(one) ** 2 for one in known]))
    return min(1.0, float((share * (1 - share)).mean()) / variance) if variance > 0 else 1.0


def _noise(rough: np.ndarray, settled: np.ndarray) -> float | None:
    variance = float(rough.var()) if len(rough) > 1 else 0.0
    return max(0.0, 1 - float(settled.var()) / variance) if variance > 0 else None


def _kept(level: np.ndarray, kind: Kind) -> np.ndarray:
    if kind is SHARE:
        return np.clip(level, 0.0, 1.0)
    return np.maximum(level, 0.0) if kind is COUNT else level


def _mean_share(parts: Sequence[tuple[float, Truths]], arm: str) -> float:
    known = [(weight, one.analysed[arm]) for weight, one in parts if one.analysed is not None]
    return sum(weight * share for weight, share in known) / sum(weight for weight, _ in known)
