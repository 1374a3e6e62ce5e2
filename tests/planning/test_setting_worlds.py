"""Settings changed alone: what pairing means, the error of a paired difference, the ceiling, and the least favourable."""

import math

import numpy as np
import pytest

from milkway.analysis.outcomes import Outcomes
from milkway.biology.models import COMPLETE
from milkway.cohorts.declared import declared_for
from milkway.core.streams import Streams
from milkway.lives.means import Means
from milkway.planning.benefit import Benefit
from milkway.planning.ceiling import CEILING, ceiling_arm, prevents, with_killing
from milkway.planning.dyad_error import GROUPS
from milkway.planning.least_favourable import Tried, least_good
from milkway.planning.pool import gather, under
from milkway.planning.setting_summary import least_favourable
from milkway.planning.setting_worlds import (
    NONE,
    Changed,
    RouteScores,
    SettingRow,
    Told,
    changed_alone,
    in_ceiling,
    row_of,
    settings_compared,
)
from milkway.protocol.known import read_known_protocol
from milkway.protocol.protocol import resized
from milkway.simulation.days import Solver

STAPHYLOCOCCI = ("s_aureus", "staphylococcus_cons")
MEANS = Means(Solver())


@pytest.fixture(scope="module")
def protocol():
    """One hypothesis with effects, and no disputed route."""
    plain = read_known_protocol("hurtado2017")
    off = plain.routes.settings[0].model_copy(update={"weight": 1.0})
    hypotheses = (plain.hypotheses[0], plain.hypotheses[-1])
    return plain.model_copy(update={"routes": plain.routes.model_copy(update={"settings": (off,)}), "hypotheses": hypotheses})


@pytest.fixture(scope="module")
def table():
    return declared_for(with_killing(COMPLETE))


def scores(women):
    found = np.asarray(women, dtype=float)
    return Outcomes(found, np.ones(len(found)), found > 0)


def routes(**arms):
    """What came of one setting, a woman a group: who of the first women falls ill under placebo, product and ceiling."""
    ill = {name: scores(np.arange(GROUPS) < count) for name, count in arms.items()}
    by_name = {(NONE, "placebo"): ill["placebo"], ("both", "product"): ill["product"], (NONE, CEILING): ill["ceiling"]}
    return [RouteScores(1.0, np.arange(GROUPS), by_name)]


def test_every_other_value_of_every_setting_is_changed_alone(protocol):
    found = changed_alone(protocol.under({"ileum": "3e7"}))
    named = [(one.setting, one.value) for one in found]
    assert named[0] == ("", "")
    assert [value for key, value in named if key == "ileum"] == ["3e3", "1e5"]
    assert all(one.protocol.settings.ileum == "3e7" for one in found if one.setting != "ileum")


def test_the_error_of_a_share_is_that_of_a_mean(protocol):
    """A woman a group: the jackknife of a mean is the sample's deviation over the root of its number."""
    found = row_of(Changed("", "", protocol), base := routes(placebo=10, product=5, ceiling=0), base)
    placebo = found.levels[NONE, "placebo"]
    assert placebo.value == 10 / 25
    assert placebo.error == pytest.approx((np.arange(25) < 10).std(ddof=1) / math.sqrt(25))
    assert (placebo.change, placebo.change_error) == (0.0, 0.0)
    assert found.contrasts["both", "product"].value == 0.5
    assert found.contrasts[NONE, CEILING].value == 0.0


def test_the_error_of_a_change_is_of_the_women_whose_outcome_differs(protocol):
    """Two women more fall ill: the jackknife of the paired difference is that of a mean of two ones among 25."""
    base = routes(placebo=10, product=5, ceiling=0)
    found = row_of(Changed("ileum", "3e7", protocol), routes(placebo=12, product=6, ceiling=3), base)
    placebo = found.levels[NONE, "placebo"]
    assert placebo.change == pytest.approx(2 / 25)
    assert placebo.change_error == pytest.approx((np.arange(25) < 2).std(ddof=1) / math.sqrt(25))
    assert placebo.change_error < placebo.error
    assert found.contrasts["both", "product"].change == pytest.approx(0.0)
    assert found.contrasts[NONE, CEILING].value == pytest.approx(0.25)


