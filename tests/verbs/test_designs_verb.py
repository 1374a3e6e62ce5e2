"""The verb that compares designs: what is the same is told to be the same, and mistakes are told at once."""

import json

import pytest

import milkway
from milkway.cli import main
from milkway.core.errors import InputError
from milkway.protocol.known import read_known_protocol
from milkway.protocol.resolve import resolve, to_toml
from milkway.protocol.variant import Variant

STATED = (
    Variant(name="the same again"),
    Variant(name="nobody leaves", about="retention", changes={"dropout.share": 0.0}),
    Variant(name="after antibiotics", about="history", among=({"covariate": "peripartum_antibiotic", "at_least": 1},)),
    Variant(name="after mastitis", about="history", among=({"covariate": "previous_mastitis", "at_least": 1},)),
)


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("designs")
    protocol = read_known_protocol("hurtado2017").model_copy(update={"designs": STATED})
    path = folder / "mine.toml"
    path.write_text(to_toml(resolve(protocol)))
    return milkway.designs(path, truth="protocol", hypothesis="both", reps=20, pool=20, out=folder / "run")


def rows(finished, design):
    return {one["hypothesis"]: one for one in finished.summary["designs"] if one["design"] == design}


@pytest.mark.parametrize("name", ["the same again", "after antibiotics"])
def test_a_design_that_differs_in_nothing_differs_by_nothing(finished, name):
    planned, same = rows(finished, "as planned"), rows(finished, name)
    for hypothesis in ("null", "both"):
        assert same[hypothesis]["power"] == planned[hypothesis]["power"]
        assert same[hypothesis]["difference"]["value"] == same[hypothesis]["difference"]["dyads"] == 0


def test_where_nobody_leaves_what_is_seen_is_of_all_who_are_randomised(finished):
    stays, planned = rows(finished, "nobody leaves")["both"], rows(finished, "as planned")["both"]
    assert stays["n"] == planned["n"]
    assert stays["truth"] == planned["truth"]


def test_too_few_women_are_not_judged(finished):
    assert list(finished.summary["left_out"]) == ["after mastitis"]


def test_what_is_written_is_what_is_returned(finished):
    kept = json.loads((finished.folder / "designs.json").read_text())
    assert kept["designs"] == json.loads(json.dumps(finished.summary["designs"]))
    assert "What drives power" in (finished.folder / "designs.html").read_text()
    assert (finished.folder / "tables" / "designs.csv").read_text().count("\n") == 1 + len(kept["designs"])


def test_every_mistake_is_told_at_once():
    with pytest.raises(InputError) as wrong:
        milkway.designs("hurtado2017", truth=1.2, hypothesis="bth", routes="away", reps=0, pool=1, seed=-1)
    assert {one.where for one in wrong.value.mistakes} == {"truth", "hypothesis", "routes", "reps", "pool", "seed"}


def test_bad_input_has_status_two_and_names_the_nearest_endpoint(capsys):
    assert main(["designs", "hurtado2017", "--endpoint", "clinical_mastitiss", "--json"]) == 2
    (mistake,) = json.loads(capsys.readouterr().out)["error"]["mistakes"]
    assert mistake["allowed"].startswith("clinical_mastitis (did you mean that?)")


def test_a_comparison_shows_itself(finished):
    assert finished.table["power"].tolist() == [one["power"]["value"] for one in finished.summary["designs"]]
    assert finished.table["power"].dtype.kind == "f"
    assert "<table" in finished._repr_html_()
    assert len(finished.plot().data) == 1


def test_its_page_is_drawn_again_from_the_numbers_to_the_byte(finished):
    page = finished.folder / "designs.html"
    before = page.read_bytes()
    page.unlink()
    assert milkway.report(finished.folder).summary == json.loads(json.dumps(finished.summary))
    assert page.read_bytes() == before
