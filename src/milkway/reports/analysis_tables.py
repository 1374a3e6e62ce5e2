"""Tables of the analysis of a real trial's data: every endpoint, its contrasts, claims together, and the flow of women."""

from collections.abc import Iterator

from milkway.analysis.missing.methods import QUESTIONS
from milkway.analysis.missing.women import RATINGS
from milkway.protocol.competing import said_of_competing
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.events import EVENTS
from milkway.protocol.shared_level import Multiplicity
from milkway.reports.analysis_words import capital
from milkway.reports.estimate_text import estimate_text, measure_text
from milkway.reports.numbers import ABSENT
from milkway.reports.table import Table
from milkway.reports.trial.endpoint_tables import arm_text
from milkway.reports.trial.estimand_table import estimand_table
from milkway.reports.trial.missing_tables import OF_RATINGS, tips_text
from milkway.reports.trial.multiplicity_table import claim_text, claims_note, why_no_p
from milkway.trials.entered.entered_missing import MissingMethods
from milkway.trials.entered.entered_trial import AnalysedTrial
from milkway.trials.entered.onset_between import women_between


def analysis_tables(found: AnalysedTrial) -> tuple[Table, ...]:
    """Return every table of the report: the overview first."""
    claims = found.protocol.multiplicity
    return (
        endpoints_table(found),
        *([claims_table(found, claims)] if claims is not None else []),
        *(contrasts_table(found, one) for one in found.protocol.endpoints),
        *(between_table(found, one) for one in found.protocol.endpoints if one.name in found.between),
        *(missing_table(found, one) for one in found.missing),
        flow_table(found),
        estimand_table(found.protocol),
    )


def endpoints_table(found: AnalysedTrial) -> Table:
    """Return every endpoint in each arm with its leading contrast."""
    arms = found.protocol.arms
    rows = tuple(row for endpoint in found.protocol.endpoints for row in _leading(found, endpoint))
    columns = ("Endpoint", *(arm.label for arm in arms), "Contrast", "Estimate (95 %)")
    return Table("endpoints", "All endpoints", columns, rows, f"Contrasts are against {_label(found, found.protocol.reference)}.")


def contrasts_table(found: AnalysedTrial, endpoint: Endpoint) -> Table:
    """Return every contrast of an endpoint, and what is to be said of it."""
    rows = tuple(
        (
            measure_text(one.found.measure),
            _label(found, one.arm),
            estimate_text(one.found),
            f"{one.found.n[0]} and {one.found.n[1]}",
            one.found.note,
        )
        for one in found.results[endpoint.name].contrasts
    )
    whose = (
        "Women who completed the trial." if endpoint.population == "completers" else "All women randomised whose value exists."
    )
    columns = ("Contrast", "Arm", "Estimate (95 %)", "Women", "Note")
    note = f"{whose} Unit: {endpoint.unit}. {said_of_competing(endpoint)}".rstrip()
    return Table(f"endpoint-{endpoint.name}", endpoint.label, columns, rows, note)


def claims_table(found: AnalysedTrial, multiplicity: Multiplicity) -> Table:
    """Return p of each claim with its adjusted value."""
    labels = {one.name: one.label for one in found.protocol.endpoints}
    rows = tuple(
        (labels[endpoint], _label(found, arm), claim_text(*ps, why_no_p(found.results[endpoint], arm)))
        for (endpoint, arm), ps in found.claims.items()
    )
    columns, note = ("Endpoint", "Arm", "p"), claims_note(found.protocol, multiplicity)
    return Table("multiplicity", "Claims together: p, and p adjusted for the others", columns, rows, note)


def flow_table(found: AnalysedTrial) -> Table:
    """Return the women of each arm from randomisation to each analysis."""
    columns = ("", *(arm.label for arm in found.protocol.arms))
    note = "Counted from the data alone. Analysed: women whose value of the endpoint exists."
    return Table("flow", "Flow of women", columns, tuple(_steps(found)), note)


def between_table(found: AnalysedTrial, endpoint: Endpoint) -> Table:
    """Return every contrast of a time by the day that events are given of which it is only known that they lie between two."""
    datings = (found.results[endpoint.name], *found.between[endpoint.name].values())
    rows = tuple(
        (measure_text(one[0].found.measure), _label(found, one[0].arm), *(estimate_text(each.found) for each in one))
        for one in zip(*(each.contrasts for each in datings), strict=True)
    )
    women = women_between(endpoint, found.women)
    note = (
        f"The event of {women} {'woman' if women == 1 else 'women'} was found at a visit, and came between it and the last day on"
        " which she was known to be without it. The latest day, that of the visit, is what is reported elsewhere."
    )
    columns = ("Contrast", "Arm", "Latest day", "Middle", "Earliest day")
    return Table(f"onset-{endpoint.name}", f"{endpoint.label}: onset known only between visits", columns, rows, note)


def missing_table(found: AnalysedTrial, one: MissingMethods) -> Table:
    """Return an arm against the reference by every method for women who left that needs no diary."""
    rows = [
        (capital(QUESTIONS[name].title), QUESTIONS[name].method(method).label, estimate_text(each))
        for name, methods in one.found.items()
        for method, each in methods.items()
    ]
    for name, tips in one.tips.items():
        rows.append((capital(QUESTIONS[name].title), "Verdict tips where leavers had", tips_text(QUESTIONS[name], tips)))
    note = (
        "Leaving and falling ill are modelled from arm, time and strata alone, since there is no daily diary; a load is not"
        " imputed. Every method is judged against no effect."
        " Jump to reference supposes that women who left fared from then on as the reference arm."
        + (OF_RATINGS if RATINGS in one.found else "")
    )
    columns = ("", "Method", "Estimate (95 %)")
    return Table(f"missing-{one.arm}", f"Women who left, {_label(found, one.arm)}", columns, tuple(rows), note)


def _leading(found: AnalysedTrial, endpoint: Endpoint) -> Iterator[tuple[str, ...]]:
    result, measure = found.results[endpoint.name], endpoint.analyses[0]
    cells = tuple(arm_text(result.arms[arm.name], endpoint) for arm in found.protocol.arms)
    leading = [one for one in result.contrasts if one.found.measure.name == measure]
    for one in leading:
        arm = f" [{one.arm}]" if len(leading) > 1 else ""
        yield (endpoint.label + arm, *cells, measure_text(one.found.measure), estimate_text(one.found))


def _steps(found: AnalysedTrial) -> Iterator[tuple[str, ...]]:
    flows = [found.flow[arm.name] for arm in found.protocol.arms]
    reasons = dict.fromkeys(reason for one in flows for reason in one.left or {})
    yield ("Randomised", *(str(one.randomised) for one in flows))
    yield ("Completed", *(ABSENT if one.completed is None else str(one.completed) for one in flows))
    yield ("Left the trial", *(ABSENT if one.left is None else str(sum(one.left.values())) for one in flows))
    yield from (
        (f"Left: {why}", *(ABSENT if one.left is None else str(one.left.get(why, 0)) for one in flows)) for why in reasons
    )
    for event in flows[0].events:
        yield (f"Had: {EVENTS[event].label}", *(str(one.events[event]) for one in flows))
    for one in found.protocol.endpoints:
        result = found.results[one.name]
        yield (f"Analysed: {one.label}", *(str(result.arms[arm.name].n) for arm in found.protocol.arms))


def _label(found: AnalysedTrial, name: str) -> str:
    return next(arm.label for arm in found.protocol.arms if arm.name == name)
