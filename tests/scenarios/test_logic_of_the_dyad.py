"""Logical behaviours of the complete model in the mean field: what must follow whatever the values of its parameters are."""

from functools import cache

import numpy as np
import pandas as pd

from milkway.biology.models import COMPLETE
from milkway.cohorts.cohort import Cohort
from milkway.core.model import Model
from milkway.core.network import expand
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.simulation.days import Solver, simulate
from milkway.simulation.machine import Machine, build
from milkway.simulation.trajectory import Record

BIRTH = ((0, "born", 1.0), (0, "hospital", 1.0), (2, "hospital", 0.0))
FORMULA = (*BIRTH, (-60, "fed", 0.0), (0, "formula", 1.0))
PRODUCT = (*BIRTH, (4, "taking_product", 1.0), (60, "taking_product", 0.0))
Steps = tuple[tuple[int, str, float], ...]


@cache
def machine(*without: str) -> Machine:
    model: Model = COMPLETE.without(*without)
    return build(expand(model, read_parameters().keys()))


def live(*kinds: Steps, without: tuple[str, ...] = (), end: int = 120, chance: bool = False, **settings: float) -> pd.DataFrame:
    """Return day by day amounts of one median dyad under several plans, a column per (plan, stock)."""
    ready = machine(*without)
    network, rows = ready.network, read_parameters().rows
    medians = np.array([[rows[p.key].value for p in network.parameters]] * len(kinds))
    cohort = Cohort(np.zeros(len(kinds), dtype=np.int64), {}, medians).setting(network, settings)
    names = tuple(s.key for s in network.stocks) + tuple(w.name for w in network.watches)
    record = Record(-60, end, tuple(range(-60, end + 1)), names)
    known = network.exposure_index
    plan = steps((i, day, key, level) for i, kind in enumerate(kinds) for day, key, level in kind if key in known)
    run = simulate(ready, cohort, plan, record, Streams(1), Solver(chance=chance))
    columns = pd.MultiIndex.from_product([range(len(kinds)), run.stocks])
    flat = run.amounts.transpose(1, 0, 2).reshape(len(run.days), -1)
    return pd.DataFrame(flat, index=run.days, columns=columns)


def share_of_bifidobacteria(world: pd.DataFrame, dyad: int, day: int) -> float:
    gut = {taxon.name: world.loc[day, (dyad, f"infant_gut__{taxon.name}")] for taxon in COMPLETE.taxa}
    return gut["bifidobacterium"] / sum(gut.values())


def test_amounts_stay_finite_and_are_never_negative() -> None:
    world = live(BIRTH, FORMULA, PRODUCT)
    assert np.isfinite(world.to_numpy()).all()
    assert (world.to_numpy() >= 0).all()


def test_before_birth_the_infant_has_no_bacteria_and_no_food() -> None:
    world = live(BIRTH).loc[:0, 0]
    infant = [key for key in world.columns if key.startswith(("infant_gut__", "infant_mouth__"))]
    assert (world[[key for key in infant if not key.endswith(("oxygen", "ph", "volume"))]].to_numpy() == 0).all()


def test_without_carriers_and_contact_the_strain_never_leaves_the_mother() -> None:
    world = live(PRODUCT, without=("entero_mammary", "contact"))[0]
    elsewhere = [f"{site}__strain" for site in ("left_milk", "right_wall", "infant_mouth", "infant_gut")]
    assert (world[elsewhere].to_numpy() == 0).all()
    assert world.loc[30, "maternal_gut__strain"] > 0


def test_contact_mimics_the_entero_mammary_route_through_backflow_only() -> None:
    by_hand = live(PRODUCT, without=("entero_mammary",))[0]
    assert by_hand.loc[30, "left_milk__strain"] > 0
    no_backflow = live(PRODUCT, without=("entero_mammary", "retrograde", "skin"))[0]
    assert no_backflow.loc[30, "infant_mouth__strain"] > 0
    assert (no_backflow[["left_milk__strain", "left_wall__strain"]].to_numpy() == 0).all()


def test_breastfed_infants_have_more_bifidobacteria_and_a_more_acid_gut_than_formula_fed_ones() -> None:
    world = live(BIRTH, FORMULA)
    assert share_of_bifidobacteria(world, 0, 28) > share_of_bifidobacteria(world, 1, 28)
    assert world.loc[28, (0, "infant_gut__ph")] < world.loc[28, (1, "infant_gut__ph")]


def test_milk_without_oligosaccharides_loses_its_bifidobacteria() -> None:
    usual, lacking = live(BIRTH), live(BIRTH, milk_oligosaccharide=0.0)
    assert share_of_bifidobacteria(lacking, 0, 60) < 0.5 * share_of_bifidobacteria(usual, 0, 60)


def test_a_breast_that_is_no_longer_fed_from_empties_of_milk_and_of_bacteria() -> None:
    world = live((*BIRTH, (60, "ceased", 1.0)), end=150)[0]
    assert world.loc[150, "left_breast__volume"] < 0.2 * world.loc[60, "left_breast__volume"]
    assert world.loc[150, "left_milk__load"] < world.loc[60, "left_milk__load"]


def test_milk_taken_by_the_infant_is_what_two_breasts_secrete() -> None:
    world = live(BIRTH)[0]
    network, rows = machine().network, read_parameters().rows
    assert "secretion" in {parameter.key for parameter in network.parameters}
    per_breast = rows["usual_feeds"].value / 2 * -np.log(1 - rows["removal_fraction"].value)
    drunk = 2 * per_breast * world.loc[60, "left_breast__volume"] * (1 - 0.5 * world.loc[60, "left_breast__inflammation"])
    assert 600 < drunk < 1000  # Kent 2006: 478 to 1298 mL a day, mean 798


def test_a_product_that_does_nothing_changes_nothing_but_its_own_numbers() -> None:
    world = live(BIRTH, PRODUCT, chance=True)
    others = [key for key in world[0].columns if not key.endswith("__strain")]
    assert (world[0][others].to_numpy() == world[1][others].to_numpy()).all()


def test_birth_by_caesarean_brings_fewer_bacteroides() -> None:
    gut = live(BIRTH, (*BIRTH, (0, "caesarean", 1.0)))
    assert gut.loc[2, (0, "infant_gut__bacteroides")] > gut.loc[2, (1, "infant_gut__bacteroides")]
