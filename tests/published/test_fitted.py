"""One function says what is fitted, and it knows every file in which a number may stand."""

from dataclasses import replace
from pathlib import Path

import pytest

import milkway
from milkway.cohorts.population_file import population_names, read_population
from milkway.ledger.clusters import members_with
from milkway.ledger.sources import split_keys
from milkway.ledger.tables import read_parameters
from milkway.published import fitted
from milkway.published.catalogue import results
from milkway.published.fitted import fitted_places, is_fitted, silent, structure_seen, typed_in
from milkway.published.misses import explanations
from milkway.published.predictive import Prediction
from milkway.published.qualification import Qualification

PACKAGE = Path(milkway.__file__).parent
# Files of numbers that a run computes with: the function reads every one of them.
READ = {
    "ledger/data/parameters",
    "ledger/data/settings.toml",
    "cohorts/populations",
    "protocol/shipped",
    "inference/data/unreported.toml",  # silence that a posterior was learned from
    "published/data/sequencing.toml",
}
# Files of what was published, of what is asked of it, or of neither: nothing here moves a simulated number.
TOLD = {
    "ledger/data/studies",
    "ledger/data/quantities.csv",
    "ledger/data/second_extraction.csv",
    "ledger/data/statements",
    "ledger/data/first_rating.csv",
    "ledger/data/second_rating.csv",
    "ledger/data/not_findings.toml",
    "ledger/data/worthwhile.toml",  # which effects are worth having
    "interventions/data/catalogue.toml",  # what is supposed, and stands on no study
    "ledger/data/clusters.toml",
    "published/data/results.toml",
    "published/data/infant_shares.csv",
    "published/data/gut_laws.csv",
    "published/data/gut_visits.csv",
    "published/data/gut_marks.csv",
    "published/data/misses.toml",  # what was looked at: `structure_seen` reads it
    "ledger/data/switched_off.csv",  # zeros and ones that say nothing
    "inference/data/contrasts.toml",  # which results a likelihood has: those count as learned from where one was
    "verdicts/counterfactuals.toml",
    "reports/datasets/define.csv",
    "skill/data/naive.toml",
    "inference/data/class_priors.toml",  # ends by judgement
    "inference/data/routes.toml",
    "inference/data/transfer.toml",  # which strains were looked for: those count as learned from where they were
    "forecasts/data/withdrawal.toml",
    "planning/data/dropouts.toml",  # of the naive rival, too
    "explorer/designs.toml",  # words
    "explorer/page/vendor/VENDOR.toml",
}


def test_every_file_of_data_is_read_or_moves_no_simulated_number():
    found = {path.relative_to(PACKAGE).as_posix() for ending in ("toml", "csv") for path in PACKAGE.rglob(f"*.{ending}")}
    posterior = {f"inference/data/{name}" for name in ("posterior.csv", "posterior.toml")}  # says what it learned from
    unknown = {name for name in found if not any(name == one or name.startswith(f"{one}/") for one in READ | TOLD)}
    assert not unknown - posterior


@pytest.mark.parametrize("file", sorted(READ))
def test_every_study_that_a_file_names_for_a_number_is_found_there(file):
    place = PACKAGE / file
    paths = [place] if place.is_file() else sorted(place.rglob("*.toml"))
    known = {one.study for one in typed_in()}
    named = {study for path in paths for study in _tuned_on(path.read_text(encoding="utf-8"))}
    if file == "ledger/data/parameters":
        rows = read_parameters().rows.values()
        named = {study for row in rows for study in (*row.tuned_on, *split_keys(row.source))}
    assert not named - known


def test_a_row_that_is_traced_by_a_quantity_alone_counts_for_its_source(monkeypatch):
    table = read_parameters()
    row = replace(table.rows["feeds_per_day"], source="", locator="feeds_per_day; mast_vogel; p. 3", tuned_on=())
    monkeypatch.setattr(fitted, "read_parameters", lambda: replace(table, rows={"feeds_per_day": row}))
    found = {one.study for one in typed_in.__wrapped__() if one.file == "parameters"}
    assert found == {"kent2006", "vogel1999"}


def test_how_unevenly_stool_is_sampled_was_read_off_a_cohort():
    assert "sequencing.toml: patchiness (shao2019)" in fitted_places("shao2019")


def test_the_silence_of_a_trial_is_learned_from():
    assert silent() == {"bond2018", "nct04032899"}
    assert not is_fitted("bond2018")
    assert fitted_places("bond2018", silent()) == ("posterior: likelihood (bond2018)",)
    assert not is_fitted("bond2018", frozenset({"shao2019"}))  # a posterior of infants' guts asks no trial


def _tuned_on(text):
    """Return the studies of every `tuned_on` list of a file, read as text, apart from the function's own readers."""
    parts = text.split("tuned_on = [")[1:]
    return {word.strip(' "') for part in parts for word in part.split("]")[0].split(",") if word.strip()}


@pytest.mark.parametrize("name", population_names())
def test_a_study_that_a_population_takes_a_number_from_is_fitted(name):
    for study in read_population(name).sources():
        assert any(place.startswith(f"{name}.toml: ") for place in fitted_places(study)), study


def test_what_a_posterior_was_learned_from_is_fitted_with_its_cluster():
    assert not is_fitted("my_trial")
    assert is_fitted("my_trial", frozenset({"my_trial"}))
    own = replace(results()[0], study="my_trial")
    by_tables, by_fit = (Qualification((), "null", learned, "", 2, 0.1, 1) for learned in (frozenset(), frozenset({"my_trial"})))
    prediction = Prediction(own, "", (0.0,) * 5, 0.5, 2)
    assert not by_tables.fitted(prediction)
    assert by_fit.fitted(prediction)


def test_what_a_hypothesis_was_tuned_on_is_fitted_with_its_whole_cluster():
    assert any("hypothesis immune" in place for place in fitted_places("hurtado2017"))
    assert is_fitted("pastor2020")  # the same women
    assert is_fitted("nct04032899")  # the same maker
    assert "hurtado2017" in members_with("nct04032899")


def test_a_recorded_miss_is_seen_and_no_number():
    missed = {name.split(".")[0] for name in explanations()}
    assert all(structure_seen(study) for study in missed)
    assert not structure_seen("my_trial")


def test_a_study_that_the_ledger_has_not_is_fitted_nowhere():
    assert fitted_places("my_trial") == ()
