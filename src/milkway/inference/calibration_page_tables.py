"""The tables of the page of a calibration."""

from collections.abc import Iterable, Sequence

from milkway.inference.diagnostics import Diagnostics, of_left_out
from milkway.inference.fit import Calibration
from milkway.inference.predictions import Predicted


def screening(found: Calibration) -> str:
    """Return which candidates were set free, and why."""
    rows = [
        (one.name, f"{one.information:.2f}", one.most_from, "free" if one.free else "drawn from its prior")
        for one in found.screened
    ]
    text = (
        "Information (nats) that all results hold about a candidate, by a line through the first wave. A spike is always free.\n"
    )
    return f"## Screening\n\n{text}\n{table(('candidate', 'information', 'most from', ''), rows)}"


def predictions(checked: Diagnostics) -> str:
    """Return each fitted result beside its prediction."""
    rows = [
        (one.datum.name, one.datum.topic, _number(one.published), _interval(one), "" if one.within[1] else "**outside 90 %**")
        for one in checked.predicted
    ]
    return f"## Fitted results\n\n{table(('result', 'topic', 'published', 'predicted median (90 %)', ''), rows)}"


def left_out(checked: Diagnostics) -> str:
    """Return the scores of studies predicted from all others."""
    rows = [
        (
            one.study,
            str(one.results),
            *(f"{score:.2f}" for score in (one.score, one.by_hand, one.before)),
            f"{one.within} of {one.results}",
        )
        for one in checked.left_out
    ]
    mean, hand, before = of_left_out(checked)
    text = (
        f"Mean log score per result when its study is left out: {mean:.2f}; of the tables as they are, which were tuned on many "
        f"of these: {hand:.2f}; of the priors before any result: {before:.2f}. Higher is better.\n"
    )
    head = ("study", "results", "log score", "tables", "priors", "in 90 %")
    return f"## Each study from all others\n\n{text}\n{table(head, rows)}"


def indices(checked: Diagnostics) -> str:
    """Return the Sobol indices that are not small."""
    rows = [
        (one.endpoint, one.parameter, f"{one.first:.2f} ± {one.first_error:.2f}", f"{one.total:.2f} ± {one.total_error:.2f}")
        for one in checked.indices
        if one.total >= 0.05
    ]
    text = "Over the prior, through the emulator; parameters with a total index below 0.05 are left out.\n"
    return f"## Sobol indices of main endpoints\n\n{text}\n{table(('endpoint', 'parameter', 'alone', 'total'), rows)}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def _interval(one: Predicted) -> str:
    low, _, middle, _, high = one.quantiles
    return f"{_number(middle)} ({_number(low)} to {_number(high)})"


def three(quantiles: tuple[float, float, float]) -> str:
    """Return a median with its interval."""
    return f"{_number(quantiles[1])} ({_number(quantiles[0])} to {_number(quantiles[2])})"


def _number(value: float) -> str:
    return f"{value:.3g}"
