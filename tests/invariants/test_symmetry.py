"""Names do not matter: a guild may be split in two, and left and right may be exchanged."""

from dataclasses import replace

import numpy as np
import pytest
from invariant_worlds import BIRTH, SEEDING, at, columns, live, medians, table

from milkway.biology.breast_classes import ON_SKIN
from milkway.biology.models import COMPLETE
from milkway.biology.processes import wall_growth
from milkway.cohorts.cohort import Cohort
from milkway.core.declare import Taxon
from milkway.core.network import expand
from milkway.simulation.machine import build

GUILD = "streptococcus"  # whose seeds are its own
CLASSES = (
    "growing",
    "mild",
    "most",
    "hardy",
    "vegetative",
    "homolactic",
    "uncoated",
)  # in which the guild shares a number with others
TWIN = Taxon("twin", "the same guild under another name", "1301")
CLOSE = 2e-3  # relative; 5e-5 a step over the growth of some thousand steps
SPLIT = 1 / 3
ALIKE = {"prenatal_seed": 0.0}  # as many cells of each guild, however they are split
ALIKE |= {"crowding_among_cocci": 1.0, "crowding_of_s_aureus": 1.0}  # by which another guild counts as one's own kind


@pytest.fixture(scope="module")
def split():
    """A dyad whose streptococci are two guilds of a third and two thirds, and the same dyad with one; both in the mean field."""
    model = replace(COMPLETE, taxa=(*COMPLETE.taxa, TWIN))
    values = {key: row.value for key, row in table().rows.items()}
    values[f"areola_load[{GUILD}]"] = values["areola_load[transient]"]
    twins = {key.replace(GUILD, TWIN.name): value for key, value in values.items() if GUILD in key}
    twins |= {
        key.replace(f"[{one}", f"[{TWIN.name}"): value for one in CLASSES for key, value in values.items() if f"[{one}" in key
    }
    with pytest.MonkeyPatch.context() as rules:
        rules.delitem(ON_SKIN, GUILD)  # others share the row of its load, which could not be split without theirs
        rules.setattr(wall_growth, "COCCI", (*wall_growth.COCCI, TWIN))
        machine = build(expand(model, frozenset(values | twins)))
    units = {row.parameter: row.unit for row in table().rows.values()}
    everything = values | twins
    for key in [key for key in values if GUILD in key and (units[key.partition("[")[0]] in SEEDING or "ileal_share" in key)]:
        everything[key] *= SPLIT
        everything[key.replace(GUILD, TWIN.name)] *= 1 - SPLIT
    everything |= ALIKE
    parameters = np.array([[everything[p.key] for p in machine.network.parameters]])
    cohort = Cohort(np.arange(1), {}, parameters)
    return live(machine, [BIRTH], chance=False, cohort=cohort)


def test_two_guilds_with_the_same_numbers_keep_their_ratio(split):
    first, second = at(split, "", GUILD), at(split, "", TWIN.name)
    there = first > 1.0
    assert there.sum() > 200
    assert (first / np.where(there, second, 1.0))[there] == pytest.approx(SPLIT / (1 - SPLIT), rel=CLOSE)


def test_a_guild_split_in_two_changes_no_total_and_nobody_else(split, machine):
    whole = live(machine, [BIRTH], chance=False, cohort=medians(machine.network, 1).setting(machine.network, ALIKE))
    one = at(whole, "", GUILD)
    there = one > 1.0
    assert (at(split, "", GUILD) + at(split, "", TWIN.name))[there] == pytest.approx(one[there], rel=CLOSE)
    for other in ("bifidobacterium", "s_aureus", "staphylococcus_cons"):
        alone, beside = at(whole, "", other), at(split, "", other)
        assert beside[alone > 1.0] == pytest.approx(alone[alone > 1.0], rel=CLOSE)


def test_left_and_right_may_be_exchanged(machine):
    left = (*BIRTH, (10, "left_breast__blocked", 1.0), (14, "left_breast__blocked", 0.0), (5, "right_breast__trauma", 1.0))
    right = tuple((day, exchanged(key), level) for day, key, level in left)
    run = live(machine, [left, right], chance=False)
    here = columns(run, [key for key in run.stocks])[0]
    there = columns(run, [exchanged(key) for key in run.stocks])[1]
    assert there == pytest.approx(here, rel=1e-9, abs=1e-9)  # sums over breasts are taken in another order, and steps follow them
    assert np.abs(here - columns(run, run.stocks)[1]).max() > 1.0


def exchanged(key: str) -> str:
    side = {"left": "right", "right": "left"}.get(key.split("_", 1)[0])
    return key if side is None else f"{side}_{key.split('_', 1)[1]}"
