"""Tables of a study of power: the curve, the strengths, the smallest trials, every endpoint, and draws of the posterior."""

from milkway.analysis.reasons import no_estimate
from milkway.reports.estimate_text import measure_named
from milkway.reports.flip_table import flip_tables
from milkway.reports.numbers import per_cent, plain, rounded, share
from milkway.reports.table import Table

NULL_FIRST = "Under no effect the product's arm is the reference arm, and power is the chance of a false claim in its favour."


NULL_SHOWS = (
    "Under no effect the product's arm is the reference arm, and power is the chance to show that it is not worse by the margin."
)


def of_none(study: dict) -> tuple[str, str]:
    """Return what is told of the trials without effect, a key and a heading: false claims, or power where there is a margin."""
    name = hypotheses(study)[0]
    return ("power", f"{name}, %") if "margin" in study["endpoint"] else ("either", f"{name}: type I, %")


def pm(found: dict, digits: int = 1) -> str:
    """Return a share in per cent with its standard error.

    >>> pm({"value": 0.812, "error": 0.03})
    '81.2 ± 3.0'
    """
    if found["value"] is None:
        return no_estimate(found["note"])
    error = "" if found["error"] is None else f" ± {100 * found['error']:.{digits}f}"
    return f"{100 * found['value']:.{digits}f}{error}"


def truth_text(one: dict) -> str:
    """Return the contrast of the pool as it is, or why there is none."""
    return plain(one["truth"], 3) if one["truth"] is not None else no_estimate(one["truth_note"])


def bias_text(found: dict, digits: int) -> str:
    """Return a bias, or why there is none."""
    return rounded(found["value"], digits) if found["value"] is not None else no_estimate(found["note"])


def hypotheses(study: dict) -> tuple[str, ...]:
    """Return the hypotheses of a study, none first."""
    return tuple(dict.fromkeys(one["hypothesis"] for one in study["curve"]))


def line(study: dict, hypothesis: str, arm: str = "") -> list[dict]:
    """Return the curve of one hypothesis, of one arm or of the first."""
    chosen = arm or study["curve"][0]["arm"]
    return [one for one in study["curve"] if one["hypothesis"] == hypothesis and one["arm"] == chosen]


def curve_table(study: dict) -> Table:
    """Return power by size under each hypothesis, and the false claims under none."""
    (key, heading), names, arms = of_none(study), hypotheses(study), tuple(dict.fromkeys(one["arm"] for one in study["curve"]))
    rows = []
    for arm in arms:
        lines = {name: line(study, name, arm) for name in names}
        for number, one in enumerate(lines[names[0]]):
            powers = (pm(lines[name][number]["power"]) for name in names[1:])
            told = (" | ".join(per_cent(lines[name][number]["closed_form"], absent="none") for name in names[1:]),)
            named = (arm,) if len(arms) > 1 else ()
            rows.append((*named, str(one["n"]), *powers, pm(one[key]), *told))
    head = ("arm",) if len(arms) > 1 else ()
    columns = (*head, "n", *(f"{name}, %" for name in names[1:]), heading, "formula, %")
    form = study["closed_form"]
    told = form or "there is none"
    note = f"± standard error of trials drawn and of the pool's women. Formula, in the order of hypotheses: {told}."
    return Table(f"power-curve-{study['routes']}", f"Power: {study['endpoint']['label']}", columns, tuple(rows), note)


def performance_table(study: dict) -> Table:
    """Return all fields of the curve."""
    whose = ("hypothesis", "arm", "n", "trials", "analysed", "truth")
    columns = (*whose, "power, %", "either way, %", "bias", "its error", "coverage, %", "formula, %")
    rows = tuple(
        (
            one["hypothesis"],
            one["arm"],
            str(one["n"]),
            str(one["reps"]),
            f"{one['analysed']:.0f}",
            truth_text(one),
            pm(one["power"]),
            pm(one["either"]),
            bias_text(one["bias"], 4),
            rounded(one["bias"]["error"], 4) if one["bias"]["value"] is not None else "none",
            pm(one["coverage"]),
            per_cent(one["closed_form"], absent="none"),
        )
        for one in study["curve"]
    )
    measure = measure_named(study["endpoint"]["measure"], study["endpoint"].get("margin"))
    note = NULL_SHOWS if "margin" in study["endpoint"] else NULL_FIRST
    return Table(f"performance-{study['routes']}", f"{study['endpoint']['label']}: {measure}", columns, rows, note)


def strengths_table(study: dict) -> Table:
    """Return how strong the product was made under each hypothesis."""
    stated, strengths = study["truth"]["stated"], study["truth"]["strengths"]
    rows = tuple(
        (
            name,
            plain(one["strength"], 3),
            ", ".join(f"{key} {plain(value, 3)}" for key, value in one["effects"].items()),
            plain(one["reached"], 3),
            "even the strongest product does not reach it" if one["strongest"] else "",
        )
        for name, one in strengths.items()
    )
    told = f"stated {study['truth']['kind']} {plain(stated, 3)}" if stated is not None else "as written in the protocol"
    columns = ("hypothesis", "factor on its effects", "effects", "truth on the pool", "")
    return Table(f"strengths-{study['routes']}", f"Truth planned for: {told}", columns, rows, study["truth"]["note"] + ".")


