"""Two readers who rated the same findings: how well they agree, and how a second one would rate what only one has."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from milkway.core.brief import brief
from milkway.core.errors import InputError, Mistake

COLUMNS = ("statement", "finding", "direction", "directness", "certainty", "reason")
CERTAINTIES = ("very low", "low", "moderate", "high")
DIRECTNESSES = ("direct", "animals", "indirect")
DIRECTIONS = ("for", "against")
SCALES = {"certainty": CERTAINTIES, "directness": DIRECTNESSES, "direction": DIRECTIONS}
SEEN = "recorded rating was seen before this one"  # in the reason of a second rating that was not blind
TWINS = {("entero_mammary_route", "deandres2018"), ("oral_strain_reaches_milk", "dotterud2015_two_of_three")}  # rated already


@dataclass(frozen=True)
class Sheet:
    """A finding as one reader rated it: direct, in animals, or indirect."""

    direction: str
    directness: str
    certainty: str
    reason: str


@dataclass(frozen=True)
class Agreement:
    """How far two readers agree in one thing.

    Attributes:
        what: certainty, directness or direction.
        same: findings rated alike.
        of: findings rated by both, blind.
        kappa: agreement beyond chance (Cohen 1960); of the ordered scale of certainty, weighted by its steps.
        squared: the same weighted by squared steps; of the scales without an order as `kappa`.
    """

    what: str
    same: int
    of: int
    kappa: float
    squared: float


@dataclass(frozen=True)
class Moves:
    """How often a second reader rates otherwise.

    Attributes:
        steps: by steps of certainty up or down, the share of findings.
        to_indirect: share of what the first called direct that the second did not.
        to_direct: share of what the first called indirect that the second called direct.
    """

    steps: Mapping[int, float]
    to_indirect: float
    to_direct: float

    __repr__ = brief


@cache
def read_sheets(name: str) -> dict[tuple[str, str], Sheet]:
    """Return the ratings of a file that ships, by statement and finding.

    Args:
        name: first_rating or second_rating.

    Raises:
        InputError: what is not on a scale, each with its line.
    """
    text = files("milkway.ledger").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return sheets_in(f"{name}.csv", text)


def sheets_in(name: str, text: str) -> dict[tuple[str, str], Sheet]:
    """Return the ratings of a text.

    Raises:
        InputError: what is not on a scale, each with its line.
    """
    mistakes, found = list[Mistake](), dict[tuple[str, str], Sheet]()
    reader = csv.DictReader(text.splitlines())
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise InputError(name, [Mistake("line 1", str(reader.fieldnames), ",".join(COLUMNS))])
    for row in reader:
        wrong = [(what, row[what], scale) for what, scale in SCALES.items() if row[what] not in scale]
        mistakes += [Mistake(f"line {reader.line_num} {what}", repr(value), ", ".join(scale)) for what, value, scale in wrong]
        key = (row["statement"], row["finding"])
        if key in found:
            mistakes.append(Mistake(f"line {reader.line_num}", " ".join(key), "each finding of a statement once"))
        found[key] = Sheet(row["direction"], row["directness"], row["certainty"], row["reason"])
    if mistakes:
        raise InputError(name, mistakes)
    return found


@cache
def blind() -> tuple[tuple[Sheet, Sheet], ...]:
    """Return the pairs of ratings of which the second did not know the first."""
    first, second = read_sheets("first_rating"), read_sheets("second_rating")
    return tuple((first[key], second[key]) for key in first.keys() & second.keys() if SEEN not in second[key].reason)


def agreement(what: str) -> Agreement:
    """Return how far both readers agree in certainty, directness or direction.

    >>> found = agreement("certainty")
    >>> found.same, found.of, round(found.kappa, 2), round(found.squared, 2)
    (16, 32, 0.36, 0.57)
    """
    pairs = [(getattr(one, what), getattr(other, what)) for one, other in blind()]
    same, ordered = sum(one == other for one, other in pairs), what == "certainty"
    linear = kappa(pairs, SCALES[what], power=1 if ordered else 0)
    return Agreement(what, same, len(pairs), linear, kappa(pairs, SCALES[what], power=2) if ordered else linear)


def kappa(pairs: Sequence[tuple[str, str]], scale: Sequence[str], power: int) -> float:
    """Return Cohen's kappa, disagreement weighted by a power of the steps apart; 0 counts every disagreement alike.

    As statsmodels has it, by which a test checks it: what only reads verdicts loads no statistics.

    >>> kappa([("a", "a"), ("b", "b")], ("a", "b"), 0)
    1.0
    """
    seen = np.zeros((len(scale), len(scale)))
    for one, other in pairs:
        seen[scale.index(one), scale.index(other)] += 1 / len(pairs)
    place = np.arange(len(scale))
    apart = np.abs(place[:, None] - place[None, :]) ** float(power) if power else (place[:, None] != place[None, :]).astype(float)
    by_chance = float((apart * np.outer(seen.sum(axis=1), seen.sum(axis=0))).sum())
    return 1.0 - float((apart * seen).sum()) / by_chance if by_chance else 1.0


@cache
def moves() -> Moves:
    """Return how often a second reader rated otherwise than the first; two findings of one paper count once."""
    first, second = read_sheets("first_rating"), read_sheets("second_rating")
    kept = [key for key in first if SEEN not in second[key].reason and key not in TWINS]
    steps = Counter(CERTAINTIES.index(second[key].certainty) - CERTAINTIES.index(first[key].certainty) for key in kept)
    direct = [second[key].directness == "direct" for key in kept if first[key].directness == "direct"]
    others = [second[key].directness == "direct" for key in kept if first[key].directness == "indirect"]
    shares = {step: many / len(kept) for step, many in sorted(steps.items())}
    return Moves(shares, 1 - float(np.mean(direct)), float(np.mean(others)))