def test_routes_are_averaged_with_their_weights(protocol):
    both = [routes(placebo=10, product=5, ceiling=0)[0], routes(placebo=20, product=20, ceiling=20)[0]]
    weighed = [RouteScores(weight, one.groups, one.scores) for weight, one in zip((0.75, 0.25), both, strict=True)]
    found = row_of(Changed("", "", protocol), weighed, weighed)
    assert found.levels[NONE, "placebo"].value == pytest.approx(0.75 * 0.4 + 0.25 * 0.8)
    assert found.contrasts["both", "product"].value == pytest.approx((0.75 * 0.2 + 0.25 * 0.8) / (0.75 * 0.4 + 0.25 * 0.8))


def test_a_setting_that_acts_on_nothing_changes_not_one_outcome(protocol, table):
    """Without the entero-mammary route nothing uses the ileum's density, so the worlds are the same to the last bit."""
    changes = [one for one in changed_alone(protocol) if one.setting in ("", "ileum")]
    base, *moved = settings_compared(changes, table, 25, 3, MEANS)
    for row in moved:
        assert {name: told.value for name, told in row.levels.items()} == {name: told.value for name, told in base.levels.items()}
        assert {told.change_error for told in row.levels.values()} == {0.0}


def test_the_ceiling_is_the_product_s_arm_with_killing_from_its_first_day(protocol):
    product = protocol.arms[0]
    found = ceiling_arm(product)
    assert found.sets == product.sets
    assert found.courses[:-1] == product.courses
    assert found.courses[-1].begins == product.courses[0].begins
    assert found.courses[-1].ends(np.array([3])) is None


def test_under_the_ceiling_no_staphylococcus_lives_on_a_mother_and_other_bacteria_do(protocol, table):
    planned = resized(protocol, 24).model_copy(update={"composition_days": (14, 56)})
    stage = in_ceiling(gather(planned, protocol.routes.settings[0], table, Streams(5), MEANS))
    reference, ceiling = under(stage, 1, {}, "shared"), under(stage, 2, {}, CEILING)

    def carried(lives, taxa):
        keys = [f"{side}_milk__{taxon}" for side in ("left", "right") for taxon in taxa]
        return np.stack([sum(lives.amount(key, day) for key in keys) for day in (14, 56)])

    assert np.median(carried(reference, STAPHYLOCOCCI)) > 1e3
    assert carried(ceiling, STAPHYLOCOCCI).max() < 1e-2 * np.median(carried(reference, STAPHYLOCOCCI))
    assert np.median(carried(ceiling, ("streptococcus",))) > 1e3


def test_a_trial_of_ill_women_is_not_of_prevention(protocol):
    assert prevents(protocol)
    assert not prevents(read_known_protocol("arroyo2010"))


def told(value):
    return Told(value, 0.0, 0.0, 0.0)


def row(setting, **truths):
    return SettingRow(
        setting, "x", {}, {(name, "product"): told(value) for name, value in truths.items()} | {(NONE, CEILING): told(1)}
    )


def test_the_least_favourable_setting_is_that_in_which_the_product_does_least_good_or_harms():
    rows = [row("", a=0.5, b=0.9), row("ileum", a=0.8, b=0.8), row("sterile_share", a=1.3, b=1.5)]
    lower, neither = Benefit(1.0, "lower"), Benefit(1.0, "neither")
    assert least_favourable(rows, lower).setting == "sterile_share"
    assert least_favourable(rows[:2], lower).setting == "ileum"
    assert least_favourable(rows, neither).setting == "ileum"
    assert least_favourable([row("", a=math.nan)], lower) is None


def test_the_settings_as_planned_win_where_nothing_is_nearer(protocol):
    planned, *others = changed_alone(protocol)
    tried = [Tried(planned, 0.7), Tried(others[0], 0.7), Tried(others[1], 0.6), Tried(others[2], math.nan)]
    assert least_good(tried, Benefit(1.0, "lower")).changed is planned
    assert least_good([*tried, Tried(others[3], 0.9)], Benefit(1.0, "lower")).changed is others[3]
