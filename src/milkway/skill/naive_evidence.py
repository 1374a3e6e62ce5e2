"""The published results that the naive rival is made of: `data/naive.toml`, checked and as observations on their scales."""

from dataclasses import replace
from functools import cache
from importlib.resources import files
from math import log

from pydantic import Field
from pydantic.dataclasses import dataclass as checked

from milkway.core.errors import InputError, Mistake
from milkway.ledger.parsing import STRICT, parsed, toml_of
from milkway.published.sampling_laws import Z95
from milkway.skill.links import LINKS, LOG, LOG_ODDS, Link, at_most, counted, events, log_ratio, number
from milkway.skill.random_effects import Observation

FEW = 0.5  # "rarely", and "none" of nobody knows how many, are read as fewer than this
PRINTED = ("count", "events", "share", "mean", "below", "words")


@checked(config=STRICT, frozen=True)
class Reference:
    """What one group printed: one of `count` of women, `events` of women, `share`, `mean` (with `error`), `below`, `words`."""

    study: str
    locator: str
    count: tuple[int, int] | None = None
    events: tuple[int, int] | None = None
    share: float | None = None
    mean: float | None = None
    error: float = 0.0
    below: float | None = None
    words: str = ""
    days: tuple[int, int] | None = None
    overlaps: str = ""
    unlike: str = ""  # why it is no group of the same case definition, followed for as long as the timing is known
    note: str = ""


@checked(config=STRICT, frozen=True)
class Contrast:
    """Two arms of a trial: events and women of the `first` and the `second`, or the printed `difference` of their means."""

    study: str
    locator: str
    first: tuple[int, int] | None = None
    second: tuple[int, int] | None = None
    difference: float | None = None
    note: str = ""


@checked(config=STRICT, frozen=True)
class Family:
    """Results that are alike.

    Attributes:
        name: stable key.
        topic: of the likelihood, whose discrepancy they share.
        about: what they are, in words.
        scores: of endpoints that belong to it.
        link: scale of the effects.
        heterogeneity: scale of the half-normal prior between studies.
        timed: whether they grow with follow-up as episodes do.
        scored_with: of results of one arm that share this name, one is scored.
        favours: -1 or 1, which way a product that works would draw it.
        treated: whether the references are arms with a product, of which alone anything is said.
        references: groups without a product.
        contrasts: arms with a product against such.
    """

    name: str
    topic: str
    about: str
    scores: tuple[str, ...]
    link: str
    heterogeneity: float
    timed: bool
    scored_with: str
    favours: int
    treated: bool = False
    references: tuple[Reference, ...] = Field(default=(), alias="reference")
    contrasts: tuple[Contrast, ...] = Field(default=(), alias="contrast")

    @property
    def scale(self) -> Link:
        """Return the scale of the effects."""
        return LINKS[self.link]

    def on(self, scale: Link) -> "Family":
        """Return the same results on another scale, whatever their follow-up."""
        return replace(self, link=scale.name, timed=False)

    @property
    def plain(self) -> "Family":
        """Return the groups of the same case definition alone, not brought to equal follow-up."""
        return replace(self, timed=False, references=tuple(one for one in self.references if not one.unlike))


@checked(config=STRICT, frozen=True)
class Factor:
    """A risk factor of mastitis: a ratio with its 95 % interval, up in the suspected direction, and its covariate if any.

    `result` is that of the catalogue which is the same ratio; empty where no simulated women are read for it.
    """

    study: str
    name: str
    ratio: tuple[float, float, float]
    locator: str
    covariate: str = ""
    result: str = ""

    @property
    def observation(self) -> Observation:
        """Return its logarithm with the standard error that the interval says."""
        return number(self.study, self.ratio[0], log(self.ratio[2] / self.ratio[1]) / (2 * Z95), LOG)


@checked(config=STRICT, frozen=True)
class _Timing:
    study: str
    locator: str
    share: float
    early: int
    whole: int


@checked(config=STRICT, frozen=True)
class NaiveEvidence:
    """All that the naive rival knows."""

    timings: tuple[_Timing, ...] = Field(alias="timing")
    families: tuple[Family, ...] = Field(alias="family")
    factors: tuple[Factor, ...] = Field(alias="factor")


