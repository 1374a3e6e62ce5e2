"""Tables of the judged claims, from their plain values: verdicts, findings, counterfactuals, and what tells hypotheses apart."""

from milkway.analysis.reasons import no_estimate, no_interval
from milkway.reports.numbers import plain
from milkway.reports.table import Table

SHARES = ("share of women", "share of cells")
RULE = (
    "The word follows from the findings alone (docs/decisions/0010-verdicts.md). Steady: share of redrawn ratings that keep the "
    "word; below 60 % it is not settled between raters, none where no finding speaks. Abstracts, registries and summaries were "
    "read, no trial's full text."
)
MEANING = {
    "supported": "seen directly at moderate certainty with a second independent voice, or at high, and not disputed",
    "suggestive": "low certainty, or one voice alone, or not seen directly",
    "not established": "findings exist, but are too weak, uncertain, or cancel",
    "disputed": "findings of like weight point both ways",
    "contradicted": "the contrary was seen directly at moderate certainty, with a second independent voice, or at high",
    "no finding after a search": "findings were sought, and none was there",
    "not reviewed": "nobody sought findings",
}
UNSETTLED = "not settled between raters"
READERS = (
    "Reader 1 rated what was on record with version 0.1.0, reader 2 the same without sight of it, reader 3 what was found since, "
    "and reader 4 rows of the ledger and what this edition looked up. All are of one kind: they are no independent experts."
)
ROUTES = "Disputed routes are off but in the worlds of a statement that speaks of one; these say so."
INTERVALS = (
    "Difference: with less without, same dyads and same luck, at the medians of the table in use; its interval is for the "
    "chance of which dyads. Over draws: holds 95 % of the means of draws of the parameters: of the posterior of the "
    "calibration, or, with `--parameters tables`, of what the tables say of their own uncertainty before any data. "
    "How far the posterior can be trusted is told by the page of its calibration."
)


def verdict_table(summary: dict) -> Table:
    """Return the word for each part of each statement with the names of its findings."""
    rows = tuple(
        (
            one["statement"],
            part["says"],
            word_of(part),
            steady(part),
            *(_names(part[side]) for side in ("for", "against", "none")),
        )
        for one in summary["claims"]
        for part in one["parts"]
    )
    columns = ("Statement", "Part", "Word", "Steady", "For", "Against", "Neither")
    return Table("verdicts", "Statements and verdicts", columns, rows, f"{RULE} {agreement_sentence(summary)}")


def word_of(part: dict) -> str:
    """Return the word of a part, with what must be said beside it."""
    beside = [UNSETTLED] if part.get("settled") is False else []
    beside += ["with dissent"] if part["dissent"] else []
    return part["verdict"] + (f" ({', '.join(beside)})" if beside else "")


def steady(part: dict) -> str:
    """Return the share of redrawn ratings that keep the word of a part.

    >>> steady({"steadiness": 0.537}), steady({"steadiness": None})
    ('54 %', 'none')
    """
    return "none" if part["steadiness"] is None else f"{part['steadiness']:.0%}".replace("%", " %")


def agreement_sentence(summary: dict) -> str:
    """Return how well two readers agreed, in a sentence."""
    known = {one["what"]: one for one in summary["agreement"]}
    sure, direct = known["certainty"], known["directness"]
    return (
        f"Two readers of {sure['of']} findings gave the same certainty to {sure['same']} (kappa {sure['kappa']:.2f} weighted by "
        f"steps, {sure['squared']:.2f} by their squares) and the same directness to {direct['same']} ({direct['kappa']:.2f}); a "
        "finding that one reader rated takes this disagreement."
    )


def unreported_table(summary: dict) -> Table | None:
    """Return what the words would be, had a trial that never reported come out one way or another; nothing if nobody asked."""
    rows = tuple(
        (part["says"], one["registry"], one["name"], _imagined(one), one["word"])
        for claim in summary["claims"]
        for part in claim["parts"]
        for one in part.get("if_reported", ())
    )
    columns = ("Part", "Trial", "If it found", "Imagined: affected, risk ratio", "Word then")
    note = "Imagined results, for what they would change; no such result was read."
    return Table("unreported", "Had the unreported trial reported", columns, rows, note) if rows else None


def findings_table(part: dict) -> Table:
    """Return the findings of a part."""
    rows = tuple(
        (one["id"], way_of(one), sure_of(one), one["said"], one["because"] + _beside(one), one["rated_by"], one["sponsor"])
        for side in ("for", "against", "none")
        for one in part[side]
    )
    columns = ("Source", "Speaks", "Certainty", "What was read", "Why so sure", "Rated by", "Run by")
    return Table("findings", "Findings", columns, rows)


def way_of(one: dict) -> str:
    """Return which way a finding speaks, or leans.

    >>> way_of({"speaks": "uncertain", "direction": "for"}), way_of({"speaks": "against", "direction": "against"})
    ('uncertain, leans for', 'against')
    """
    if one["speaks"] == "uncertain":
        return f"uncertain, leans {one['direction']}"
    return "no direction" if one["speaks"] == "none" else one["speaks"]


def sure_of(one: dict) -> str:
    """Return the certainty of a finding, and what it measured otherwise than the part says."""
    other = [what for what in ("outcome", "exposure", "population") if not one[f"same_{what}"]]
    return one["certainty"] + (f"; other {', '.join(other)}" if other else "")


def contrast_table(claim: dict) -> Table:
    """Return the paired contrasts of a part."""
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


def _beside(one: dict) -> str:
    once = f"; counts once with {', '.join(one['counts_once_with'])}" if one["counts_once_with"] else ""
    return once + (f"; dose-response: {one['dose_response']}" if one.get("dose_response") else "")


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
