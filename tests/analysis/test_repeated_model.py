"""The model of repeated values against published fits, R, and its likelihood written out plainly."""

import os
import subprocess
from pathlib import Path
from shutil import which

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from milkway.analysis.repeated_model import fit_repeated, freedom
from plain_repeated import Plain

DATA = Path(os.environ.get("MILKWAY_DATA", "../shared/data")) / "mmrm" / "fev_data.csv"
NAMES = [
    "(Intercept)",
    "black",
    "white",
    "female",
    "treated",
    "visit 2",
    "visit 3",
    "visit 4",
    "treated 2",
    "treated 3",
    "treated 4",
]

# `summary` of mmrm's example FEV1 ~ RACE + SEX + ARMCD * AVISIT + us(AVISIT | USUBJID), as its tests print it (two decimals,
# whole degrees of freedom), and its deviance and covariances.
PRINTED = """30.78 0.89 219; 1.53 0.62 169; 5.64 0.67 157; 0.33 0.53 166; 3.77 1.07 146; 4.84 0.80 144; 10.34 0.82 156;
15.05 1.31 138; -0.04 1.13 139; -0.69 1.19 158; 0.62 1.85 130"""
DEVIANCE = 3386.45
COVARIANCE = [[40.6, 14.4, 5.0, 13.4], [14.4, 26.6, 2.8, 7.5], [5.0, 2.8, 14.9, 0.9], [13.4, 7.5, 0.9, 95.6]]
# The same in its introduction, with all decimals that it prints: estimate, standard error, degrees of freedom, t, p.
TABLE = {
    "treated": (3.77423, 1.07415, 145.55, 3.514, 0.000589),
    "treated 2": (-0.04193, 1.12932, 138.56, -0.037, 0.970439),
    "treated 3": (-0.69369, 1.18765, 158.17, -0.584, 0.559996),
    "treated 4": (0.62423, 1.85085, 129.72, 0.337, 0.736463),
}


@pytest.fixture(scope="module")
def fev():
    """The example's values, its design with all terms, and whether a subject is treated."""
    if not DATA.exists():
        pytest.skip("the published example of mmrm is not here (MILKWAY_DATA)")
    long = pd.read_csv(DATA)
    values = long.pivot_table(index="USUBJID", columns="AVISIT", values="FEV1", dropna=False)
    one = long.drop_duplicates("USUBJID").set_index("USUBJID").loc[values.index]
    visits = np.eye(4)[None, :, 1:].repeat(len(one), axis=0)
    race = one["RACE"].to_numpy(str)
    own = [np.ones(len(one)), race == "Black or African American", race == "White", one["SEX"] == "Female", one["ARMCD"] == "TRT"]
    treated = np.asarray(own[-1], dtype=int)
    fixed = np.stack(own, axis=1).astype(float)[:, None, :].repeat(4, axis=1)
    return values.to_numpy(), np.concatenate([fixed, visits, visits * treated[:, None, None]], axis=2), treated


def drawn(seed, women=(20, 40), lost=0.15):
    """Values at three visits whose spread grows, some missing; means by arm and visit; the arm."""
    draw, arm = np.random.default_rng(seed), np.repeat([0, 1], women)
    values = (draw.normal(size=(len(arm), 1)) + draw.normal(size=(len(arm), 3))) * [1.0, 2.0, 3.0]
    values[draw.random(values.shape) < lost] = np.nan
    return values, np.eye(6).reshape(2, 3, 6)[arm], arm


def unit(columns):
    return np.eye(columns)


def test_the_published_example_is_met_in_all_that_it_prints(fev):
    values, design, _ = fev
    fitted = fit_repeated(values, design, np.zeros(len(values), dtype=int))
    for number, row in enumerate(PRINTED.split(";")):
        estimate, error, free = (float(one) for one in row.split())
        assert round(fitted.coefficients[number], 2) == estimate
        assert round(np.sqrt(fitted.covariance[number, number]), 2) == error
        assert round(freedom(fitted, unit(11)[number])) == free
    assert round(-2 * fitted.log_likelihood, 2) == DEVIANCE
    assert np.array_equal(fitted.covariances[0].round(1), COVARIANCE)


def test_the_published_table_is_met_as_closely_as_its_search_came_to_the_maximum(fev):
    """The published search stops where its likelihood changes by a part in 2e8, 2e-4 of a standard error from the maximum."""
    values, design, _ = fev
    fitted = fit_repeated(values, design, np.zeros(len(values), dtype=int))
    for name, (estimate, error, free, t, p) in TABLE.items():
        contrast = unit(11)[NAMES.index(name)]
        own, size, degrees = (
            contrast @ fitted.coefficients,
            np.sqrt(contrast @ fitted.covariance @ contrast),
            freedom(fitted, contrast),
        )
        assert own == pytest.approx(estimate, abs=2e-4 * error)
        assert (size, degrees) == pytest.approx((error, free), rel=2e-4)
        assert own / size == pytest.approx(t, abs=7e-4)  # its last decimal and 2e-4
        assert 2 * stats.t.sf(abs(own / size), degrees) == pytest.approx(p, abs=2e-4)


