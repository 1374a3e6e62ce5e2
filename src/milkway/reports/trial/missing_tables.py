"""Tables of the study of missing data: every method under every reason for leaving, beside the oracle that no trial sees."""

import math

from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.missing.methods import QUESTIONS, Question
from milkway.analysis.missing.tipping import Tipping
from milkway.analysis.missing.women import RATINGS
from milkway.analysis.reasons import no_estimate
from milkway.protocol.mechanisms import MECHANISMS
from milkway.reports.estimate_text import estimate_text
from milkway.reports.numbers import ABSENT, estimate, plain, share
from milkway.reports.table import Table
from milkway.trials.leaving import PAIN_EFFECT
from milkway.trials.missing.methods_compared import Compared, Comparison
from milkway.trials.missing.missing_study import MissingStudy

OF_RATINGS = (
    " Copy increments: who left keeps the distance from the reference arm that her arm had at her last visit. Copy reference: she"
    " is drawn as a woman of the reference arm from the start. Imputed ratings are not bound to the scale."
)


def missing_tables(study: MissingStudy) -> tuple[Table, ...]:
    """Return a table for each hypothesis and endpoint."""
    return tuple(
        _table(study, hypothesis, endpoint, one)
        for hypothesis, endpoints in study.found.items()
        for endpoint, one in endpoints.items()
    )


def missing_plain(study: MissingStudy) -> dict:
    """Return the study as plain values for JSON."""
    return {
        "routes": study.setting,
        "arm": study.arms[0],
        "reference": study.arms[1],
        "share_leaving": dict(zip(study.arms, study.shares, strict=True)),
        "draws": study.draws,
        "pain_effect": PAIN_EFFECT,
        "hypotheses": {
            hypothesis: {endpoint: _comparison(one) for endpoint, one in endpoints.items()}
            for hypothesis, endpoints in study.found.items()
        },
    }


def leaving_in_words(study: MissingStudy) -> str:
    """Return how many women are made to leave."""
    first, second = study.shares
    if first == second:
        return f"{share(first)} of each arm"
    return f"{share(first)} of {study.arms[0]} and {share(second)} of {study.arms[1]}"


def tips_text(question: Question, tips: Tipping) -> str:
    """Return how women who left must have fared for the verdict to be another, or why that cannot be told."""
    if tips.why_not:
        return no_estimate(tips.why_not)
    told = [_shift(question, one) for one in tips.tips if one is not None]
    return " or ".join(told) if told else f"none of {_shift(question, tips.shifts[0])} to {_shift(question, tips.shifts[-1])}"


def _shift(question: Question, by: float) -> str:
    return f"{by:+.1f} {question.moved}" if question.moved else f"odds x {plain(math.exp(by))}"


def _table(study: MissingStudy, hypothesis: str, endpoint: str, found: Comparison) -> Table:
    question, measure, names = QUESTIONS[endpoint], found.oracle.measure, list(found.found)
    rows = [("Left the trial", *(_left(study, found, name) for name in names))]
    rows.append(("Oracle: had nobody left", *(estimate_text(found.oracle) for _ in names)))
    for method in question.methods:
        rows.append((method.label, *(_cell(measure, found.found[name][method.name]) for name in names)))
    rows.append(("Verdict tips where leavers had", *(tips_text(question, found.tips[name]) for name in names)))
    label = ", ".join(part for part in (study.labels.get(endpoint, ""), question.title) if part)
    columns = ("", *(f"Leaving {MECHANISMS[name].label}" for name in names))
    return Table(f"missing-{endpoint}-{hypothesis}", f"{label}, under {hypothesis}", columns, tuple(rows), _note(study, endpoint))


def _cell(measure: Measure, one: Compared) -> str:
    if one.first.estimate is None:
        return no_estimate(one.first.note)
    text = estimate(measure.name, one.first.estimate, one.first.low, one.first.high, None)
    if one.bias is None:
        return text
    scale, unit = (100, " points") if measure.points else (1, "")
    digits = 1 if scale == 100 else 2
    error = f" (error {plain(scale * one.error, digits)})" if one.error is not None else ""
    return f"{text}; bias {plain(scale * one.bias, digits)}{unit}{error}"


def _left(study: MissingStudy, found: Comparison, name: str) -> str:
    (first, first_day), (second, second_day) = found.left[name]
    days = f"half of them by day {first_day:.0f} and {second_day:.0f}" if not math.isnan(first_day + second_day) else ABSENT
    return f"{share(first)} {study.arms[0]}, {share(second)} {study.arms[1]}; {days}"


def _note(study: MissingStudy, endpoint: str) -> str:
    return (
        f"One trial, so that biases of a few points are chance: {study.women[0]} and {study.women[1]} women, disputed routes"
        f" {study.setting}; the estimate is that of the first of {study.draws} draws of who leaves, the bias the mean difference"
        f" from the oracle of the same women over all draws. Every reason makes {leaving_in_words(study)} leave, so that"
        f" a trial could not tell them apart by counts; at the worst pain the hazard of leaving is {1 + PAIN_EFFECT:.0f}-fold, a"
        " size chosen to be large. Verdict: the 5 % test of no effect after imputation, with women who left"
        f" {study.arms[0]} moved by so much. The oracle is the world in which nobody leaves and all go on as allotted"
        " (hypothetical strategy). Jump to reference asks another question: what if who leaves stops the product and fares as"
        " without it (treatment policy). Its distance from this oracle is no error unless that were so. Intervals of weighting"
        " take the weights as known, and those of jump to reference follow Rubin's rules: both tend to be too wide."
        f"{OF_RATINGS if endpoint == RATINGS else ''}{_elsewhere(study)}"
    )


def _elsewhere(study: MissingStudy) -> str:
    """Return that the study is not of the trial's first endpoint, where it is not."""
    kinds = "clinical mastitis, loads and ratings at visits"
    return f" They are for {kinds}, not for this trial's first endpoint, {study.other}." if study.other else ""


def _comparison(found: Comparison) -> dict:
    return {
        "measure": found.oracle.measure.name,
        "oracle": _numbers(found.oracle),
        "mechanisms": {
            name: {
                "left": [first[0], second[0]],
                "methods": {method: _compared(one) for method, one in found.found[name].items()},
                "tips": list(found.tips[name].tips),
                **({"tips_note": why} if (why := found.tips[name].why_not) else {}),
            }
            for name, (first, second) in found.left.items()
        },
    }


def _compared(one: Compared) -> dict:
    return _numbers(one.first) | {"bias": one.bias, "error": one.error}


def _numbers(found: Estimate) -> dict:
    numbers = {key: getattr(found, key) for key in ("estimate", "low", "high", "p")}
    return numbers | ({"note": found.note} if found.note else {})
