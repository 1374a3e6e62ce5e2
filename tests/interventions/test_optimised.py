"""What words allow: nothing is ranked below no worse; from there on winners, fronts, fresh draws and trials are told."""

import json

import numpy as np
import pytest
from intervention_worlds import comparison

from milkway.cohorts.declared import declared_parameters
from milkway.core.errors import RunError
from milkway.interventions import optimised as study
from milkway.interventions.compared_draw import Compared, Line, Paired, hypotheses_for
from milkway.interventions.dyad_outcomes import OUTCOMES
from milkway.interventions.intervention_catalogue import read_catalogue
from milkway.interventions.line_words import TOPICS
from milkway.interventions.optimised import optimised
from milkway.interventions.optimised_plain import NO_EVIDENCE, plain_optimised
from milkway.interventions.ranking import AS_USUAL
from milkway.published.qualification import ParameterSet
from milkway.reports.optimise.optimise_page import page
from milkway.reports.optimise.optimise_tables import effects_table, front_table, ranking_table

NAMES = ("latch_support", "no_nipple_shield", "product")
OF = ("days_in_pain", "distance_day_90")
# what each does to the mother's days in pain and the infant's distance, where it is for a woman, and whom it is for
TRUE = {"latch_support": (-8.0, 0.1, 0.25), "no_nipple_shield": (-4.0, 0.0, 0.5), "product": (-1.0, -0.2, 1.0)}
TRUE |= {"latch_support + no_nipple_shield": (-9.0, 0.1, 0.2), "latch_support + product": (-8.0, 0.0, 0.25)}
FLATTERED = 0.5  # by how much the draws that choose are lower in days


@pytest.fixture
def made_up(monkeypatch):
    """Comparisons whose effects are known: under no effect the product does nothing."""
    asked = []

    def draw(comparison, drawn, number):
        asked.append((number, tuple(comparison.named)))
        if number == 4:
            raise RunError("nobody could be simulated")
        changes, interactions = {}, {}
        off = -FLATTERED if number % 2 == 0 else 0.0
        for what, parts in comparison.named.items():
            for hypothesis in hypotheses_for(parts, tuple(drawn.hypotheses)):
                nothing = what == "product" and hypothesis == "null"
                for place, outcome in enumerate(OF):
                    change = 0.0 if nothing else TRUE[what][place] + (off + 0.1 * (number % 6) if place == 0 else 0.0)
                    paired = Paired(10, 20.0, 10.0, change, 0.001, 0 if nothing else 10)
                    changes[Line(what, hypothesis, outcome)] = paired
                    if len(parts) > 1:
                        interactions[Line(what, hypothesis, outcome)] = paired
        return Compared(changes, interactions, {what: TRUE[what][2] for what in comparison.named}, 100)

    monkeypatch.setattr(study, "compared_draw", draw)
    return asked


def found(words, draws=12):
    hypotheses = {"null": {}, "both": {"effect_immunomodulation": 0.1}}
    sets = [ParameterSet(declared_parameters(), hypotheses)] * (2 * draws)
    return optimised(comparison(*NAMES, outcomes=OF), sets, words)


def plain(one, words):
    return plain_optimised(one, read_catalogue(), declared_parameters(), words)


def told(summary):
    """The summary with what a verb adds of its women."""
    women = {"name": "general", "kind": "population", "about": "Women.", "disputed_routes": []}
    return summary | {"women": women, "parameters": "tables", "bought": {"each": 10}, "settings": []}


GOOD = dict.fromkeys(TOPICS, "no worse")


@pytest.mark.parametrize("word", ["none known", "worse", "cannot tell (4)"])
@pytest.mark.parametrize("topic", ["mastitis", "pain"])
def test_one_block_below_no_worse_is_enough_that_a_line_is_not_ranked(made_up, topic, word):
    words = GOOD | {topic: word}
    summary = plain(found(words), words)
    pain = [one for one in summary["lines"] if one["outcome"] == "days_in_pain" and "latch_support" in one["what"]]
    assert pain
    for one in pain:
        assert (one["word"], one["effect"], one["of_the_mechanism"]["note"]) == (word, None, NO_EVIDENCE)
    assert all(
        "latch_support" not in [place["what"] for place in one["places"]] for one in summary["rankings"] if one["unit"] == "day"
    )


