"""The word that a block of results earns against a rival: better, worse, no worse, or cannot tell.

Below five clusters, k, the word is always *cannot tell (k)*, and so it is where the error over draws of the parameters exceeds
the margin of its unit. *better*: the lower end of the 90 % interval of D is above 0, no single cluster turns it, and the error
of every score is known. *worse*: the mirror. *no worse*: the lower end is above -.05 of a skill S or -.1 nats of a gain G. Else
*cannot tell (k)*. Source: docs/decisions/0034-skill.md.
"""

from typing import Literal

from milkway.skill.few_clusters import FewClusters

Unit = Literal["skill", "gain"]
FEWEST = 5
BEARABLE: dict[Unit, float] = {"skill": -0.05, "gain": -0.1}


def word_of(found: FewClusters, unit: Unit, over_draws: float, *, known: bool) -> str:
    """Return the word.

    Args:
        found: what the clusters say together.
        unit: "skill", a share of the rival's distance or CRPS, or "gain", nats per result.
        over_draws: error of the value over draws of the parameters.
        known: whether the errors of all its scores are known.
    """
    if found.clusters < FEWEST or over_draws > -BEARABLE[unit]:
        return f"cannot tell ({found.clusters})"
    if known and found.low > 0 and found.dropped_low > 0:
        return "better"
    if found.high < 0 and found.dropped_high < 0:
        return "worse"
    if found.low > BEARABLE[unit]:
        return "no worse"
    return f"cannot tell ({found.clusters})"


def alike_sentence(apart: float, error: float) -> str:
    """Return that two forecasts are one as far as can be seen, or nothing.

    Args:
        apart: mean absolute difference of the forecasts of the mechanism and of the hierarchy.
        error: Monte-Carlo error of it.
    """
    if apart >= error:
        return ""
    return "The mechanism differs from the hierarchy by less than Monte-Carlo error: it has no skill of its own here."
