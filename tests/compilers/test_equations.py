"""The page of equations says what the network holds, and nothing twice."""

from types import SimpleNamespace

import pytest
from test_sbml import COCCI, FEED, VALUES, growth

from milkway.compilers.equations import to_markdown
from milkway.compilers.readable import grouped, readable
from milkway.core.declare import Site, Taxon, parameter
from milkway.core.expression import larger, where
from milkway.core.model import Model
from milkway.core.network import expand

PLACE = Site("place", "mother", "", "place")
X, Y, Z = (PLACE.state(name, "dimensionless") for name in "xyz")


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (X * (Y + Z), "place__x * (place__y + place__z)"),
        (X - (Y - Z), "place__x - (place__y - place__z)"),
        (X - Y - Z, "place__x - place__y - place__z"),
        (X / (Y * Z), "place__x / (place__y * place__z)"),
        ((X * Y) ** 2, "(place__x * place__y)^2"),
        (X + Y * 0, "place__x"),
        (-X * Y, "(-place__x) * place__y"),
        (larger(X, 1), "max(place__x, 1)"),
        (where(X, Y, 1, Z), "(1 if place__x > place__y else place__z)"),
    ],
)
def test_maths_has_the_brackets_it_needs_and_no_more(expression, text):
    assert readable(expression) == text


def test_taxa_that_share_a_form_share_a_line():
    model = Model("", (Taxon("a", "", ""), Taxon("b", "", "")), (), ())
    lines = ["gut__a -> nothing at k[a]", "gut__b -> nothing at k[b]", "gut__b -> gut__a at j"]
    assert grouped(lines, model) == [("gut__{taxon} -> nothing at k[{taxon}]", ["a", "b"]), ("gut__b -> gut__a at j", [])]


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
