"""The controls of a protocol as a table and in words: the right answer, what came out, its error, and whether it passed."""

from milkway.reports.numbers import plain
from milkway.reports.power.power_tables import pm
from milkway.reports.table import Table

SUPPOSED = (
    "Women leave all arms alike, at random, as many as leave the reference. That a control passes says that the simulation and"
    " the analysis do what they must; it says nothing about a product."
)


def controls_table(summary: dict) -> Table:
    """Return the controls of an endpoint."""
    rows = tuple((one["name"], one["right"], _found(one), one["verdict"]) for one in summary["controls"])
    note = (
        f"{summary['pool']} women under every arm; {summary['trials']} trials of {summary['n']} women in two arms. ± Monte-Carlo"
        f" standard error; a control fails beyond {summary['errors_allowed']:g} of them. {SUPPOSED}"
    )
    columns = ("control", "right answer", "what came out", "")
    return Table("controls", f"Controls: {summary['endpoint']['label']}", columns, rows, note)


def verdict_sentence(summary: dict) -> str:
    """Return how many controls passed.

    >>> verdict_sentence({"controls": [{"verdict": "passed"}, {"verdict": "failed"}, {"verdict": "no known answer"}]})
    '1 of 2 controls with a known answer passed; 1 failed.'
    """
    verdicts = [one["verdict"] for one in summary["controls"]]
    known = [one for one in verdicts if one != "no known answer"]
    others = [
        f"{known.count(one)} {word}" for one, word in (("failed", "failed"), ("cannot tell", "cannot be told")) if one in known
    ]
    return (
        f"{known.count('passed')} of {len(known)} controls with a known answer passed"
        + "".join(f"; {one}" for one in others)
        + "."
    )


def _found(one: dict) -> str:
    parts = []
    if one["differing"] is not None:
        parts.append(f"{one['differing']} of {one['women']} women differ")
    if one["contrast"] is not None:
        error = "" if one["contrast_error"] is None else f" ± {plain(one['contrast_error'], 3)}"
        what = "in all women" if one["contrast_error"] is not None else "at most off the mirror"
        parts.append(f"{plain(one['contrast'], 3)}{error} {what}")
    if one["claims"] is not None:
        parts.append(f"{pm({'value': one['claims'], 'error': one['claims_error']})} % of trials have p < 0.05")
    return "; ".join([*parts, *([one["note"]] if one["note"] else [])])