def smallest_table(study: dict) -> Table:
    """Return the smallest trial that reaches the target."""
    rows = tuple(
        (one["hypothesis"], one["arm"], one["note"] or f"{one['n']:.0f}", _interval(one, study)) for one in study["smallest"]
    )
    title = f"Women needed for {100 * study['target']:.0f} % power"
    columns = ("hypothesis", "arm", "n", "95 % Monte-Carlo interval")
    return Table(f"smallest-{study['routes']}", title, columns, rows)


def endpoints_table(study: dict) -> Table:
    """Return every endpoint under every reason for leaving, at one size."""
    every = study["every_endpoint"]
    rows = tuple(
        (
            one["endpoint"],
            measure_named(one["measure"], one.get("margin")),
            one["attrition"],
            one["hypothesis"],
            truth_text(one),
            pm(one["power"]),
            pm(one["either"]),
            bias_text(one["bias"], 3),
            pm(one["coverage"]),
            str(one["reps"]),
        )
        for one in every["rows"]
    )
    columns = (
        "endpoint",
        "analysis",
        "leaving",
        "hypothesis",
        "truth",
        "power, %",
        "either way, %",
        "bias",
        "coverage, %",
        "trials",
    )
    told = "; ".join(f"{name}: {label}" for name, label in study["attrition"].items())
    note = f"Leaving: {told}. Every reason makes the same share of each arm leave. Slow analyses are of fewer trials."
    if any("margin" in one for one in every["rows"]):
        note += " With a margin, power is the chance to show that the arm is not worse by it, also where the arms are alike."
    return Table(
        f"every-endpoint-{study['routes']}", f"Every endpoint and reason for leaving, {every['n']} women", columns, rows, note
    )


def assurance_table(study: dict) -> Table:
    """Return power averaged over draws of the posterior."""
    rows = tuple(
        (
            one["hypothesis"],
            str(one["n"]),
            pm({"value": one["mean"], "error": one["error"]}),
            f"{share(one['low'])} to {share(one['high'])}",
            one["note"],
        )
        for one in study["assurance"]
    )
    first = study["assurance"][0]
    title = f"Assurance: power averaged over {first['draws']} draws of the posterior, {first['women']} women each"
    return Table(f"assurance-{study['routes']}", title, ("hypothesis", "n", "power, %", "middle 90 % of draws", ""), rows)


def interim_table(study: dict) -> Table:
    """Return what the protocol's interim looks do to power, false claims and the number of women."""
    rows = tuple(
        (
            one["hypothesis"],
            one["arm"],
            str(one["n"]),
            pm(one["power"]),
            pm(one["either"]),
            f"{plain(one['women']['value'], 0)} ± {plain(one['women']['error'], 1)}",
            pm(one["early"]),
            pm(one["futile"]),
        )
        for one in study["interim"]
    )
    columns = ("hypothesis", "arm", "n", "power, %", "either way, %", "women, mean", "early, %", "futile, %")
    several = len({one["arm"] for one in study["interim"]}) > 1
    note = (
        "The same trials with looks: mean women until a trial stops, and how many stop early, and as futile; ± standard error of "
        "the trials drawn."
        + ("" if "margin" in study["endpoint"] else " Under no effect, either way is the type I error.")
        + " Bounds of each trial are those of the women whom it "
        "analyses; they are not lowered for stops as futile."
        + (" Each arm is told as if it alone had looks, at the whole level; a trial looks at the first." if several else "")
    )
    return Table(f"power-interim-{study['routes']}", "With interim looks", columns, rows, note)


def tables_of(study: dict) -> dict[str, Table]:
    """Return every table of a study, by its kind."""
    made = {
        "curve": curve_table(study),
        "smallest": smallest_table(study),
        "strengths": strengths_table(study),
        "performance": performance_table(study),
        "endpoints": endpoints_table(study),
    }
    made |= {one.name: one for one in flip_tables(study["flip"], study["routes"])}
    made |= {"interim": interim_table(study)} if study["interim"] else {}
    return made | ({"assurance": assurance_table(study)} if study["assurance"] else {})


def _interval(one: dict, study: dict) -> str:
    first, last = study["curve"][0]["n"], max(row["n"] for row in study["curve"])
    low, high = (_bound(one[side], first, last) for side in ("low", "high"))
    return low if low == high else f"{low} to {high}"


def _bound(n: float | None, first: int, last: int) -> str:
    if n is None:
        return f"above {last}"
    return f"at most {first}" if n <= first else f"{n:.0f}"
