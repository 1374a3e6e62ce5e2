"""PARAMCD of what a laboratory reports: at most eight of A-Z and 0-9, a letter first, and another code for each parameter."""

import unicodedata
from collections.abc import Iterable, Iterator

from milkway.analysis.registry import answered
from milkway.analysis.score import Answer
from milkway.protocol.protocol import Protocol

STRAIN, SHARED = "STRAIN", "SHARED"
LONGEST = 8  # letters
GROUP = "G"  # before a name that begins with a figure, or has no letters at all


def group_codes(protocol: Protocol) -> dict[tuple[str, str], str]:
    """Return the code of every assay and group: its first letters, numbered where two begin alike."""
    found: dict[tuple[str, str], str] = {}
    for assay in (*protocol.assays.culture, *protocol.assays.sequencing):
        for group in assay.groups:
            found[assay.name, group] = _free(letters(group), len(found) + 1, (STRAIN, SHARED, *found.values()))
    return found


def strain_codes(protocol: Protocol) -> dict[str, str]:
    """Return the code of the typing of colonies in every assay that grows the strain, numbered from the second."""
    groups, found = group_codes(protocol).values(), dict[str, str]()
    typing = [one for one in protocol.assays.culture if any(protocol.strain in taxa for taxa in one.groups.values())]
    for number, culture in enumerate(typing, start=1):
        found[culture.name] = _free(STRAIN, number, (*groups, *found.values()))
    return found


def sharing_codes(protocol: Protocol) -> dict[str, str]:
    """Return the code of every comparison of a mother's and her infant's strains, numbered from the second."""
    others = (*group_codes(protocol).values(), *strain_codes(protocol).values())
    found: dict[str, str] = {}
    for number, assay in enumerate(protocol.assays.sharing, start=1):
        found[assay.name] = _free(SHARED, number, (*others, *found.values()))
    return found


def answers() -> dict[str, Answer]:
    """Return how each score that is an answer is called: as it says itself, or by its name and label."""
    found = {one.name: one.answer for one in answered() if one.answer is not None}
    for number, one in enumerate((one for one in answered() if one.answer is None), start=1):
        code = _free(letters(one.name), number, [known.code for known in found.values()])
        found[one.name] = Answer(code, one.label[:1].upper() + one.label[1:])
    return {one.name: found[one.name] for one in answered()}


def letters(name: str) -> str:
    """Return a name in A-Z and 0-9, a letter first; letters of other scripts by the names that Unicode gives them.

    >>> [letters(name) for name in ("S. aureus", "2nd count", "Ægte stafylokokker", "σταφ")]
    ['SAUREUS', 'G2NDCOUNT', 'AEGTESTAFYLOKOKKER', 'SIGMATAUALPHAPHI']
    """
    plain = "".join(_plain(name))
    return plain if plain[:1].isalpha() else GROUP + plain


def _plain(name: str) -> Iterator[str]:
    for letter in unicodedata.normalize("NFKD", name).upper():
        _, _, called = unicodedata.name(letter, "").partition(" LETTER ")
        known = letter if letter.isascii() else called.partition(" ")[0]
        yield from filter(str.isalnum, known)


def _free(whole: str, number: int, taken: Iterable[str]) -> str:
    """Return the first letters, or fewer and the first number from this one that makes a code that is not taken."""
    code = whole[:LONGEST]
    while code in taken:
        digits = f"{number:02d}"
        code = whole[: LONGEST - len(digits)] + digits
        number += 1
    return code
