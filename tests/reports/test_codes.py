"""Codes of laboratory parameters, whatever a protocol calls its groups."""

import re
from dataclasses import replace
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from milkway.analysis.kinds import CHANGE, RECURRENCE, TIME
from milkway.analysis.registry import SCORES
from milkway.analysis.score import Answer
from milkway.protocol.events import EVENTS
from milkway.reports.datasets.adtte import times
from milkway.reports.datasets.codes import answers, group_codes, strain_codes

ALIKE = st.sampled_from(["strain", "strain02", "STRAIN 03", "a" * 9, "a" * 10])
NAMES = st.lists(st.one_of(st.text(max_size=12), ALIKE), max_size=8)


def protocol_with(groups):
    """What the codes look at: assays by name with their groups by name."""
    held = [dict.fromkeys(names, ("strain",)) for names in groups]
    culture = tuple(SimpleNamespace(name=f"lab {number}", groups=one) for number, one in enumerate(held))
    return SimpleNamespace(assays=SimpleNamespace(culture=culture, sequencing=(), sharing=()), strain="strain")


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


def test_data_sets_name_every_score_that_is_not_of_a_sample():
    for one in SCORES.values():
        assert one.kind is not TIME or one.first
        assert one.kind is not RECURRENCE or one.each
        assert one.taken == "sample" or one.first or one.each or one.kind is CHANGE or one.name in answers()


def test_codes_of_times_and_answers_are_apart_and_short():
    first, asked = [one.code for one in times()], [one.code for one in answers().values()]
    for codes in (first, asked):
        assert len(set(codes)) == len(codes)
        assert all(re.fullmatch("[A-Z][A-Z0-9]{0,7}", code) for code in codes)
    assert {one.code for one in EVENTS.values() if one.code} <= set(first)


def test_a_new_score_is_an_answer_by_its_name_and_label(monkeypatch):
    new = replace(SCORES["pain_days"], name="redness_days", label="days with redness", answer=None)
    monkeypatch.setitem(SCORES, "redness_days", new)
    assert answers()["redness_days"] == Answer("REDNESSD", "Days with redness")
