"""The page of equations says what the network holds, and nothing twice."""

from types import SimpleNamespace

import pytest
from test_sbml import COCCI, FEED, VALUES, growth

from milkway.compilers.equations import to_markdown
from milkway.compilers.readable import grouped, readable, sentence
from milkway.core.bounds import GEOMETRIC_SD
from milkway.core.declare import (
    CareRule,
    Initial,
    Sign,
    Site,
    Substance,
    Taxon,
    Watch,
    episode,
    exposure,
    flow,
    parameter,
    pulse,
    rate,
)
from milkway.core.expression import derived, exp, larger, where
from milkway.core.model import Model, process
from milkway.core.network import expand

PLACE = Site("place", "mother", "", "place")
X, Y, Z = (PLACE.state(name, "dimensionless") for name in "xyz")
LESS, MORE, TIME = parameter("less", "1/day", "a rate"), parameter("more", "1/day", "a rate"), parameter("time", "day", "a time")
SPREAD = parameter("spread", "dimensionless", "of times", within=GEOMETRIC_SD)
TAKING, ILL = exposure("taking", "dimensionless", "doses are given"), exposure("ill", "dimensionless", "is ill")


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (X * (Y + Z), "place__x * (place__y + place__z)"),
        (X - (Y - Z), "place__x - (place__y - place__z)"),
        (X - Y - Z, "place__x - place__y - place__z"),
        (X / (Y * Z), "place__x / (place__y * place__z)"),
        ((X * Y) ** 2, "(place__x * place__y)^2"),
        (X + Y * 0, "place__x"),
        (X * 0 + Y, "place__y"),
        (Y - X * 0, "place__y"),
        ((X + Y * 0) / Z, "place__x / place__z"),
        ((0 * X + Y - Z) * X, "(place__y - place__z) * place__x"),
        (X * (0 * Y * Z), "0"),
        (1 - X, "1 - place__x"),
        (-X * Y, "(-place__x) * place__y"),
        (-(X + Y), "-(place__x + place__y)"),
        (-(X * Y), "-place__x * place__y"),
        (X - (Y + Z), "place__x - (place__y + place__z)"),
        (X + (Y - Z), "place__x + place__y - place__z"),
        (X / Y / Z, "place__x / place__y / place__z"),
        (X / (Y / Z), "place__x / (place__y / place__z)"),
        (X * (Y / Z), "place__x * place__y / place__z"),
        ((X + Y) ** 2, "(place__x + place__y)^2"),
        (X * Y**2, "place__x * place__y^2"),
        (X**2 + Y, "place__x^2 + place__y"),
        (exp(X * (Y + Z)), "exp(place__x * (place__y + place__z))"),
        (larger(X, 1), "max(place__x, 1)"),
        (where(X, Y, 1, Z), "(1 if place__x > place__y else place__z)"),
    ],
)
def test_maths_has_the_brackets_it_needs_and_no_more(expression, text):
    assert readable(expression) == text


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (rate(X, toward=Y + Z, at=LESS - MORE), "d place__x / dt = (less - more) * (place__y + place__z - place__x)"),
        (rate(X, toward=Y, at=LESS), "d place__x / dt = less * (place__y - place__x)"),
        (rate(X, toward=Y, at=LESS / (1 + Z)), "d place__x / dt = less / (1 + place__z) * (place__y - place__x)"),
        (Initial(X, Y + Z), "place__x = place__y + place__z at the start"),
        (pulse("p", Y + Z, into=X, daily=TAKING), "place__x + place__y + place__z each midnight while taking, with chance 1"),
        (pulse("p", Y, into=X, at=TAKING, chance=Z), "place__x + place__y when taking begins, with chance place__z"),
        (flow(LESS + MORE, out_of=X), "place__x -> nothing at (less + more) * place__x"),
        (
            flow(LESS * Y, into={X: 1, Z: 2, Y: Y - Z}),
            "nothing -> place__x, 2 place__z, (place__y - place__z) place__y at less * place__y",
        ),
        (flow(LESS * Y, into={X: Y * Z}), "nothing -> place__y * place__z place__x at less * place__y"),
        (episode("e", hazard=LESS * Y, lasts=None, sets=TAKING), "taking begins at hazard less * place__y and lasts for ever"),
        (
            episode("e", hazard=LESS, lasts=TIME, spread=SPREAD, sets=TAKING),
            "taking begins at hazard less and lasts for a median of time (geometric sd spread)",
        ),
        (CareRule("c", TAKING, Y, TIME, TIME * 2, ILL), "ill follows taking with chance place__y after time for time * 2"),
        (Sign("s", X, Y, Z), "s has level place__x, threshold place__y, sharpness place__z"),
        (Watch(X * Y, "both"), "both = place__x * place__y"),
    ],
)
def test_every_term_is_a_sentence(term, text):
    assert sentence(term) == text


def test_taxa_that_share_a_form_share_a_line():
    model = Model("", (Taxon("a", "", ""), Taxon("b", "", "")), (), ())
    lines = ["gut__a -> nothing at k[a]", "gut__b -> nothing at k[b]", "gut__b -> gut__a at j"]
    assert grouped(lines, model) == [("gut__{taxon} -> nothing at k[{taxon}]", ["a", "b"]), ("gut__b -> gut__a at j", [])]


