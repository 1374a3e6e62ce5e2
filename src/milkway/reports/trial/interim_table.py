"""The table of interim looks: what each world's trial would have seen, and where it would have stopped."""

from milkway.analysis.registry import MEASURES
from milkway.protocol.interim import Interim
from milkway.reports.numbers import ABSENT, estimate, p_value
from milkway.reports.table import Table
from milkway.trials.run_trial import TrialRun
from milkway.trials.stopping import Look, Stopped, stopped

BOUNDS = {
    "obrien_fleming": "constants of O'Brien and Fleming",
    "pocock": "constants of Pocock",
    "obrien_fleming_spending": "alpha spending like O'Brien and Fleming",
    "pocock_spending": "alpha spending like Pocock",
}
COLUMNS = ("Hypothesis", "Routes", "Women", "Estimate as it stood (95 %)", "Z for the product", "Bound", "Decision", "At the end")


def interim_table(run: TrialRun, interim: Interim) -> Table:
    """Return a row for each look that was made, by hypothesis and route setting."""
    endpoint = run.protocol.endpoints[0]
    rows = [
        (world.hypothesis, world.setting, *_look(look), _end(found) if look is found.looks[-1] else "")
        for world in run.worlds
        for found in (stopped(world, run.protocol, interim),)
        for look in found.looks
    ]
    futile = " Looks may also stop a trial as futile, which does not bind." if interim.futility else ""
    note = (
        f"{endpoint.label}, {MEASURES[endpoint.analyses[0]].label}: {BOUNDS[interim.bounds]}, two-sided level "
        f"{interim.alpha:g} over all "
        f"looks.{futile} A look takes the first women in the order of randomisation, followed to their end. Estimates of trials "
        "that stop early lean away from no effect; the repeated interval and the stagewise p allow for the looks."
    )
    return Table("interim", "Interim looks", COLUMNS, tuple(rows), note)


def ends_table(run: TrialRun, interim: Interim) -> Table:
    """Return a row for each world: where its trial stopped, short enough for a terminal."""
    found = [(world, stopped(world, run.protocol, interim)) for world in run.worlds]
    rows = tuple(
        (world.hypothesis, world.setting, str(one.women), one.looks[-1].decision, _stagewise(one)) for world, one in found
    )
    columns = ("", "routes", "women", "decision", "stagewise p")
    return Table("interim-ends", f"Interim looks ({BOUNDS[interim.bounds]})", columns, rows)


def _look(look: Look) -> tuple[str, str, str, str, str]:
    found = look.found
    shown = estimate(found.measure.name, found.estimate, found.low, found.high, None)
    z = ABSENT if look.z is None else f"{look.z:.2f}"
    return str(look.women), shown, z, f"{look.limit:.2f}", look.decision


def _end(found: Stopped) -> str:
    last = found.looks[-1].found
    interval = estimate(last.measure.name, last.estimate, found.low, found.high, None)
    return f"stagewise {_stagewise(found)}; repeated interval {interval}"


def _stagewise(found: Stopped) -> str:
    return ABSENT if found.stagewise is None else p_value(found.stagewise)
