"""Folds: weights take a cluster's results out of worlds, and say when they cannot; what cannot be forgotten is listed."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from installed import needs
from milkway.cohorts.declared import declared_parameters
from milkway.inference.calibration import Calibrated, infant_worlds
from milkway.inference.calibration_job import SMOKE
from milkway.inference.coordinates import numbers
from milkway.inference.corrected_draws import Corrected
from milkway.inference.fold_scores import incidence, level, milk_loads, risk_factors
from milkway.inference.folds import Fold, fold, not_left_out, weights_without
from milkway.inference.gauss_newton import Found, Slopes
from milkway.inference.halves import Half
from milkway.inference.infant_fold_scores import infants
from milkway.inference.infant_summaries import fitted_occasions
from milkway.inference.kept_sets import Bench
from milkway.inference.skill_table import told_blocks
from milkway.inference.whole_worlds import POINTS, Worlds
from milkway.inference.women_results import TWICE, women_data
from milkway.ledger.clusters import members_with
from milkway.published.catalogue import results
from milkway.published.distances import log_share
from milkway.published.gut_cohorts import GUT_GUILDS, gut_laws
from milkway.published.reads import methods
from milkway.skill.skill_lines import first_line, skill_rows

DATA = women_data()
MANY = 200
KNOWN = numbers(declared_parameters(), {one.study for one in results()})
OCCASIONS = tuple(one for one in fitted_occasions() if gut_laws()[one]["clostridia"].quantiles)
SCOTT = "scott2008.women_with_mastitis_26_weeks"
CLUSTERS = ("glasgow", "melbourne", "michigan", "biosearch", "milkbank2023", "chinastasis")


def _base(wide: float = 0.3) -> Calibrated:
    """Return worlds that scatter around what is published, and whose infants are those of the cohorts."""
    chance = np.random.default_rng(2)
    women = DATA.value + wide * chance.standard_normal((MANY, len(DATA.value)))
    quantiles = [
        log_share(np.array(gut_laws()[one][guild].quantiles), methods()[one.study].background)
        for one in OCCASIONS
        for guild in GUT_GUILDS
    ]
    places = np.tile(np.array(quantiles).reshape(len(OCCASIONS), len(GUT_GUILDS), POINTS), (MANY, 1, 1, 1))
    worlds = Worlds(np.zeros((MANY, len(KNOWN))), women, np.zeros_like(women), places, OCCASIONS)
    found = Found(np.zeros(1), Slopes(np.zeros(1), np.zeros((1, 1)), np.zeros((1, 1))), (0.0,), 1)
    half = Half(found, Corrected(np.zeros((1, 1)), np.zeros(1, int), 1, np.zeros(1), (0.0,), 1))
    gut = np.zeros(len(KNOWN), bool)
    return Calibrated(declared_parameters(), KNOWN, gut, DATA, OCCASIONS, half, half, worlds, frozenset())


def _never(_: frozenset[str]) -> Worlds:
    raise AssertionError("calibrated again")


@needs("calibrate")
def test_leaving_a_study_out_by_weights_undoes_what_its_results_had_done():
    base, place = _base(), [one.name for one in DATA.results].index(SCOTT)
    prior = np.random.default_rng(3).normal(DATA.value[place] - 0.5, 0.5, 4000)
    wide = np.hypot(DATA.error[place], 0.3)
    like = np.exp(-0.5 * ((prior - DATA.value[place]) / wide) ** 2)
    known = np.random.default_rng(4).choice(prior, MANY, p=like / like.sum())
    women = base.worlds.women.copy()
    women[:, place] = known
    women[:, [one.study == "scott2008" and one.name != SCOTT for one in DATA.results]] = np.nan
    base = replace(base, worlds=replace(base.worlds, women=women))
    weights, k = weights_without(base, members_with("scott2008"))
    assert k < 0.7
    assert weights @ known == pytest.approx(prior.mean(), abs=0.12)
    assert abs(known.mean() - prior.mean()) > 0.12


@needs("calibrate")
def test_weights_that_cannot_be_trusted_ask_for_another_calibration():
    base = _base(wide=0.3)
    asked = list[frozenset[str]]()

    def again(out: frozenset[str]) -> Worlds:
        asked.append(out)
        return base.worlds

    women = base.worlds.women + np.where([one.study in members_with("amir2007") for one in DATA.results], 4.0, 0.0) * (
        np.arange(MANY)[:, None] / MANY
    )
    found = fold("melbourne", replace(base, worlds=replace(base.worlds, women=women)), again, _never)
    assert found.refitted
    assert asked == [members_with("amir2007")]
    assert found.k > 0.7


def test_of_few_worlds_weights_are_never_trusted():
    base = _base()
    few = replace(base, worlds=base.worlds.taking(np.arange(6)))
    weights, k = weights_without(few, members_with("scott2008"))
    assert k == np.inf
    assert weights.tolist() == [1 / 6] * 6


@needs("calibrate")
def test_a_cohort_of_infants_is_always_learned_without_anew():
    base, asked = _base(), list[frozenset[str]]()
    found = fold("shao2019", base, _never, lambda out: asked.append(out) or base.worlds)
    assert found.refitted
    assert asked == [frozenset({"shao2019"})]


def test_what_a_fold_cannot_forget_is_listed_and_what_it_forgets_is_not():
    told = not_left_out(members_with("foxman2002"), _base())
    assert any("general.toml" in one for one in told)
    assert not any("cessation_hazard" in one for one in told)  # of a class


def test_doubt_is_learned_from_other_clusters_and_widens_a_forecast():
    base = _base(wide=0.05)
    far = base.worlds.women.copy()
    others = [one.study not in members_with("scott2008") for one in DATA.results]
    far[:, others] += 2.0
    scott = next(one for one in DATA.results if one.name == SCOTT)
    near, doubtful = (level(_glasgow(base, women), {}, DATA, scott).value.std() for women in (base.worlds.women, far))
    assert doubtful > 2 * near
    own = base.worlds.women.copy()
    own[:, [not one for one in others]] += 2.0  # its own miss is not known
    assert level(_glasgow(base, own), {}, DATA, scott).value.std() == pytest.approx(near, rel=0.2)


def test_doubt_is_learned_where_worlds_did_not_know_the_result():
    """Worlds that know everybody hit; the fold without another cluster misses it, and that miss counts."""
    base = _base(wide=0.05)
    scott = next(one for one in DATA.results if one.name == SCOTT)
    fitted = level(_glasgow(base, base.worlds.women), {}, DATA, scott).value.std()
    missed = {name: replace(_glasgow(base, base.worlds.women + 2.0), cluster=name) for name in ("melbourne", "michigan")}
    assert level(_glasgow(base, base.worlds.women), missed, DATA, scott).value.std() > 2 * fitted


def test_the_chance_of_few_simulated_women_is_no_doubt():
    base = _base(wide=0.5)
    scott = next(one for one in DATA.results if one.name == SCOTT)
    noisy = replace(base.worlds, errors=np.full_like(base.worlds.women, 0.5))
    clean, noise = (
        level(_glasgow(replace(base, worlds=one), one.women), {}, DATA, scott).alone.std() for one in (base.worlds, noisy)
    )
    assert noise < 0.3 * clean


def _glasgow(base: Calibrated, women: np.ndarray) -> Fold:
    even = np.full(MANY, 1 / MANY)
    return Fold("glasgow", members_with("scott2008"), replace(base.worlds, women=women), even, 0.1, False, False)


@needs("calibrate")
def test_blocks_are_scored_beside_both_rivals_and_told_losses_first():
    base = _base()
    base = replace(base, worlds=base.worlds.taking(np.arange(40)))
    folds = {
        name: fold(name, base, lambda _: base.worlds, lambda _: base.worlds) for name in (*CLUSTERS, "shao2019", "jakobsen2025")
    }
    found = (infants(folds), incidence(folds, DATA), milk_loads(folds, DATA), risk_factors(folds, DATA))
    assert {one.cluster for one in found[0].naive} == {"shao2019", "jakobsen2025"}
    assert all(abs(one.model) < 0.02 for one in found[0].naive)  # infants of the cohorts themselves
    assert {one.cluster for one in found[1].naive} == {"glasgow", "melbourne", "michigan", "biosearch"}
    assert not set(TWICE) & {one.part for one in found[3].naive}
    assert sum(one.split(":")[0] in TWICE for one in found[3].left) == 5
    told = told_blocks(found, folds, base)
    assert [one["name"] for one in told["blocks"]] == ["infant gut", "incidence and timing", "milk loads", "risk factors"]
    assert all("cannot tell" in one[rival]["word"] for one in told["blocks"] for rival in ("naive", "hierarchy"))
    assert told["blocks"][0]["naive"]["value"] > 0.5
    assert len(told["forecasts"][SCOTT]) == POINTS
    assert len(skill_rows(told["blocks"])) == 8
    assert first_line(told["blocks"]).endswith("Nowhere better.")


def test_infants_of_a_study_with_results_of_women_cannot_be_left_out_alone():
    with pytest.raises(ValueError, match="scott2008"):
        infant_worlds(_base(), Bench(Path(), "", lambda *_: None), SMOKE.sizes, 1, frozenset({"scott2008"}))