@cache
def naive_evidence() -> NaiveEvidence:
    """Return what the naive rival knows.

    Raises:
        InputError: every mistake of the file.

    >>> [one.name for one in naive_evidence().families]
    ['ill', 'episodes', 'well', 'strain', 'load']
    """
    mistakes: list[Mistake] = []
    found = parsed(NaiveEvidence, toml_of(files("milkway.skill").joinpath("data", "naive.toml")), "naive.toml", mistakes)
    if found is not None:
        mistakes += [one for family in found.families for one in _family_mistakes(family)]
    if found is None or mistakes:
        raise InputError("naive.toml", mistakes)
    return found


def family_of(score: str) -> Family | None:
    """Return the family of an endpoint's score; None where no like result was printed."""
    return next((one for one in naive_evidence().families if score in one.scores), None)


def passed(first: float, last: float, left_out: frozenset[str] = frozenset()) -> float | None:
    """Return the share of the episodes of the whole follow-up of the ledger's timing that fall between two days.

    The hazard is level before and after the early days; beyond the whole it goes on as it was.

    Args:
        first: day.
        last: day.
        left_out: studies whose timing is not known; of the others the first counts, and without any there is none.

    >>> round(passed(0, 28), 2), passed(0, 182)
    (0.53, 1.0)
    """
    known = next((one for one in naive_evidence().timings if one.study not in left_out), None)
    return None if known is None else _until(known, last) - _until(known, first)


def offset_of(family: Family, days: tuple[float, float] | None, left_out: frozenset[str]) -> float | None:
    """Return the log of the share of episodes that a follow-up holds, 0 of what is not timed; None where no timing is known."""
    if not family.timed or days is None:
        return 0.0
    share = passed(*days, left_out)
    return None if share is None else log(share)


def _until(known: _Timing, day: float) -> float:
    if day <= known.early:
        return known.share * day / known.early
    return known.share + (1 - known.share) * (day - known.early) / (known.whole - known.early)


def reference_observations(family: Family, left_out: frozenset[str]) -> list[Observation]:
    """Return what groups without a product printed, without the studies that are left out, and nobody twice.

    Nothing of what is timed where the timing itself is left out.
    """
    kept = [one for one in family.references if one.study not in left_out]
    studies = {one.study for one in kept}
    both = [(one, offset_of(family, one.days, left_out)) for one in kept if one.overlaps not in studies]
    return [_reference(one, family, offset) for one, offset in both if offset is not None]


def contrast_observations(family: Family, left_out: frozenset[str]) -> list[Observation]:
    """Return differences of arms on the scale of the family, without the studies that are left out."""
    return [_contrast(one, family) for one in family.contrasts if one.study not in left_out]


def _reference(one: Reference, family: Family, offset: float) -> Observation:
    if one.count is not None:
        return counted(one.study, *one.count, family.scale, offset)
    if one.events is not None:
        return events(one.study, *one.events, offset)
    if one.below is not None:
        return at_most(one.study, one.below, one.error, family.scale, offset)
    if one.words:
        return at_most(one.study, FEW, 0.0, LOG_ODDS, offset)
    value = one.share if one.mean is None else one.mean
    assert value is not None
    return number(one.study, value, one.error, family.scale, offset)


def _contrast(one: Contrast, family: Family) -> Observation:
    if one.first is None or one.second is None:
        assert one.difference is not None
        return Observation(one.study, one.difference, 0.0)
    if family.scale is LOG:
        (many, women), (fewer, others) = one.first, one.second
        value = log((many + 0.5) / women) - log((fewer + 0.5) / others)
        return Observation(one.study, value, (1 / (many + 0.5) + 1 / (fewer + 0.5)) ** 0.5)
    return log_ratio(one.study, one.first, one.second, family.scale)


def _family_mistakes(family: Family) -> list[Mistake]:
    where = f"naive.toml family {family.name}"
    mistakes = [] if family.link in LINKS else [Mistake(f"{where} link", repr(family.link), ", ".join(LINKS))]
    for one in family.references:
        here, given = f"{where} {one.study}", [name for name in PRINTED if getattr(one, name) not in (None, "")]
        if len(given) != 1:
            mistakes.append(Mistake(here, ", ".join(given) or "nothing", f"one of {', '.join(PRINTED)}"))
        if family.timed and one.days is None:
            mistakes.append(Mistake(f"{here} days", "nothing", "first and last day of follow-up, since it is timed"))
    return mistakes
