"""Tables of what a run rests on: parameters by kind of evidence, studies used in tuning, and what each hypothesis sets."""

from collections import Counter
from collections.abc import Iterator

from milkway.ledger.own_values import yours_of
from milkway.ledger.rows import MEANINGS, YOURS, YOURS_MEANS
from milkway.ledger.tables import ParameterTable
from milkway.protocol.basis import Basis
from milkway.protocol.culture import Culture
from milkway.reports.numbers import plain
from milkway.reports.table import Table
from milkway.trials.run_trial import TrialRun


def kinds(run: TrialRun) -> Table:
    """Return the parameters in use by kind of evidence."""
    total = sum(run.kinds.values())
    meanings = MEANINGS | ({YOURS: YOURS_MEANS} if YOURS in run.kinds else {})
    rows = tuple(
        (kind, str(run.kinds.get(kind, 0)), f"{100 * run.kinds.get(kind, 0) / max(total, 1):.0f} %", meaning)
        for kind, meaning in meanings.items()
    )
    return Table("parameter-kinds", "Parameters in use, by kind", ("Kind", "Parameters", "Share", "Meaning"), rows)


def yours(table: ParameterTable) -> Table:
    """Return the values that a user gave."""
    rows = tuple((row.key, plain(row.value), row.unit, row.note) for row in yours_of(table))
    return Table("your-values", "Values given for this run", ("Parameter", "Value", "Unit", "Note"), rows)


def tuning(run: TrialRun, table: ParameterTable) -> Table:
    """Return the studies whose results shaped values, with the number of parameters and the hypotheses concerned."""
    parameters = Counter(study for row in table.rows.values() for study in row.tuned_on)
    by_study: dict[str, list[str]] = {study: [] for study in sorted(parameters)}
    for hypothesis in run.protocol.hypotheses:
        for study in hypothesis.basis.tuned_on:
            by_study.setdefault(study, []).append(hypothesis.name)
    rows = tuple((study, str(parameters.get(study, 0)), ", ".join(names) or "none") for study, names in sorted(by_study.items()))
    return Table(
        "tuned-on", "Studies whose results shaped numbers", ("Study", "Parameters tuned on it", "Hypotheses sized on it"), rows
    )


def hypotheses(run: TrialRun) -> Table:
    """Return what each hypothesis sets, and on what evidence."""
    rows = tuple(
        (
            one.name,
            one.label,
            ", ".join(f"{key} = {plain(value)}" for key, value in one.sets.items()) or "nothing",
            one.basis.kind,
            ", ".join(one.basis.tuned_on) or "none",
            one.basis.note,
        )
        for one in run.protocol.hypotheses
    )
    columns = ("Hypothesis", "Meaning", "Sets", "Kind", "Tuned on", "Note")
    return Table("hypotheses", "What the product is supposed to do, under each hypothesis", columns, rows)


def assumptions(run: TrialRun) -> Table:
    """Return the protocol's own numbers with their basis."""
    protocol = run.protocol
    centres, stopping, milk = protocol.design.centres, protocol.discontinuation, protocol.eligibility.milk
    parts = [("design", protocol.design.basis)]
    parts += [("centres", centres.basis)] if centres is not None else []
    parts += [("difference between centres", centres.spread.basis)] if centres is not None and centres.spread is not None else []
    parts += [("milk at entry", milk.basis)] if milk is not None else []
    parts += [(f"{one.covariate} at entry", one.basis) for one in protocol.eligibility.covariates]
    parts += [(f"arm {arm.name}", arm.basis) for arm in protocol.arms if arm.basis is not None]
    parts += [("stopping the product", stopping.basis)] if stopping is not None else []
    parts += [
        (f"stopping the product in arm {arm.name}", arm.discontinuation.basis)
        for arm in protocol.arms
        if arm.discontinuation is not None
    ]
    parts += [("drop-out", protocol.dropout.basis)]
    parts += [(f"how many have the event {one.event}", one.basis) for one in protocol.intercurrent]
    parts += [(f"visit {visit.name} ({visit.day})", visit.basis) for visit in protocol.visits]
    parts += [part for culture in protocol.assays.culture for part in _of_assay(culture)]
    parts += [(f"assay {one.name}", one.basis) for one in (*protocol.assays.sequencing, *protocol.assays.sharing)]
    parts += [("diary", protocol.assays.diary.basis), ("mastitis", protocol.mastitis.basis)]
    parts += [("diagnosis by a clinician", one.basis)] if (one := protocol.mastitis.clinician) is not None else []
    parts += [("routes", protocol.routes.basis)]
    rows = tuple(
        (name, basis.kind, basis.source or "none", basis.locator or "none", basis.note or "none") for name, basis in parts
    )
    return Table(
        "assumptions", "The protocol's numbers and where they are from", ("Part", "Kind", "Source", "Place", "Note"), rows
    )


def _of_assay(culture: Culture) -> Iterator[tuple[str, Basis]]:
    """Yield the basis of an assay, and of each part of how its samples are taken."""
    yield f"assay {culture.name}", culture.basis
    for name, part in (("swab", culture.swab), ("foremilk", culture.foremilk), ("dead cells", culture.dead)):
        if part is not None:
            yield f"{name} of assay {culture.name}", part.basis
    for one in culture.contamination:
        yield f"contamination of assay {culture.name} by {one.name}", one.basis
