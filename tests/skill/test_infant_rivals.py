"""Infants' guts against other cohorts' infants and against lines in log age."""

import numpy as np
import pytest

from milkway.published.gut_cohorts import GuildShares, GutOccasion, gut_laws
from milkway.published.gut_comparison import Compared, GuildCompared
from milkway.skill.earned import skill
from milkway.skill.infant_rivals import hierarchy_law, scored_against_hierarchy, scored_infants

FLOOR = 1e-9
OWN = GutOccasion("shao2019", "vaginal", "no", 20, 20)


def shares(level):
    """Return a guild whose log10 share rises evenly by one power of ten around a level."""
    quantiles = tuple((10 ** (level + np.linspace(-0.5, 0.5, 41))).tolist())
    return {"bacteroides": GuildShares(50, 50.0, "", 0.1, 0.1, 0.5, quantiles)}


def laws(*found):
    return {GutOccasion(study, birth, mark, day, day): shares(level) for study, birth, mark, day, level in found}


def test_each_quantile_is_a_line_in_log_age_over_the_other_cohorts():
    known = laws(("jakobsen2025", "vaginal", "any", 10, -3.0), ("maled", "any", "any", 100, -1.0))
    found = hierarchy_law(OWN, "bacteroides", FLOOR, known)
    assert float(np.interp(0.5, found.upto, found.at)) == pytest.approx(-3.0 + 2.0 * np.log10(2.0), abs=1e-6)


def test_it_knows_neither_its_own_cluster_nor_another_birth_nor_marked_infants():
    known = laws(
        ("jakobsen2025", "vaginal", "any", 10, -3.0),
        ("maled", "any", "any", 100, -1.0),
        ("shao2019", "vaginal", "no", 20, -0.5),
        ("bokulich2016", "c_section", "any", 20, -0.5),
        ("bokulich2016", "vaginal", "yes", 20, -0.5),
    )
    found = hierarchy_law(OWN, "bacteroides", FLOOR, known)
    assert float(np.interp(0.5, found.upto, found.at)) == pytest.approx(-3.0 + 2.0 * np.log10(2.0), abs=1e-6)


def test_of_one_age_it_says_nothing():
    assert hierarchy_law(OWN, "bacteroides", FLOOR, laws(("maled", "any", "any", 100, -1.0))) is None


def test_it_says_something_of_the_occasions_that_ship():
    occasion = next(one for one in gut_laws() if one.study == "shao2019" and one.antibiotic == "no")
    assert hierarchy_law(occasion, "bifidobacterium", 1e-3) is not None


def compared(study, model, rival):
    told = GuildCompared(model, None, rival, None, None, 0.1, 0.1, 0.01)
    occasion = next(one for one in gut_laws() if one.study == study and one.birth == "vaginal" and one.antibiotic != "yes")
    return Compared(occasion, 100, 60, 40.0, {"bacteroides": told})


def test_the_skill_is_over_cohorts_of_equal_weight():
    found = scored_infants([compared("shao2019", 0.1, 0.2), compared("jakobsen2025", 0.3, 0.2)])
    made = skill(found)
    assert made.value == pytest.approx(1 - 0.4 / 0.4)
    assert made.word == "cannot tell (2)"


def test_an_occasion_without_a_rival_does_not_count():
    assert len(scored_infants([compared("shao2019", 0.1, None)])) == 0
    assert len(scored_against_hierarchy([compared("shao2019", 0.1, None)])) == 1
