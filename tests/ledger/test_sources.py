import pytest

from milkway.core.declare import Site, Taxon, flow, parameter
from milkway.core.errors import InputError
from milkway.core.model import Model, process
from milkway.core.network import expand
from milkway.ledger.quantities import read_quantities
from milkway.ledger.rows import ParameterRow
from milkway.ledger.sources import cite, read_sources, split_keys
from milkway.ledger.tables import ParameterTable, read_parameters

BIB = """% a bibliography
@article{kent2006,
  author = {Kent, Jacqueline C. and others},
  title = {Volume and frequency of {B}reastfeedings},
  journal = "Pediatrics",
  year = 2006,
  doi = {10.1542/peds.2005-1417},
}

@misc{perez2007,
  author = {Perez, P. F.},
  title = {Bacterial imprinting},
  year = {2007}
}

@article{hurtado2017,
  author = {Hurtado, J. A.},
  title = {Oral administration},
  year = {2017},
}
"""


@pytest.fixture
def bibliography(tmp_path):
    path = tmp_path / "some.bib"
    path.write_text(BIB, encoding="utf-8")
    return read_sources(path)


def test_an_entry_is_read_with_its_fields(bibliography):
    kent = bibliography["kent2006"]
    assert (kent.kind, kent.journal, kent.year, kent.doi) == ("article", "Pediatrics", "2006", "10.1542/peds.2005-1417")
    assert kent.title == "Volume and frequency of Breastfeedings"
    assert str(kent).endswith("Pediatrics. https://doi.org/10.1542/peds.2005-1417.")


def test_a_key_that_stands_twice_is_named(tmp_path):
    path = tmp_path / "some.bib"
    path.write_text(BIB + BIB, encoding="utf-8")
    with pytest.raises(InputError, match="kent2006: found a second entry"):
        read_sources(path)


def test_an_entry_that_is_not_closed_is_not_lost_in_silence(tmp_path):
    path = tmp_path / "some.bib"
    path.write_text("@misc{a,\n  year = {2007}}\n", encoding="utf-8")
    with pytest.raises(InputError, match="1 begun, 0 read"):
        read_sources(path)


def dying_network():
    milk, taxon = Site("milk", "mother", "", "milk"), Taxon("lactobacillus", "lactobacilli", "1578")
    death, unused = (parameter(name, "1/day", "rate", per=("taxon",)) for name in ("death_rate", "unused"))

    @process(cites=["perez2007"])
    def dying(model):
        """Cells die."""
        yield flow(death[taxon], out_of=milk[taxon])

    axes = ("lactobacillus", "", "", "")
    given = {
        "spread": None,
        "variation": None,
        "distribution": "fixed",
        "unit": "1/day",
        "kind": "tuned",
        "locator": "",
        "note": "",
    }
    rows = [
        ParameterRow("death_rate", axes, 1.0, tuned_on=("hurtado2017",), source="", **given),
        ParameterRow("unused", axes, 1.0, tuned_on=(), source="unknown", **given),
    ]
    table = ParameterTable({row.key: row for row in rows})
    assert unused.key not in table.rows
    return expand(Model("dying", (taxon,), (), (dying,)), table.keys()), table


def test_a_run_cites_its_mechanisms_its_numbers_and_what_they_were_tuned_on_and_nothing_else(bibliography):
    network, table = dying_network()
    assert [source.key for source in cite(network, table, (), bibliography)] == ["hurtado2017", "perez2007"]
    assert [source.key for source in cite(network, table, ("kent2006",), bibliography)] == [
        "hurtado2017",
        "kent2006",
        "perez2007",
    ]


def test_a_source_that_the_bibliography_lacks_is_named_with_who_needs_it(bibliography):
    network, table = dying_network()
    known = {key: source for key, source in bibliography.items() if key == "kent2006"}
    with pytest.raises(InputError) as caught:
        cite(network, table, ("nobody1999",), known)
    text = str(caught.value)
    for said in (
        "process dying: found perez2007",
        "parameter death_rate[lactobacillus]: found hurtado2017",
        "protocol: found nobody1999",
    ):
        assert said in text


def test_the_bibliography_has_every_source_of_the_parameter_tables():
    named = {key for row in read_parameters().rows.values() for key in (*split_keys(row.source), *row.tuned_on)}
    assert named <= set(read_sources())


def test_every_locator_of_a_parameter_row_leads_to_a_quantity():
    quantities = read_quantities()
    lost = {
        row.key: row.locator for row in read_parameters().rows.values() if not set(split_keys(row.locator)) <= set(quantities)
    }
    assert lost == {}
