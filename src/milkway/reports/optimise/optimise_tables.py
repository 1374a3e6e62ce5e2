"""Tables of a comparison of interventions, from its plain values: signs, effects, rankings, and the catalogue."""

from collections.abc import Mapping

from milkway.reports.numbers import plain, share
from milkway.reports.optimise.optimise_words import SHAPE, SIGNS, kinds_text
from milkway.reports.table import Table

ANY = "any"
SHARES = ("share of women", "share of infants", "share of cells")
ARROWS = {"lower": "↓", "higher": "↑", "none": "0", "cannot tell": "?"}


def sign_text(line: Mapping | None, *, short: bool = False) -> str:
    """Return the sign of a line with the draws that have it.

    >>> one = {"by_definition": False, "sign": "lower", "draws": {"lower": 11, "higher": 1, "same": 0}}
    >>> sign_text(one), sign_text(one | {"sign": "cannot tell"}), sign_text(one, short=True), sign_text(None)
    ('lower 11/12', 'cannot tell 11:1', '↓ 11/12', 'nobody')
    """
    if line is None:
        return "nobody"
    if line.get("by_definition", False):
        return "set"
    sign, draws = line["sign"], line["draws"]
    word = ARROWS[sign] if short else sign
    if sign == "none":
        return word
    if sign == "cannot tell":
        return f"{word} {draws['lower']}:{draws['higher']}"
    return f"{word} {draws[sign]}/{sum(draws.values())}"


def sign_tables(summary: Mapping, *, short: bool = False, names: bool = False) -> list[Table]:
    """Return for mother and child the sign of each intervention and pair under each hypothesis, a column an outcome.

    Args:
        summary: of the comparison.
        short: arrows in place of words.
        names: by which interventions are asked for, in place of labels, and arrows, so that a terminal has room for them.
    """
    labels = _labels(summary)
    labels = {name: name.replace("_", " ") for name in labels} if names else labels
    return [_signs(summary, whose, labels, short=short or names) for whose in SHAPE if _outcomes(summary, whose)]


def interaction_table(summary: Mapping) -> Table | None:
    """Return the sign of what a pair does beyond the sum of its parts; nothing without pairs."""
    found = [line for line in summary["lines"] if line["interaction"] is not None]
    if not found:
        return None
    labels, outcomes = _labels(summary), {one["name"]: one["label"] for one in summary["outcomes"]}
    told = [line for line in found if line["interaction"]["sign"] in ("lower", "higher")]
    rows = tuple((_named(line, labels), outcomes[line["outcome"]], sign_text(line["interaction"])) for line in told)
    note = (
        f"The pair less the sum of its parts, in the same dyads: {len(told)} of {len(found)} lines have a sign that can be told."
    )
    columns = ("Pair", "Outcome", "More than the sum")
    return Table("interactions", "Pairs beyond the sum of their parts", columns, rows, note)


def effects_table(summary: Mapping) -> Table | None:
    """Return effects whose word allows to tell them; nothing where none does."""
    labels, outcomes = _labels(summary), {one["name"]: one for one in summary["outcomes"]}
    rows = tuple(
        (
            _named(line, labels),
            outcomes[line["outcome"]]["label"],
            amount(line["effect"]["usual"], outcomes[line["outcome"]]["unit"]),
            with_interval(line["effect"], outcomes[line["outcome"]]["unit"]),
            line["word"],
        )
        for line in summary["lines"]
        if line["effect"] is not None
    )
    columns = ("With against usual", "Outcome", "As usual", "Difference (95 % over draws)", "Skill")
    note = (
        "In women whom it is for. The noise of few dyads is taken out of what draws differ by, and is left in the doubt about"
        " their mean."
    )
    return Table("effects", "Effects", columns, rows, note) if rows else None


def ranking_table(ranking: Mapping, summary: Mapping) -> Table:
    """Return a ranking."""
    labels, unit = _labels(summary), ranking["unit"]
    rows = tuple(
        (
            labels.get(str(place["what"]), str(place["what"])),
            f"{amount(place['mean'], unit)} ({amount(place['low'], unit)} to {amount(place['high'], unit)})",
            f"{share(place['best'])} ± {share(place['best_error'])}",
        )
        for place in ranking["places"]
    )
    outcome = next(one["label"] for one in summary["outcomes"] if one["name"] == ranking["outcome"])
    under = "" if ranking["hypothesis"] == ANY else f", hypothesis {ranking['hypothesis']}"
    note = (
        f"Over {ranking['draws']} draws, in all women of the population. To know the parameters before choosing would be worth"
        f" {amount(ranking['value_of_perfect_information'], unit)}{_of(unit)} (expected value of perfect information)."
    )
    columns = ("", f"Better by{_of(unit)} (95 %)", "Chance of being best")
    return Table(f"ranking-{ranking['outcome']}-{ranking['hypothesis']}", f"{outcome}{under}", columns, rows, note)


