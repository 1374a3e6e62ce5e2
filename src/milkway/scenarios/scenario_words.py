"""Read a scenario from words such as "3e9 CFU/day from day 4 to day 64", and tell every mistake at once."""

import re
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING

from milkway.biology.disputed import not_asked_for
from milkway.biology.models import DISPUTED_ROUTES
from milkway.cohorts.chosen import Chosen, read_model
from milkway.core.errors import InputError, Mistake
from milkway.core.name_lists import several
from milkway.core.network import declared_by
from milkway.core.numerals import NUMBER, read_number, whole_of
from milkway.core.units import UnitError, parse_unit, read_amount
from milkway.scenarios.scenario import Emptying, Feeding, Probiotic, Scenario, Spell, Supposed

if TYPE_CHECKING:
    from milkway.protocol.protocol import Hypothesis

START = -60  # a what-if begins in pregnancy, before the breasts are prepared
LATEST = 730
PERIPARTUM = Spell(-1, 1)
BIRTHS = ("vaginal", "caesarean")
FEEDINGS = ("breast", "mixed", "formula")
MOST_FEEDS = 48
USUAL = {
    "birth": "vaginal",
    "feeding": "breast",
    "probiotic": "none",
    "antibiotics": "none",
    "infant_antibiotics": "none",
    "emptying": "usual",
    "hypothesis": "null",
}
HYPOTHESES, NULL = "hurtado2017", USUAL["hypothesis"]  # the protocol whose hypotheses on the product a what-if may suppose

SPELL = re.compile(r"(?:from )?day (-?[0-9]{1,4}) (?:to|until) (?:day )?(-?[0-9]{1,4})")
FED = re.compile(r"([a-z]+)(?: until day ([0-9]{1,4}))?")
OFTEN, MUCH = rf"(?P<feeds>{NUMBER}) feeds", rf"fraction (?P<fraction>{NUMBER})"
FEEDS, FRACTION = re.compile(f"{OFTEN}(?:, ?{MUCH})?"), re.compile(f"{MUCH}(?:, ?{OFTEN})?")


def read_scenario(
    birth: str,
    feeding: str,
    probiotic: str,
    antibiotics: str,
    emptying: str,
    days: int,
    model: str | Chosen = "complete",
    routes: str | Sequence[str] = "off",
    off: str | Sequence[str] = "",
    hypothesis: str = "null",
    *,
    infant_antibiotics: str = "none",
) -> tuple[Scenario | None, list[Mistake]]:
    """Return the scenario, or None and its mistakes.

    Args:
        birth: "vaginal" or "caesarean".
        feeding: "breast", "mixed" or "formula"; the first two may end, as in "breast until day 90".
        probiotic: "none", "3e9 CFU/day" (from birth to the end), or as "3e9 CFU/day from day 4 to day 64, day 90 to day 120";
            the last day of a spell is the first without.
        antibiotics: "none", "peripartum", or as "day 10 to 17, day 30 to 37".
        emptying: "usual", or as "12 feeds", "fraction 0.8" or "12 feeds, fraction 0.8".
        days: last day of the run, days since birth.
        model: "complete", or as "complete without skin,contact"; or a model that was chosen.
        routes: disputed routes that are asked for: "off" for none, "on" for all, or some, as "entero_mammary".
        off: routes to be shut, as "skin,contact".
        hypothesis: on the product, by its name in the protocol that ships as `HYPOTHESES`; "null" for none.
        infant_antibiotics: courses that the infant itself is given: "none", or as "day 2 to 5, day 30 to 37".

    >>> scenario, mistakes = read_scenario("vaginal", "breast until day 90", "none", "peripartum", "usual", 120)
    >>> scenario.feeding, scenario.antibiotics
    (Feeding(kind='breast', until=90), (Spell(first=-1, until=1),))
    """
    mistakes: list[Mistake] = []
    given = (birth, feeding, probiotic, antibiotics, infant_antibiotics, emptying, hypothesis)
    birth, feeding, probiotic, antibiotics, infant_antibiotics, emptying, hypothesis = (
        _text(name, one, mistakes) for name, one in zip(USUAL, given, strict=True)
    )
    if birth not in BIRTHS:
        mistakes.append(Mistake("birth", repr(birth), " or ".join(BIRTHS)))
    last = whole_of(days)
    if last is None or not 1 <= last <= LATEST:
        mistakes.append(Mistake("days", repr(days), f"a whole number from 1 to {LATEST}"))
        last = LATEST
    chosen = read_model(model, mistakes)
    asked = _routes(routes, chosen.without, mistakes)
    scenario = Scenario(
        birth=birth,
        feeding=_feeding(feeding, mistakes),
        probiotic=_probiotic(probiotic, last, mistakes),
        antibiotics=_antibiotics(antibiotics, last, mistakes),
        infant_antibiotics=_infant_antibiotics(infant_antibiotics, last, mistakes),
        emptying=_emptying(emptying, mistakes),
        days=last,
        without=chosen.without,
        routes=asked,
        off=_shut(off, chosen, asked, mistakes),
        hypothesis=_supposed(hypothesis, probiotic, chosen, mistakes),
    )
    return (None if mistakes else scenario), mistakes


