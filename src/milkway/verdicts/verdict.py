"""The rule that makes one word of the findings for and against one part of a statement, and of nothing else.

1. A finding has the level of its certainty, one less for each of outcome, exposure and population that is not the part's;
   never less than very low; three that are not are no evidence for the part. With none of them it saw the part directly.
2. A finding speaks for a part if its interval or test leaves out no effect, against it if its interval leaves out the least
   effect that is worth having (`direction.py`). The rest is uncertain and has no voice.
3. Findings of the same participants speak once. If they point both ways, the surer side speaks: unchanged if it is two levels
   surer, one level lower if it is one level surer; equally sure, they say nothing. A systematic review of the part itself that is
   as sure as the best of its trials speaks in their place; two or more that all agree with it stand as they are.
4. A side is as strong as its surest voice; three or more independent voices at that level, where it is low or moderate,
   count as one level more. Independent means other participants and another sponsor.
5. What is not direct cannot dispute what is direct at moderate or more, of other participants or of the same.
6. Nothing read: not reviewed, or no finding after a search. Both sides equally strong and at least low: disputed. Otherwise the
   stronger side decides: for it, supported if it is direct at moderate with a second independent voice at low or more, or
   direct at high, else suggestive at low or more; against it, contradicted on the same terms. All else is not established.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Word = Literal[
    "supported",
    "suggestive",
    "not established",
    "disputed",
    "contradicted",
    "no finding after a search",
    "not reviewed",
]
WORDS: tuple[Word, ...] = get_args(Word)
Level = Literal["high", "moderate", "low", "very low"]
LEVELS: dict[str, int] = {"very low": 1, "low": 2, "moderate": 3, "high": 4}
NONE, VERY_LOW, LOW, MODERATE, HIGH = 0, 1, 2, 3, 4
CLEAR = 2  # levels by which one side of the same participants must be surer to be heard unchanged
MANY = 3  # independent voices that count as one level more


@dataclass(frozen=True)
class Evidence:
    """A finding as the rule sees it.

    Attributes:
        direction: for or against the part; none where it is uncertain or judges that nothing can be said.
        certainty: of the finding about what it measured.
        removed: how many of outcome, exposure and population are not the part's.
        participants: all names under which its people or animals are known.
        sponsor: who ran it and had a stake; empty where nobody had.
        review: whether it is a systematic review.
    """

    direction: Literal["for", "against", "none"]
    certainty: Level
    removed: int
    participants: frozenset[str]
    sponsor: str = ""
    review: bool = False

    @property
    def level(self) -> int:
        """Return how much the finding counts, 1 to 4; 0 where it is no evidence for the part."""
        return NONE if self.removed > CLEAR else max(VERY_LOW, LEVELS[self.certainty] - self.removed)

    @property
    def direct(self) -> int:
        """Return the same of a finding that saw the part itself, else 0."""
        return self.level if self.removed == 0 else NONE


@dataclass(frozen=True)
class Voice:
    """What one group of participants says: direction, level, the level at which it saw the part itself, and who had a stake."""

    direction: str
    level: int
    direct: int
    sponsor: str = ""


@dataclass(frozen=True)
class Side:
    """How strong the voices of a direction are, at best and of those that saw the part itself; whether a second one stands by."""

    level: int
    direct: int
    second: bool


@dataclass(frozen=True)
class Verdict:
    """The word, and whether the other side is at least low, so that a dissent must be named."""

    word: Word
    dissent: bool


def verdict(evidence: Sequence[Evidence], *, searched: bool = False) -> Verdict:
    """Return the word for a part with this evidence.

    Args:
        evidence: all findings of the part.
        searched: whether findings were sought, which counts where there is none.

    >>> trial = Evidence("for", "moderate", 0, frozenset({"a"}))
    >>> verdict([]).word, verdict([trial]).word
    ('not reviewed', 'suggestive')
    >>> verdict([trial, Evidence("for", "low", 0, frozenset({"b"}))]).word
    'supported'
    """
    if not evidence:
        return Verdict("no finding after a search" if searched else "not reviewed", dissent=False)
    voices = heard(evidence)
    supported, opposed = side(voices, "for"), side(voices, "against")
    favour = supported.direct if _silences(opposed) else supported.level
    against = opposed.direct if _silences(supported) else opposed.level
    if min(favour, against) >= LOW and favour == against:
        return Verdict("disputed", dissent=False)
    dissent = min(supported.level, opposed.level) >= LOW
    if favour > against:
        return Verdict(_for(supported, favour), dissent)
    strong = against > favour and _settles(opposed)
    return Verdict("contradicted" if strong else "not established", dissent)


def groups(evidence: Iterable[Evidence]) -> list[list[Evidence]]:
    """Return the findings in groups that share participants, directly or through others."""
    found: list[list[Evidence]] = []
    for one in evidence:
        joined = [group for group in found if any(one.participants & other.participants for other in group)]
        found = [group for group in found if group not in joined]
        found.append([*(other for group in joined for other in group), one])
    return found


def heard(evidence: Sequence[Evidence]) -> list[Voice]:
    """Return the voices of all findings, reviews in the place of their trials or aside."""
    trials = groups(one for one in evidence if not one.review)
    voices = [(group, spoken(group)) for group in trials]
    for reviews in groups(one for one in evidence if one.review):
        known = frozenset[str]().union(*(one.participants for one in reviews))
        covered = [(group, voice) for group, voice in voices if any(known & one.participants for one in group)]
        review = spoken(reviews)
        if not covered:
            voices.append((reviews, review))
        elif review is not None and _replaces(review, [voice for _, voice in covered if voice is not None]):
            voices = [one for one in voices if one not in covered]
            voices.append((reviews, review))
    return [voice for _, voice in voices if voice is not None]


def spoken(group: Sequence[Evidence]) -> Voice | None:
    """Return what a group of the same participants says, or nothing where its findings cancel or have no direction."""
    supported, opposed = _surest(group, "for"), _surest(group, "against")
    favour = supported.direct if opposed.direct >= MODERATE else supported.level
    against = opposed.direct if supported.direct >= MODERATE else opposed.level
    surer, high, low = (supported, favour, against) if favour >= against else (opposed, against, favour)
    if high == low:
        return None
    lost = 0 if high - low >= CLEAR or low == NONE else 1
    return Voice(surer.direction, max(VERY_LOW, high - lost), max(NONE, surer.direct - lost), surer.sponsor)


def side(voices: Iterable[Voice], direction: str) -> Side:
    """Return how strong the voices of a direction are together."""
    same = [voice for voice in voices if voice.direction == direction]
    level = _together([(voice.level, voice.sponsor) for voice in same])
    direct = _together([(voice.direct, voice.sponsor) for voice in same])
    best = max(same, key=lambda voice: (voice.direct, voice.level), default=None)
    second = any(one is not best and one.level >= LOW and _independent(one, best) for one in same) if best else False
    return Side(level, direct, second)


def _together(levels: Sequence[tuple[int, str]]) -> int:
    """Return the level of independent voices together."""
    most = max((level for level, _ in levels), default=NONE)
    at = [sponsor for level, sponsor in levels if level == most]
    independent = sum(not sponsor for sponsor in at) + len({sponsor for sponsor in at if sponsor})
    return most + (LOW <= most <= MODERATE and independent >= MANY)


def _independent(one: Voice, other: Voice) -> bool:
    return not one.sponsor or one.sponsor != other.sponsor


def _replaces(review: Voice, trials: Sequence[Voice]) -> bool:
    """Return whether a review speaks in the place of its trials: on the part itself, as sure as they, and silencing no ally."""
    as_sure = review.direct >= max((one.level for one in trials), default=VERY_LOW)
    allies = sum(one.direction == review.direction for one in trials)
    return as_sure and not (len(trials) == allies >= 2)


def _surest(group: Sequence[Evidence], direction: str) -> Voice:
    same = [one for one in group if one.direction == direction]
    best = max(same, key=lambda one: one.level, default=None)
    direct = max((one.direct for one in same), default=NONE)
    return Voice(direction, best.level if best else NONE, direct, best.sponsor if best else "")


def _silences(one: Side) -> bool:
    """Return whether what is not direct cannot dispute a side."""
    return one.direct >= MODERATE


def _settles(one: Side) -> bool:
    """Return whether a side earns the top word of its direction."""
    return one.direct >= HIGH or (one.direct >= MODERATE and one.second)


def _for(supported: Side, level: int) -> Word:
    if _settles(supported):
        return "supported"
    return "suggestive" if level >= LOW else "not established"
