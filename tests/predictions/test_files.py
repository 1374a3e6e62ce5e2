"""Registered predictions stay what they were when they were registered."""

import json
from pathlib import Path

import pytest

PLACE = Path(__file__).parents[2] / "predictions"
TRIALS = ("actrn12615000923561", "nct04032899")


def _told(name):
    return json.loads((PLACE / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", TRIALS)
def test_a_prediction_covers_every_hypothesis_and_route_setting(name):
    found = {(one["hypothesis"], one["routes"]) for one in _told(name)["predictions"] if one["endpoint"] == "clinical_mastitis"}
    hypotheses = ("null", "competition", "immune", "both")
    assert found == {(hypothesis, routes) for hypothesis in hypotheses for routes in ("off", "on", "averaged")}


@pytest.mark.parametrize("name", TRIALS)
def test_a_prediction_says_when_and_from_what_it_was_made(name):
    told = _told(name)
    assert {"date", "milkway", "code", "seed", "parameter_tables", "posterior", "protocol"} <= set(told)
    assert told["date"] in (PLACE / f"{name}.md").read_text(encoding="utf-8")
