"""The results of a study of power as the page shows them: a curve for each hypothesis with its Monte-Carlo band, null first."""

from collections.abc import Mapping
from typing import Any

from milkway.analysis.laws import Z
from milkway.reports.power.power_tables import hypotheses, line, of_none
from milkway.reports.power.power_words import headline

Plain = Mapping[str, Any]


def power_results(summary: dict) -> dict:
    """Return what the page shows of a finished study of power.

    Args:
        summary: as `power.json` of the run has it.
    """
    study = summary["by_routes"][0]
    names = hypotheses(study)
    return {
        "title": summary["title"],
        "name": summary["protocol"],
        "seed": summary["seed"],
        "endpoint": study["endpoint"]["label"],
        "target": study["target"],
        "reps": summary["reps"],
        "women": study["pool"]["women"],
        "sentences": headline(summary, study),
        "null_words": of_none(study)[1],
        "curves": [_curve(study, name, null=number == 0) for number, name in enumerate(names)],
        "smallest": [{key: one[key] for key in ("hypothesis", "arm", "n", "low", "high", "note")} for one in study["smallest"]],
    }


def _curve(study: dict, name: str, *, null: bool) -> dict:
    """Return a hypothesis's curve; under the null it is of claims that are false."""
    key = of_none(study)[0] if null else "power"
    points = [{"n": one["n"], **_banded(one[key]), "formula": one["closed_form"]} for one in line(study, name)]
    return {"hypothesis": name, "null": null, "points": points}


def _banded(found: Plain) -> dict:
    half = Z * (found["error"] or 0.0)
    return {"value": found["value"], "low": max(0.0, found["value"] - half), "high": min(1.0, found["value"] + half)}
