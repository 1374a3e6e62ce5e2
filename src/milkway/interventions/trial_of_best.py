"""What a trial of the best would need: women randomised for 80 % power, by a textbook's formula, of those whom it is for."""

import math
from dataclasses import dataclass

from milkway.analysis.kinds import SHARE
from milkway.analysis.laws import means_power
from milkway.analysis.power_formula import LEVEL
from milkway.interventions.dyad_outcomes import Outcome
from milkway.interventions.effects_over_draws import Effect
from milkway.planning.formula_size import MOST, WORDS, Compared, women_by_formula

TARGET = 0.8
HALVES = (0.5, 0.5)
MEANS = "two means, Student's t"


@dataclass(frozen=True)
class TrialNeeded:
    """A trial in two arms of which nobody leaves.

    Attributes:
        women: randomised; None where no number of them would do.
        screened: of all women, so that as many are found whom it is for.
        formula: in words.
        note: why there is no number.
    """

    women: int | None
    screened: int | None
    formula: str
    note: str


def trial_needed(outcome: Outcome, effect: Effect, whom: float) -> TrialNeeded:
    """Return the trial that an effect would need.

    Args:
        outcome: that it would be read from.
        effect: of the winner, estimated again.
        whom: share of women whom it is for.
    """
    given = effect.usual + effect.change
    if outcome.is_share:
        formula = WORDS[SHARE]
        possible = 0 < effect.usual < 1 and 0 < given < 1
        women = women_by_formula(Compared(SHARE, effect.usual, given / effect.usual, HALVES), TARGET) if possible else math.nan
    else:
        formula = MEANS
        women = _by_means(abs(effect.change) / effect.spread) if effect.spread > 0 and effect.change else math.nan
    if not math.isfinite(women):
        return TrialNeeded(None, None, formula, "no number of women would show it: the arms are alike, or a share is 0 or 1")
    screened = math.ceil(women / whom) if whom > 0 else None
    return TrialNeeded(int(women), screened, formula, "")


def _by_means(effect: float) -> float:
    """Return the fewest women in both arms that show two means so many standard deviations apart.

    >>> _by_means(0.5)  # 64 in each arm (Cohen 1988, table 2.4.1)
    128.0
    """

    def shows(women: int) -> bool:
        return means_power(effect, (women / 2, women / 2), LEVEL) >= TARGET

    enough = 4
    while not shows(enough):  # from below, since the law of very many women is not computed
        enough *= 2
        if enough > MOST:
            return math.inf
    short = enough // 2
    while enough - short > 1:
        middle = (short + enough) // 2
        short, enough = (short, middle) if shows(middle) else (middle, enough)
    return float(enough)
