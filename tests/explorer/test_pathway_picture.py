"""The picture of the pathway is of the declarations: every way that cells move has its arrow, from organ to organ."""

import json
import re
from pathlib import Path

import pytest

import milkway.explorer
from milkway.biology.models import COMPLETE
from milkway.biology.sites import SITES
from milkway.cohorts.declared import declared_for
from milkway.compilers.tallies import ARRIVED, CAME, declared_rows
from milkway.core.network import expand
from milkway.scenarios.flows import row_of

PAGE = Path(milkway.explorer.__file__).parent / "page"
LAYOUTS = ("pathway_wide.json", "pathway_tall.json")
NEAR = 9  # px between the end of a path and its organ


@pytest.fixture(scope="module")
def edges():
    return json.loads((PAGE / "pathway.json").read_text())["edges"]


def _ways():
    """Return how cells of a taxon move between sites, or come from outside, as the network would be tallied."""
    taxa = {taxon.name for taxon in COMPLETE.taxa}
    rows = [row for row in declared_rows(expand(COMPLETE, declared_for(COMPLETE).keys())) if row.kind in (CAME, ARRIVED)]
    ways = {
        (row.kind, row.process, _site(row.origin), _site(row.target)) for row in rows if row.target.partition("__")[2] in taxa
    }
    return {way for way in ways if way[2] != way[3]}


def _site(key):
    return key.partition("__")[0].removeprefix("left_").removeprefix("right_")


def test_every_way_that_cells_move_is_in_one_arrow(edges):
    drawn = [(way["kind"], way["process"], way["from"], way["to"]) for edge in edges for way in edge["ways"]]
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == _ways()


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_arrow_and_organ_has_its_place(name, edges):
    layout = json.loads((PAGE / name).read_text())
    assert set(layout["edges"]) == {edge["id"] for edge in edges}
    assert set(layout["outside"]) == {edge["id"] for edge in edges if not edge["ways"][0]["from"]}
    ends = {way[end] for edge in edges for way in edge["ways"] for end in ("from", "to")} - {""}
    assert ends == set(layout["organs"])
    assert ends <= {_site(f"{site.name}__") for site in SITES}


@pytest.mark.parametrize("name", LAYOUTS)
def test_arrows_begin_and_end_at_their_organs(name, edges):
    layout = json.loads((PAGE / name).read_text())
    for edge in edges:
        numbers = [float(one) for one in re.findall(r"-?[0-9.]+", layout["edges"][edge["id"]][0])]
        start, end = numbers[:2], numbers[-2:]
        source, target = edge["ways"][0]["from"], {way["to"] for way in edge["ways"]}
        assert _distance(start, layout["organs"][source] if source else layout["outside"][edge["id"]]) <= NEAR, edge["id"]
        boxes = [layout["organs"][one] for one in target]
        if len(target) > 1:  # into the infant, mouth and gut together
            boxes.append(next(panel["box"] for panel in layout["panels"] if panel["label"] == "Infant"))
        assert min(_distance(end, box) for box in boxes) <= NEAR, edge["id"]


@pytest.mark.parametrize("name", LAYOUTS)
def test_nothing_stands_over_anything(name):
    layout = json.loads((PAGE / name).read_text())
    boxes = [*layout["organs"].values(), *layout["outside"].values()]
    for place, one in enumerate(boxes):
        assert all(_apart(one, other) for other in boxes[:place])
    numbers = [(x, y) for key, (_, (x, y, *_)) in layout["edges"].items() if key not in layout["outside"]]
    assert all(_distance(number, box) > 0 for number in numbers for box in layout["organs"].values())


def test_a_row_of_a_tally_is_read_as_the_picture_names_it():
    row = row_of("arrived milk_feeding left_milk__strain infant_gut__strain")
    assert (row.kind, row.process, _site(row.origin), _site(row.target)) == (ARRIVED, "milk_feeding", "milk", "infant_gut")


def _distance(point, box):
    x, y, wide, high = box
    return max(x - point[0], point[0] - x - wide, y - point[1], point[1] - y - high, 0)


def _apart(one, other):
    return (
        one[0] + one[2] <= other[0]
        or other[0] + other[2] <= one[0]
        or one[1] + one[3] <= other[1]
        or other[1] + other[3] <= one[1]
    )
