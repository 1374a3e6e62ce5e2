"""What the mechanism may miss of a trial, drawn into its forecast as the hierarchy has it: discrepancies and the bias of a stake.

The reference arm is off by a discrepancy, the contrast of a product by one more and, where somebody with a stake ran the trial or
eyes were open, by a bias toward the product. The scale is that of the likelihood: log odds of shares, logs of rates, decades.
The bias alone, without discrepancies, makes of the mechanism what a maker's trial would print; it is no effect of a product.
Source: docs/decisions/0034-skill.md.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from milkway.analysis.kinds import COUNT, LOAD, SHARE, Kind
from milkway.core.streams import Streams
from milkway.forecasts.predicted import Predicted
from milkway.forecasts.true_levels import Truths
from milkway.inference.infant_misses import InfantsKnown
from milkway.inference.prior_scales import BIAS, DISCREPANCY
from milkway.protocol.protocol import Protocol
from milkway.skill.hierarchy import stake
from milkway.skill.links import LOG, LOG_ODDS, PLAIN, Link
from milkway.skill.naive_evidence import family_of

REPEATS = 4  # doubts of each draw of the truth
SCALES: Mapping[Kind, Link] = {SHARE: LOG_ODDS, COUNT: LOG, LOAD: PLAIN}
OF_CONTRASTS = "product"
WAYS = {"lower": -1, "higher": 1, "neither": 0}


@dataclass(frozen=True)
class Learned:
    """What a calibration learned of what is not of the model; nothing without one.

    Attributes:
        discrepancy: quantiles of how far the model is off, by topic; of other topics the prior is taken.
        bias: (draw,) of trials with a stake, in logs; the prior is taken where there are none.
        infants: by guild, what its worlds say of infants of cohorts: (quantile,) log shares on their occasions.
    """

    discrepancy: Mapping[str, Sequence[float]] = field(default_factory=dict)
    bias: np.ndarray = field(default_factory=lambda: np.zeros(0))
    infants: InfantsKnown = field(default_factory=dict)


NOTHING_LEARNED = Learned()


def doubted(truths: Truths, protocol: Protocol, endpoint: Predicted, learned: Learned, seed: int) -> Truths:
    """Return truths of the arms with what the mechanism may miss; as they are where their scale has no discrepancy.

    Args:
        truths: of the mechanism.
        protocol: the trial.
        endpoint: predicted of it.
        learned: by the calibration in use.
        seed: of what is drawn, the same under every hypothesis.
    """
    kind, family = endpoint.kind, family_of(endpoint.score)
    if kind not in SCALES:
        return truths
    number, streams, name = np.arange(REPEATS * truths.draws), Streams(seed), endpoint.name
    topic, width = "" if family is None else family.topic, learned.discrepancy
    off = _missed(streams, f"missed of {name}", number, width.get(topic))
    apart = np.zeros(len(number))
    if family is None or not family.treated:  # of a strain nothing but arms with it was printed: there is no contrast
        apart = _missed(streams, f"missed of the contrast of {name}", number, width.get(OF_CONTRASTS))
    if family is not None:
        apart = apart + way_of_bias(protocol, endpoint) * biases(streams, name, number, learned, kind)
    return _moved(truths, SCALES[kind], lambda arm: off if arm == protocol.reference else off + apart)


def doubted_group(truths: Truths, kind: Kind, name: str, topic: str, learned: Learned, seed: int) -> Truths:
    """Return truths of one group with what the mechanism may miss.

    Args:
        truths: of the mechanism.
        kind: of number; as it is where its scale has no discrepancy.
        name: of what is told, by which luck is drawn.
        topic: of the likelihood.
        learned: by the calibration in use.
        seed: of what is drawn.
    """
    if kind not in SCALES:
        return truths
    number = np.arange(REPEATS * truths.draws)
    off = _missed(Streams(seed), f"missed of {name}", number, learned.discrepancy.get(topic))
    return _moved(truths, SCALES[kind], lambda _: off)


def as_a_maker_prints(truths: Truths, protocol: Protocol, endpoint: Predicted, learned: Learned, seed: int) -> Truths | None:
    """Return truths of the arms with the bias of a stake alone; None where nobody has one, or nothing says which way it goes.

    Args:
        truths: of the mechanism.
        protocol: the trial.
        endpoint: predicted of it.
        learned: by the calibration in use.
        seed: of what is drawn, the same as of `doubted`.
    """
    kind, way = endpoint.kind, way_of_bias(protocol, endpoint)
    if kind not in SCALES or not way:
        return None
    number = np.arange(REPEATS * truths.draws)
    bias = way * biases(Streams(seed), endpoint.name, number, learned, kind)
    return _moved(truths, SCALES[kind], lambda arm: np.zeros(len(number)) if arm == protocol.reference else bias)


def way_of_bias(protocol: Protocol, endpoint: Predicted) -> int:
    """Return -1 or 1, which way a stake draws the arms with a product, that of a product that works; 0 without a stake.

    >>> hurtado = Protocol.read("hurtado2017")
    >>> [way_of_bias(hurtado, Predicted(one)) for one in hurtado.endpoints[:2]]
    [-1, -1]
    """
    family = family_of(endpoint.score)
    if family is not None:
        return 0 if family.treated else stake(protocol.study) * family.favours
    return stake(protocol.study) * WAYS[endpoint.better]


def _moved(truths: Truths, scale: Link, by: Callable[[str], np.ndarray]) -> Truths:
    """Return truths of which each draw is repeated and its arms moved on a scale."""
    return replace(
        truths,
        level={arm: scale.back(scale.to(np.repeat(level, REPEATS)) + by(arm)) for arm, level in truths.level.items()},
        spread={arm: np.repeat(spread, REPEATS) for arm, spread in truths.spread.items()},
        world=None if truths.world is None else np.repeat(truths.world, REPEATS, axis=0),
    )


def biases(streams: Streams, name: str, number: np.ndarray, learned: Learned, kind: Kind) -> np.ndarray:
    """Return (draw,) biases as they were learned, half-normal where they were not; in decades where loads are told."""
    unit = np.log(10.0) if SCALES[kind] is PLAIN else 1.0
    if len(learned.bias):
        return learned.bias[(streams.uniform(f"bias of {name}", number) * len(learned.bias)).astype(int)] / unit
    return BIAS / unit * np.abs(streams.normal(f"bias of {name}", number))


def _missed(streams: Streams, event: str, number: np.ndarray, widths: Sequence[float] | None) -> np.ndarray:
    """Return (draw,) normal numbers whose widths are drawn as they were learned, half-Cauchy where none were."""
    luck, place = streams.normal(event, number), streams.uniform(f"width of what is {event}", number)
    if widths is not None:
        return np.array(widths)[(place * len(widths)).astype(int)] * luck
    return DISCREPANCY * np.tan(np.pi / 2 * place) * luck