def front_table(front: Mapping, summary: Mapping) -> Table:
    """Return what nothing beats for mother and child at once."""
    labels = _labels(summary)
    rows = tuple((labels.get(str(name), str(name)), share(often)) for name, often in front["members"].items())
    outcomes = {one["name"]: one["short"] for one in summary["outcomes"]}
    under = "" if front["hypothesis"] == ANY else f", hypothesis {front['hypothesis']}"
    told = ", ".join(outcomes[one] for one in front["outcomes"])
    note = f"By {told}. Beaten in all of these: {len(front['beaten'])}."
    title = f"Not beaten for mother and child{under}"
    return Table(f"pareto-{front['hypothesis']}", title, ("", "Draws in which it is not beaten"), rows, note)


def catalogue_table(summary: Mapping) -> Table:
    """Return the catalogue: who can vary it, for whom, and what decides it."""
    rows = tuple((one["name"], one["label"], one["by"], one["for_whom"], kinds_text(one)) for one in summary["interventions"])
    columns = ("Name", "What", "By", "For", "Numbers that decide")
    return Table("catalogue", "What a mother or a clinic can vary", columns, rows)


def measure_table(summary: Mapping) -> Table:
    """Return the numbers of each intervention that nobody has measured and that decide it."""
    rows = tuple((one["name"].replace("_", " "), ", ".join(one["to_measure"])) for one in summary["interventions"])
    return Table("to-measure", "Numbers that decide and are not measured", ("Intervention", "Numbers"), rows)


def pairs_table(summary: Mapping) -> Table:
    """Return the pairs, and why they are sensible."""
    rows = tuple((one["name"], one["because"]) for one in summary["pairs"])
    note = "Pairs whose parts meet in one mechanism and do not exclude each other; others are not compared."
    return Table("pairs", "Pairs", ("Pair", "Why"), rows, note)


def left_out_table(summary: Mapping) -> Table:
    """Return what is not modelled and which outcomes are left out, with a reason each."""
    rows = [("not modelled", one["what"], one["why"]) for one in summary["not_modelled"]]
    rows += [("no outcome", one["what"], one["why"]) for one in summary["left_out_outcomes"]]
    return Table("not-modelled", "Not modelled", ("", "What", "Why"), tuple(rows))


def amount(value: float | None, unit: str) -> str:
    """Return a number in its unit, shares in per cent.

    >>> amount(0.153, "share of women"), amount(1.25, "day")
    ('15.3', '1.25')
    """
    if value is None:
        return "not available"
    return plain(100 * value, 1) if unit in SHARES else plain(value)


def with_interval(numbers: Mapping, unit: str) -> str:
    """Return a difference with its interval over draws, where there is one."""
    told = amount(numbers["change"], unit) + _of(unit)
    if numbers["low"] is None:
        return told
    return f"{told} ({amount(numbers['low'], unit)} to {amount(numbers['high'], unit)})"


def _of(unit: str) -> str:
    return f" {unit.replace('share', 'points')}" if unit in SHARES else f" {unit}"


def _signs(summary: Mapping, whose: str, labels: Mapping[str, str], *, short: bool) -> Table:
    outcomes = _outcomes(summary, whose)
    lines = {(one["what"], one["hypothesis"], one["outcome"]): one for one in summary["lines"]}
    rows = list[tuple[str, ...]]()
    for what, hypothesis in dict.fromkeys((one["what"], one["hypothesis"]) for one in summary["lines"]):
        name = _named({"what": what, "hypothesis": hypothesis}, labels)
        rows.append((name, *(sign_text(lines.get((what, hypothesis, one["name"])), short=short) for one in outcomes)))
    columns = ("With against usual", *(one["short"] for one in outcomes))
    arrows = f"{', '.join(f'{arrow} {sign}' for sign, arrow in ARROWS.items())}. " if short else ""
    return Table(f"signs-{whose}", SHAPE[whose], columns, tuple(rows), arrows + SIGNS)


def _outcomes(summary: Mapping, whose: str) -> list[Mapping]:
    return [one for one in summary["outcomes"] if one["whose"] == whose]


def _labels(summary: Mapping) -> dict[str, str]:
    alone = {one["name"]: one["label"] for one in summary["interventions"]}
    return alone | {one["name"]: " + ".join(alone[name] for name in one["of"]) for one in summary["pairs"]}


def _named(line: Mapping, labels: Mapping[str, str]) -> str:
    """Return what a line is of, with the hypothesis where one matters."""
    return labels[line["what"]] + ("" if line["hypothesis"] == ANY else f", {line['hypothesis']}")
