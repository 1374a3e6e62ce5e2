"""Which of two naive rivals counts is decided by the other clusters alone."""

from dataclasses import replace

import numpy as np
import pytest

from milkway.ledger.clusters import members_with
from milkway.skill import naive, naive_choice
from milkway.skill.naive_choice import better_rival, scores_elsewhere
from milkway.skill.naive_evidence import family_of
from milkway.skill.scores import log_score_of_counts

ILL = family_of("clinical_any")


@pytest.mark.parametrize(
    ("study", "count", "days", "score"),
    [("scott2008", (74, 420), (0, 182), -3.60), ("cullinane2015", (70, 346), (0, 56), -3.90)],
)
def test_the_rival_is_as_strong_as_the_bar_that_was_measured(study, count, days, score):
    """Cullinane's bar of -3.80 knew Amir 2007, of its own cluster; without her it is -3.90."""
    draws = naive.reference_draws(ILL, naive.Asked(study, days))
    assert log_score_of_counts(np.array([count[0]]), np.array([count[1]]), draws[:, None]) == pytest.approx(score, abs=0.005)


@pytest.mark.parametrize("better", [True, False])
def test_the_rival_that_predicts_the_other_clusters_better_counts(monkeypatch, better):
    plain = {"glasgow": -3.0, "biosearch": -3.0, "of one alone": -99.0}
    timed = {"glasgow": -2.5, "biosearch": -3.6 if better else -3.4}
    naive_choice.better_rival.cache_clear()
    monkeypatch.setattr(naive_choice, "scores_elsewhere", lambda family, _: timed if family.timed else plain)
    assert better_rival(ILL, "cullinane2015") == (ILL.plain if better else ILL)
    naive_choice.better_rival.cache_clear()


def test_the_choice_never_looks_at_what_the_forecast_cluster_printed():
    own = members_with("amir2007")
    changed = replace(ILL, references=tuple(replace(one, count=(1, 400)) if one.study in own else one for one in ILL.references))
    assert scores_elsewhere(changed, "amir2007") == scores_elsewhere(ILL, "amir2007")
    assert set(scores_elsewhere(ILL.plain, "amir2007")) == {"glasgow", "biosearch"}
    assert set(scores_elsewhere(ILL, "amir2007")) == {"biosearch"}  # with Glasgow out, too, no timing is left


def test_the_plain_rival_has_groups_of_the_same_definition_without_follow_up():
    assert {one.study for one in ILL.plain.references} == {"amir2007", "scott2008", "cullinane2015", "hurtado2017"}
    assert not ILL.plain.timed


def test_what_does_not_grow_with_follow_up_has_one_rival():
    assert better_rival(family_of("load"), "arroyo2010") == family_of("load")
