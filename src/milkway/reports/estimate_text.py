"""An estimate as every output tells it: with its interval and p, and where one of them does not exist, why."""

from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.reasons import no_estimate, no_interval, no_p
from milkway.analysis.registry import ANALYSES
from milkway.reports.numbers import estimate, exists, p_alone, p_value


def estimate_text(found: Estimate, to: str = " to ") -> str:
    """Return an estimate with its interval and p; a level of a single arm has no p.

    >>> from milkway.analysis.measures.binary import risk_ratio
    >>> estimate_text(risk_ratio((0, 0), (9, 9))), estimate_text(risk_ratio((1, 0), (0, 9)))
    ('no estimate: nobody with the event in either arm', 'no estimate: an arm without women')
    """
    text = without_p(found, to)
    if exists(found.p):
        return f"{text}; {_of_margin(found) or p_value(found.p)}"
    return text if found.measure.alone or found.low is None or found.high is None else f"{text}; {no_p(found.note)}"


def without_p(found: Estimate, to: str = " to ") -> str:
    """Return an estimate with its interval."""
    if found.estimate is None:
        return no_estimate(found.note)
    text = estimate(found.measure.name, found.estimate, found.low, found.high, None, to)
    return f"{text} ({no_interval(found.note)})" if found.low is None or found.high is None else text


def p_text(found: Estimate) -> str:
    """Return p for a column that says so, beside the estimate; why there is none stands there if not here; nothing of a level."""
    if exists(found.p):
        return p_alone(found.p if found.measure.margin is None else found.not_worse)
    if found.measure.alone:
        return ""
    return "none" if found.low is None or found.high is None else no_p(found.note)


def p_heading(measure: Measure) -> str:
    """Return the heading of a column of p."""
    return "p" if measure.margin is None else f"one-sided p, {margin_text(measure)}"


def measure_text(measure: Measure) -> str:
    """Return a contrast as readers see it, with its margin.

    >>> from milkway.analysis.measures.binary import RISK_DIFFERENCE, RISK_RATIO
    >>> measure_text(RISK_RATIO), measure_text(RISK_DIFFERENCE.at(0.1))
    ('Risk ratio', 'Risk difference (margin 10.0 points)')
    """
    return measure.label if measure.margin is None else f"{measure.label} ({margin_text(measure)})"


def measure_named(name: str, margin: float | None) -> str:
    """Return a contrast by its name, with its margin if it has one."""
    return measure_text(ANALYSES[name] if margin is None else ANALYSES[name].at(margin))


def margin_text(measure: Measure) -> str:
    """Return the margin of a contrast in words."""
    return f"margin {estimate(measure.name, measure.margin, None, None, None)}"


def _of_margin(found: Estimate) -> str:
    return "" if found.measure.margin is None else f"{margin_text(found.measure)}, one-sided {p_value(found.not_worse)}"
