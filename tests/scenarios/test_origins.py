"""Where cells come from: sources sum to all, parts are parts, and what is known beforehand comes out."""

import numpy as np
import pytest

import milkway
from milkway.biology.models import COMPLETE
from milkway.biology.sites import BREASTS, INFANT_MOUTH
from milkway.cohorts.declared import declared_parameters
from milkway.core.declare import flow, parameter
from milkway.core.errors import InputError
from milkway.core.labelled import labelled
from milkway.core.model import process
from milkway.core.network import expand
from milkway.scenarios.origins import INSIDE, NOBODY, ORGANS

CLOSE = 1e-9  # parts sum to the whole but for rounding
ASKED = {"days": 60, "dyads": 3, "origins": True, "mean_field": True, "routes": "on", "at": (0, 1, 7, 30, 60)}
PRODUCT = {"probiotic": "3e9 CFU/day from day 4 to day 60"}


@pytest.fixture(scope="module")
def life():
    return milkway.simulate(**ASKED, **PRODUCT)


def share(life, organ, taxa, name):
    source, route = life.traced.shares(organ, taxa)
    names = (*life.traced.sources, *life.traced.routes)
    return np.concatenate([source, route], axis=2)[:, :, names.index(name)]


def test_sources_sum_to_the_cells_and_no_part_is_larger_than_the_whole(life):
    found = life.traced
    there = found.cells >= NOBODY
    total = found.by_source.sum(axis=-1)
    assert there.any()
    assert total[there] == pytest.approx(found.cells[there], rel=CLOSE)
    for part in (found.by_source, found.by_route):
        assert (part >= 0).all()
        assert (part <= found.cells[..., None] * (1 + CLOSE) + NOBODY).all()


def test_cells_are_those_of_the_run_without_labels(life):
    run = life.run.trajectory
    for organ, sites in ORGANS.items():
        for place, taxon in enumerate(life.traced.taxa):
            keys = [f"{site.name}__{taxon}" for site in sites]
            whole = sum(run.amounts[:, :, run.stocks.index(key)] for key in keys if key in run.stocks)
            labelled_run = life.traced.cells[:, :, life.traced.organs.index(organ), place]
            assert np.log10(np.maximum(labelled_run, 0.1)) == pytest.approx(np.log10(np.maximum(whole, 0.1)), abs=2e-4)


def test_what_must_be_so_is_so(life):
    """The strain enters by hand or in immune cells; before a child drinks nothing in it came through milk."""
    strain = ("strain",)
    assert share(life, "milk", strain, "contact")[:, -1] + share(life, "milk", strain, "entero_mammary")[:, -1] == pytest.approx(
        np.ones(3), abs=CLOSE
    )
    by_mouth_or_areola = share(life, "milk", strain, "retrograde") + share(life, "milk", strain, "skin")
    assert (share(life, "milk", strain, "contact")[:, -1] <= by_mouth_or_areola[:, -1] + 1e-3).all()
    assert np.isnan(share(life, "infant_gut", life.traced.residents, "milk_feeding")[:, 0]).all()
    assert share(life, "areola", ("staphylococcus_cons",), "areola")[:, -1] == pytest.approx(np.ones(3), abs=0.05)
    assert (share(life, "infant_gut", ("bacteroides",), "milk_feeding")[:, -1] < 0.01).all()


def test_a_route_that_is_shut_brings_nobody(life):
    found = milkway.simulate(**ASKED, **PRODUCT, off="prenatal,skin")
    for organ in ORGANS:
        for taxon in found.traced.taxa:
            for route in ("prenatal", "skin"):
                assert np.nanmax(share(found, organ, (taxon,), route), initial=0.0) <= CLOSE
    assert share(life, "infant_gut", life.traced.residents, "prenatal")[:, -1].max() > 0.01


def test_after_a_caesarean_nobody_came_by_the_birth_canal():
    found = milkway.simulate(**ASKED, birth="caesarean")
    assert share(found, "milk", found.traced.residents, "birth_canal")[:, -1].max() == 0


def test_origins_are_arrays_with_units_rows_and_a_picture(life, tmp_path):
    held = life.origins
    assert held["by_source"].dims == ("dyad", "day", "organ", "taxon", "source")
    assert {held[name].attrs["units"] for name in held} == {"cell"}
    assert float(held["by_source"].sum("source").sel(organ="milk", taxon="s_aureus", day=30)[0]) == pytest.approx(
        float(held["cells"].sel(organ="milk", taxon="s_aureus", day=30)[0]), rel=CLOSE
    )
    told = [row for row in life.summary["origins"] if row["day"] == 30]
    assert [sum(row["sources"].values()) for row in told] == pytest.approx(np.ones(len(told)), abs=CLOSE)
    assert {trace.name for trace in life.plot_origins().data} >= {"birth canal", "immune cells"}
    words = {"days": 8, "at": (8,), "origins": True, "mean_field": True, "stocks": "infant_gut"}
    milkway.simulate(**words, csv=tmp_path / "rows.csv", picture=tmp_path / "page.html")
    rows = (tmp_path / "rows.csv").read_text(encoding="utf-8")
    assert "0,8,milk,s_aureus__by__areola__mean_field," in rows
    assert "0,8,infant_gut,bifidobacterium__through__milk_feeding__mean_field," in rows
    assert "Where the cells come from" in (tmp_path / "page.html").read_text(encoding="utf-8")