@pytest.mark.slow
def test_where_the_published_search_stops_the_published_table_is_met_to_the_last_decimal_and_further_on_is_our_fit(fev):
    """One plain likelihood, searched as R's `optim` does, prints mmrm's table; searched on, it ends where our fit does."""
    values, design, _ = fev
    plain, contrasts = Plain(values, design), [unit(11)[NAMES.index(name)] for name in TABLE]
    theirs = plain.search(maxcor=5, ftol=1e7 * np.finfo(float).eps)
    for row, found in zip(TABLE.values(), table(plain, theirs, contrasts), strict=True):
        assert np.allclose(found, row, rtol=0, atol=[5.1e-6, 5.1e-6, 5.1e-3, 5.1e-4, 5.1e-7])  # half of the last decimal
    fitted = fit_repeated(values, design, np.zeros(len(values), dtype=int))
    highest = plain.search(maxcor=20, ftol=1e-16)
    assert fitted.log_likelihood >= -plain.minus_log_likelihood(theirs)
    assert fitted.log_likelihood == pytest.approx(-plain.minus_log_likelihood(highest), abs=1e-8)
    for contrast, found in zip(contrasts, table(plain, highest, contrasts), strict=True):
        ours = contrast @ fitted.coefficients, np.sqrt(contrast @ fitted.covariance @ contrast), freedom(fitted, contrast)
        assert ours == pytest.approx(found[:3], abs=1e-5, rel=1e-5)  # numerical slopes of 1e-8, of which the search takes roots


def table(plain, theta, contrasts):
    """Estimate, standard error, degrees of freedom, t and p of each contrast."""
    best, phi = plain.coefficients(theta)
    for one, free in zip(contrasts, plain.freedom(theta, contrasts), strict=True):
        error = np.sqrt(one @ phi @ one)
        t = one @ best / error
        yield one @ best, error, free, t, 2 * stats.t.sf(abs(t), free)


def test_kenward_and_rogers_error_is_that_of_sas(fev):
    """PROC MIXED, FEV1 ~ ARMCD, unstructured, ddfm=kenwardroger, as mmrm's tests quote it. SAS stops like mmrm a little early."""
    values, design, _ = fev
    fitted = fit_repeated(values, design[:, :, [0, 4]], np.zeros(len(values), dtype=int))
    assert np.sqrt(fitted.adjusted[1, 1]) == pytest.approx(0.66124382270307, rel=2e-4)
    assert freedom(fitted, unit(2)[1]) == pytest.approx(160.733266403768, rel=5e-4)


def test_a_covariance_for_each_arm_gives_the_published_fit(fev):
    """mmrm's tests print FEV1 ~ ARMCD + us(AVISIT | ARMCD / USUBJID); their search leaves a unit of the last decimal."""
    values, design, treated = fev
    fitted = fit_repeated(values, design[:, :, [0, 4]], treated)
    assert -2 * fitted.log_likelihood == pytest.approx(3662.7, abs=0.05)
    assert fitted.coefficients == pytest.approx([41.2, 3.5], abs=0.051)
    assert np.sqrt(np.diag(fitted.covariance)) == pytest.approx([0.4, 0.6], abs=0.051)
    assert [round(freedom(fitted, one)) for one in unit(2)] == [94, 147]
    placebo = [[110.7, 49.2, -7.0, -47.0], [49.2, 40.1, -2.7, -22.4], [-7.0, -2.7, 23.5, 17.7], [-47.0, -22.4, 17.7, 132.0]]
    assert fitted.covariances[0] == pytest.approx(np.array(placebo), abs=0.11)


def test_errors_are_those_of_the_likelihood_written_out_plainly():
    """How coefficients move with covariances, and how uncertain these are, by numerical derivatives of a plain likelihood."""
    values, design, _ = drawn(3)
    fitted, plain = fit_repeated(values, design, np.zeros(60, dtype=int)), Plain(values, design)
    theta = plain.search(maxcor=20, ftol=1e-16)
    best, phi = plain.coefficients(theta)
    moves, uncertainty = plain.moved(theta)
    # a search by numerical slopes of 1e-8 comes to 1e-5 of the maximum
    assert fitted.coefficients == pytest.approx(best, abs=1e-5)
    assert fitted.covariance == pytest.approx(phi, abs=1e-5)
    expected = (fitted.adjusted + fitted.covariance) / 2 + moves.T @ uncertainty @ moves
    assert fitted.observed == pytest.approx(expected, abs=1e-5)
    assert [freedom(fitted, one) for one in unit(6)] == pytest.approx(plain.freedom(theta, unit(6)), rel=1e-4)


