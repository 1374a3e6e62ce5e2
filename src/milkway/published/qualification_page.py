"""The qualification report in Markdown: coverage, every result beside its prediction, and the misses with their reasons."""

from collections.abc import Iterator, Mapping, Sequence

from milkway.biology.disputed import routes_sentence
from milkway.published.gut_page import gut_section
from milkway.published.gut_section import InfantGuts
from milkway.published.misses import explanations
from milkway.published.page_tables import number, table
from milkway.published.predictive import Prediction
from milkway.published.qualification import Coverage, Qualification
from milkway.published.sampling_laws import Below
from milkway.published.simulated_women import ASKED_FOR

UNKNOWN = "**No reason is on file**"
COUNTED = (
    "Counted are results under '{under}'; the sizes of the hypotheses that ship were tuned by hand on two of these trials, so "
    "that agreement under them is arithmetic.\n\n"
)
TOPICS = {
    "mastitis": "How many women have mastitis, when, and what goes with it",
    "milk": "Healthy milk",
    "treatment": "The course of mastitis and its treatment",
    "infant gut": "The infant's gut",
    "strain": "With a strain",
}
HEAD = """# Published results beside predictions

{skill}

Written by `milkway qualify --out docs/qualification.md`; do not edit by hand. Nothing here is a gate, and nothing here is
evidence that a product works.

A prediction is what a study like the published one would print if the model were true: the parameters are drawn ({sets} sets),
women are simulated under each, and the study draws its own sample of the published size. An interval is the central 50 % or
90 % of that. Not in it: that cohorts differ from the model's population, that studies define and see things otherwise, and
whatever the equations leave out. A calibrated model would have half of the results inside the narrow interval and nine in ten
inside the wide one; fewer means that it is surer than it may be, more that its parameters are hardly known.

{varied}

{routes} The one that is on is asked for: its strength is among what the published results are to tell.

"Fitted" are results of studies that are typed in anywhere, or of whose cluster one is: a row of the tables, a setting, a
population, a hypothesis, a prior, or the posterior. Agreement with them is no evidence for the model. Results of one cohort are
not independent, so the shares below are rougher than their counts suggest. Results marked ° were printed without the number of
women: their sampling error is not known, the interval is too narrow, and they are not counted; nor is what is shown for context
only (*). Published results in words alone are not here. What is known to be wrong is measured in [limits](model/limits.md).
"""


def page(found: Qualification, guts: InfantGuts, skill: str) -> str:
    """Return the report; skill, in Markdown, comes first."""
    head = HEAD.format(skill=skill, sets=found.sets, varied=found.varied, routes=routes_sentence(ASKED_FOR))
    sections = [_section(found, topic, title) for topic, title in TOPICS.items()]
    return "\n".join([head, _coverage(found), *sections, gut_section(guts), _misses(found)])


def coverage_line(name: str, one: Coverage) -> str:
    """Return a coverage in words.

    >>> coverage_line("all", Coverage(4, (1, 3)))
    'all: 1 of 4 (25 %) inside 50 %, 3 of 4 (75 %) inside 90 %'
    """
    told = [f"{n} of {one.of} ({100 * n / max(one.of, 1):.0f} %)" for n in one.inside]
    return f"{name}: {told[0]} inside 50 %, {told[1]} inside 90 %"


def _coverage(found: Qualification) -> str:
    cells = _cells(found.coverage(), "")
    if found.doubtful:
        cells += _cells(found.coverage(doubted=True), ", with what the model misses")
    made = f"{found.sets} parameter sets, each with {found.size:g} of the usual number of dyads; seed {found.seed}."
    counted = table(("results", "counted", "inside 50 %", "inside 90 %"), "l", cells)
    doubted = (
        " With what the model misses: each prediction is moved by the discrepancy that the calibration learned for its topic."
        if found.doubtful
        else ""
    )
    return f"## Coverage\n\n{counted}\n{made}{doubted}\n"


def _cells(coverage: Mapping[str, Coverage], mark: str) -> list[tuple]:
    return [(f"{name}{mark}", one.of, *(f"{n} ({_percent(n, one.of)})" for n in one.inside)) for name, one in coverage.items()]


def _percent(part: int, of: int) -> str:
    return f"{100 * part / of:.0f} %" if of else "-"


def _section(found: Qualification, topic: str, title: str) -> str:
    rows = [one for one in found.predictions if one.result.topic == topic]
    product = any(one.under for one in rows)
    columns = ("result", *(("under",) if product else ()), "study", "published", "predicted (50 %; 90 %)", "inside", "fitted")
    told = table(columns, "l" * len(columns), [_row(found, one, product=product) for one in rows])
    return f"## {title}\n\n{COUNTED.format(under=found.counted_under) if product else ''}{told}"


def _row(found: Qualification, one: Prediction, *, product: bool) -> tuple[str, ...]:
    known, q = one.result, [number(value) for value in one.quantiles]
    published = f"below {number(known.value)}" if isinstance(known.law, Below) else number(known.value)
    mark = "*" if known.use == "context" else "" if known.law.known or isinstance(known.law, Below) else "°"
    inside = "50 %" if one.within(0.5) else "90 %" if one.within(0.9) else "**no**"
    under = (one.under or "none",) if product else ()
    told = f"{q[2]} ({q[1]} to {q[3]}; {q[0]} to {q[4]})"
    fitted = "yes" if found.fitted(one) else "no"
    return (f"{known.says}, {known.unit}{mark}", *under, known.study, published, told, inside, fitted)


def _misses(found: Qualification) -> str:
    lines = "\n".join(_reasons(found.misses()))
    return f"## Misses\n\nPublished values outside the 90 % interval, and why as far as we can say.\n\n{lines}\n"


def _reasons(misses: Sequence[Prediction]) -> Iterator[str]:
    named: dict[str, list[str]] = {}
    for one in misses:
        named.setdefault(_reason(one.result.name), []).append(f"`{one.result.name}`")
    return (f"- {why} ({', '.join(names)})." for why, names in named.items())


def _reason(name: str) -> str:
    found = explanations().get(name)
    if found is None:
        return UNKNOWN
    return found.why if found.explained else f"*Not explained.* {found.why}"
