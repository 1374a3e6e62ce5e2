"""How often a word would be the same, had another reader rated the findings.

A finding that several readers rated is rated by one of them, each as likely. A finding that one reader rated takes the
disagreement of two that was measured (`rated_twice.py`), until somebody else has rated it. Directions stay as they are.
"""

from typing import get_args

import numpy as np

from milkway.ledger.statements import Certainty, Rating
from milkway.verdicts.judge import Found, Judged, JudgedPart, evidence_of, rerated
from milkway.verdicts.rated_twice import CERTAINTIES, Moves, Sheet, moves, read_sheets
from milkway.verdicts.verdict import verdict

TIMES = 1000  # redrawn
SETTLED = 0.6  # share of redrawn ratings that keep a word, below which it is not settled between raters


def steadiness(judged: Judged, part: JudgedPart, times: int = TIMES) -> float | None:
    """Return the share of redrawn ratings that keep the word of a part; none where there is no finding.

    Args:
        judged: the statement.
        part: of it.
        times: redrawn.
    """
    if not part.found:
        return None
    chance, measured = np.random.default_rng(len(part.found)), moves()
    known = [_ratings(judged.statement.id, one) for one in part.found]
    kept = 0
    for _ in range(times):
        redrawn = [rerated(one, _drawn(ratings, measured, chance)) for one, ratings in zip(part.found, known, strict=True)]
        kept += verdict(evidence_of(part.part, redrawn), searched=True).word == part.word
    return kept / times


def ratings_of(statement: str, one: Found) -> int:
    """Return how many readers rated a finding."""
    return len(_ratings(statement, one))


def _ratings(statement: str, one: Found) -> list[Rating]:
    """Return all ratings of a finding, the one in use first."""
    second = read_sheets("second_rating").get((statement, one.rated.id))
    beside = [] if second is None else [_as_rating(second, one.rating)]
    return [one.rating, *beside, *one.rated.rated_again]


def _as_rating(sheet: Sheet, used: Rating) -> Rating:
    """Return a second reader's word for directness as the three judgements: those of the first, unless it contradicts them."""
    judged = (used.same_outcome, used.same_exposure, used.same_population)
    if sheet.directness == "direct":
        judged = (True, True, True)
    elif sheet.directness == "indirect" and all(judged):
        judged = (False, True, True)
    return Rating("reader 2", _certainty(sheet.certainty), *judged, sheet.reason)


def _drawn(ratings: list[Rating], measured: Moves, chance: np.random.Generator) -> Rating:
    if len(ratings) > 1:
        return ratings[chance.integers(len(ratings))]
    one = ratings[0]
    step = chance.choice(list(measured.steps), p=list(measured.steps.values()))
    place = int(np.clip(CERTAINTIES.index(one.certainty) + step, 0, len(CERTAINTIES) - 1))
    judged = (one.same_outcome, one.same_exposure, one.same_population)
    if all(judged) and chance.random() < measured.to_indirect:
        judged = (False, True, True)
    elif not all(judged) and chance.random() < measured.to_direct:
        judged = (True, True, True)
    return Rating(one.rated_by, _certainty(CERTAINTIES[place]), *judged, one.because)


def _certainty(word: str) -> Certainty:
    return next(one for one in get_args(Certainty) if one == word)
