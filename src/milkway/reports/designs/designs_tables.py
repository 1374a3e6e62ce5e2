"""Tables of designs compared: what each randomises of the women screened, its power, and how far that is from the plan."""

from dataclasses import replace

from milkway.analysis.laws import Z
from milkway.reports.estimate_text import measure_named
from milkway.reports.numbers import ABSENT, plain
from milkway.reports.power.power_tables import pm
from milkway.reports.table import Table

FLIP = "designs"  # that names of tables of the flip distance end with


def hypotheses(summary: dict) -> tuple[str, ...]:
    """Return the hypotheses under which designs are compared, none first."""
    return tuple(dict.fromkeys(one["hypothesis"] for one in summary["designs"]))


def least_tables(summary: dict) -> list[Table]:
    """Return the designs under the least favourable setting, a table a hypothesis; none where it was not run."""
    least = summary["least_favourable"]
    if least is None or least["found"] is None:
        return []
    under, found = f"{least['setting']} {least['value']}", least["found"]
    tables = [designs_table(found, name) for name in hypotheses(found)[1:]]
    title = f"under {under}, least favourable to the product"
    return [replace(one, name=f"{one.name}-least", title=f"{one.title}, {title}") for one in tables]


def rows_of(summary: dict, hypothesis: str) -> list[dict]:
    """Return the designs under one hypothesis, in the first arm with the product: as planned, then kinds by what they move."""
    rows = [one for one in summary["designs"] if one["hypothesis"] == hypothesis]
    rows = [one for one in rows if one["arm"] == rows[0]["arm"]]
    planned, others = rows[0], rows[1:]
    most: dict[str, float] = {}
    for one in others:
        most[one["about"]] = max(most.get(one["about"], 0.0), abs(one["difference"]["value"]))
    return [planned, *sorted(others, key=lambda one: (-most[one["about"]], one["about"], -one["difference"]["value"]))]


def apart(one: dict) -> bool:
    """Return whether a difference is larger than its 95 % Monte-Carlo error."""
    error = one["difference"]["error"]
    return error is not None and abs(one["difference"]["value"]) > Z * error > 0


def designs_table(summary: dict, hypothesis: str) -> Table:
    """Return the designs under one hypothesis as a reader wants them."""
    rows = tuple(
        (
            one["about"],
            one["design"],
            str(one["n"]),
            plain(one["truth"]),
            pm(one["power"]),
            "" if number == 0 else points(one["difference"]),
            needed(one),
        )
        for number, one in enumerate(rows_of(summary, hypothesis))
    )
    for_target = f"screened for {100 * summary['target']:.0f} %"
    columns = ("differs in", "design", "n", "truth", "power, %", "from plan, points", for_target)
    note = (
        f"Each screens {summary['screened']} women: power here is power per woman recruited. ± standard error, both levels."
        + _of_margins(summary)
    )
    return Table(f"designs-{hypothesis}", f"Designs under {hypothesis}", columns, rows, note)


def every_table(summary: dict) -> Table:
    """Return every number of the comparison, for reading by machines."""
    rows = tuple(
        (
            one["about"],
            one["design"],
            one["hypothesis"],
            one["arm"],
            one["endpoint"],
            measure_named(one["measure"], one.get("margin")),
            str(one["pool"]),
            *_digits(one["randomised"]),
            str(one["n"]),
            str(one["reps"]),
            _digit(one["truth"]),
            *_digits(one["power"]),
            *_digits(one["either"]),
            *_digits(one["difference"]),
            _digit(one["power_per_100_screened"]),
            *(_digit(one[key]) for key in ("needed", "needed_low", "needed_high")),
        )
        for one in summary["designs"]
    )
    pairs = [name for key in ("randomised", "power", "either", "difference") for name in (key, f"{key}_error")]
    columns = (
        *("about", "design", "hypothesis", "arm", "endpoint", "measure", "pool", *pairs[:2], "n", "reps", "truth", *pairs[2:]),
        *("power_per_100_screened", "needed", "needed_low", "needed_high"),
    )
    return Table("designs", "Every number of the comparison", columns, rows)


def false_claims_table(summary: dict) -> Table:
    """Return the type I error of each design, and what it randomises of the women screened."""
    null = hypotheses(summary)[0]
    rows = tuple(
        (
            one["design"],
            pm(one["randomised"]),
            str(one["pool"]),
            one["endpoint"],
            measure_named(one["measure"], one.get("margin")),
            pm(one["either"] if "margin" not in one else one["power"]),
        )
        for one in rows_of(summary, null)
    )
    columns = ("design", "randomised of screened, %", "women of the pool", "endpoint", "analysis", "trials with a claim, %")
    note = f"Under {null} the arms are alike, and a claim in either direction is false." + _of_margins(summary)
    return Table("designs-false-claims", "Whom each design randomises, and its false claims", columns, rows, note)


def points(found: dict) -> str:
    """Return a difference of power in points with its standard error.

    >>> points({"value": -0.1, "error": 0.02})
    '-10.0 ± 2.0'
    """
    error = "" if found["error"] is None else f" ± {100 * found['error']:.1f}"
    return f"{100 * found['value']:+.1f}{error}"


def needed(one: dict) -> str:
    """Return the women to be screened for the target, with the interval that Monte-Carlo error leaves.

    >>> needed({"needed": 900.4, "needed_low": 700.0, "needed_high": None})
    '900 (700 to no bound)'
    >>> needed({"needed": None, "needed_low": 700.0, "needed_high": None})
    'not reached'
    """
    if one["needed"] is None:
        return "not reached"
    low, high = ("no bound" if one[key] is None else f"{one[key]:.0f}" for key in ("needed_low", "needed_high"))
    return f"{one['needed']:.0f} ({low} to {high})"


def _of_margins(summary: dict) -> str:
    """Return what a claim is where there is a margin; nothing where no design has one."""
    if not any("margin" in one for one in summary["designs"]):
        return ""
    return " With a margin a claim is that the arm is not worse by it, which is right of arms that are alike."


def _digits(found: dict) -> tuple[str, str]:
    return _digit(found["value"]), _digit(found["error"])


def _digit(value: float | None) -> str:
    return ABSENT if value is None else f"{value:.6g}"
