"""The table of claims that share one chance of a false one: p as found, and adjusted."""

from milkway.analysis.reasons import no_p
from milkway.analysis.result import Result, adjusted
from milkway.protocol.protocol import Protocol
from milkway.protocol.shared_level import Multiplicity
from milkway.reports.numbers import p_value
from milkway.reports.table import Table
from milkway.trials.run_trial import TrialRun

METHODS = {
    "holm": "Holm's procedure",
    "fixed_sequence": "tested in this order until one fails",
    "graph": "the level of a claim that is made goes on to others by the protocol's graph (Bretz and others 2009)",
}


def multiplicity_table(run: TrialRun, multiplicity: Multiplicity) -> Table:
    """Return p of each claim under each hypothesis, averaged over route settings, with its adjusted value."""
    labels = {one.name: one.label for one in run.protocol.endpoints}
    by_hypothesis = {
        name: adjusted(views["observed"], multiplicity.adjusting, multiplicity.endpoints) for name, views in run.results.items()
    }
    claims = next(iter(by_hypothesis.values()))

    def told(hypothesis: str, endpoint: str, arm: str) -> str:
        result = run.results[hypothesis]["observed"][endpoint]
        return claim_text(*by_hypothesis[hypothesis][endpoint, arm], why_no_p(result, arm))

    rows = tuple(
        (labels[endpoint], arm, *(told(hypothesis, endpoint, arm) for hypothesis in by_hypothesis)) for endpoint, arm in claims
    )
    columns = ("Endpoint", "Arm", *by_hypothesis)
    note = claims_note(run.protocol, multiplicity)
    return Table("multiplicity", "Claims together: p, and p adjusted for the others", columns, rows, note)


def claims_note(protocol: Protocol, multiplicity: Multiplicity) -> str:
    """Return which claims are made by which procedure, and what p is of a claim that an arm is not worse."""
    note = f"The leading contrast of each endpoint; {METHODS[multiplicity.method]}."
    if any(one.margin is not None for one in protocol.endpoints if one.name in multiplicity.endpoints):
        note += " Where there is a margin p is twice the one-sided one, so that every claim has the same level."
    return note


def claim_text(found: float | None, together: float | None, why_not: str) -> str:
    """Return p as found and adjusted, or why there is none."""
    return f"{p_value(found)}, adjusted {p_value(together)}" if found is not None else no_p(why_not)


def why_no_p(result: Result, arm: str) -> str:
    """Return what is to be said of the leading contrast of an arm."""
    return next(one.found.note for one in result.contrasts if one.arm == arm)
