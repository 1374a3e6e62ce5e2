"""What would be planned without the simulation, and what it changes: formulas by hand, nobody of the trial's own cluster."""

import math

import pytest
from synthetic_pools import exactly

from milkway.analysis.kinds import COUNT, SHARE
from milkway.ledger.clusters import members_with
from milkway.ledger.studies import read_studies
from milkway.planning.formula_size import Compared, analysed_of, power_by_formula, women_by_formula
from milkway.planning.naive_plan import Assumed, dropouts, naive_dropout, naive_level
from milkway.planning.plan_b import Said, plan_b, said_of_pool
from milkway.protocol.known import read_known_protocol
from milkway.reports.plan_b_words import plan_b_sentences

HURTADO = read_known_protocol("hurtado2017")
ENDPOINTS = {one.name: one for one in HURTADO.endpoints}
ILL = ENDPOINTS["clinical_mastitis"]


def said(level: float, lost: float = 0.2) -> Said:
    return Said(Assumed(level, level, level), {"product": lost, "placebo": lost}, "a test")


def test_two_shares_need_as_many_women_as_the_textbook_says():
    spread = 1.96 * math.sqrt(2 * 0.2 * 0.8) + 0.8416 * math.sqrt(0.15 * 0.85 + 0.25 * 0.75)
    each = (spread / 0.1) ** 2  # the formula of Fleiss for 15 % against 25 %, 249.96 an arm
    assert women_by_formula(Compared(SHARE, 0.25, 0.6, (0.5, 0.5)), 0.8) == pytest.approx(2 * each, abs=1)  # a whole woman


def test_two_rates_need_as_many_women_as_the_textbook_says():
    each = (1.96 + 0.8416) ** 2 * (1 / 0.25 + 1 / 0.15) / math.log(0.6) ** 2  # 0.25 and 0.15 episodes a woman
    assert women_by_formula(Compared(COUNT, 0.25, 0.6, (0.5, 0.5)), 0.8) == pytest.approx(2 * each, abs=2)  # a woman in each arm


def test_the_women_needed_are_the_fewest_with_the_power_and_more_leave_more_are_needed():
    stays, leaves = (Compared(SHARE, 0.2, 0.7, analysed_of(HURTADO, "product", (lost, lost))) for lost in (0.0, 0.5))
    n = women_by_formula(stays, 0.8)
    assert power_by_formula(stays, n) >= 0.8 > power_by_formula(stays, n - 1)
    assert women_by_formula(leaves, 0.8) == pytest.approx(2 * n, abs=2)  # rounding of whole women


def test_no_effect_and_more_ill_than_women_need_no_number_of_them():
    assert math.isinf(women_by_formula(Compared(SHARE, 0.2, 1.0, (0.5, 0.5)), 0.8))
    assert math.isnan(women_by_formula(Compared(SHARE, 0.8, 1.5, (0.5, 0.5)), 0.8))


@pytest.mark.parametrize("study", ["", "hurtado2017", "bond2018", "jimenez2008"])
def test_the_naive_plan_knows_no_study_of_the_trials_cluster(study):
    own = HURTADO.model_copy(update={"study": study})
    level = naive_level(own, ILL)
    assert level is not None
    assert not members_with(study) & {*level.studies, *naive_dropout(study).studies}


def test_drop_out_is_what_the_ledger_says():
    studies, left = read_studies(), {one.study: one.left for one in dropouts()}
    arms = studies["hurtado2017"].arms
    assert left["hurtado2017"] == (sum(one.dropped_out for one in arms), sum(one.randomised for one in arms))
    bond = {one.name: one.value for one in studies["bond2018"].findings}
    assert left["bond2018"] == (
        bond["drop-outs as listed by the registry"],
        bond["participants as listed by the registry"],
    )
    lost, of = left["vivomixx2024"]
    assert studies["vivomixx2024"].attrition == f"{of - lost}/{of} infants"
    assert set(left) == {"hurtado2017", "bond2018", "vivomixx2024"}


def test_where_milkway_says_what_the_rival_says_the_tool_changes_nothing():
    naive = naive_level(HURTADO, ILL)
    assert naive is not None
    found = plan_b(HURTADO, ILL, said(naive.median), 0.7, 0.8)
    assert found["milkway"]["women"] == found["naive"]["women_as_protocol_loses"]
    as_rival = plan_b(HURTADO, ILL, said(naive.median, naive_dropout("hurtado2017").median), 0.7, 0.8)
    assert as_rival["milkway"]["women"] == as_rival["naive"]["women"]


def test_the_words_say_from_how_many_women_to_how_many():
    found = plan_b(HURTADO, ILL, said(0.25), None, 0.8)
    told = plan_b_sentences(found)
    assert f"from {found['naive']['women']:,.0f} to {found['milkway']['women']:,.0f}." in told[2]
    assert "25.0 %" in told[1]


@pytest.mark.parametrize(
    ("endpoint", "why"),
    [
        ("staphylococcus_load", "there is no formula of a load that may be below a limit"),
        ("recurrence", "nothing alike was printed outside the trial's own cluster of studies"),
    ],
)
def test_where_there_is_no_naive_plan_it_is_said_why(endpoint, why):
    found = plan_b(HURTADO, ENDPOINTS[endpoint], said(0.2), 0.7, 0.8)
    assert found["why_not"] == why
    assert why in plan_b_sentences(found)[0]


def test_a_pool_says_the_level_of_its_reference_arm_and_whom_it_does_not_analyse():
    found = said_of_pool(exactly(1000, 140, 250), "null")
    assert found.level.median == 0.25
    error = math.sqrt(0.25 * 0.75 / 1000)
    assert found.level.high - found.level.low == pytest.approx(2 * 1.645 * error)
    assert found.lost == {"product": 0.0, "placebo": 0.0}


def test_a_time_has_no_plan_of_two_shares():
    assert plan_b(HURTADO, ENDPOINTS["first_mastitis"], said(0.2), 0.7, 0.8)["why_not"].startswith("there is no formula")