def test_names_are_told_apart_from_those_that_begin_like_them_and_by_what_stands_before_them():
    model = Model("", (Taxon("a", "", ""), Taxon("ab", "", "")), (), ())
    lines = ["left_milk__ab -> nothing at k[ab,x]", "left_milk__a -> nothing at k[a,x]", "x -> left_milk__a at left_a * a"]
    assert grouped(lines, model) == [
        ("left_milk__{taxon} -> nothing at k[{taxon},x]", ["ab", "a"]),
        ("x -> left_milk__a at left_a * a", []),
    ]


def test_substances_and_sides_share_a_line_as_taxa_do_and_each_use_is_listed_once():
    model = Model("", (Taxon("a", "", ""),), (Substance("sugar", "", ""), Substance("acid", "", "")), ())
    lines = [f"{side}_gut__{food} + half[{food}] at v" for food in ("sugar", "acid") for side in ("left", "right", "left")]
    (one,) = grouped(lines, model)
    assert one == (
        "{side}_gut__{substance} + half[{substance}] at v",
        ["sugar left", "sugar right", "acid left", "acid right"],
    )


def test_a_process_has_its_sentence_sources_flows_and_parameters():
    network = expand(Model("small", (COCCI,), (FEED,), (growth,)), frozenset(VALUES))
    row = SimpleNamespace(value=1e6, kind="measured", source="smith2019", locator="Table 2")
    page = to_markdown(network, {"yield": row})
    assert "Cocci grow on feed." in page
    assert "Sources: monod1950." in page
    assert "gut__feed -> yield gut__cocci at growth[cocci,feed] / yield / (half + gut__feed) * gut__feed * gut__cocci" in page
    assert "| `yield` | cells made | 1e+06 | cell/micromole | measured | smith2019, Table 2 |" in page
    assert "gut__cocci + dose each midnight while taking, with chance 1" in page


def test_every_parameter_that_is_used_is_listed_and_no_other():
    network = expand(Model("small", (COCCI,), (FEED,), (growth,)), frozenset(VALUES))
    page = to_markdown(network)
    assert all(f"`{key}`" in page for key in VALUES)
    assert parameter("unused", "1/day", "nowhere").key not in page


CROWDED, BARE = Taxon("crowded", "", "1"), Taxon("bare", "", "2")
SPEED, DOSE = (
    parameter("speed", "1/day", "how fast a taxon dies", per=("taxon",)),
    parameter("dose", "cell", "given", per=("taxon",)),
)
ROOM = parameter("room", "cell", "at which crowding is 1")


def crowding():
    return derived("crowding", PLACE[CROWDED] / ROOM, "dimensionless")


@process(cites=["one1990", "two2001"], disputed="pond_life", off="nobody dies")
def dying_out(model):
    """Cells die."""
    for taxon in model.taxa:
        yield flow(SPEED[taxon] * crowding(), out_of=PLACE[taxon])
        yield pulse(f"dose_{taxon.name}", DOSE[taxon], into=PLACE[taxon], daily=TAKING)


@process()
def watching(model):
    """Crowding is watched."""
    yield Watch(crowding(), "how_full")


@process()
def counting(model):
    """Nothing needs a number."""
    yield Watch(PLACE[CROWDED], "cells")


PAGE = """
## Dying out

Cells die.

Sources: one1990, two2001. Disputed: see the claim pond_life.

Shut (`--off dying_out`): nobody dies.

- `place__crowded -> nothing at speed[crowded] * crowding * place__crowded`
- `place__bare + dose[bare] each midnight while taking, with chance 1`

where

- `crowding = place__crowded / room`

| parameter | meaning | value | unit | kind | source |
|---|---|---|---|---|---|
| `speed[crowded]` | how fast a taxon dies | 0.1235 | 1/day | measured | one1990, p. 3 / 4 |
| `room` | at which crowding is 1 | 10 | cell | expert |  |
| `dose[bare]` | given |  | cell |  |  |

## Watching

Crowding is watched.

No source is named.

- `how_full = crowding`

| parameter | meaning | value | unit | kind | source |
|---|---|---|---|---|---|
| `room` | at which crowding is 1 | 10 | cell | expert |  |

## Counting

Nothing needs a number.

No source is named.

- `cells = place__crowded`
"""


def test_a_page_leaves_out_what_is_zero_and_defines_a_derived_quantity_once():
    model = Model("pond", (CROWDED, BARE), (), (dying_out, watching, counting))
    rows = {
        "speed[crowded]": SimpleNamespace(value=0.123456, kind="measured", source="one1990", locator="p. 3 | 4"),
        "room": SimpleNamespace(value=10.0, kind="expert", source="", locator=""),
    }
    page = to_markdown(expand(model, frozenset({"speed[crowded]", "room", "dose[bare]"})), rows)
    assert page.startswith("# Equations of the pond model\n")
    assert page[page.index("\n## ") :] == PAGE
