"""A time with a competing event: by hand, against statsmodels and R, and as what it must be where nobody leaves."""

import csv
import shutil
import subprocess

import numpy as np
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

from milkway.analysis.aalen_johansen import aalen_johansen, by_day, effective_women, last_known
from milkway.analysis.kinds import TIME
from milkway.analysis.laws import proportions_power
from milkway.analysis.measures.binary import risk_difference, risk_ratio
from milkway.analysis.measures.cumulative_incidence import cumulative_incidence_difference, cumulative_incidence_ratio
from milkway.analysis.measures.hazards import hazard_ratio
from milkway.analysis.measures.subdistribution import subdistribution_hazard_ratio
from milkway.analysis.outcomes import Outcomes, barred, seen, values
from milkway.analysis.power_formula import Planned
from milkway.analysis.reasons import COMPETING
from milkway.analysis.registry import MEASURES

RSCRIPT = shutil.which("Rscript")
CENSORED, EVENT, OTHER = 0, 1, 2
# Six women: mastitis on day 1, weaned on day 2, left on day 3, mastitis on day 4, weaned on day 5, followed to day 6.
SIX = (np.arange(1.0, 7.0), np.array([EVENT, OTHER, CENSORED, EVENT, OTHER, CENSORED]))
FREIREICH = np.array([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35], dtype=float)
RELAPSED = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]) * EVENT


def women(time: np.ndarray, what: np.ndarray) -> Outcomes:
    return Outcomes(time, time, what == EVENT, barred=what == OTHER)


def arm(draw: np.random.Generator, n: int, to_event: float, leave_from: float = 10, whole: bool = True) -> Outcomes:
    """Return women who fall ill, wean at about the same time, and leave from a day on, over 84 days, whole ones or not."""
    event, other = draw.exponential(to_event, n), draw.exponential(100, n)
    until = np.minimum(draw.uniform(leave_from, leave_from + 130, n), 84.0)
    time = np.minimum(np.minimum(event, other), until)
    what = np.where(event <= time, EVENT, np.where(other <= time, OTHER, CENSORED))
    return women(np.where(time < 84, np.ceil(time), 84.0) if whole else time, what)


def incidence(one: Outcomes):
    return aalen_johansen(one.value, one.seen, one.kept_from())


def test_the_cumulative_incidence_by_hand():
    """Day 1: 1/6. Day 4: two thirds are free and three are followed: 2/3 * 1/3 more, 7/18. Kaplan-Meier would say 4/9."""
    found = incidence(women(*SIX))
    assert found.share == pytest.approx([0, 1 / 6, 1 / 6, 1 / 6, 7 / 18, 7 / 18, 7 / 18])
    assert TIME.arm(women(*SIX)).value == pytest.approx(11 / 18)
    censored = women(SIX[0], np.where(SIX[1] == OTHER, CENSORED, SIX[1]))
    assert by_day(incidence(censored), 6) == pytest.approx(4 / 9)


def test_event_competing_event_and_neither_are_all_women():
    one = arm(np.random.default_rng(3), 50, 60)
    found, other = incidence(one), aalen_johansen(one.value, one.barred, one.seen)
    free = found.free[-1] * (1 - found.ended[-1] / found.at_risk[-1])
    assert found.share[-1] + other.share[-1] + free == pytest.approx(1)


@pytest.mark.parametrize("seed", range(3))
def test_share_and_variance_are_those_of_statsmodels(seed):
    one = arm(np.random.default_rng(seed), 60, 70)
    found = incidence(one)
    second = CumIncidenceRight(one.value, np.where(one.seen, EVENT, np.where(one.barred, OTHER, CENSORED)))
    share, n = by_day(found, 84), effective_women(found, found, 84)
    assert share == pytest.approx(second.cinc[0][-1], rel=1e-12)
    assert share * (1 - share) / n == pytest.approx(second.cinc_se[0][-1] ** 2, rel=1e-9)


def test_without_a_competing_event_share_and_variance_are_kaplan_meiers_and_greenwoods():
    found, second = incidence(women(FREIREICH, RELAPSED)), SurvfuncRight(FREIREICH, RELAPSED)
    share, n = by_day(found, 23), effective_women(found, found, 23)
    assert 1 - share == pytest.approx(second.surv_prob[-1])
    assert np.sqrt(share * (1 - share) / n) == pytest.approx(second.surv_prob_se[-1])


