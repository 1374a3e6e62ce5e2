"""Nothing that the model is or says can change a verdict."""

from dataclasses import replace

import grimp
import pytest

import milkway
from milkway.biology.models import COMPLETE
from milkway.cohorts import declared
from milkway.runs import asked_model
from milkway.verbs import claims as verb
from milkway.verdicts.judge import read_judged, read_record
from milkway.verdicts.questions import read_questions

ALWAYS = {"carriers", "null", "competition", "immune", "both"}
MODEL = {"counterfactual", "skill", "skill_note"}


def contrasts(simulated):
    """Return every contrast of the parameters that ship."""
    return [contrast for part in parts(simulated[0]) for contrast in part["counterfactual"]["contrasts"]]


def parts(summary):
    """Return the parts of all statements."""
    return [part for one in summary["claims"] for part in one["parts"]]


def short():
    """Return the questions whose worlds are the product's and the usual life."""
    questions = read_questions()
    return replace(
        questions,
        worlds=tuple(one for one in questions.worlds if one.name in ALWAYS),
        contrasts=tuple(one for one in questions.contrasts if one.hypotheses),
    )


def perturbed(table):
    """Return the table with every value that is not zero moved by an amount of its own, shares kept below one."""
    rows = {
        key: replace(row, value=row.value * (0.9 + 0.1 * (number % 3) if row.value < 1 else 1.05))
        for number, (key, row) in enumerate(table.rows.items())
    }
    return replace(table, rows=rows)


def test_the_rule_imports_nothing_of_the_project():
    graph = grimp.build_graph("milkway")
    assert graph.find_upstream_modules("milkway.verdicts.verdict") == set()


def test_what_judges_imports_no_model_no_parameter_table_and_no_simulation():
    graph = grimp.build_graph("milkway")
    upstream = graph.find_upstream_modules("milkway.verdicts.judge") | graph.find_upstream_modules("milkway.verdicts.unreported")
    assert {name.split(".")[1] for name in upstream if "." in name} <= {"core", "ledger", "verdicts"}
    assert upstream.isdisjoint({"milkway.ledger.tables", "milkway.ledger.rows", "milkway.core.network", "milkway.core.model"})


@pytest.fixture(scope="module")
def simulated():
    """Return the claims with a few dyads, with the parameters that ship and with others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verb, "read_questions", short)
        first = milkway.claims(dyads=4).summary
        table = perturbed(declared.declared_parameters())
        patch.setattr(asked_model, "declared_parameters", lambda: table)
        return first, milkway.claims(dyads=4).summary


def test_other_values_of_every_parameter_change_counterfactuals_and_no_verdict(simulated):
    first, second = (parts(one) for one in simulated)
    assert [one["counterfactual"] for one in first] != [one["counterfactual"] for one in second]
    for one, other in zip(first, second, strict=True):
        assert {key: one[key] for key in one.keys() - MODEL} == {key: other[key] for key in other.keys() - MODEL}


def test_a_product_that_does_nothing_changes_no_sign_of_illness(simulated):
    signs = ("mild_mastitis", "clinical_mastitis", "days_in_pain")
    nothing = [one for one in contrasts(simulated) if one["hypothesis"] == "null" and one["quantity"] in signs]
    assert len(nothing) == 4
    assert all((one["difference"], one["tuned_on"]) == (0.0, []) for one in nothing)


def test_an_effect_that_was_sized_on_a_trial_says_so(simulated):
    sized = [one for one in contrasts(simulated) if one["hypothesis"] in ("competition", "immune", "both")]
    assert sized
    assert all("hurtado2017" in one["tuned_on"] for one in sized)


def numbers_without_a_reason(plain, place=""):
    """Return the places of numbers that do not exist and have no note beside them; a question may have no rival."""
    if isinstance(plain, dict):
        own = [key for key, value in plain.items() if value is None and key not in ("hypothesis", "rival", "skill", "verdict")]
        return [f"{place}/{key}" for key in own if not (plain.get("note") or plain.get(f"{key}_note"))] + [
            one
            for key, value in plain.items()
            for one in numbers_without_a_reason(value, f"{place}/{key}")
            if f"{key}_note" not in plain
        ]
    parts = enumerate(plain) if isinstance(plain, list) else ()
    return [one for number, value in parts for one in numbers_without_a_reason(value, f"{place}/{number}")]


def test_each_number_of_a_claim_that_does_not_exist_has_its_reason(simulated):
    assert numbers_without_a_reason(simulated[0]) == []


def test_every_pair_of_hypotheses_has_its_measurement_or_none(simulated):
    product = next(one for one in parts(simulated[0]) if one["id"] == "load_falls")["counterfactual"]
    assert len(product["told_apart_by"]) == 6
    assert set(product["published"][0]["simulated"]) == {"null", "competition", "immune", "both"}


def test_what_tells_a_pair_apart_first_is_the_best_of_all_that_can_be_measured(simulated):
    product = next(one for one in parts(simulated[0]) if one["id"] == "load_falls")["counterfactual"]
    for told, every in zip(product["told_apart_by"], simulated[0]["telling"], strict=True):
        women = [one["women_per_arm"] for one in every["measurements"] if one["women_per_arm"] is not None]
        assert (every["pair"], women) == (told["pair"], sorted(women))
        assert (told["measurement"] or {"women_per_arm": None})["women_per_arm"] == (women[0] if women else None)


def test_every_part_has_a_counterfactual_or_says_why_not_and_mechanisms_are_in_the_model():
    questions, known = read_questions(), {process.name for process in COMPLETE.processes}
    asked = {(one.claim, one.part) for one in questions.contrasts}
    unasked = {(one.claim, one.part) for one in questions.unasked}
    judged = read_judged(read_record())
    assert asked.isdisjoint(unasked)
    assert asked | unasked == {(one.statement.id, part.part.id) for one in judged for part in one.parts}
    for one in judged:
        assert one.statement.mechanism
        assert set(one.statement.mechanism) <= known
