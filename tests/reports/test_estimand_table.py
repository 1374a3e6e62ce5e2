"""What each endpoint estimates is told in five parts, with the truth beside the estimate."""

from dataclasses import replace

from milkway.protocol.estimand import Estimand
from milkway.protocol.events import EVENTS
from milkway.reports.trial.estimand_table import estimand_table, events_in_words, events_table, truth_table
from milkway.trials.trial_summary import summary


def test_each_endpoint_has_the_five_parts_of_its_estimand(run):
    table = estimand_table(run.protocol)
    assert len(table.rows) == len(run.protocol.endpoints)
    assert all(all(row) for row in table.rows)
    first = table.rows[0]
    assert first[table.columns.index("Variable")] == "any clinical mastitis"
    assert first[table.columns.index("Summary measure")] == "Risk difference"
    assert "treatment policy" in first[table.columns.index("Intercurrent events")]


def test_there_is_no_milk_after_weaning_so_a_load_counts_only_until_then(run):
    load = next(one for one in run.protocol.endpoints if one.score == "load")
    assert events_in_words(load).endswith("Only until then (while on treatment): end of breastfeeding")


def test_events_are_told_by_the_strategy_for_them(run):
    first = run.protocol.endpoints[0]
    stated = Estimand(intercurrent={"formula": "composite", "leaving": "hypothetical", "rescue_antibiotics": "hypothetical"})
    told = events_in_words(first.model_copy(update={"estimand": stated}))
    assert told == (
        "Supposed not to happen (hypothetical): leaving the trial, rescue antibiotics."
        " Counted as a bad outcome (composite): formula"
    )


def test_the_truth_stands_beside_the_estimate_without_an_interval(run):
    """The trial sees 16 of 139 against 30 of 152; in truth nobody else fell ill, so that it is 16 of 303 against 30 of 322."""
    row = truth_table(run).rows[0]
    assert row[2].startswith("-8.2 points (")
    assert row[3] == "-4.0 points"
    assert len(row) == 2 + 2 * len(run.protocol.hypotheses)


def test_the_report_and_the_summary_state_the_estimand(run):
    found = summary(run)["endpoints"]["clinical_mastitis"]["estimand"]
    assert found["population"] == "randomised"
    assert found["treatment"] == "as_assigned"
    assert (found["variable"], found["summary_measure"]) == ("clinical_any", "risk_difference")
    assert found["intercurrent"]["leaving"] == "treatment_policy"


def test_events_that_differ_between_worlds_are_told_as_a_range(run):
    def with_formula(world, women):
        counted = {view: dict.fromkeys(EVENTS, women) for view in ("observed", "oracle")}
        return replace(world, arms={name: replace(arm, events=counted) for name, arm in world.arms.items()})

    first, *others = run.worlds
    table = events_table(replace(run, worlds=(with_formula(first, 3), *(with_formula(one, 5) for one in others))))
    assert [row[0] for row in table.rows] == [event.label for event in EVENTS.values()]
    assert set(table.rows[1][1:]) == {"3 to 5"}
