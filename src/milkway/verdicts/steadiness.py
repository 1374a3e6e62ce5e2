"""How often a word would be the same, had another reader rated the findings.

A finding that several readers rated is rated by one of them, each as likely. A finding that one reader rated takes the
disagreement of two that was measured (`rated_twice.py`), until somebody else has rated it. Directions stay as they are.
"""

from typing import get_args
from zlib import crc32

import numpy as np

from milkway.ledger.statements import Certainty, Rating
from milkway.verdicts.judge import Found, Judged, JudgedPart, evidence_of, rerated
from milkway.verdicts.rated_twice import CERTAINTIES, SEEN, Sheet, moves, read_sheets
from milkway.verdicts.verdict import verdict

TIMES = 4000  # redrawn: a share is known to .008
SETTLED = 0.6  # share of redrawn ratings that keep a word, below which it is not settled between raters


def steadiness(judged: Judged, part: JudgedPart, times: int = TIMES) -> float | None:
    """Return the share of redrawn ratings that keep the word of a part; none where no finding speaks, so that none can move it.

    Args:
        judged: the statement.
        part: of it.
        times: redrawn.
    """
    if not any(one.speaks in ("for", "against") for one in part.found):
        return None
    chance = np.random.default_rng(crc32(f"{judged.statement.id} {part.part.id}".encode()))
    laws = [_law(_ratings(judged.statement.id, one)) for one in part.found]
    which = np.stack([chance.choice(len(law), times, p=[p for _, p in law]) for law in laws], axis=1)
    kept = 0
    for row, many in zip(*np.unique(which, axis=0, return_counts=True), strict=True):
        redrawn = [rerated(one, law[i][0]) for one, law, i in zip(part.found, laws, row, strict=True)]
        kept += many * (verdict(evidence_of(part.part, redrawn), searched=True).word == part.word)
    return float(kept / times)


def ratings_of(statement: str, one: Found) -> int:
    """Return how many readers rated a finding."""
    return len(_ratings(statement, one))


def _ratings(statement: str, one: Found) -> list[Rating]:
    """Return all ratings of a finding, the one in use first."""
    second = read_sheets("second_rating").get((statement, one.rated.id))
    beside = [] if second is None or SEEN in second.reason else [_as_rating(second, one.rating)]
    return [one.rating, *beside, *one.rated.rated_again]


def _as_rating(sheet: Sheet, used: Rating) -> Rating:
    """Return a second reader's word for directness as the three judgements: those of the first, unless it contradicts them."""
    judged = (used.same_outcome, used.same_exposure, used.same_population)
    if sheet.directness == "direct":
        judged = (True, True, True)
    elif sheet.directness == "indirect" and all(judged):
        judged = (False, True, True)
    return Rating("reader 2", _certainty(sheet.certainty), *judged, sheet.reason)


def _law(ratings: list[Rating]) -> list[tuple[Rating, float]]:
    """Return by which rating a finding may be rated, with what probability: steps of certainty and directness are independent.

    What was seen in another population stays so: no reader took an animal for a woman.
    """
    if len(ratings) > 1:
        return [(one, 1 / len(ratings)) for one in ratings]
    one, measured = ratings[0], moves()
    judged = (one.same_outcome, one.same_exposure, one.same_population)
    turn = measured.to_indirect if all(judged) else measured.to_direct if one.same_population else 0.0
    turned = (False, True, True) if all(judged) else (True, True, True)
    levels: dict[int, float] = {}
    for step, share in measured.steps.items():
        place = int(np.clip(CERTAINTIES.index(one.certainty) + step, 0, len(CERTAINTIES) - 1))
        levels[place] = levels.get(place, 0.0) + share
    return [
        (Rating(one.rated_by, _certainty(CERTAINTIES[place]), *way, one.because), share * p)
        for place, share in levels.items()
        for way, p in ((judged, 1 - turn), (turned, turn))
        if p > 0
    ]


def _certainty(word: str) -> Certainty:
    return next(one for one in get_args(Certainty) if one == word)
