"""An estimate as every output tells it: with its interval and p, and where one of them does not exist, why."""

from milkway.analysis.measure import Estimate
from milkway.analysis.reasons import no_estimate, no_interval, no_p
from milkway.reports.numbers import estimate, exists, p_alone, p_value


def estimate_text(found: Estimate, to: str = " to ") -> str:
    """Return an estimate with its interval and p.

    >>> from milkway.analysis.measures.binary import risk_ratio
    >>> estimate_text(risk_ratio((0, 0), (9, 9))), estimate_text(risk_ratio((1, 0), (0, 9)))
    ('no estimate: nobody with the event in either arm', 'no estimate: an arm without women')
    """
    text = without_p(found, to)
    if exists(found.p):
        return f"{text}; {p_value(found.p)}"
    return text if found.low is None or found.high is None else f"{text}; {no_p(found.note)}"


def without_p(found: Estimate, to: str = " to ") -> str:
    """Return an estimate with its interval."""
    if found.estimate is None:
        return no_estimate(found.note)
    text = estimate(found.measure.name, found.estimate, found.low, found.high, None, to)
    return f"{text} ({no_interval(found.note)})" if found.low is None or found.high is None else text


def p_text(found: Estimate) -> str:
    """Return p for a column that says so, beside the estimate; why there is none stands there if not here."""
    if exists(found.p):
        return p_alone(found.p)
    return "none" if found.low is None or found.high is None else no_p(found.note)
