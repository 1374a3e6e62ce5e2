"""The flip distance as verbs tell it: in words, tables and numbers, with the search for the numbers and without."""

import json

import pytest

import milkway
from milkway.protocol.known import read_known_protocol
from milkway.protocol.variant import Variant
from milkway.reports.flip_words import flip_sentences


@pytest.fixture(scope="module")
def planned():
    """A trial of one endpoint and one hypothesis, which is soon simulated."""
    whole = read_known_protocol("hurtado2017")
    none, both = whole.hypotheses[0], whole.hypotheses[-1]
    return whole.but(endpoints=whole.endpoints[:1], hypotheses=(none, both), multiplicity=None, used_in_tuning=())


@pytest.fixture(scope="module")
def finished(planned, tmp_path_factory):
    folder = tmp_path_factory.mktemp("flip")
    return milkway.power(planned, n=1200, reps=40, target=0.3, truth="protocol", pool=90, out=folder, flip_distance=True)


def test_numbers_are_told_by_how_likely_they_turn_the_decision_the_nearest_checked(finished):
    flip = finished.summary["flip"]
    numbers = flip["numbers"]
    found = next(one for one in numbers["distances"] if one["hypothesis"] == flip["lead"])
    assert sum(found["counts"].values()) == len(numbers["slopes"]) > 200
    checked = [one["checked"] for one in found["nearest"] if one["checked"] is not None]
    assert 1 <= len(checked) <= 3  # of few women and a near target, so that much cannot be told
    assert len({one["base"] for one in checked}) == 1
    assert all(0.5 <= abs(one["moved"]) <= 3 for one in checked)
    for one in found["nearest"]:
        ends = [one[name] for name in ("low", "distance", "high") if one[name] is not None]
        assert ends == sorted(ends)
        assert one["verdict"] == ("flips" if one["chance"] >= 0.95 else "stays" if one["chance"] <= 0.05 else "cannot tell")


def test_it_stands_in_the_headline_on_the_page_and_as_a_table(finished):
    flip = finished.summary["flip"]
    told = flip_sentences(flip)
    page = (finished.folder / "power.html").read_text(encoding="utf-8")
    assert told[0].startswith("Flip distance: 1200 women have ")
    assert "each with her own draw" in told[-1]
    assert f"Flip distance under {flip['lead']}" in page
    assert (finished.folder / "tables" / f"flip-{flip['lead']}-off.csv").is_file()
    assert json.loads((finished.folder / "power.json").read_text())["flip"] == json.loads(json.dumps(flip))


def test_without_the_search_the_crossing_is_the_same_and_the_search_is_named(planned, finished):
    plain = milkway.power(planned, n=1200, reps=40, target=0.3, truth="protocol", pool=90, out=finished.folder)
    flip = plain.summary["flip"]
    assert flip["crossings"] == finished.summary["flip"]["crossings"]
    assert flip["numbers"] is None
    assert "--flip-distance" in flip_sentences(flip)[-1]


def test_designs_tell_it_of_the_design_as_planned(planned, tmp_path):
    alone = planned.but(designs=(Variant(name="the same again"),))
    found = milkway.designs(alone, truth="protocol", reps=20, pool=20, out=tmp_path, flip_distance=True)
    flip, rows = found.summary["flip"], found.summary["designs"]
    (crossing,) = flip["crossings"]
    assert crossing["power"] == next(one["power"]["value"] for one in rows if one["hypothesis"] == crossing["hypothesis"])
    assert flip["numbers"]["why_not"].startswith("fewer than 10 women")  # of twenty


def test_a_load_has_no_level_that_a_formula_knows(tmp_path):
    found = milkway.power("jimenez2008", n=40, reps=5, truth="protocol", pool=20, out=tmp_path, flip_distance=True)
    assert found.summary["flip"]["numbers"] is None
    assert flip_sentences(found.summary["flip"]) == [
        "There is no flip distance (Staphylococcus in milk at day 30): there is no formula of a load that may be below a limit."
    ]
