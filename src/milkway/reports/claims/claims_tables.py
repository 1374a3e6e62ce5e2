"""Tables of the judged claims, from their plain values: verdicts, findings, counterfactuals, and what tells hypotheses apart."""

from milkway.analysis.reasons import no_estimate, no_interval
from milkway.reports.numbers import plain
from milkway.reports.table import Table

SHARES = ("share of women", "share of cells")
NOT_SIMULATED = "not simulated"
RULE = (
    "The word follows from the findings alone (docs/decisions/0010-verdicts.md). "
    "Ratings are provisional: no trial's full text was read, and no blind second rating exists."
)
MEANING = {
    "supported": "a finding of moderate or high certainty saw it directly, and nothing of like weight speaks against it",
    "suggestive": "low certainty, or seen in animals or indirectly only",
    "not established": "findings exist, but are too weak or cancel",
    "disputed": "findings of like weight point both ways",
    "contradicted": "a finding of moderate or high certainty speaks directly against it",
    "untested": "no finding that was read bears on it",
}
ROUTES = "Disputed routes are off but in the worlds of a statement that speaks of one; these say so."
INTERVALS = (
    "Difference: with less without, same dyads and same luck, at the medians of the table in use; its interval is for the "
    "chance of which dyads. Over draws: holds 95 % of the means of draws of the parameters: of the posterior of the "
    "calibration, or, with `--parameters tables`, of what the tables say of their own uncertainty before any data. "
    "How far the posterior can be trusted is told by the page of its calibration."
)


def verdict_table(summary: dict) -> Table:
    """Return the word for each statement with the names of its findings."""
    rows = tuple(
        (one["statement"], one["verdict"], *(_names(one[side]) for side in ("for", "against", "indirect")))
        for one in summary["claims"]
    )
    return Table("verdicts", "Statements and verdicts", ("Statement", "Verdict", "For", "Against", "Indirect"), rows, RULE)


def unreported_table(summary: dict) -> Table | None:
    """Return what the words would be, had a trial that never reported come out one way or another; nothing if nobody asked."""
    rows = tuple(
        (claim["statement"], one["registry"], one["name"], _imagined(one), one["word"])
        for claim in summary["claims"]
        for one in claim.get("if_reported", ())
    )
    columns = ("Statement", "Trial", "If it found", "Imagined: affected, risk ratio", "Verdict then")
    note = "Imagined results, for what they would change; no such result was read."
    return Table("unreported", "Had the unreported trial reported", columns, rows, note) if rows else None


def findings_table(claim: dict) -> Table:
    """Return the findings of a claim."""
    rows = tuple(
        (
            one["id"],
            one["direction"] if one["directness"] != "indirect" else f"indirect, {one['direction']}",
            one["certainty"] + (", in animals" if one["directness"] == "animals" else ""),
            one["said"],
            one["because"] + _once(one),
            one["sponsor"],
        )
        for side in ("for", "against", "indirect")
        for one in claim[side]
    )
    return Table("findings", "Findings", ("Source", "Direction", "Certainty", "What was read", "Why so sure", "Run by"), rows)


def contrast_table(claim: dict) -> Table:
    """Return the paired contrasts of a claim."""
    rows = tuple(
        (
            one["label"] + unit_label(one["unit"]),
            one["with"] + (" (rival)" if one["rival"] else "") + (" †" if one["tuned_on"] else ""),
            one["without"],
            number(one["value_with"], one["unit"], one.get("difference_note", "")),
            number(one["value_without"], one["unit"], one.get("difference_note", "")),
            signed(one["difference"], one["over_dyads"], one["unit"], one.get("difference_note", "")),
            interval(one["over_draws"], one["unit"], one.get("over_draws_note", "")),
        )
        for one in claim["counterfactual"]["contrasts"]
    )
    columns = ("Quantity", "With", "Without", "Value with", "Value without", "Difference (95 %)", "Over draws (95 %)")
    return Table("contrasts", "In the model", columns, rows, INTERVALS)


