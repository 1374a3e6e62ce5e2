"""The laws of two arms in which every measure is tried, a table for each kind of number."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from milkway.analysis.kinds import CHANGE, COUNT, LOAD, NUMBER, NUMBERS, RECURRENCE, SHARE, TIME, Kind
from milkway.analysis.outcomes import Outcomes
from verification.edge_arms import (
    centre_counts,
    centre_numbers,
    centre_shares,
    changed,
    changed_ratings,
    counts,
    histories,
    loads,
    mostly_zero,
    normal,
    ratings,
    shares,
    skewed,
    tied,
    times,
    weaned,
)

Arm = Callable[..., Outcomes]


@dataclass(frozen=True)
class Law:
    """Two arms: `words` for readers, how each is drawn, and whether they do not differ in what a measure compares."""

    words: str
    first: Arm
    reference: Arm
    alike: bool = False


def _alike(words: str, arm: Arm) -> Law:
    return Law(words, arm, arm, alike=True)


WOMEN = ((8, 8), (8, 24), (24, 8), (15, 15), (30, 10), (30, 30))
CENTRES = ((1, 3), (2, 2), (2, 3), (3, 3), (3, 9), (8, 8))
SHARES = (
    _alike("5 % in both", partial(shares, risk=0.05)),
    _alike("20 % in both", partial(shares, risk=0.2)),
    _alike("50 % in both", partial(shares, risk=0.5)),
    Law("5 % against 30 %", partial(shares, risk=0.05), partial(shares, risk=0.3)),
    Law("60 % against 20 %", partial(shares, risk=0.6), partial(shares, risk=0.2)),
    Law("95 % against 60 %", partial(shares, risk=0.95), partial(shares, risk=0.6)),
)
COUNTS = (
    _alike("0.05 a woman", partial(counts, rate=0.05)),
    _alike("0.2 a woman", partial(counts, rate=0.2)),
    _alike("0.2 a woman, some often", partial(counts, rate=0.2, shape=0.5)),
    _alike("1 a woman, some often", partial(counts, rate=1.0, shape=0.5)),
    _alike("3 a woman", partial(counts, rate=3.0)),
    Law("0.1 against 0.5", partial(counts, rate=0.1), partial(counts, rate=0.5)),
    Law("0.4 against 1.2, some often", partial(counts, rate=0.4, shape=0.5), partial(counts, rate=1.2, shape=0.5)),
    Law("2 against 1, some often", partial(counts, rate=2.0, shape=1.0), partial(counts, rate=1.0, shape=1.0)),
)
TIMES = (
    _alike("5 % by the end", partial(times, risk=0.05)),
    _alike("20 %, half leave", partial(times, risk=0.2, last=120)),
    _alike("60 %, half leave", partial(times, risk=0.6, last=120)),
    _alike("60 %, known by four weeks", partial(times, risk=0.6, grain=28)),
    _alike("90 % by the end", partial(times, risk=0.9)),
    _alike("5 %, half wean before", partial(weaned, risk=0.05, weans=0.5)),
    _alike("60 %, a third wean, half leave", partial(weaned, risk=0.6, weans=0.3, last=84)),
    _alike("60 %, most wean, half leave", partial(weaned, risk=0.6, weans=0.8, last=120)),
    Law("10 % against 40 %, half leave", partial(times, risk=0.1, last=120), partial(times, risk=0.4, last=120)),
    Law("80 % against 40 %", partial(times, risk=0.8), partial(times, risk=0.4)),
    Law("30 % against 60 %, by four weeks", partial(times, risk=0.3, grain=28), partial(times, risk=0.6, grain=28)),
)
HISTORIES = (
    _alike("0.05 a woman", partial(histories, rate=0.05)),
    _alike("0.2 a woman, some often", partial(histories, rate=0.2, shape=0.5)),
    _alike("1 a woman, some often", partial(histories, rate=1.0, shape=0.5)),
    _alike("3 a woman", partial(histories, rate=3.0)),
    Law("0.4 against 1.2, some often", partial(histories, rate=0.4, shape=0.5), partial(histories, rate=1.2, shape=0.5)),
    Law("2 against 1", partial(histories, rate=2.0), partial(histories, rate=1.0)),
)
NUMBERS_OF_WOMEN = (
    _alike("normal", partial(normal, mean=0.0)),
    Law("normal, spread of 3 against 1", partial(normal, mean=0.0, spread=3.0), partial(normal, mean=0.0), alike=True),
    _alike("skewed", partial(skewed, mean=1.0)),
    _alike("one in ten not 0", partial(mostly_zero, share=0.1)),
    _alike("few whole numbers", partial(tied, mean=0.5)),
    Law("normal, 1 apart", partial(normal, mean=1.0), partial(normal, mean=0.0)),
    Law("normal, 1 apart, spread of 3 against 1", partial(normal, mean=1.0, spread=3.0), partial(normal, mean=0.0)),
    Law("few whole numbers, 0.5 against 2", partial(tied, mean=0.5), partial(tied, mean=2.0)),
)
LOADS = (
    _alike("none below the limit", partial(loads, limit=-9.0)),
    _alike("half below", partial(loads, limit=3.0)),
    _alike("79 % below", partial(loads, limit=3.8)),
    _alike("93 % below", partial(loads, limit=4.5)),
    Law("half below, spread of 1 against 0.4", partial(loads, limit=3.0), partial(loads, limit=3.0, spread=0.4), alike=True),
    Law("half below, 1 log apart", partial(loads, limit=3.0, mean=2.5), partial(loads, limit=3.0, mean=3.5)),
    Law("most below, 1 log apart", partial(loads, limit=4.0, mean=2.5), partial(loads, limit=4.0, mean=3.5)),
)
RATINGS = (
    _alike("alike at visits", partial(ratings, means=(2.0, 2.0, 2.0), spreads=(1.0, 1.0, 1.0))),
    _alike("spread grows", partial(ratings, means=(2.0, 2.0, 2.0), spreads=(1.0, 2.0, 4.0))),
    Law(
        "spread of 3 against 1",
        partial(ratings, means=(2.0, 2.0, 2.0), spreads=(3.0, 3.0, 3.0)),
        partial(ratings, means=(2.0, 2.0, 2.0), spreads=(1.0, 1.0, 1.0)),
        alike=True,
    ),
    Law(
        "1 apart at the end, spread grows",
        partial(ratings, means=(2.0, 1.5, 1.0), spreads=(1.0, 1.5, 2.0)),
        partial(ratings, means=(2.0, 2.0, 2.0), spreads=(1.0, 1.5, 2.0)),
    ),
)
CHANGES = (
    _alike("no change", partial(changed, by=0.0)),
    _alike("1 lower in both", partial(changed, by=-1.0)),
    _alike("low whole ratings", partial(changed_ratings, by=0.0)),
    Law("spread of 3 against 1 at the visit", partial(changed, by=0.0, spread=3.0), partial(changed, by=0.0), alike=True),
    Law("1 lower against no change", partial(changed, by=-1.0), partial(changed, by=0.0)),
)
CENTRE_SHARES = (
    _alike("20 %, centres differ", partial(centre_shares, risk=0.2, alike=5.0)),
    _alike("5 %, centres differ", partial(centre_shares, risk=0.05, alike=5.0)),
    _alike("50 %, centres hardly differ", partial(centre_shares, risk=0.5, alike=1000.0)),
    Law("10 % against 40 %", partial(centre_shares, risk=0.1, alike=5.0), partial(centre_shares, risk=0.4, alike=5.0)),
)
CENTRE_COUNTS = (
    _alike("0.3 a woman, centres differ", partial(centre_counts, rate=0.3, shape=2.0)),
    _alike("1 a woman, centres hardly differ", partial(centre_counts, rate=1.0, shape=100.0)),
    Law("0.3 against 1", partial(centre_counts, rate=0.3, shape=2.0), partial(centre_counts, rate=1.0, shape=2.0)),
)
CENTRE_NUMBERS = (
    _alike("centres differ", partial(centre_numbers, mean=0.0, spread=1.0)),
    _alike("centres do not differ", partial(centre_numbers, mean=0.0, spread=0.0)),
    Law("1 apart", partial(centre_numbers, mean=1.0, spread=1.0), partial(centre_numbers, mean=0.0, spread=0.5)),
)
# (kind, whether whole centres are randomised): laws
LAWS: dict[tuple[Kind, bool], tuple[Law, ...]] = {
    (SHARE, False): SHARES,
    (COUNT, False): COUNTS,
    (TIME, False): TIMES,
    (RECURRENCE, False): HISTORIES,
    (NUMBER, False): NUMBERS_OF_WOMEN,
    (LOAD, False): LOADS,
    (NUMBERS, False): RATINGS,
    (CHANGE, False): CHANGES,
    (SHARE, True): CENTRE_SHARES,
    (COUNT, True): CENTRE_COUNTS,
    (NUMBER, True): CENTRE_NUMBERS,
}
