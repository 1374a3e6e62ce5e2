"""What each endpoint estimates, in the words of ICH E9(R1), and the truth of that beside the estimate."""

from milkway.analysis.reasons import no_estimate
from milkway.analysis.registry import SCORES
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.estimand import STRATEGIES
from milkway.protocol.events import EVENTS
from milkway.protocol.protocol import Protocol
from milkway.reports.estimate_text import estimate_text, measure_text
from milkway.reports.numbers import ABSENT, between, estimate
from milkway.reports.table import Table
from milkway.reports.trial.design_words import entered
from milkway.reports.trial.endpoint_tables import contrast_of
from milkway.trials.run_trial import TrialRun

STRATEGY = {
    "treatment_policy": "Followed through (treatment policy)",
    "hypothetical": "Supposed not to happen (hypothetical)",
    "while_on_treatment": "Only until then (while on treatment)",
    "composite": "Counted as a bad outcome (composite)",
}


def estimand_tables(run: TrialRun) -> tuple[Table, ...]:
    """Return what each endpoint estimates, the truth of it beside the estimate, and how many women have each event."""
    return estimand_table(run.protocol), truth_table(run), events_table(run)


def estimand_table(protocol: Protocol) -> Table:
    """Return the five parts of each endpoint's estimand, and who is analysed for it."""
    columns = ("Endpoint", "Population", "Treatment", "Variable", "Intercurrent events", "Summary measure", "Analysed")
    rows = tuple(_row(protocol, endpoint) for endpoint in protocol.endpoints)
    note = (
        "Events that women of this trial cannot have are named all the same. A value at a visit counts only until the event under"
        " while on treatment. Who is analysed is no part of the estimand: completers answer it only if women who leave are like"
        " women who stay."
    )
    return Table("estimands", "What each endpoint estimates", columns, rows, note)


def truth_table(run: TrialRun) -> Table:
    """Return the estimate of each endpoint's leading analysis beside the truth of its estimand, under each hypothesis."""
    names = [one.name for one in run.protocol.hypotheses]
    columns = ("Endpoint", "Summary measure", *(text for name in names for text in (f"{name}: estimate", f"{name}: truth")))
    rows = tuple(_truths(run, endpoint, names) for endpoint in run.protocol.endpoints)
    note = (
        f"Truth: of every woman {entered(run.protocol)}, her true signs to the end; under a hypothetical strategy"
        " of the same women, simulated once more with the same luck in a world in which the event cannot happen. Both are of the"
        " women of this trial, so the truth too would move with other women. Averaged over the disputed routes."
    )
    return Table("estimand-truths", "Estimates beside the truth of their estimand (no trial sees it)", columns, rows, note)


def events_table(run: TrialRun) -> Table:
    """Return how many women of each arm have each intercurrent event, as the trial sees it and in truth."""
    views = {"observed": "seen", "oracle": "in truth"}
    columns = ("Event", *(f"{arm.label}, {seen}" for arm in run.protocol.arms for seen in views.values()))
    rows = tuple(
        (event.label, *(_women(run, arm.name, view, name) for arm in run.protocol.arms for view in views))
        for name, event in EVENTS.items()
    )
    seen = "A trial sees no event after a woman has left. A range: it differs between hypotheses or routes."
    note = f"Women {entered(run.protocol)}. {seen}"
    return Table("intercurrent-events", "Intercurrent events", columns, rows, note)


def events_in_words(endpoint: Endpoint) -> str:
    """Return the intercurrent events of an endpoint by the strategy for them."""
    told: list[str] = []
    for strategy in STRATEGIES:
        events = [EVENTS[event].label for event in endpoint.estimand.treated_by(strategy)]
        told += [f"{STRATEGY[strategy]}: {', '.join(events)}"] if events else []
    return ". ".join(told)


def _row(protocol: Protocol, endpoint: Endpoint) -> tuple[str, ...]:
    at = f" at {endpoint.visit}" if endpoint.visit else ""
    at += f" from {endpoint.baseline}" if endpoint.baseline else ""
    whole = f"all {entered(protocol)}, until they left"
    analysed = "women who completed" if endpoint.population == "completers" else whole
    return (
        endpoint.label,
        f"all women {entered(protocol)}",
        f"{_arms(protocol)}, as assigned",
        SCORES[endpoint.score].variable + at,
        events_in_words(endpoint),
        measure_text(endpoint.leading),
        analysed,
    )


def _women(run: TrialRun, arm: str, view: str, event: str) -> str:
    counts = [found for world in run.worlds if (found := world.arms[arm].events.get(view, {}).get(event)) is not None]
    return between(counts) if counts else ABSENT


def _arms(protocol: Protocol) -> str:
    labels = {arm.name: arm.label for arm in protocol.arms}
    if protocol.single:
        return f"{protocol.arms[0].label}, a single arm"
    others = [label for name, label in labels.items() if name != protocol.reference]
    return f"{' or '.join(others)} against {labels[protocol.reference]}"


def _truths(run: TrialRun, endpoint: Endpoint, names: list[str]) -> tuple[str, ...]:
    measure = endpoint.analyses[0]
    cells: list[str] = []
    for name in names:
        results = run.results[name]
        truth = contrast_of(results["oracle"][endpoint.name], measure)
        cells.append(estimate_text(contrast_of(results["observed"][endpoint.name], measure)))
        cells.append(no_estimate(truth.note) if truth.estimate is None else estimate(measure, truth.estimate, None, None, None))
    return (endpoint.label, measure_text(endpoint.leading), *cells)