def told_apart_table(claim: dict) -> Table | None:
    """Return which measurement tells which hypotheses on the product apart; nothing where the product plays no part."""
    pairs = claim["counterfactual"].get("told_apart_by")
    if not pairs:
        return None
    rows = tuple(_told(one) for one in pairs)
    columns = ("Hypotheses", "Measurement that differs most", "Difference", "Noise (SD)", "Women per arm")
    note = (
        "Of what a trial could measure in the product's arm: difference of means relative to how women differ and to "
        "assay error. "
        "Women per arm: two-sided 5 %, power 80 %, one hypothesis against the other."
    )
    return Table("told-apart", "What would tell the hypotheses apart", columns, rows, note)


def published_sentences(claim: dict) -> tuple[str, ...]:
    """Return what the published result can and cannot tell apart, a sentence each."""
    return tuple(_published(one) for one in claim["counterfactual"].get("published", ()))


def tuned_sentence(claim: dict) -> str:
    """Return that the product's hypotheses were sized on trials, or nothing."""
    studies = claim["counterfactual"].get("tuned_on") or []
    if not studies:
        return ""
    return (
        f"† The hypothesis was sized on {' and '.join(studies)}: its size is not evidence that the product works. "
        "The same women without the product stand beside it."
    )


def number(value: float | None, unit: str, why_not: str = "") -> str:
    """Return a value in its unit, or why there is none.

    >>> number(0.15, "share of women"), number(2282.3, "micromole"), number(None, "day", "nobody has it")
    ('15.0', '2,282', 'no estimate: nobody has it')
    """
    if value is None:
        return no_estimate(why_not)
    return plain(100 * value, 1) if unit in SHARES else plain(value)


def signed(value: float | None, ends: dict | None, unit: str, why_not: str = "") -> str:
    """Return a difference with its interval.

    >>> signed(-0.05, {"low": -0.08, "high": -0.02}, "share of women")
    '-5.0 (-8.0 to -2.0)'
    """
    return number(value, unit, why_not) + (f" ({interval(ends, unit)})" if ends is not None else "")


def interval(ends: dict | None, unit: str, why_not: str = "") -> str:
    """Return an interval, or why there is none.

    >>> interval({"low": 0.0, "high": 1.5}, "day"), interval(None, "day", "one draw")
    ('0.00 to 1.50', 'no interval: one draw')
    """
    return f"{number(ends['low'], unit)} to {number(ends['high'], unit)}" if ends is not None else no_interval(why_not)


def unit_label(unit: str) -> str:
    """Return a unit after a label.

    >>> unit_label("share of women"), unit_label("day")
    (' (% of women)', ' (day)')
    """
    return f" ({unit.replace('share', '%')})"


def _names(found: list[dict]) -> str:
    return ", ".join(dict.fromkeys(one["id"] for one in found)) or "none"


def _once(one: dict) -> str:
    return f"; counts once with {', '.join(one['counts_once_with'])}" if one["counts_once_with"] else ""


def _imagined(one: dict) -> str:
    (ill, others), (women, control) = one["affected"], one["women"]
    return f"{ill}/{women} against {others}/{control}: {plain(one['ratio'])} ({plain(one['low'])} to {plain(one['high'])})"


def _told(one: dict) -> tuple[str, ...]:
    first, second = one["pair"]
    found = one["measurement"]
    if found is None:
        return (f"{first} and {second}", no_estimate(one["note"]), "none", "none", "none")
    unit = found["unit"]
    return (
        f"{first} and {second}",
        found["label"] + unit_label(unit),
        number(found["difference"], unit),
        number(found["noise"], unit),
        f"{found['women_per_arm']:,}",
    )


def _published(one: dict) -> str:
    ratios = ", ".join(
        f"{name} {plain(ratio) if ratio is not None else no_estimate(one['simulated_note'])}"
        for name, ratio in one["simulated"].items()
    )
    text = (
        f"Published ({one['study']}, completers): risk ratio {plain(one['estimate'])} "
        f"({plain(one['low'])} to {plain(one['high'])}). Simulated: {ratios}."
    )
    within = one["within"]
    if len(within) < 2:
        return text
    return f"{text} This result cannot tell {', '.join(within[:-1])} and {within[-1]} apart: all lie within its interval."
