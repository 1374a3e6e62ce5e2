"""How the calibration reads published results: scale, value and error, topic, contrasts of arms, silent trials.

Means of volumes are predicted as logs and mean shares as log odds, so that a discrepancy means the same everywhere. Results
of one topic share a discrepancy.
"""

import tomllib
from functools import cache
from importlib.resources import files
from math import log, nan, sqrt

import numpy as np

from milkway.inference.posterior import Posterior
from milkway.published.catalogue import Result, results
from milkway.published.panels import PANELS
from milkway.published.sampling_laws import Below, Count, Mean, Rate, Ratio, Share

LEAST = 0.005  # a share of an unread number of women is taken to be no nearer to none or all

TOPICS = {
    "nagpal2017": "infant gut",
    "lindberg2004": "infant gut",
    "mitchell2020": "infant gut",
    "milkbank2023": "milk bacteria",
    "perez2007": "milk bacteria",
    "soto2014": "milk bacteria",
    "amir2013": "milk bacteria",
    "kvist2008": "milk bacteria",
    "carroll1979": "milk bacteria",
    "saint1984": "milk volume",
    "kent2006": "milk volume",
    "thomsen1984": "treatment",
    "jimenez2008": "treatment",
    "arroyo2010": "treatment",
    "lcs_australia": "strain in stool",
    "lcs_vietnam": "strain in stool",
}


def printed(result: Result) -> tuple[str, float, float]:
    """Return scale, value and sampling error on that scale; NaN where no dispersion was printed, 0 where no number of women was.

    Half an event is added to counts.
    """
    match result.law:
        case Share(value=value):
            share = min(max(value, LEAST), 1 - LEAST)
            return "log odds", log(share / (1 - share)), 0.0
        case Below(bound=bound):
            return "plain", bound, 0.0
        case Count(k=k, n=n):
            yes, no = k + 0.5, n - k + 0.5
            return "log odds", log(yes / no), sqrt(1 / yes + 1 / no)
        case Rate(events=events, exposure=exposure):
            return "log", log((events + 0.5) / exposure), 1 / sqrt(events + 0.5)
        case Ratio() as law:
            return "log", log(law.value), law.se
        case Mean() as law:
            return _mean(result, law)


def _mean(result: Result, law: Mean) -> tuple[str, float, float]:
    n = law.n or 1
    error = law.se if law.se is not None else law.sd / sqrt(n) if law.sd is not None else nan
    if result.unit.startswith("mL"):
        return "log", log(law.value), error / law.value
    if result.unit.startswith("share"):
        return "log odds", log(law.value / (1 - law.value)), error / (law.value * (1 - law.value))
    return "plain", law.value, error


def topic_of(result: Result) -> str:
    """Return which results share a discrepancy."""
    panel = next(panel for panel in PANELS if panel.name == result.panel)
    if panel.product:
        return "product"
    if result.unit == "share of reads":
        return f"reads of {result.name.split('.')[1].split('_')[0]}"
    return TOPICS.get(result.study, "treatment" if panel.entry is not None else "mastitis")


def doubts(posterior: Posterior) -> dict[str, float]:
    """Return how far the model is off by result (median), as far as a posterior says so for the topic of the result."""
    known = {topic: float(np.median(widths)) for topic, widths in posterior.discrepancy.items()}
    return {one.name: known[topic] for one in results() if (topic := topic_of(one)) in known}


@cache
def contrast_pairs() -> tuple[dict, ...]:
    """Return the arms with the product that are fitted as contrasts, in file order."""
    return tuple(_file("contrasts.toml")["contrast"])


@cache
def silent_trials() -> tuple[dict, ...]:
    """Return the registered trials that were never reported, in file order."""
    return tuple(_file("unreported.toml")["trial"])


def _file(name: str) -> dict:
    return tomllib.loads(files("milkway.inference").joinpath("data", name).read_text(encoding="utf-8"))
