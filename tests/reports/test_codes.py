"""Codes of laboratory parameters, whatever a protocol calls its groups."""

import re
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from milkway.reports.datasets.codes import group_codes, strain_codes

ALIKE = st.sampled_from(["strain", "strain02", "STRAIN 03", "a" * 9, "a" * 10])
NAMES = st.lists(st.one_of(st.text(max_size=12), ALIKE), max_size=8)


def protocol_with(groups):
    """What the codes look at: assays by name with their groups by name."""
    held = [dict.fromkeys(names, ("strain",)) for names in groups]
    culture = tuple(SimpleNamespace(name=f"lab {number}", groups=one) for number, one in enumerate(held))
    return SimpleNamespace(assays=SimpleNamespace(culture=culture), strain="strain")


@given(st.lists(NAMES, max_size=4))
def test_every_parameter_has_a_code_of_its_own_that_a_transport_file_can_hold(groups):
    protocol = protocol_with(groups)
    codes = [*group_codes(protocol).values(), *strain_codes(protocol).values()]
    assert len(set(codes)) == len(codes) == sum(len(set(names)) + bool(names) for names in groups)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]{0,7}", code) for code in codes)


def test_names_that_begin_alike_are_numbered_and_the_first_typing_is_plain():
    protocol = protocol_with([["staphylococcus aureus", "staphylococci"], ["Staphylococcus", "strain", "2nd", "żółć"]])
    assert list(group_codes(protocol).values()) == ["STAPHYLO", "STAPHY02", "STAPHY03", "STRAIN04", "G2ND", "ZOLC"]
    assert list(strain_codes(protocol).values()) == ["STRAIN", "STRAIN02"]


def test_a_hundred_names_that_begin_alike_have_a_hundred_codes():
    codes = group_codes(protocol_with([[f"staphylococcus {number}" for number in range(150)]])).values()
    assert len(set(codes)) == 150
    assert max(map(len, codes)) == 8
