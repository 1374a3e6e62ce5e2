"""What the mechanism may miss of a trial, drawn into its forecast as the hierarchy has it: discrepancies and the bias of a stake.

The reference arm is off by a discrepancy, the contrast of a product by one more and, where somebody with a stake ran the trial or
eyes were open, by a bias toward the product. The scale is that of the likelihood: log odds of shares, logs of rates, decades.
Source: docs/decisions/0034-skill.md.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from milkway.analysis.kinds import COUNT, LOAD, SHARE, Kind
from milkway.analysis.registry import SCORES
from milkway.core.streams import Streams
from milkway.forecasts.true_levels import Truths
from milkway.inference.prior_scales import BIAS, DISCREPANCY
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol
from milkway.skill.hierarchy import stake
from milkway.skill.links import LOG, LOG_ODDS, PLAIN, Link
from milkway.skill.naive_evidence import family_of

REPEATS = 4  # doubts of each draw of the truth
SCALES: Mapping[Kind, Link] = {SHARE: LOG_ODDS, COUNT: LOG, LOAD: PLAIN}
OF_CONTRASTS = "product"


def doubted(truths: Truths, protocol: Protocol, endpoint: Endpoint, learned: Mapping[str, float], seed: int) -> Truths:
    """Return truths of the arms with what the mechanism may miss; as they are where their scale has no discrepancy.

    Args:
        truths: of the mechanism.
        protocol: the trial.
        endpoint: of it.
        learned: discrepancy by topic, of the posterior in use; of other topics the prior is taken.
        seed: of what is drawn, the same under every hypothesis.
    """
    kind, family = SCORES[endpoint.score].kind, family_of(endpoint.score)
    if kind not in SCALES:
        return truths
    scale, number = SCALES[kind], np.arange(REPEATS * truths.draws)
    streams, name = Streams(seed), endpoint.name
    topic = "" if family is None else family.topic
    off = _missed(streams, f"missed of {name}", number, learned.get(topic))
    apart = np.zeros(len(number))
    if family is None or not family.treated:  # of a strain nothing but arms with it was printed: there is no contrast
        apart = _missed(streams, f"missed of the contrast of {name}", number, learned.get(OF_CONTRASTS))
    if family is not None and not family.treated:
        bias = BIAS * np.abs(streams.normal(f"bias of {name}", number))
        apart = apart + stake(protocol.study) * family.favours * bias

    def moved(arm: str, level: np.ndarray) -> np.ndarray:
        return scale.back(scale.to(np.repeat(level, REPEATS)) + off + (0.0 if arm == protocol.reference else apart))

    return replace(
        truths,
        level={arm: moved(arm, level) for arm, level in truths.level.items()},
        spread={arm: np.repeat(spread, REPEATS) for arm, spread in truths.spread.items()},
        world=None if truths.world is None else np.repeat(truths.world, REPEATS, axis=0),
    )


def _missed(streams: Streams, event: str, number: np.ndarray, width: float | None) -> np.ndarray:
    """Return (draw,) normal numbers of a width, half-Cauchy where none was learned."""
    luck = streams.normal(event, number)
    if width is not None:
        return width * luck
    return DISCREPANCY * np.tan(np.pi / 2 * streams.uniform(f"width of what is {event}", number)) * luck