def test_arms_with_their_own_means_and_covariances_are_two_fits():
    values, design, arm = drawn(4)
    both = fit_repeated(values, design, arm)
    for number in (0, 1):
        own = slice(3 * number, 3 * number + 3)
        alone = fit_repeated(values[arm == number], design[arm == number][:, :, own], np.zeros((arm == number).sum(), dtype=int))
        # two searches, each within 1e-6 of a standard error
        assert both.coefficients[own] == pytest.approx(alone.coefficients, abs=1e-6)
        for kind in ("covariance", "adjusted", "observed"):
            assert getattr(both, kind)[own, own] == pytest.approx(getattr(alone, kind), rel=1e-5, abs=1e-8)


def test_without_missing_values_coefficients_are_means_and_errors_those_of_means():
    values, design, arm = drawn(5, lost=0.0)
    fitted = fit_repeated(values, design, arm)
    for number, one in enumerate((values[arm == 0], values[arm == 1])):
        own = slice(3 * number, 3 * number + 3)
        assert fitted.coefficients[own] == pytest.approx(one.mean(axis=0), rel=1e-9)
        for kind in ("covariance", "adjusted", "observed"):
            assert getattr(fitted, kind)[own, own] == pytest.approx(np.cov(one.T) / len(one), rel=1e-6)
        assert [freedom(fitted, contrast) for contrast in unit(6)[own]] == pytest.approx([len(one) - 1] * 3, rel=1e-6)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0], [4.0, 8.0]], id="one visit follows from the other"),
        pytest.param([[1.0, 2.0, 0.5], [2.0, 1.0, 0.1], [4.0, 1.5, 0.7]], id="fewer women than a covariance needs"),
        pytest.param([[1.0, np.nan], [2.0, np.nan], [np.nan, 1.0], [np.nan, 3.0]], id="nobody seen twice"),
        pytest.param([[0.3, 1.0], [0.3, 2.0], [0.3, 5.0], [0.3, 4.0]], id="no variation at a visit"),
    ],
)
def test_a_covariance_that_cannot_be_estimated_is_not(values):
    values = np.array(values)
    design = np.eye(values.shape[1])[None].repeat(len(values), axis=0)
    assert fit_repeated(values, design, np.zeros(len(values), dtype=int)) is None


LMER = """
suppressMessages(library(lmerTest))
d <- read.csv("%s"); d$v <- factor(d$visit); d$a <- factor(d$arm)
free <- lmerControl(check.nobs.vs.nRE = "ignore", optimizer = "bobyqa", optCtrl = list(rhoend = 1e-9, maxfun = 1e6))
m <- suppressWarnings(lmer(y ~ 0 + a:v + (0 + v | woman), d, control = free))
k <- c(0, 0, 0, 0, 1, -1)
s <- contest(m, k, joint = FALSE); r <- contest(m, k, joint = FALSE, ddf = "Kenward-Roger")
cat(s[["Estimate"]], s[["Std. Error"]], s[["df"]], s[["Pr(>|t|)"]], r[["Std. Error"]], -2 * as.numeric(logLik(m)))
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_drawn_values_have_the_errors_and_degrees_of_freedom_of_lmertest(tmp_path, seed):
    """A free covariance is random visits of a woman and a rest; Satterthwaite by lmerTest, Kenward-Roger by pbkrtest."""
    asked = ["Rscript", "-e", "library(lmerTest); library(pbkrtest)"]
    if which("Rscript") is None or subprocess.run(asked, check=False, capture_output=True).returncode:
        pytest.skip("R with lmerTest and pbkrtest is not here")
    values, design, arm = drawn(seed)
    woman, visit = np.nonzero(np.isfinite(values))
    long = pd.DataFrame({"woman": woman, "visit": visit, "arm": arm[woman], "y": values[woman, visit]})
    long.to_csv(tmp_path / "drawn.csv", index=False)
    said = subprocess.run(["Rscript", "-e", LMER % (tmp_path / "drawn.csv")], capture_output=True, text=True, check=True).stdout
    estimate, error, free, p, rogers, deviance = (float(one) for one in said.split())
    fitted, contrast = fit_repeated(values, design, np.zeros(60, dtype=int)), np.array([0, 0, 1, 0, 0, -1.0])
    size = np.sqrt(contrast @ fitted.covariance @ contrast)
    assert -2 * fitted.log_likelihood == pytest.approx(deviance, abs=1e-4)
    assert (contrast @ fitted.coefficients, size) == pytest.approx((estimate, error), abs=1e-4)  # two searches of one maximum
    assert freedom(fitted, contrast) == pytest.approx(free, rel=1e-3)  # its second derivatives are numerical
    assert 2 * stats.t.sf(abs(estimate) / size, freedom(fitted, contrast)) == pytest.approx(p, abs=1e-4)
    # pbkrtest takes the expected information of covariances where we take the observed: of second order in the error
    assert np.sqrt(contrast @ fitted.adjusted @ contrast) == pytest.approx(rogers, rel=0.02)
