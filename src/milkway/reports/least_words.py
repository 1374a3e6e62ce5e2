"""What a plan says of settings: under which it was made, and whether that least favourable to the product was run."""

from milkway.ledger.setting_values import settings_line
from milkway.reports.numbers import plain

NOT_RUN = "Other settings were not run; --least-favourable also runs the one least favourable to the product."


def settings_sentences(summary: dict) -> list[str]:
    """Return under which settings a plan was made, and which is least favourable to the product if it was looked for."""
    if "least_favourable" not in summary:
        return settings_line(summary)
    least = summary["least_favourable"]
    if least is None:
        return [*settings_line(summary), NOT_RUN]
    planned = least["tried"][0]["truth"]
    if not least["setting"]:
        told = f"No setting, changed alone, is less favourable to the product than those as planned ({least['women']} women)."
        return [*settings_line(summary), told]
    found = next(one["truth"] for one in least["tried"] if (one["setting"], one["value"]) == (least["setting"], least["value"]))
    told = (
        f"Least favourable to the product is {least['setting']} {least['value']}: the same strengths have a mean truth of"
        f" {plain(found)} there, {plain(planned)} as planned ({least['women']} women). It was run too; others were not."
    )
    return [*settings_line(summary), told]


def studies_of(summary: dict) -> list[tuple[dict, dict]]:
    """Return every study of a summary with what holds of it: those as planned, then those under the least favourable setting."""
    least = summary["least_favourable"]
    planned = [(summary, study) for study in summary["by_routes"]]
    if least is None or not least["by_routes"]:
        return planned
    under = under_least(summary)
    return planned + [(under, study) for study in least["by_routes"]]


def under_words(summary: dict) -> str:
    """Return what the heading of a study says of the settings other than the reference."""
    moved = [f"{one['setting']} {one['value']}" for one in summary["settings"] if one["value"] != one["reference"]]
    return f", {', '.join(moved)} (least favourable to the product)" if moved else ", least favourable to the product"


def under_least(summary: dict) -> dict:
    """Return a summary as it is under its least favourable setting, of which nothing more is to be said."""
    least = summary["least_favourable"]
    moved = [one | ({"value": least["value"]} if one["setting"] == least["setting"] else {}) for one in summary["settings"]]
    return {key: value for key, value in summary.items() if key != "least_favourable"} | {"settings": moved}
