"""Plain values as data frames: numbers stay numbers, and what does not exist is NaN, or None among texts."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

ESTIMATE = ("measure", "estimate", "low", "high", "p", "margin", "one_sided_p", "n", "note")


def frame(rows: Iterable[Mapping], columns: Iterable[str] = ()) -> pd.DataFrame:
    """Return rows of plain values; a part of a row is a column for each of its values, its own `value` under its name.

    Args:
        rows: a table each, values by name.
        columns: of a table without rows.

    >>> frame([{"n": 40, "power": {"value": 0.8, "error": 0.1}, "p": None}]).to_dict("list")
    {'n': [40], 'p': [nan], 'power': [0.8], 'power_error': [0.1]}
    """
    made = pd.json_normalize([dict(row) for row in rows], sep="_")
    if made.empty:
        return pd.DataFrame(columns=list(columns))
    made.columns = [name.removesuffix("_value") for name in made.columns]
    return made.astype(dict.fromkeys(made.columns[made.isna().all()], np.float64))


def by_routes(summary: dict, part: str) -> pd.DataFrame:
    """Return a part of a study of power in every route setting that was asked for."""
    return frame({"routes": one["routes"], **row} for one in summary["by_routes"] for row in _rows(one[part]))


def arms(summary: dict) -> pd.DataFrame:
    """Return each endpoint in each arm of a trial: by hypothesis, setting of the disputed routes, and view.

    The view "observed" is what the trial sees, "oracle" what is true; routes "averaged" weighs the settings.
    """
    return frame({**place, "arm": arm, **value} for place, result in _results(summary) for arm, value in result["arms"].items())


def estimates(summary: dict) -> pd.DataFrame:
    """Return every contrast of a trial, or estimate of its single arm.

    By hypothesis, setting of the disputed routes, view, endpoint, arm and measure.
    """
    return frame(
        {**place, **{key: one.get(key) for key in ("arm", "reference", *ESTIMATE)}}
        for place, result in _results(summary)
        for one in result["contrasts"] or result.get("estimates", ())
    )


def endpoints(summary: dict) -> pd.DataFrame:
    """Return each endpoint of a trial under each hypothesis: the leading analysis, what is true, and what was published."""
    return frame(
        {
            "endpoint": name,
            "label": one["label"],
            "unit": one["unit"],
            "hypothesis": hypothesis,
            **_leading(_first(found), "", ESTIMATE),
            **_leading(_first(found["oracle"]), "true_", ("estimate", "note")),
            **_leading(one.get("published", {}).get("contrast"), "published_", ("measure", "estimate", "low", "high", "p")),
            "used_in_tuning": one["used_in_tuning"],
        }
        for name, one in summary["endpoints"].items()
        for hypothesis, found in one["hypotheses"].items()
    )


def _first(result: dict) -> dict | None:
    """Return the leading contrast; of a single arm its leading estimate."""
    return result["contrast"] or result.get("estimate")


def _leading(contrast: dict | None, prefix: str, keys: tuple[str, ...]) -> dict:
    return {f"{prefix}{key}": None if contrast is None else contrast.get(key) for key in keys}


def _results(summary: dict) -> Iterable[tuple[dict[str, str], dict]]:
    """Return each result with its place."""
    for endpoint, one in summary["endpoints"].items():
        for hypothesis, found in one["hypotheses"].items():
            for routes, result in (("averaged", found), *found["routes"].items()):
                for view, seen in (("observed", result), ("oracle", result["oracle"])):
                    place = {"endpoint": endpoint, "hypothesis": hypothesis, "routes": routes, "view": view}
                    yield place, seen


def _rows(part: list | dict) -> list[dict]:
    return part["rows"] if isinstance(part, dict) else part