def scenario_of(
    *,
    birth: str = "vaginal",
    feeding: str = "breast",
    probiotic: str = "none",
    antibiotics: str = "none",
    infant_antibiotics: str = "none",
    emptying: str = "usual",
    days: int = 120,
    model: str = "complete",
    routes: str | Sequence[str] = "off",
    off: str | Sequence[str] = "",
    hypothesis: str = "null",
) -> Scenario:
    """Return the scenario of words.

    Raises:
        InputError: every mistake.
    """
    scenario, mistakes = read_scenario(
        *(birth, feeding, probiotic, antibiotics, emptying, days, model, routes, off, hypothesis),
        infant_antibiotics=infant_antibiotics,
    )
    if scenario is None:
        raise InputError("scenario", mistakes)
    return scenario


def _text(name: str, given: object, mistakes: list[Mistake]) -> str:
    """Return words of the scenario; what is no text is a mistake, and the usual words take its place."""
    if isinstance(given, str):
        return given
    mistakes.append(Mistake(name, repr(given), f"a text, such as {USUAL[name]!r}"))
    return USUAL[name]


def _feeding(text: str, mistakes: list[Mistake]) -> Feeding:
    found = FED.fullmatch(text)
    if found is None or found[1] not in FEEDINGS or (found[1] == "formula" and found[2]):
        allowed = "breast, mixed or formula; also 'breast until day 90' or 'mixed until day 90'"
        mistakes.append(Mistake("feeding", repr(text), allowed))
        return Feeding("breast")
    return Feeding(found[1], int(found[2]) if found[2] else None)


def _probiotic(text: str, end: int, mistakes: list[Mistake]) -> Probiotic | None:
    if text == "none":
        return None
    amount, timed, when = text.partition(" from ")
    allowed = "none, '3e9 CFU/day' from birth on, or as '3e9 CFU/day from day 4 to day 64'; spells with commas between them"
    spells = _spells(when, "probiotic", end, mistakes, allowed) if timed else (Spell(0, end),)
    try:
        dose = read_amount(amount, parse_unit("CFU/day"))
    except UnitError as error:
        mistakes.append(Mistake("probiotic", repr(amount), f"an amount in CFU/day ({error})"))
        return None
    if dose <= 0:
        mistakes.append(Mistake("probiotic", repr(amount), "a dose above zero; 'none' for none"))
    return Probiotic(dose, spells) if spells else None


def _antibiotics(text: str, end: int, mistakes: list[Mistake]) -> tuple[Spell, ...]:
    if text == "none":
        return ()
    first, last = PERIPARTUM.first, PERIPARTUM.until
    said = ",".join(f"day {first} to {last}" if one.strip() == "peripartum" else one for one in text.split(","))
    return _spells(said, "antibiotics", end, mistakes, "none, peripartum, or as 'day 10 to 17'; spells with commas between them")


def _infant_antibiotics(text: str, end: int, mistakes: list[Mistake]) -> tuple[Spell, ...]:
    """Return the courses of the infant itself, which begin at birth at the earliest."""
    if text == "none":
        return ()
    allowed = "none, or as 'day 2 to 5'; courses with commas between them"
    return _spells(text, "infant_antibiotics", end, mistakes, allowed, begin=0)


