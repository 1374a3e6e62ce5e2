"""Women who wean can no longer have a lactational mastitis: the share who had one is not one less the Kaplan-Meier estimate."""

import pandas as pd
import pytest

import milkway
from milkway.core.errors import InputError

WEANING = "breastfeeding_cessation"
MEASURES = ["hazard_ratio", "subdistribution_hazard_ratio", "cumulative_incidence_difference"]


def trial(strategy: str, analyses: list[str]) -> milkway.Protocol:
    one = {"name": "first", "label": "first mastitis", "unit": "days", "score": "clinical_first", "population": "randomised"}
    one |= {"analyses": analyses, "estimand": {"intercurrent": {WEANING: strategy}}}
    return milkway.Protocol.read("hurtado2017").but(endpoints=[one], used_in_tuning=[], name="weaning")


def women(*, goes_on: bool) -> pd.DataFrame:
    """Of six women of each arm two have mastitis, two wean and two leave; `first_days` ends at weaning or goes on to day 100."""
    days, weaned, event = [10, 20, 30, 40, 50, 60], ["", 20, "", "", 50, ""], [1, 0, 0, 1, 0, 0]
    ends = [100 if goes_on and day else last for day, last in zip(weaned, days, strict=True)]
    arm = {"enrolled": 0, "first_days": ends, "first_event": event, f"{WEANING}_day": weaned}
    both = [pd.DataFrame(arm | {"woman": [f"{name}{k}" for k in range(6)], "arm": name}) for name in ("product", "placebo")]
    return pd.concat(both)


@pytest.mark.parametrize("goes_on", [False, True])
def test_the_share_with_mastitis_before_weaning_is_seven_of_eighteen(goes_on):
    """One of six, then a third of the two thirds who are free: by hand. One less Kaplan-Meier is four of nine."""
    found = milkway.analyse(trial("while_on_treatment", MEASURES), women(goes_on=goes_on))
    arms = found.summary["endpoints"]["first"]["arms"]
    assert [arms[name]["value"] for name in ("product", "placebo")] == pytest.approx([11 / 18, 11 / 18])
    assert [one["note"] for one in found.summary["endpoints"]["first"]["contrasts"]][0].endswith("competing event so far")
    said = "One less the Kaplan-Meier estimate is no share of women here"
    assert any(said in note for note in found.summary["notes"])
    assert said in found._repr_html_()


def test_where_weaning_is_supposed_not_to_happen_the_women_are_taken_out():
    """The Kaplan-Meier estimate: 5/6 * 2/3."""
    found = milkway.analyse(trial("hypothetical", MEASURES), women(goes_on=False))
    assert found.summary["endpoints"]["first"]["arms"]["product"]["value"] == pytest.approx(5 / 9)


def test_a_woman_who_was_lost_before_she_weaned_has_no_competing_event():
    """The woman of day 20 was last asked on day 15: she is censored, and of the three women of day 40 one more is ill."""
    rows = women(goes_on=False)
    rows.loc[1, "first_days"] = 15
    found = milkway.analyse(trial("while_on_treatment", MEASURES), rows)
    assert found.summary["endpoints"]["first"]["arms"]["product"]["value"] == pytest.approx(1 - 1 / 6 - 5 / 6 / 3)


def test_days_without_mastitis_are_refused_where_weaning_ends_them():
    with pytest.raises(InputError, match="for a restricted mean, which needs days that all women could have"):
        trial("while_on_treatment", ["restricted_mean_difference"])
