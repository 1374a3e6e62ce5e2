"""Numbers as readers want them: sensible digits, intervals beside estimates, and "not available" for what does not exist."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal

from milkway.analysis.registry import ANALYSES

ABSENT = "not available"
UNREPORTED = "not reported"  # by the published trial
NOTHING = 1e-9
SMALLEST = 0.001  # of a p-value that is told


def exists(value: float | None) -> bool:
    """Return whether a number is there and finite."""
    return value is not None and math.isfinite(value)


def half_away(value: float, digits: int) -> Decimal:
    """Return a finite number with so many decimals, a half rounded away from zero as by hand and by SAS.

    A half is one that has it in 15 digits: 0.285 is nearer to 0.28 in a computer, which is not what a reader sees.

    >>> [str(half_away(value, 1)) for value in (11.25, -11.25, 100 * 0.0025, 11.24)], str(half_away(0.285, 2))
    (['11.3', '-11.3', '0.3', '11.2'], '0.29')
    """
    written = Decimal(f"{value:.15g}")
    return written.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, Context(prec=400))


def share(value: float | None) -> str:
    """Return a share of women in per cent.

    >>> share(0.1151), share(None)
    ('11.5 %', 'not available')
    """
    return f"{per_cent(value)} %" if exists(value) else ABSENT


def per_cent(value: float | None, absent: str = ABSENT) -> str:
    """Return a share in per cent, for a column that says so.

    >>> per_cent(0.1151)
    '11.5'
    """
    return f"{half_away(100 * value, 1)}" if value is not None and exists(value) else absent


def counted(count: int | None, n: int | None, value: float | None, *, short: bool = False) -> str:
    """Return women of women with the share; the share alone where counts do not exist.

    >>> counted(16, 139, None), counted(16, 139, None, short=True)
    ('16/139 (11.5 %)', '16/139 11.5 %')
    """
    if count is not None and n:
        return f"{count}/{n} {share(count / n)}" if short else f"{count}/{n} ({share(count / n)})"
    return share(value) + (f" of {n}" if n and exists(value) else "")


def plain(value: float | None, digits: int = 2) -> str:
    """Return a number with a few decimals; large and tiny ones with two significant digits.

    >>> plain(0.5833), plain(12345.6), plain(-0.002)
    ('0.58', '12,346', '-0.002')
    """
    if value is None or not exists(value):
        return ABSENT
    if abs(value) < NOTHING:
        value = 0.0
    if abs(value) >= 100:
        return f"{half_away(value, 0):,}"
    return f"{half_away(value, digits)}" if value == 0 or abs(value) >= 0.5 * 10**-digits else f"{value:.1g}"


def rounded(value: float | None, digits: int) -> str:
    """Return a number with so many decimals; what is smaller is none, without a sign, as a remainder of arithmetic is.

    >>> rounded(-4e-08, 4), rounded(-0.0213, 3), rounded(None, 4)
    ('0.0000', '-0.021', 'not available')
    """
    return f"{half_away(value, digits):z,.{digits}f}" if value is not None and exists(value) else ABSENT


def p_value(p: float | None) -> str:
    """Return a p-value.

    >>> p_value(0.0581), p_value(0.0001), p_value(0.31)
    ('p = 0.058', 'p < 0.001', 'p = 0.31')
    """
    if p is None or not exists(p):
        return ""
    return "p < 0.001" if p < SMALLEST else f"p = {p_alone(p)}"


def p_alone(p: float | None) -> str:
    """Return a p-value for a column that says so.

    >>> p_alone(0.0581), p_alone(0.0001), p_alone(None)
    ('0.058', '<0.001', '')
    """
    if p is None or not exists(p):
        return ""
    if p < SMALLEST:
        return "<0.001"
    return f"{half_away(p, 3 if p < 0.1 else 2)}"


def estimate(measure: str, value: float | None, low: float | None, high: float | None, p: float | None, to: str = " to ") -> str:
    """Return an estimate with its 95 % interval and p-value, each where it exists.

    >>> estimate("risk_ratio", 0.583, 0.333, 1.023, None)
    '0.58 (0.33 to 1.02)'
    >>> estimate("risk_difference", -0.0823, -0.163, 0.003, 0.052)
    '-8.2 points (-16.3 to 0.3); p = 0.052'
    >>> estimate("share_wilson", 0.125, 0.055, 0.261, None)
    '12.5 % (5.5 to 26.1)'
    >>> estimate("risk_ratio", math.inf, 3.93, math.inf, 0.0001)
    '∞ (3.93 to ∞); p < 0.001'
    """
    asked = ANALYSES[measure]
    scale, unit, digits = (100, " %" if asked.alone else " points", 1) if asked.points else (1, "", 2)
    if value is None or math.isnan(value):
        return p_value(p) or ABSENT
    text = _bound(scale * value, digits) + unit
    if low is not None and high is not None and not (math.isnan(low) or math.isnan(high)):
        text += f" ({_bound(scale * low, digits)}{to}{_bound(scale * high, digits)})"
    return text + (f"; {p_value(p)}" if p_value(p) else "")


def _bound(value: float, digits: int) -> str:
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    return plain(value, digits)


def between(values: list[int]) -> str:
    """Return a count that may differ between worlds.

    >>> between([3, 3]), between([3, 5])
    ('3', '3 to 5')
    """
    return str(values[0]) if min(values) == max(values) else f"{min(values)} to {max(values)}"