@pytest.mark.parametrize("seed", range(5))
def test_where_nobody_leaves_shares_are_compared_as_risks(seed):
    draw = np.random.default_rng(seed)
    arms = [arm(draw, n, 60, leave_from=1000) for n in (20, 31)]
    counts = (int(arms[0].seen.sum()), int(arms[1].seen.sum())), (20, 31)
    for found, expected in (
        (cumulative_incidence_difference(*arms), risk_difference(*counts)),
        (cumulative_incidence_ratio(*arms), risk_ratio(*counts)),
    ):
        assert (found.estimate, found.low, found.high, found.p) == pytest.approx(
            (expected.estimate, expected.low, expected.high, expected.p), rel=1e-9
        )


@pytest.mark.parametrize("seed", range(3))
def test_without_a_competing_event_fine_and_grays_ratio_is_coxs(seed):
    draw = np.random.default_rng(seed)
    arms = [arm(draw, n, 60) for n in (25, 40)]
    nobody = np.zeros(25, dtype=bool), np.zeros(40, dtype=bool)
    found, cox = subdistribution_hazard_ratio(values(*arms), seen(*arms), nobody), hazard_ratio(values(*arms), seen(*arms))
    assert (found.estimate, found.low, found.high, found.p) == (cox.estimate, cox.low, cox.high, cox.p)


@pytest.mark.parametrize("seed", range(3))
def test_where_nobody_leaves_fine_and_grays_ratio_is_coxs_of_women_who_wait_for_ever_after_the_competing_event(seed):
    draw = np.random.default_rng(seed)
    arms = [arm(draw, n, 60, leave_from=1000) for n in (25, 40)]
    found = subdistribution_hazard_ratio(values(*arms), seen(*arms), barred(*arms))
    waiting = tuple(np.where(one.barred, 1000.0, one.value) for one in arms)
    cox = hazard_ratio(waiting, seen(*arms))
    assert (found.estimate, found.low, found.high, found.p) == pytest.approx((cox.estimate, cox.low, cox.high, cox.p), rel=1e-9)


def test_p_is_below_5_per_cent_exactly_where_the_interval_excludes_no_effect_and_both_exist_at_the_edge():
    draw, at_edge = np.random.default_rng(11), 0
    for _ in range(120):
        arms = arm(draw, int(draw.integers(8, 16)), 900), arm(draw, int(draw.integers(8, 16)), draw.choice([30, 300]))
        at_edge += sum(not one.seen.any() for one in arms) == 1
        for name in ("cumulative_incidence_difference", "cumulative_incidence_ratio", "subdistribution_hazard_ratio"):
            found = MEASURES[name].between(*arms)
            if found.p is None:
                assert not any(one.seen.any() for one in arms) or "while both arms were observed" in found.note
                continue
            neutral = 1.0 if MEASURES[name].is_ratio else 0.0
            assert (found.p < 0.05) == (not found.low <= neutral <= found.high)
    assert at_edge > 20


def test_the_days_to_compare_end_where_a_quarter_of_an_arm_would_still_be_followed():
    """Eight of whom one leaves each day from the first on: three are followed on day 6, and two on day 7."""
    time = np.arange(1.0, 9.0)
    assert last_known(time, np.zeros(8, dtype=bool), np.zeros(8, dtype=bool)) == 6
    assert last_known(time, np.ones(8, dtype=bool), np.zeros(8, dtype=bool)) == np.inf


def test_days_without_the_event_are_refused_with_a_reason_where_an_event_competes():
    one = women(*SIX)
    found = MEASURES["restricted_mean_difference"].between(one, one)
    assert (found.estimate, found.note) == (None, COMPETING)


def test_hazard_ratios_say_that_they_are_of_women_without_the_competing_event():
    arms = arm(np.random.default_rng(1), 30, 60), arm(np.random.default_rng(2), 30, 60)
    for name in ("hazard_ratio", "log_rank"):
        assert "cause-specific" in MEASURES[name].between(*arms).note
        plain = [Outcomes(one.value, one.time, one.seen) for one in arms]
        assert "cause-specific" not in MEASURES[name].between(*plain).note


