"""A protocol under each setting as a table and in words: the endpoint in the reference arm, each contrast, and the ceiling."""

from collections.abc import Iterator

from milkway.planning.setting_worlds import NONE
from milkway.reports.numbers import per_cent, plain
from milkway.reports.table import Table

SUMMARY = "settings.json"
BASE = "as planned"


def settings_table(summary: dict) -> Table:
    """Return the base and every setting changed alone, each number with its change against the base."""
    endpoint, reference = summary["endpoint"], summary["reference"]
    arms = _arms(summary)
    share = endpoint["unit"].startswith("share")
    columns = (
        "setting",
        "value",
        f"{reference}{', %' if share else ''}",
        *(f"{name}{'' if len({one for _, one in arms}) == 1 else f', {arm}'}" for name, arm in arms),
        "ceiling",
    )
    rows = tuple(
        (
            row["setting"] or BASE,
            row["value"],
            _told(_level(row, reference), of_base=not row["setting"], percent=share),
            *(_told(row["contrasts"][name][arm], of_base=not row["setting"]) for name, arm in arms),
            _told(row["ceiling"], of_base=not row["setting"]),
        )
        for row in summary["rows"]
    )
    note = (
        f"{endpoint['label']}, true of all women: {reference}, then the {endpoint['contrast']} of product and {reference} under"
        f" each hypothesis, and the ceiling. {summary['dyads']} women, the same in every arm and setting as far as they are"
        " eligible. In brackets the change against the first row. ± standard error of Monte Carlo,"
        " 0 where no woman's outcome moved."
    )
    return Table("settings", "Each setting changed alone", columns, rows, note)


def every_number(summary: dict) -> list[dict]:
    """Return every number, a row each, for reading by machines."""
    return [
        {"setting": row["setting"] or BASE, "value": row["value"], "of": of, "hypothesis": name, "arm": arm}
        | {("estimate" if key == "value" else key): number for key, number in told.items()}
        for row in summary["rows"]
        for of, name, arm, told in _numbers(row)
    ]


def settings_words(summary: dict) -> list[str]:
    """Return the main results as sentences: the ceiling, and the setting that is least favourable to the product."""
    least = summary["least_favourable"]
    told = [ceiling_line(summary)] if summary["prevention"] else []
    if least is not None:
        named = f"{least['setting']} {least['value']}" if least["setting"] else "none: the settings as planned"
        told.append(f"Least favourable to the product (its mean effect over hypotheses is nearest to none): {named}.")
    told += [f"Not changed: {key} ({why})." for key, why in summary["not_changed"].items()]
    return told


def ceiling_line(summary: dict) -> str:
    """Return what the ceiling is, as planned and over settings."""
    found = [row["ceiling"]["value"] for row in summary["rows"] if row["ceiling"]["value"] is not None]
    if not found:
        return f"Ceiling: not estimable with {summary['dyads']} women."
    first, error = (summary["rows"][0]["ceiling"][key] for key in ("value", "error"))
    contrast = summary["endpoint"]["contrast"]
    at = f"{plain(first)}{'' if error is None else f' ± {plain(error)}'}"
    return (
        "Ceiling: a product that killed every staphylococcus a woman carries, from its first day, would have a"
        f" {contrast} of {at} ({summary['endpoint']['label']}), {plain(min(found))} to {plain(max(found))} over the settings."
        " It is a bound on acting against staphylococci in this model, not a prediction, and none on products that act otherwise."
    )


def _arms(summary: dict) -> list[tuple[str, str]]:
    """Return hypothesis and arm of each contrast."""
    return [(name, arm) for name, arms in summary["rows"][0]["contrasts"].items() if name != NONE for arm in arms]


def _level(row: dict, reference: str) -> dict:
    return next(arms[reference] for arms in (row["levels"].get(NONE, {}), *row["levels"].values()) if reference in arms)


def _told(found: dict, *, of_base: bool, percent: bool = False) -> str:
    """Return a number with its error, or with its change and the error of that.

    >>> _told({"value": 0.85, "error": 0.1, "change": 0.03, "change_error": 0.02}, of_base=False)
    '0.85 (+0.03 ± 0.02)'
    """
    show = per_cent if percent else plain
    value = show(found["value"])
    if found["value"] is None:
        return value
    if of_base:
        return value if found["error"] is None else f"{value} ± {show(found['error'])}"
    change, error = found["change"], found["change_error"]
    if change is None:
        return value
    return f"{value} ({'+' if change >= 0 else ''}{show(change)}{'' if error is None else f' ± {show(error)}'})"


def _numbers(row: dict) -> Iterator[tuple[str, str, str, dict]]:
    for of in ("levels", "contrasts"):
        yield from ((of[:-1], name, arm, told) for name, arms in row[of].items() for arm, told in arms.items())
    yield "contrast", NONE, "ceiling", row["ceiling"]
