"""Rivals stand before the mechanism in tables of infants' stool, until it is no worse than published results alone."""

from milkway.reports.infant_tables import infant_tables
from milkway.skill.skill_lines import ALONE, earned_sentences

LAW = {"median_log10": -1.0, "quartiles_log10": [-2.0, -0.5], "fair_iqd": 0.1}
GUILD = LAW | {
    "name": "a month",
    "n": 40,
    "birth": "vaginal",
    "day": 28,
    "guild": "bifidobacterium",
    "mean": 0.4,
    "above_1_percent": 0.8,
    "error": 0.01,
    "mean_of_study": {"published": 0.5, "place": 0.6, "inside_50": True, "inside_90": True},
    "rival": LAW | {"fair_iqd": 0.2},
    "hierarchy": None,
}
SKILL = {
    "estimate": 0.1,
    "low": -0.3,
    "high": 0.5,
    "p_positive": 0.6,
    "word": "no worse",
    "clusters": 5,
    "against": "hierarchy",
    "against_naive": "cannot tell (2)",
}


def test_rivals_stand_first_unless_the_mechanism_is_no_worse():
    for skill, first in ((None, "naive rival"), (SKILL, "naive rival"), (SKILL | {"against_naive": "no worse"}, "log10 share")):
        (table,) = infant_tables([GUILD], skill)
        assert table.columns[0] == "guild"
        assert table.columns[1].startswith(first)
        cells = dict(zip(table.columns, table.rows[0], strict=True))
        assert cells["naive rival"] == "-1.00 (-2.00 to -0.50), 0.2"
        assert cells["hierarchy"] == "-"
        assert cells["fair IQD"] == "0.1 ± 0.01"


def test_skill_is_told_of_what_earned_it_and_of_nothing_else():
    lines = earned_sentences({"ill": None, "infants' stool": SKILL}, "posterior")
    assert lines[0].startswith(
        "Skill of forecasts like infants' stool against hierarchy, on 5 clusters left out: no worse (0.10,"
    )
    assert lines[0].endswith("against published results alone: cannot tell (2).")
    assert lines[1:] == [
        "Skill of forecasts like ill: none has been earned, since no fold scored results like these.",
        ALONE,
    ]
    assert earned_sentences({"ill": None}, "tables")[0].startswith("Skill: not known for the tables")