def test_an_arm_without_the_event_has_a_bound():
    """Wilson's of none of 20: 3.8416 / (20 + 3.8416)."""
    found = TIME.arm(women(np.full(20, 84.0), np.zeros(20)))
    assert (found.value, found.high) == (1.0, pytest.approx(1.0))
    assert found.low == pytest.approx(20 / (20 + 1.959964**2))


def test_a_time_on_the_day_of_enrolment_counts():
    """Of four women one is ill on day 0, one weans on it, and one leaves on it after both."""
    one = women(np.array([0.0, 0.0, 0.0, 9.0]), np.array([EVENT, OTHER, CENSORED, EVENT]))
    assert by_day(incidence(one), 9) == pytest.approx(1 / 4 + 1 / 2)


def test_the_formula_of_power_is_that_of_two_shares_of_the_women_who_would_know_them_as_well():
    """Where nobody leaves; and with half of each arm gone before anything happens, that of half the women."""
    first, second = (women(np.arange(1.0, 101.0), np.where(np.arange(100) < ill, EVENT, OTHER)) for ill in (20, 40))
    formula = MEASURES["cumulative_incidence_difference"].formula
    whole = formula.power(Planned(first, second, (150.0, 150.0)))
    assert whole == pytest.approx(proportions_power((0.2, 0.4), (150.0, 150.0), 0.05))
    gone = [
        women(np.append(one.value, np.zeros(100)), np.append(np.where(one.seen, EVENT, OTHER), np.full(100, CENSORED)))
        for one in (first, second)
    ]
    assert formula.power(Planned(*gone, (300.0, 300.0))) == pytest.approx(whole)


R = """suppressMessages({library(survival); library(cmprsk)})
d <- read.csv(commandArgs(TRUE)[1])
for (k in unique(d$trial)) {
  one <- d[d$trial == k, ]
  s <- summary(survfit(Surv(time, factor(what, 0:2)) ~ arm, data=one), times=84, extend=TRUE)
  g <- crr(one$time, one$what, one$arm, cengroup=one$arm, gtol=1e-9)
  c <- coxph(Surv(time, what == 1) ~ arm, data=one)
  cat(s$pstate[2:1, 2], s$std.err[2:1, 2], g$coef, coef(c), sep=" "); cat("\\n")
}"""


@pytest.mark.slow
def test_shares_and_both_hazard_ratios_are_those_of_rs_survival_and_cmprsk(tmp_path):
    """200 trials without ties, since cmprsk takes Breslow's; in both arms women are followed to the end."""
    if RSCRIPT is None:
        pytest.skip("R is not installed")
    draw, trials = np.random.default_rng(4), []
    while len(trials) < 200:
        arms = [arm(draw, int(draw.integers(20, 90)), draw.uniform(30, 300), whole=False) for _ in range(2)]
        if all(one.seen.any() and (one.value[~one.seen & ~one.barred] == 84).any() for one in arms):
            trials.append(arms)
    with (tmp_path / "drawn.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("trial", "arm", "time", "what"))
        for number, arms in enumerate(trials):
            for first, one in zip((1, 0), arms, strict=True):
                what = np.where(one.seen, EVENT, np.where(one.barred, OTHER, CENSORED))
                writer.writerows((number, first, repr(float(t)), w) for t, w in zip(one.value, what, strict=True))
    (tmp_path / "r.R").write_text(R)
    done = subprocess.run(
        [RSCRIPT, str(tmp_path / "r.R"), str(tmp_path / "drawn.csv")], capture_output=True, text=True, check=False
    )
    if "there is no package" in done.stderr:
        pytest.skip("R has no survival or no cmprsk")
    assert done.returncode == 0, done.stderr
    for arms, line in zip(trials, done.stdout.splitlines(), strict=True):
        told = [float(one) for one in line.split()]
        found = [incidence(one) for one in arms]
        shares = [by_day(one, 84) for one in found]
        errors = [np.sqrt(s * (1 - s) / effective_women(one, one, 84)) for s, one in zip(shares, found, strict=True)]
        # R writes seven digits
        assert [*shares, *errors] == pytest.approx(told[:4], rel=1e-6)
        ratios = [MEASURES[name].between(*arms).estimate for name in ("subdistribution_hazard_ratio", "hazard_ratio")]
        # Newton's steps of R stop at about 1e-6
        assert np.log(ratios) == pytest.approx(told[4:], abs=3e-5)
