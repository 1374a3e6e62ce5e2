"""Tables of who was in the virtual trial: baseline, flow, screening, and status of the simulated dyads."""

from milkway.reports.numbers import ABSENT, between, counted, exists, plain
from milkway.reports.table import Table
from milkway.reports.trial.design_words import entered
from milkway.trials.run_trial import TrialRun

UNITS = {"storage_capacity": "mL", "day_of_enrolment": "since birth"}


def baseline(run: TrialRun) -> Table:
    """Return covariates by arm: women and share, or mean and standard deviation."""
    frame, arms = run.baseline, [arm.name for arm in run.protocol.arms]
    sizes = [run.worlds[0].arms[name].flow["randomised"] for name in arms]
    rows = []
    for name in dict.fromkeys(frame["covariate"]):
        found = {row["arm"]: row for row in frame.to_dict(orient="records") if row["covariate"] == name}
        label = name.replace("_", " ").replace("s aureus", "S. aureus") + (f" ({UNITS[name]})" if name in UNITS else "")
        rows.append((label[0].upper() + label[1:], *(_baseline_cell(found[arm]) for arm in arms)))
    columns = ("", *(f"{arm.label} (n = {size})" for arm, size in zip(run.protocol.arms, sizes, strict=True)))
    note = "Women: number (share). Quantities: mean (standard deviation); those without unit are relative to the median woman."
    return Table("baseline", "Women at enrolment", columns, tuple(rows), note)


def flow(run: TrialRun) -> Table:
    """Return what became of the women, by arm, hypothesis and route setting."""
    steps = list(next(iter(run.worlds[0].arms.values())).flow)
    named = [entered(run.protocol) if step == "randomised" else step for step in steps]
    rows = [
        (world.hypothesis, world.setting, arm.label, *(str(world.arms[arm.name].flow[step]) for step in steps))
        for world in run.worlds
        for arm in run.protocol.arms
    ]
    columns = ("Hypothesis", "Disputed routes", "Arm", *(step[0].upper() + step[1:] for step in named))
    note = "An arm that takes nothing is simulated once per route setting and stands under every hypothesis."
    return Table("flow", "Flow of women, simulated", columns, tuple(rows), note)


def screening(run: TrialRun) -> Table:
    """Return candidates by reason and route setting."""
    settings = list(run.screening)
    reasons = run.screening[settings[0]]
    rows = tuple((reason, *(str(run.screening[setting][reason]) for setting in settings)) for reason in reasons)
    return Table("screening", "Candidates screened", ("", *(f"Routes {setting}" for setting in settings)), rows)


def status(run: TrialRun) -> Table:
    """Return simulated dyads by outcome of the simulation, all worlds together."""
    rows = tuple((name, str(count)) for name, count in run.status.items())
    note = "A dyad whose numbers went wrong is left out of every analysis and counted here; more than 1 % would be an error."
    return Table("status", "Status of the simulated dyads, all worlds together", ("Status", "Dyads"), rows, note)


def flow_by_arm(run: TrialRun) -> dict[str, dict[str, str]]:
    """Return each step of the flow by arm, as a range where worlds differ."""
    steps = list(next(iter(run.worlds[0].arms.values())).flow)
    return {
        arm.name: {step: between([world.arms[arm.name].flow[step] for world in run.worlds]) for step in steps}
        for arm in run.protocol.arms
    }


def _baseline_cell(row: dict) -> str:
    if row["value"] is None or not exists(row["value"]):
        return ABSENT
    if row["kind"] == "share":
        return counted(int(row["count"]), int(row["n"]), None)
    digits = 0 if row["value"] >= 100 else 2
    spread = f" ({plain(row['spread'], digits)})" if exists(row["spread"]) else ""
    return plain(row["value"], digits) + spread
