"""Bounds, and estimates after stopping, against those of R's rpact."""

import math
import shutil
import subprocess

import numpy as np
import pytest

from milkway.analysis.after_stopping import stagewise
from milkway.analysis.group_sequential import bounds, bounds_reached

RSCRIPT = shutil.which("Rscript")
SHARES = "suppressMessages(library(rpact)); say <- function(...) cat(format(c(...), digits=12), sep='\\n')\n"


def r(script):
    """Return the numbers that an R script says, by rpact."""
    if RSCRIPT is None:
        pytest.skip("R is not installed")
    done = subprocess.run([RSCRIPT, "-e", SHARES + script], capture_output=True, text=True, check=False)
    if "there is no package" in done.stderr:
        pytest.skip("R has no rpact")
    assert done.returncode == 0, done.stderr
    return [float(line) for line in done.stdout.split()]


@pytest.mark.slow
@pytest.mark.parametrize("alpha", [0.025, 0.05, 0.2])
@pytest.mark.parametrize(("kind", "name"), [("obrien_fleming_spending", "asOF"), ("pocock_spending", "asP")])
def test_spending_bounds_are_rpacts(alpha, kind, name):
    told = r(
        f"say(getDesignGroupSequential(informationRates=c(.05,.3,.55,.8,1), alpha={alpha}, sided=2,"
        f" typeOfDesign='{name}')$criticalValues)"
    )
    assert bounds((0.05, 0.3, 0.55, 0.8, 1.0), alpha, kind) == pytest.approx(
        [min(one, 8.0) for one in told], abs=3e-5
    )  # its own tolerance shows where little is spent


@pytest.mark.slow
@pytest.mark.parametrize("last", [0.6, 1.0, 1.7])
def test_the_last_bound_at_more_or_less_information_is_rpacts(last):
    spent = [0.05 * math.log(1 + (math.e - 1) * share) for share in (0.3, 0.5)]
    told = r(
        f"say(getDesignGroupSequential(informationRates=c(.3,.5,{last})/{last}, alpha=.05, sided=2, typeOfDesign='asUser',"
        f" userAlphaSpending=c({spent[0]},{spent[1]},.05))$criticalValues)"
    )
    assert bounds_reached((0.3, 0.5, 1.0), (0.3, 0.5, last), 0.05, "pocock_spending") == pytest.approx(told, abs=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("means", [(0.35, 0.6), (0.2, 0.1), (-0.1, 0.7)])
def test_the_median_unbiased_estimate_and_its_interval_are_rpacts(means):
    """Trials that go on to the second of two looks with 50 women an arm each, standard deviation 1 known."""
    told = r(
        "d <- getDesignGroupSequential(informationRates=c(.5,1), alpha=.025, typeOfDesign='asOF');"
        f"x <- getDataset(n1=c(50,50), n2=c(50,50), means1=c({means[0]},{means[1]}), means2=c(0,0),"
        "stDevs1=c(1,1), stDevs2=c(1,1));"
        "f <- getFinalConfidenceInterval(d, x, normalApproximation=TRUE);"
        "say(f$medianUnbiasedGeneral, f$finalConfidenceIntervalGeneral)"
    )
    error = np.sqrt(2 / 50)
    found = stagewise([0.5, 1.0], bounds((0.5, 1.0), 0.05, "obrien_fleming_spending")[:1], sum(means) / 2 / error * np.sqrt(2))
    # rpact pools variances that include the difference of stages, so that its error is not quite the known one
    assert np.array([found.effect, found.low, found.high]) * error / np.sqrt(2) == pytest.approx(told, abs=0.01)
