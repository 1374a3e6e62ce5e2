"""What a protocol's names and labels must be where they become values of data sets: short enough in bytes, and told apart.

A text of a transport file of version 5 has at most 200 bytes, and blanks at its end are lost. All formats follow the same rule,
so that a run's data sets say the same in each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from milkway.assays.known_methods import METHODS
from milkway.core.errors import Mistake
from milkway.protocol.culture import Culture
from milkway.protocol.protocol import Protocol
from milkway.protocol.sequenced import SequencedStool, StrainSharing

LONGEST = 200  # bytes
MANY = 10**9  # no dyad has a longer number


@dataclass(frozen=True)
class Text:
    """A value of a variable, and the key of the protocol that it comes from."""

    variable: str
    value: str
    where: str


def text_mistakes(protocol: Protocol) -> list[Mistake]:
    """Return every text of a protocol that data sets cannot hold: too long, blank, or like another one."""
    texts = list(_texts(protocol))
    return [*_unfit(texts), *_alike(texts)]


def parameter_of(group: str, culture: Culture) -> str:
    """Return PARAM of a count."""
    return f"{group[:1].upper()}{group[1:]}, {culture.called} (log10 {METHODS[culture.method].unit})"


def reads_of(group: str, assay: SequencedStool) -> str:
    """Return PARAM of a share of reads."""
    return f"{group[:1].upper()}{group[1:]}, {assay.called} (share of reads)"


def sharing_of(assay: StrainSharing) -> str:
    """Return PARAM of a comparison of strains."""
    return f"Strain shared, {assay.called}"


def typing_of(culture: Culture) -> str:
    """Return PARAM of the search for the strain."""
    return f"{METHODS[culture.method].finds}, {culture.called}"


def subject_of(study: str, setting: str, hypothesis: str, dyad: int | str) -> str:
    """Return USUBJID of a woman in one world."""
    return f"{study}-{setting}-{hypothesis}-{dyad}"


def pieces(text: str, most: int) -> tuple[str, ...]:
    """Return a text in pieces that a transport file can hold, parted between words; the pieces left over are blank.

    Args:
        text: of words.
        most: how many pieces.

    >>> [len(one) for one in pieces("no event " * 30, 3)]
    [200, 68, 0]
    """
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        found[len(found) - 1 :] = [longer] if len(longer.encode()) <= LONGEST else [found[-1], word]
    assert len(found) <= most, text
    return (*found, *("",) * (most - len(found)))


def _texts(protocol: Protocol) -> Iterator[Text]:
    yield Text("STUDYID", protocol.name, "name")
    for place, arm in enumerate(protocol.arms, start=1):
        yield Text("TRT01P", arm.label, f"arms[{place}].label")
    for place, hypothesis in enumerate(protocol.hypotheses, start=1):
        yield Text("HYPOTH", hypothesis.label, f"hypotheses[{place}].label")
    for place, setting in enumerate(protocol.routes.settings, start=1):
        yield Text("ROUTES", setting.name, f"routes.settings[{place}].name")
    for place, visit in enumerate(protocol.visits, start=1):
        yield Text("AVISIT", visit.name, f"visits[{place}].name")
    for place, endpoint in enumerate(protocol.endpoints, start=1):
        yield Text("ENDPOINT", endpoint.name, f"endpoints[{place}].name")
    for setting, (place, hypothesis) in product(protocol.routes.settings, enumerate(protocol.hypotheses, start=1)):
        yield Text("USUBJID", subject_of(protocol.name, setting.name, hypothesis.name, MANY), f"hypotheses[{place}].name")
    for place, culture in enumerate(protocol.assays.culture, start=1):
        for group in culture.groups:
            yield Text("PARAM", parameter_of(group, culture), f"assays.culture[{place}].groups.{group}")
        yield Text("PARAM", typing_of(culture), f"assays.culture[{place}].name")
    for place, assay in enumerate(protocol.assays.sequencing, start=1):
        for group in assay.groups:
            yield Text("PARAM", reads_of(group, assay), f"assays.sequencing[{place}].groups.{group}")
    for place, assay in enumerate(protocol.assays.sharing, start=1):
        yield Text("PARAM", sharing_of(assay), f"assays.sharing[{place}].name")


def _unfit(texts: list[Text]) -> Iterator[Mistake]:
    for text in texts:
        size = len(text.value.encode())
        if size > LONGEST:
            allowed = f"at most {LONGEST} bytes in UTF-8, in which a letter outside ASCII has two to four"
            yield Mistake(text.where, f"{text.variable} of {size} bytes", allowed)
        if not text.value.strip():
            yield Mistake(text.where, f"{text.variable} of blanks", "a text")


def _alike(texts: list[Text]) -> Iterator[Mistake]:
    first: dict[tuple[str, str], Text] = {}
    for text in texts:
        before = first.setdefault((text.variable, text.value.rstrip()), text)
        if before is not text:
            yield Mistake(text.where, f"{text.variable} {text.value!r}, like {before.where}", "texts that differ")
