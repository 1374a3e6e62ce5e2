"""Which published results are fitted, and how each is read: those marked for calibration whose sampling error is known.

A mean that was only said to lie below a bound is left-censored and fitted as such. Means of volumes are predicted as logs and
mean shares as log odds, so that a discrepancy means the same everywhere. Results of one topic share a scale of discrepancy.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from math import isnan, log, nan, sqrt
from typing import Any

from milkway.core.errors import InputError, Mistake
from milkway.inference.observed import BELOW, BINOMIAL, NORMAL, POISSON, Datum
from milkway.inference.posterior import Posterior
from milkway.ledger.studies import Study
from milkway.published.catalogue import Result, results
from milkway.published.panels import PANELS
from milkway.published.sampling_laws import Below, Count, Mean, Rate, Ratio, Share


def targets(results: Sequence[Result], studies: Sequence[Study]) -> tuple[Datum, ...]:
    """Return the results that are fitted; arms with the product as contrasts with the other arm of their trial.

    Raises:
        InputError: participants would count twice, or a contrast names a result that is not fitted.
    """
    fitted = [one for one in results if one.use == "calibrate" and (one.law.known or isinstance(one.law, Below))]
    _check_participants(fitted, studies)
    alone = {one.name: replace(datum(one), senses="effects" if _taken(one) else "nothing") for one in fitted}
    pairs = _listed("contrasts.toml", "contrast", ("result", "against"), alone)
    contrasts = {one["result"]: _contrast(alone[one["result"]], alone[one["against"]], one, studies) for one in pairs}
    return tuple((alone | contrasts).values())


def unreported(data: Sequence[Datum]) -> tuple[tuple[float, float, str, str], ...]:
    """Return the registered trials never reported: women per arm, and the results that stand for contrast and placebo.

    Raises:
        InputError: a stand-in is not among the results.
    """
    trials = _listed("unreported.toml", "trial", ("contrast", "untreated_result"), {one.name: one for one in data})
    return tuple((one["treated"], one["untreated"], one["contrast"], one["untreated_result"]) for one in trials)


def _listed(file: str, table: str, keys: tuple[str, ...], known: Mapping[str, Datum]) -> list[dict[str, Any]]:
    text = files("milkway.inference").joinpath("data", file).read_text(encoding="utf-8")
    found = tomllib.loads(text)[table]
    mistakes = [Mistake(file, one[key], "a result that is fitted") for one in found for key in keys if one[key] not in known]
    if mistakes:
        raise InputError(file, mistakes)
    return found


def _taken(result: Result) -> bool:
    return next(panel for panel in PANELS if panel.name == result.panel).product


def _contrast(arm: Datum, other: Datum, pair: dict[str, Any], studies: Sequence[Study]) -> Datum:
    """Return the difference of two arms on their scale; a stake, or eyes that were open, may have drawn it."""
    (_, first, error), (_, second, other_error) = _approximate(arm), _approximate(other)
    study = next((one for one in studies if one.id == arm.study), None)
    clean = study is not None and study.sponsor == "public" and study.blinding.startswith(("double", "quadruple"))
    unknown = arm.family == NORMAL and isnan(arm.error)
    n = 1 / (1 / arm.n + 1 / other.n) if unknown else arm.n
    spread = nan if unknown else sqrt(error**2 + other_error**2)
    drawn = 0 if clean else pair["favours"]
    senses = "only effects" if pair["untreated"] else "effects"
    return replace(arm, family=NORMAL, value=first - second, n=n, error=spread, favours=drawn, against=other.name, senses=senses)


def datum(result: Result) -> Datum:
    """Return a published result as the inference reads it."""
    law, study, topic = result.law, result.study, topic_of(result)
    match law:
        case Count():
            return Datum(result.name, study, topic, "log odds", BINOMIAL, law.k, law.n, nan)
        case Rate():
            return Datum(result.name, study, topic, "log", POISSON, law.events, law.exposure, nan)
        case Ratio():
            return Datum(result.name, study, topic, "log", NORMAL, log(law.value), 1, law.se)
        case Mean():
            return _mean(result, law)
        case Below():
            return Datum(result.name, study, topic, "plain", BELOW, law.bound, 1, nan)
        case Share():
            raise AssertionError("a share of an unknown number is never fitted")


def topic_of(result: Result) -> str:
    """Return which results share a discrepancy."""
    panel = next(panel for panel in PANELS if panel.name == result.panel)
    if panel.product:
        return "product"
    if result.unit == "share of reads":
        return f"reads of {_guild(result)}"
    return TOPICS.get(result.study, "treatment" if panel.entry is not None else "mastitis")


def doubts(posterior: Posterior) -> dict[str, float]:
    """Return how far the model is off by result, as far as a posterior says so for the topic of the result."""
    return {one.name: posterior.discrepancy[topic] for one in results() if (topic := topic_of(one)) in posterior.discrepancy}


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


def _mean(result: Result, law: Mean) -> Datum:
    n = law.n or 1
    error = law.se if law.se is not None else law.sd / sqrt(n) if law.sd is not None else nan
    scale, by = "plain", 1.0
    if result.unit.startswith("mL"):
        scale, by = "log", law.value
    elif result.unit.startswith("share"):
        scale, by = "log odds", law.value * (1 - law.value)
    value = log(law.value) if scale == "log" else log(law.value / (1 - law.value)) if scale == "log odds" else law.value
    return Datum(result.name, result.study, topic_of(result), scale, NORMAL, value, n, error / by, guild=_guild(result))


def _guild(result: Result) -> str:
    return result.name.split(".")[1].split("_")[0] if result.unit == "share of reads" else ""


def _check_participants(fitted: Sequence[Result], studies: Sequence[Study]) -> None:
    used = {one.study for one in fitted}
    same = [(one.id, other) for one in studies for other in one.same_participants_as if {one.id, other} <= used]
    if same:
        mistakes = [Mistake(first, f"the participants of {second} as well", "one of the two") for first, second in same]
        raise InputError("results marked for calibration", mistakes)


def printed(result: Result) -> tuple[str, float, float]:
    """Return scale, value and sampling error on that scale of any result; 0 where the number of women was not read."""
    match result.law:
        case Share():
            share = min(max(result.law.value, 0.005), 0.995)
            return "log odds", log(share / (1 - share)), 0.0
        case Below():
            return "plain", result.law.bound, 0.0
        case _:
            return _approximate(datum(result))


def _approximate(one: Datum) -> tuple[str, float, float]:
    """Return the value of a datum on its scale with the error of a normal approximation; half an event is added to none."""
    if one.family == BINOMIAL:
        yes, no = one.value + 0.5, one.n - one.value + 0.5
        return one.scale, log(yes / no), sqrt(1 / yes + 1 / no)
    if one.family == POISSON:
        return one.scale, log((one.value + 0.5) / one.n), 1 / sqrt(one.value + 0.5)
    return one.scale, one.value, 1 / sqrt(one.n) if isnan(one.error) else one.error