def test_of_nothing_known_nothing_is_ranked_and_no_fresh_draw_is_simulated(made_up):
    words = dict.fromkeys(TOPICS, "none known")
    one = found(words)
    summary = plain(one, words)
    assert (summary["rankings"], summary["pareto"]) == ([], [])
    assert summary["why_no_ranking"].startswith("Nothing is ranked")
    assert all(number % 2 == 0 for number, _ in made_up)
    assert {line["effect"] for line in summary["lines"]} == {None}
    assert {line["sign"] for line in summary["lines"] if line["hypothesis"] == "null" and line["what"] == "product"} == {"none"}
    text = page(told(summary))
    assert "Nothing is ranked" in text
    assert "Chance of being best" not in text


def test_good_words_allow_a_ranking_in_all_women_under_each_hypothesis(made_up):
    one = found(GOOD)
    under = {name: one.rankings["days_in_pain", name] for name in ("null", "both")}
    # in all women: latch 2, shield 2, product 1, the pairs 1.8 and 2 days, and 0.3 days of each woman whom it is for
    assert under["both"].winner == "no_nipple_shield"
    assert [place.what for place in under["null"].places][-2:] == [AS_USUAL, "product"]
    effects = {place.what: place.mean for place in under["both"].places}
    assert effects["latch_support"] == pytest.approx(0.25 * _mean("latch_support"), abs=0.01)  # noise that is taken out
    assert effects["no_nipple_shield"] == pytest.approx(0.5 * _mean("no_nipple_shield"), abs=0.01)


def _mean(name, numbers=tuple(range(0, 24, 2))):
    kept = [number for number in numbers if number != 4]
    return -np.mean([TRUE[name][0] - FLATTERED + 0.1 * (number % 6) for number in kept])


def test_the_winner_is_estimated_again_on_draws_that_did_not_choose_it(made_up):
    one = found(GOOD)
    again = one.again["days_in_pain", "both"]
    fresh = [names for number, names in made_up if number % 2]
    assert again.what == "no_nipple_shield"
    winners = {ranking.winner for ranking in one.rankings.values()} - {AS_USUAL}
    assert winners == {"no_nipple_shield", "product", "latch_support + product"} & winners
    assert {frozenset(names) for names in fresh} == {frozenset(winners)}
    assert again.effect.change == pytest.approx(-4.0 + 0.1 * np.mean([number % 6 for number in range(1, 24, 2)]))
    assert again.effect.change > one.effects[Line("no_nipple_shield", "any", "days_in_pain")].change  # less flattering
    assert again.trial.women == pytest.approx(2 * 16 * (10 / abs(again.effect.change)) ** 2, rel=0.1)  # Lehr's rule of thumb


def test_the_front_has_what_serves_either_and_not_what_serves_neither(made_up):
    one = found(GOOD)
    front = one.fronts["both"]
    assert set(front.outcomes) == set(OF)
    assert {"product", "no_nipple_shield"} <= set(front.members)
    assert "latch_support" in front.beaten  # fewer days than without a shield, and farther for the child
    assert AS_USUAL in front.beaten


def test_a_draw_that_cannot_be_simulated_is_left_out_and_told(made_up):
    one = found(GOOD)
    assert (one.draws, one.left_out) == (11, ("parameter set 5: nobody could be simulated",))


def test_below_ten_draws_nothing_is_ranked_whatever_the_words(made_up):
    summary = plain(found(GOOD, draws=9), GOOD)
    assert summary["rankings"] == []
    assert "below 10 draws" in summary["why_no_ranking"]


def test_with_all_draws_but_two_lost_nothing_is_said(made_up):
    with pytest.raises(RunError, match="fewer than 3 of 3"):
        found(GOOD, draws=3)


def test_what_is_so_by_definition_is_not_ranked(made_up):
    known = study._Known(comparison("breastfeeding_to_week_26"), {}, {}, {})
    assert all(known.ranked_of(outcome, "null") == {} for outcome in OUTCOMES)
    asked = comparison("breastfeeding_to_week_26")
    assert study.is_by_definition(asked, Line("breastfeeding_to_week_26", "any", "breastfed_day_90"))
    assert not study.is_by_definition(asked, Line("breastfeeding_to_week_26", "any", "days_in_pain"))


def test_rankings_are_told_with_intervals_chances_information_and_a_trial(made_up):
    one = found(GOOD)
    summary = told(plain(one, GOOD))
    assert json.loads(json.dumps(summary, allow_nan=False)) == summary
    assert effects_table(summary) is not None
    ranking = next(one for one in summary["rankings"] if (one["outcome"], one["hypothesis"]) == ("days_in_pain", "both"))
    table = ranking_table(ranking, summary)
    assert table.rows[0][0] == "No nipple shield"
    assert "expected value of perfect information" in table.note
    assert front_table(summary["pareto"][0], summary).rows
    text = page(summary)
    assert "On fresh draws the first has a difference of" in text
    assert "A trial in two arms would need about" in text
    assert "you should" not in text.lower()
