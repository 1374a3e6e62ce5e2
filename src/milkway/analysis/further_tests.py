"""P-values that papers print beside the one that is used, of counts in two arms: computed where they are read, which few are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from milkway.analysis.laws import Pair, fisher, likelihood_ratio, pearson, woolf, yates


@dataclass(frozen=True, eq=False)
class FurtherTests(Mapping[str, float]):
    """P of Fisher's, Pearson's, Yates's, the likelihood ratio and Woolf's test of a table; none where nobody or everybody is ill.

    Attributes:
        events: women with the event in the first and second arm.
        n: women in each.
    """

    events: Pair
    n: Pair

    def __getitem__(self, name: str) -> float:
        """Return the p of a test."""
        return _found(self.events, self.n)[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names of tests."""
        return iter(_found(self.events, self.n))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(_found(self.events, self.n))


def table_of(events: Pair, n: Pair) -> list[list[int]]:
    """Return women with and without the event by arm."""
    return [[count, size - count] for count, size in zip(events, n, strict=True)]


@lru_cache(maxsize=1000)
def _found(events: Pair, n: Pair) -> dict[str, float]:
    if sum(events) in (0, sum(n)):
        return {}
    table = table_of(events, n)
    found = {
        "fisher": fisher(table),
        "pearson": pearson(table),
        "yates": yates(table),
        "likelihood_ratio": likelihood_ratio(table),
    }
    wald = woolf(table)
    return found if wald is None else found | {"wald": wald}
