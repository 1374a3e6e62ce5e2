"""Parts of the model alone have answers in closed form."""

from dataclasses import replace

import numpy as np
import pytest
from invariant_worlds import live, medians, table

from milkway.biology.models import COMPLETE
from milkway.biology.sites import BREASTS, MATERNAL_GUT
from milkway.core.declare import Initial
from milkway.core.expression import number
from milkway.core.model import Model, process
from milkway.core.network import expand
from milkway.simulation.machine import build

EATER, FOOD = COMPLETE.taxon("bacteroides"), "fibre"


def only(*names: str) -> Model:
    return replace(COMPLETE, processes=tuple(p for p in COMPLETE.processes if p.name in names))


@process(cites=["kent2006"])
def seeded(model):
    """A million cells are in the left milk, and a few in the mother's colon."""
    yield Initial(BREASTS[0].milk[EATER], number(1e6, "cell"))
    yield Initial(MATERNAL_GUT[EATER], number(1e9, "cell"))


def test_cells_in_milk_that_neither_grow_nor_arrive_fall_at_the_rate_of_removal():
    machine = build(expand(only("milk_secretion", "milk_feeding").including(seeded), table().keys()))
    run = live(machine, [((0, "born", 1.0),)], start=0, end=4, chance=False)
    rows = table().rows
    removal = rows["usual_feeds"].value / 2 * -np.log(1 - rows["removal_fraction"].value)
    cells = run.amounts[0, :, run.stocks.index("left_milk__bacteroides")]
    assert cells[:3] == pytest.approx(1e6 * np.exp(-removal * np.arange(3)), rel=1e-3, abs=0.1)


def test_one_guild_on_one_food_without_oxygen_comes_to_the_rest_of_a_chemostat():
    machine = build(expand(only("maternal_resources", "gut_growth", "gut_transit").including(seeded), table().keys()))
    cohort, rows = medians(machine.network, 1), table().rows
    closed = {
        p.key: 0.0 for p in machine.network.parameters if p.name in ("acid_yield", "butyrate_from_lactate", "maternal_supply")
    }
    closed |= {p.key: 0.0 for p in machine.network.parameters if p.name == "gut_growth" and FOOD not in p.index}
    cohort = cohort.setting(machine.network, closed | {f"maternal_supply[{FOOD}]": rows[f"maternal_supply[{FOOD}]"].value})
    run = live(machine, [()], start=0, end=60, chance=False, cohort=cohort)

    inhibition = 1 + np.exp(rows["ph_steepness"].value * (rows["ph_half[bacteroides]"].value - rows["ph_neutral"].value))
    growth = rows[f"gut_growth[bacteroides,{FOOD}]"].value / inhibition
    out, volume, half = (rows[key].value for key in ("gut_dilution[maternal_gut]", "gut_volume[maternal_gut]", "half_saturation"))
    rest = half * out / (growth - out) * volume
    cells = rows["cell_yield[maternal_gut]"].value * (rows[f"maternal_supply[{FOOD}]"].value / out - rest)
    end = {key: run.amounts[0, -1, i] for i, key in enumerate(run.stocks)}
    assert end[f"maternal_gut__{FOOD}"] == pytest.approx(rest, rel=2e-3)
    assert end["maternal_gut__bacteroides"] == pytest.approx(cells, rel=2e-3)
