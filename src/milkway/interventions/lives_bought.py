"""What a budget of lives buys: how many dyads under each draw, and how many lives are simulated at most."""

from collections.abc import Sequence

from milkway.core.errors import Mistake
from milkway.interventions.compared_draw import PART, hypotheses_for
from milkway.interventions.dyad_outcomes import LAST
from milkway.interventions.intervention import Intervention, Pair

FEWEST_EACH = 4  # dyads under an intervention in a draw
LEAST_DYADS = FEWEST_EACH * PART


def worlds(interventions: Sequence[Intervention], pairs: Sequence[Pair], hypotheses: Sequence[str]) -> int:
    """Return how many worlds there are at most beside the usual, each of a quarter of the dyads.

    The parts of a pair may have to live in the dyads of the pair, too.
    """
    known = {one.name: one for one in interventions}
    alone = sum(len(hypotheses_for([one], hypotheses)) for one in interventions)
    return alone + sum(
        len(hypotheses_for(parts, hypotheses)) + sum(len(hypotheses_for([one], hypotheses)) for one in parts)
        for parts in ([known[name] for name in pair.of] for pair in pairs)
    )


def most_lives(dyads: int, draws: int, others: int) -> int:
    """Return how many lives are simulated at most.

    >>> most_lives(16, 10, 4)
    320
    """
    return draws * (dyads + others * max(1, dyads // PART))


def dyads_for(budget: int, draws: int, others: int, mistakes: list[Mistake]) -> int:
    """Return the dyads under each draw that a budget buys; too small a budget is a mistake that says how much is needed.

    Args:
        budget: of lives.
        draws: of the parameters.
        others: worlds beside the usual.
        mistakes: added to.

    >>> dyads_for(400, 10, 4, [])
    20
    """
    dyads = budget // most_lives(PART, draws, others) * PART
    if dyads < LEAST_DYADS:
        needed = most_lives(LEAST_DYADS, draws, others)
        allowed = f"at least {needed}: {LEAST_DYADS} dyads under each of {draws} draws, {others} worlds beside the usual"
        mistakes.append(Mistake("budget", str(budget), allowed))
        return LEAST_DYADS
    return dyads


def work(start: int, lives: int) -> float:
    """Return the dyad-days of so many lives."""
    return float(lives * (LAST + 1 - start))