def _spells(text: str, where: str, end: int, mistakes: list[Mistake], allowed: str, *, begin: int = START) -> tuple[Spell, ...]:
    """Return spells in order; one that begins before the one before it has ended is a mistake."""
    read = [_spell(one.strip(), where, (begin, end), mistakes, allowed) for one in text.split(",")]
    spells = tuple(one for one in read if one is not None)
    for one, after in pairwise(spells):
        if after.first < one.until:
            found = f"day {one.first} to {one.until}, day {after.first} to {after.until}"
            mistakes.append(Mistake(where, found, "spells in order, each beginning when the one before it has ended"))
    return spells


def _spell(text: str, where: str, within: tuple[int, int], mistakes: list[Mistake], allowed: str) -> Spell | None:
    found = SPELL.fullmatch(text)
    if found is None:
        mistakes.append(Mistake(where, repr(text), allowed))
        return None
    spell = Spell(int(found[1]), int(found[2]))
    begin, end = within
    if not begin <= spell.first < spell.until <= end:
        found = f"day {spell.first} to {spell.until}"
        mistakes.append(Mistake(where, found, f"a first day before the last, within {begin} and {end}"))
        return None
    return spell


def _emptying(text: str, mistakes: list[Mistake]) -> Emptying:
    found = FEEDS.fullmatch(text) or FRACTION.fullmatch(text)
    numbers = {name: read_number(digits) for name, digits in (found.groupdict() if found else {}).items() if digits is not None}
    feeds, fraction = numbers.get("feeds"), numbers.get("fraction")
    fits = (feeds is None or 0 < feeds <= MOST_FEEDS) and (fraction is None or 0 < fraction < 1)
    if text != "usual" and (not numbers or not fits):
        allowed = f"usual, '12 feeds' (up to {MOST_FEEDS} a day), 'fraction 0.8' (between 0 and 1), or both with a comma"
        mistakes.append(Mistake("emptying", repr(text), allowed))
        return Emptying()
    return Emptying(feeds, fraction)


def _routes(text: str | Sequence[str], without: tuple[str, ...], mistakes: list[Mistake]) -> tuple[str, ...]:
    """Return the disputed routes that are asked for."""
    known = tuple(route.name for route in DISPUTED_ROUTES)
    if text in ("off", "on"):
        return tuple(name for name in known if name not in without) if text == "on" else ()
    names = several(text)
    mistakes += [] if names else [Mistake("routes", repr(text), f"off, on, or of {', '.join(known)}")]
    mistakes += [Mistake("routes", repr(name), f"off, on, or of {', '.join(known)}") for name in names if name not in known]
    mistakes += [Mistake("routes", repr(name), "a route that model does not leave out") for name in names if name in without]
    return names


def _shut(text: str | Sequence[str], chosen: Chosen, routes: tuple[str, ...], mistakes: list[Mistake]) -> tuple[str, ...]:
    """Return the routes that are to be shut; those that a run does not have are mistakes."""
    known = tuple(one.name for one in chosen.left.lacking(*not_asked_for(routes)).processes if one.off)
    names = several(text)
    mistakes += [Mistake("off", repr(name), f"a route of this run: {', '.join(known)}") for name in names if name not in known]
    return names


def _supposed(name: str, probiotic: str, chosen: Chosen, mistakes: list[Mistake]) -> Supposed | None:
    """Return a hypothesis of the protocol that ships; nothing for that the product does nothing."""
    if name == NULL:
        return None
    protocols = import_module("milkway.protocol.known")  # which most runs do without
    found: dict[str, Hypothesis] = {one.name: one for one in protocols.read_known_protocol(HYPOTHESES).hypotheses}
    if name not in found:
        mistakes.append(Mistake("hypothesis", repr(name), ", ".join(found)))
        return None
    one = found[name]
    if probiotic == "none":
        mistakes.append(Mistake("hypothesis", f"{name!r} on a product that nobody takes", "null, or a probiotic"))
    known = {parameter.key for parameter in declared_by(chosen.left)}
    lacking = [key for key in one.sets if key not in known]
    if lacking:
        mistakes.append(Mistake("hypothesis", f"{name!r}, which sets {', '.join(lacking)}", "null, or a model that has these"))
    tuned = f"tuned on {', '.join(one.basis.tuned_on)}" if one.basis.tuned_on else one.basis.kind
    return Supposed(one.name, one.label, dict(one.sets), tuned)
