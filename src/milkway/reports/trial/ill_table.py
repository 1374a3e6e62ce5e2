"""The table of women ill by how many days in a row the signs of the case definition must last."""

from milkway.reports.numbers import ABSENT, per_cent
from milkway.reports.table import Table
from milkway.reports.trial.design_words import entered
from milkway.trials.case_definition import definition_line, plain_definition
from milkway.trials.days_required import DAYS, ShareIll
from milkway.trials.run_trial import TrialRun


def ill_table(run: TrialRun) -> Table:
    """Return the share of women ill in each arm under each hypothesis, by days required, averaged over the disputed routes."""
    rows = tuple(
        (hypothesis, arm, *(_text(found[days]) for days in DAYS if days in found))
        for hypothesis, arms in run.ill.items()
        for arm, found in arms.items()
    )
    columns = ("Hypothesis", "Arm", *(f"{days} day" + ("s" if days > 1 else "") for days in DAYS))
    return Table("ill-by-days", "Women ill (%), by days in a row that signs must last", columns, rows, _note(run))


def remark(run: TrialRun) -> str:
    """Return what a reader must know of the case definition where it is not the calibrated one, else nothing."""
    return " ".join(definition_line(plain_definition(run.protocol.mastitis)))


def _text(found: ShareIll) -> str:
    if found.value is None:
        return ABSENT
    return f"{per_cent(found.value)} ({per_cent(found.low)}, {per_cent(found.high)})"


def _note(run: TrialRun) -> str:
    days = run.protocol.mastitis.lasting
    asked = "a day" if days == 1 else f"{days} days"
    note = (
        f"From the diaries of all women {entered(run.protocol)}, until they leave; the protocol asks for {asked}. 95 % intervals"
        " are over women; doubt about parameters comes on top (--draws)."
    )
    return f"{note} {said}" if (said := remark(run)) else note
