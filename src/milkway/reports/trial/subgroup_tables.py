"""Tables of subgroups: an endpoint in each level of a covariate under each hypothesis, and whether the contrast differs."""

from collections.abc import Iterator

from milkway.analysis.measure import Estimate
from milkway.analysis.reasons import no_p
from milkway.analysis.result import Contrast
from milkway.analysis.subgroups import INTERACTION
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.subgroup import Subgroup
from milkway.reports.estimate_text import estimate_text, measure_text, without_p
from milkway.reports.numbers import p_value
from milkway.reports.table import Table
from milkway.reports.trial.endpoint_tables import arm_text
from milkway.trials.run_trial import TrialRun
from milkway.trials.trial_summary import claims_of

EXPLORATORY = (
    "Exploratory: a level has an interval and no p, and the p of the interaction is not adjusted for other subgroups. That the"
    " interval of one level leaves out no effect and another's does not is no difference between them."
)
CONFIRMATORY = (
    "Confirmatory: adjusted by Holm's procedure together with the endpoint's own claim and its other planned subgroups."
)
INTERACTIONS = (
    "Interaction: the last level against the first, as a difference of differences or a ratio of ratios; of more levels p alone."
)


def subgroup_tables(run: TrialRun) -> list[Table]:
    """Return a table for each subgroup analysis of each endpoint, averaged over route settings."""
    return [_table(run, endpoint, number) for endpoint in run.protocol.endpoints for number in range(len(endpoint.subgroups))]


def role(subgroup: Subgroup) -> str:
    """Return what a subgroup analysis is called."""
    return "confirmatory" if subgroup.confirmatory else "exploratory"


def _table(run: TrialRun, endpoint: Endpoint, number: int) -> Table:
    subgroup, arms = endpoint.subgroups[number], run.protocol.arms
    columns = ("Hypothesis", "", *(arm.label for arm in arms), measure_text(endpoint.leading))
    rows = tuple(row for one in run.protocol.hypotheses for row in _rows(run, one.name, endpoint, number))
    note = f"{CONFIRMATORY if subgroup.confirmatory else EXPLORATORY} {INTERACTIONS} Averaged over the disputed routes."
    title = f"{endpoint.label} by {subgroup.label}, {role(subgroup)}"
    return Table(f"subgroup-{endpoint.name}-{subgroup.covariate}", title, columns, rows, note)


def _rows(run: TrialRun, hypothesis: str, endpoint: Endpoint, number: int) -> Iterator[tuple[str, ...]]:
    """Yield a row for each level and arm that is contrasted, and one for each interaction."""
    subgroup, found = endpoint.subgroups[number], run.levels[hypothesis][endpoint.name][number]
    claims = claims_of(run, hypothesis, endpoint)
    several = len(found.interactions) > 1
    for name, result in zip(found.names, found.results, strict=True):
        cells = [arm_text(result.arms[arm.name], endpoint) for arm in run.protocol.arms]
        for one in result.contrasts:
            text = _claimed(one.found, claims.get((number, name, one.arm))) if subgroup.confirmatory else without_p(one.found)
            yield hypothesis, name + (f" [{one.arm}]" if several else ""), *cells, text
    for one in found.interactions:
        text = _interaction(one, claims.get((number, INTERACTION, one.arm)))
        yield hypothesis, INTERACTION + (f" [{one.arm}]" if several else ""), *("" for _ in run.protocol.arms), text


def _claimed(found: Estimate, together: float | None) -> str:
    return estimate_text(found) + (f", adjusted {p_value(together)}" if together is not None else "")


def _interaction(one: Contrast, together: float | None) -> str:
    found = one.found
    if found.estimate is None:
        text = p_value(found.p) if found.p is not None else no_p(found.note)
        return text + (f", adjusted {p_value(together)}" if together is not None else "")
    return _claimed(found, together)
