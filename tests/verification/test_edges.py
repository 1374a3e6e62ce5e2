"""The table of analyses at the edges, in small (`python -m verification analyses`: in large)."""

from dataclasses import fields, replace
from math import isclose, log

import numpy as np
import pytest
from scipy.stats import norm
from verification.analyses import section
from verification.edge_laws import CENTRES, LAWS, WOMEN
from verification.incomplete_trials import METHODS, SAMPLING
from verification.kept_cells import Kept
from verification.simulated_women import SCORE_OF, WomenCell, read_women
from verification.tally import Found
from verification.tried_cell import Cell
from verification.tried_method import MethodCell
from verification.true_contrasts import true_contrast

from milkway.analysis.kinds import NUMBER, SHARE
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.registry import MEASURES

TRIALS = 12


def law(measure, words):
    return next(one for one in LAWS[measure.kind, measure.by_centre] if one.words == words)


def test_every_measure_that_ships_has_laws_to_be_tried_in():
    assert {(one.kind, one.by_centre) for one in MEASURES.values()} == set(LAWS)


@pytest.mark.parametrize("where", LAWS, ids=lambda where: f"{where[0].words}, {where[1]}")
def test_a_trial_claims_exactly_where_its_interval_leaves_out_no_effect(where):
    kind, by_centre = where
    for number, one in enumerate(LAWS[where]):
        sizes = CENTRES[2] if by_centre else WOMEN[0]
        found = Cell(kind.words, by_centre, number, sizes, 0, TRIALS).tried()
        assert not one.alike or all(each.claims + each.holds == TRIALS for each in found.values()), one.words


# 200,000 women in each arm: four standard errors are 5 % of the rarest ratio and 1 % of the others.
@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("risk_difference", "5 % against 30 %", -0.25),
        ("odds_ratio", "60 % against 20 %", 1.5 / 0.25),
        ("rate_ratio_negative_binomial", "0.4 against 1.2, some often", 1 / 3),
        ("log10_difference", "half below, 1 log apart", -1.0),
        ("geometric_mean_ratio", "most below, 1 log apart", 0.1),
        ("hazard_ratio", "10 % against 40 %, half leave", log(0.9) / log(0.6)),
        ("hazard_ratio", "30 % against 60 %, by four weeks", log(0.7) / log(0.4)),
        ("win_odds", "normal, 1 apart, spread of 3 against 1", norm.cdf(0.1**0.5) / norm.sf(0.1**0.5)),
        ("mixed_difference_last", "1 apart at the end, spread grows", -1.0),
        ("mixed_difference", "1 apart at the end, spread grows", -0.5),
        ("risk_ratio_clustered", "10 % against 40 %", 0.25),
        ("mean_difference_clustered", "1 apart", 1.0),
        ("mean_difference", "skewed", 0.0),
        ("risk_ratio", "5 % in both", 1.0),
    ],
)
def test_the_truth_of_a_law_is_that_of_theory(name, words, expected):
    measure = MEASURES[name]
    assert isclose(true_contrast(measure, law(measure, words)), expected, rel_tol=0.03)


def test_a_cell_that_was_tried_is_not_tried_again_unless_the_code_has_changed(tmp_path):
    kept, found = Kept(tmp_path / "cells.jsonl", ("verification/tried_cell.py",)), {"risk_ratio": Found(1, 2, 3, 0)}
    kept.add("a cell", found)
    with kept.file.open("a") as file:
        file.write('{"code": "half a li')
    assert kept.read() == {"a cell": found}
    assert replace(kept, tried=("verification/analyses.py",)).read() == {}


def test_a_cell_outside_is_drawn_again_and_marked_unless_the_measure_says_so(tmp_path):
    kept, cells = Kept(tmp_path / "cells.jsonl", ()), [Cell(kind.words, c, n, s, 0, 1000) for kind, c, n, s in _all_cells()]
    right, wrong, said = Found(50, 950, 0, 0), Found(100, 900, 0, 0), Found(100, 900, 0, 1000)
    names = {(kind.words, c): [m.name for m in MEASURES.values() if (m.kind, m.by_centre) == (kind, c)] for kind, c in LAWS}
    first = {"risk_ratio": wrong, "log_rank": said, "win_odds": wrong}
    second = {"risk_ratio": wrong, "log_rank": said, "odds_ratio": wrong}
    for cell in cells:
        mine = names[cell.kind, cell.by_centre]
        kept.add(cell.name, {name: first.get(name, right) for name in mine})
        kept.add(replace(cell, luck=1).name, {name: second.get(name, right) for name in mine})
    for asked in METHODS:
        for size in WOMEN:
            one = MethodCell(*asked, size, 0, 500 if asked in SAMPLING else 1000)
            times = one.trials // 1000 or 0.5
            kept.add(one.name, {asked.method: Found(int(45 * times), int(955 * times), 0, 0)})
    for kind in SCORE_OF:
        for size in WOMEN:
            suited = [one.name for one in MEASURES.values() if one.kind is kind and not one.by_centre]
            kept.add(WomenCell(kind.words, size, 0, 1000, tmp_path).name, dict.fromkeys(suited, right))
    (tmp_path / f"women-{kept.code()}").mkdir()
    (tmp_path / f"women-{kept.code()}" / "done").touch()
    told = section(1000, (kept, kept, kept), 1)
    assert told.count("| Win odds |") == 1 + len(LAWS[NUMBER, False])
    assert sum(f"| {name} | claim |" in told for name in ("Copy reference", "Mixed model of what was seen")) == 2
    rows = {
        name: [
            line
            for line in told.partition("### Women of the model")[0].splitlines()
            if line.startswith(f"| {MEASURES[name].label} |")
        ]
        for name in MEASURES
    }
    assert all(line.count("**10.0**") + line.count("**90.0**") == len(WOMEN) for line in rows["risk_ratio"])
    assert all(line.count("says so") == len(WOMEN) and "**" not in line for line in rows["log_rank"])
    assert not any("**" in line for name in ("odds_ratio", "win_odds", "risk_difference") for line in rows[name])


def _all_cells():
    for (kind, by_centre), laws in LAWS.items():
        for number in range(len(laws)):
            for sizes in CENTRES if by_centre else WOMEN:
                yield kind, by_centre, number, sizes


def test_women_of_the_model_are_drawn_for_both_arms_from_all_that_were_simulated(tmp_path):
    """Half of them ill: of trials whose arms are drawn from the same women about one in twenty claims a difference."""
    ill = np.arange(400) % 2 == 0
    held = {one.name: getattr(Outcomes(ill.astype(float), np.full(400, 84.0), ill), one.name) for one in fields(Outcomes)}
    np.savez(tmp_path / "clinical_any.npz", **held)
    assert read_women(tmp_path, "clinical_any").value.sum() == 200
    found = WomenCell("whether something is so", (30, 30), 0, 400, tmp_path).tried()
    assert set(found) == {one.name for one in MEASURES.values() if one.kind is SHARE and not one.by_centre}
    np.savez(tmp_path / "clinical_episodes.npz", **held)
    counted = WomenCell("how often something happens", (30, 30), 0, 20, tmp_path).tried()
    assert (counted["rate_ratio"].says, counted["rate_ratio_robust"].says) == (20, 0)
    # three binomial standard deviations of a share of 5 %
    assert 0 < found["risk_difference"].claims <= 0.05 * 400 + 3 * (400 * 0.05 * 0.95) ** 0.5
