"""The untreated course of mastitis and what care does to it (Thomsen 1984).

Women with breast pain and leucocytes above 1e6/mL are infectious with more than 1e3 bacteria/mL, otherwise not. "Good outcome" is
not defined in what was readable; it is read as no breast pain and no abscess two weeks later. Emptying is the model's extra
emptying for two weeks. Symptom durations are recalled values and not scored.
"""

import numpy as np

from milkway.core.schedule import steps
from validation.cases import AFTER, LAST, Cases, screened
from validation.score import Score, Target, share
from validation.women import GUILDS, SIDES, World, follow

OUTCOME = 14
WIDE = 0.15  # numbers of women per group were not readable
EMPTYING = ((0, "extra_emptying", 1.0), (OUTCOME, "extra_emptying", 0.0))
ANTIBIOTIC = ((0, "maternal_antibiotic", 1.0), (7, "maternal_antibiotic", 0.0))


def _target(result: str, published: float, name: str) -> Target:
    low, high = max(published - WIDE, 0.0), min(published + WIDE, 1.0)
    return Target("thomsen1984", result, published, low, high, f"within {WIDE}", f"quantity {name}")


GOOD = _target("infectious, untreated: good outcome", 0.15, "thom_none")
ABSCESS = _target("infectious, untreated: abscess", 0.11, "thom_abs")
EMPTIED = _target("infectious, emptying: good outcome", 0.50, "thom_empty")
BOTH = _target("infectious, emptying and antibiotic: good outcome", 0.96, "thom_abx")
PROGRESS = _target("not infectious, untreated: becomes infectious", 0.50, "thom_prog")


def scores() -> list[Score]:
    """Return the scores."""
    infectious, other = _presenting(True), _presenting(False)
    later = np.array([other.culture(GUILDS, day) > 1e3 for day in range(1, OUTCOME + 1)]).any(axis=0)
    return [
        share(GOOD, _good(infectious)),
        share(ABSCESS, _abscess(infectious)),
        share(EMPTIED, _good(_given(infectious, EMPTYING))),
        share(BOTH, _good(_given(infectious, (*EMPTYING, *ANTIBIOTIC)))),
        share(PROGRESS, later),
    ]


def _presenting(infectious: bool) -> Cases:
    """Return women on the first day of pain with leucocytes above 1e6/mL, by the bacteria in the breast with more of these."""
    world = screened()
    entry, left = np.full(len(world.cohort.dyads), -1), np.zeros(len(world.cohort.dyads), dtype=bool)
    for day in range(5, LAST + 1):
        cells = [world.trajectory.amount(f"{side}_breast__neutrophils", day) for side in SIDES]
        new = (entry < 0) & (np.maximum(*cells) > 1e6) & world.reported("breast_pain", day - 1) & world.feeding(day)
        entry[new], left[new] = day, (cells[0] >= cells[1])[new]
    found = np.flatnonzero(entry >= 0)
    everyone = Cases(
        follow(world.machine, world.cohort.taking(found), world.schedule.taking(found), _end()), entry[found], left[found]
    )
    chosen = np.flatnonzero((everyone.culture(GUILDS, 0) > 1e3) == infectious)
    return Cases(_some(everyone.world, chosen), everyone.entry[chosen], everyone.left[chosen])


def _some(world: World, who: np.ndarray) -> World:
    return follow(world.machine, world.cohort.taking(who), world.schedule.taking(who), _end())


def _given(cases: Cases, plan: tuple[tuple[int, str, float], ...]) -> Cases:
    world = cases.world
    rows = steps((i, int(day) + after, key, level) for i, day in enumerate(cases.entry) for after, key, level in plan)
    return Cases(follow(world.machine, world.cohort, world.schedule.plus(rows), _end()), cases.entry, cases.left)


def _end() -> int:
    return LAST + AFTER + 1


def _good(cases: Cases) -> np.ndarray:
    return ~cases.in_pain(OUTCOME) & ~_abscess(cases)


def _abscess(cases: Cases) -> np.ndarray:
    """Return (woman,) whether an abscess was there between entry and outcome."""
    known = cases.world.trajectory
    since = known.diary_days - cases.entry[:, None]
    days = (since >= 0) & (since <= OUTCOME)
    return np.any([(known.exposed(f"{side}_breast__abscess") > 0) & days for side in SIDES], axis=(0, 2))
