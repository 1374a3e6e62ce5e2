"""An estimate whose interval holds every value that its test does not reject.

So p is below 5 % exactly where the interval leaves out no effect, and both exist where the estimate lies at the edge of what it
may be: nobody with the event in an arm leaves a ratio without a logarithm, not a comparison without a test.
"""

import math
from collections.abc import Mapping

from milkway.analysis.laws import CONFIDENCE, student_quantile
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.tested_values import Test


def inverted(
    measure: Measure, test: Test, n: tuple[int, int], note: str = "", tests: Mapping[str, float] | None = None
) -> Estimate:
    """Return the estimate with the p of its test of no effect and the interval of the values that are not rejected.

    Args:
        measure: of the estimate.
        test: of every value.
        n: women of each arm.
        note: of the method.
        tests: p-values of further tests.
    """
    reach = student_quantile((1 + CONFIDENCE) / 2, test.freedom)
    centre, low, high = (measure.shown(value) for value in (test.centre, test.reached(reach), test.reached(-reach)))
    return Estimate(measure, centre, low, high, test.p(0.0), n, note, {} if tests is None else tests, test)


def edge(note: str, centre: float, event: str) -> str:
    """Return the note of a ratio, which says so where an arm has no event.

    Args:
        note: of the method.
        centre: the estimate's logarithm.
        event: what an arm may lack.
    """
    if math.isfinite(centre):
        return note
    return f"{note}; no {event} in the {'first arm' if centre < 0 else 'reference arm: the ratio has no upper bound'}"
