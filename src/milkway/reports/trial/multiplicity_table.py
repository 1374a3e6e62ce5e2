"""The table of claims that share one chance of a false one: p as found, and adjusted."""

from milkway.analysis.result import adjusted
from milkway.protocol.shared_level import Multiplicity
from milkway.reports.numbers import ABSENT, p_value
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
    rows = tuple(
        (labels[endpoint], arm, *(claim_text(*found[endpoint, arm]) for found in by_hypothesis.values()))
        for endpoint, arm in claims
    )
    columns = ("Endpoint", "Arm", *by_hypothesis)
    note = f"The leading contrast of each endpoint; {METHODS[multiplicity.method]}."
    return Table("multiplicity", "Claims together: p, and p adjusted for the others", columns, rows, note)


def claim_text(found: float | None, together: float | None) -> str:
    """Return p as found and adjusted."""
    return f"{p_value(found)}, adjusted {p_value(together)}" if found is not None else ABSENT
