"""The rule that makes one word of the findings for and against a statement, and of nothing else.

1. A finding has the level of its certainty, one less unless it saw the statement itself in people; never less than very low.
2. Findings of the same participants speak once. If they point both ways, the surer side speaks: unchanged if it is two
   levels surer, one level lower if it is one level surer; equally sure, they say nothing.
3. The statement is as well supported as its surest voice for it, and as well opposed as its surest voice against it. Voices
   do not add up.
4. No finding: untested. Both sides at least low and less than two levels apart: disputed. Otherwise the surer side decides:
   for it, supported at moderate or high if such a voice saw it directly, else suggestive at low or more; against it,
   contradicted at moderate or high if such a voice saw it directly. All else is not established.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Word = Literal["supported", "suggestive", "not established", "disputed", "contradicted", "untested"]
WORDS: tuple[Word, ...] = ("supported", "suggestive", "not established", "disputed", "contradicted", "untested")
LEVELS = {"very low": 1, "low": 2, "moderate": 3, "high": 4}
NONE, VERY_LOW, LOW, MODERATE = 0, 1, 2, 3
CLEAR = 2  # levels by which one side must be surer to be heard alone


@dataclass(frozen=True)
class Evidence:
    """A finding as the rule sees it; `participants` are all names under which its people or animals are known."""

    direction: Literal["for", "against"]
    directness: Literal["direct", "animals", "indirect"]
    certainty: Literal["high", "moderate", "low", "very low"]
    participants: frozenset[str]

    @property
    def level(self) -> int:
        """Return how much the finding counts, 1 to 4."""
        return max(VERY_LOW, LEVELS[self.certainty] - (self.directness != "direct"))


@dataclass(frozen=True)
class Voice:
    """What one group of participants says: its direction, its level, and the level of its surest direct finding on that side."""

    direction: str
    level: int
    direct: int


def verdict(evidence: Sequence[Evidence]) -> Word:
    """Return the word for a statement with this evidence.

    >>> trial = Evidence("for", "direct", "moderate", frozenset({"a"}))
    >>> verdict([]), verdict([trial]), verdict([trial, Evidence("against", "direct", "low", frozenset({"b"}))])
    ('untested', 'supported', 'disputed')
    """
    if not evidence:
        return "untested"
    voices = [voice for group in groups(evidence) if (voice := spoken(group)) is not None]
    supported, opposed = surest(voices, "for"), surest(voices, "against")
    if min(supported.level, opposed.level) >= LOW and abs(supported.level - opposed.level) < CLEAR:
        return "disputed"
    if supported.level > opposed.level:
        return _for(supported)
    return "contradicted" if opposed.level > supported.level and opposed.direct >= MODERATE else "not established"


def groups(evidence: Iterable[Evidence]) -> list[list[Evidence]]:
    """Return the findings in groups that share participants, directly or through others."""
    found: list[list[Evidence]] = []
    for one in evidence:
        joined = [group for group in found if any(one.participants & other.participants for other in group)]
        found = [group for group in found if group not in joined]
        found.append([*(other for group in joined for other in group), one])
    return found


def spoken(group: Sequence[Evidence]) -> Voice | None:
    """Return what a group of the same participants says, or nothing where its findings cancel."""
    supported, opposed = _side(group, "for"), _side(group, "against")
    surer, other = (supported, opposed) if supported.level >= opposed.level else (opposed, supported)
    lead = surer.level - other.level
    if lead == 0:
        return None
    lost = 0 if lead >= CLEAR or other.level == NONE else 1
    level, direct = max(VERY_LOW, surer.level - lost), max(NONE, surer.direct - lost)
    return Voice(surer.direction, level, direct)


def surest(voices: Iterable[Voice], direction: str) -> Voice:
    """Return the levels that the voices of one direction reach, 0 where there is none."""
    same = [voice for voice in voices if voice.direction == direction]
    level = max((voice.level for voice in same), default=NONE)
    return Voice(direction, level, max((voice.direct for voice in same), default=NONE))


def _side(group: Sequence[Evidence], direction: str) -> Voice:
    same = [one for one in group if one.direction == direction]
    direct = max((one.level for one in same if one.directness == "direct"), default=NONE)
    return Voice(direction, max((one.level for one in same), default=NONE), direct)


def _for(supported: Voice) -> Word:
    if supported.direct >= MODERATE:
        return "supported"
    return "suggestive" if supported.level >= LOW else "not established"