def own(*terms):
    """The complete model with a mechanism more."""

    @process()
    def device(model):
        """Something of one's own."""
        del model
        yield from terms

    return COMPLETE.including(device)


def test_a_mechanism_of_ones_own_that_brings_and_moves_is_a_source_and_a_route():
    breast, taxon = BREASTS[0], COMPLETE.taxon("streptococcus")
    pump = (
        parameter("pump_brings", "cell/day", "cells that a pump brings"),
        parameter("pump_moves", "1/day", "milk bacteria it moves"),
    )
    model = own(
        flow(pump[0], into={breast.milk[taxon]: 1}), flow(pump[1], out_of=breast.milk[taxon], into={INFANT_MOUTH[taxon]: 1})
    )
    values = {"pump_brings": "1e6 cell/day", "pump_moves": "2 1/day"}
    found = milkway.simulate(days=20, at=(20,), mean_field=True, origins=True, model=model, values=values)
    assert "device" in found.traced.sources
    assert "device" in found.traced.routes
    there = found.traced.cells >= NOBODY
    assert found.traced.by_source.sum(axis=-1)[there] == pytest.approx(found.traced.cells[there], rel=CLOSE)
    assert share(found, "infant_mouth", (taxon.name,), "device")[0, 0] > 0.5


def test_a_predator_does_not_bear_the_label_of_its_prey():
    milk, (prey, hunter) = BREASTS[0].milk, (COMPLETE.taxon(name) for name in ("staphylococcus_cons", "lactobacillus"))
    bite = parameter("bite", "1/cell/day", "prey that a hunter takes")
    network = expand(
        own(flow(bite, out_of=milk[prey], by=milk[hunter], into={milk[hunter]: 1})), declared_parameters().keys() | {"bite"}
    )
    made = labelled(network, INSIDE)
    assert "device" not in (*made.sources, *made.crossings)
    twins = [one for name, one in made.network.flows[len(network.flows) :] if name == "device"]
    assert [one.out_of is None for one in twins] == [False, True]
    assert [len(one.into) for one in twins] == [0, 1]


def test_cells_that_arise_from_others_without_being_born_of_them_are_refused():
    milk, taxon = BREASTS[0].milk, COMPLETE.taxon("streptococcus")
    rate = parameter("shed", "1/day", "cells shed by those in milk")
    for wrong in (flow(rate, by=milk[taxon], into={INFANT_MOUTH[taxon]: 1}), flow(rate * milk[taxon], into={milk[taxon]: 1})):
        network = expand(own(wrong), declared_parameters().keys() | {"shed"})
        with pytest.raises(InputError, match="device: found cells that arise from others inside"):
            labelled(network, INSIDE)


def test_days_before_birth_have_no_origins():
    with pytest.raises(InputError, match="origins: found at -5, before birth"):
        milkway.simulate(days=2, at=(-5,), origins=True)
    nobody = milkway.simulate(days=2, at=(0,), origins=True, mean_field=True)
    assert "no cells" in nobody.plot_origins().layout.title.text


def test_a_run_that_was_not_asked_says_how_to_ask():
    life = milkway.simulate(days=2, mean_field=True)
    for name in ("origins", "each_off"):
        with pytest.raises(InputError, match=rf"{name}: found a run without it; allowed: simulate\({name}=True\)"):
            getattr(life, name)
    for name in ("origins", "each_off"):
        with pytest.raises(InputError, match=rf"{name}: found 'yes'; allowed: True or False"):
            milkway.simulate(days=2, **{name: "yes"})


def test_twins_act_on_nothing():
    """Every stock that was there changes by the same terms as before."""
    network = expand(COMPLETE, declared_parameters().keys())
    made = labelled(network, INSIDE)
    assert made.network.flows[: len(network.flows)] == network.flows
    assert made.network.pulses[: len(network.pulses)] == network.pulses
    twins = {stock.key for stock in made.network.stocks[len(network.stocks) :]}
    assert twins
    for _, one in made.network.flows[len(network.flows) :]:
        assert {stock.key for stock in one.into} | ({one.out_of.key} if one.out_of else set()) <= twins
    assert {pulse.into.key for pulse in made.network.pulses[len(network.pulses) :]} <= twins
    assert set(made.sources) >= {
        "areola",
        "birth_canal",
        "maternal_faecal",
        "environment",
        "contact",
        "entero_mammary",
        "prenatal",
    }
    assert set(made.crossings) >= {"milk_feeding", "retrograde", "skin"}
