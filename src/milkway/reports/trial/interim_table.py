"""The table of interim looks: what each world's trial would have seen, and where it would have stopped."""

from milkway.analysis.measure import Estimate
from milkway.analysis.reasons import no_estimate, no_p
from milkway.protocol.interim import Interim
from milkway.protocol.protocol import Protocol
from milkway.reports.estimate_text import margin_text, measure_text, without_p
from milkway.reports.numbers import estimate, p_value
from milkway.reports.table import Table
from milkway.trials.run_trial import TrialRun
from milkway.trials.stopping import Allowing, Look, Stopped, stopped

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
        (world.hypothesis, world.setting, *_look(look), _end(found) if look is found.looks[-1] else "goes on")
        for world in run.worlds
        for found in (stopped(world, run.protocol, interim),)
        for look in found.looks
    ]
    whose = looked_at(run.protocol)
    futile = " Looks may also stop a trial as futile, which does not bind." if interim.futility else ""
    tested = (
        "no effect" if endpoint.margin is None else f"the {margin_text(endpoint.leading)}, which Z and the stagewise p are of"
    )
    note = (
        f"{endpoint.label}, {measure_text(endpoint.leading)}: {BOUNDS[interim.bounds]}, two-sided level "
        f"{interim.alpha:g} over all "
        f"looks.{futile}{whose} A look takes the first women in the order of randomisation, followed to their end; the bound of "
        "the last one allows for the women who are analysed there, more or fewer than planned. Estimates of trials that stop "
        f"early lean away from {tested}; the stagewise p, the median-unbiased estimate with its 95 % interval, and the repeated "
        f"interval, of {100 * (1 - interim.alpha):g} %, allow for the looks."
    )
    return Table("interim", "Interim looks", COLUMNS, tuple(rows), note)


def looked_at(protocol: Protocol) -> str:
    """Return that only one of several arms has looks, in words; nothing where there is one."""
    others = [arm for arm in protocol.arms if arm.name != protocol.reference]
    if len(others) == 1:
        return ""
    return f" Looks are at {others[0].label} alone; the other arms have none, and would need a share of this level."


def ends_table(run: TrialRun, interim: Interim) -> Table:
    """Return a row for each world: where its trial stopped, short enough for a terminal."""
    found = [(world, stopped(world, run.protocol, interim)) for world in run.worlds]
    rows = tuple(
        (world.hypothesis, world.setting, str(one.women), one.looks[-1].decision, _stagewise(one)) for world, one in found
    )
    columns = ("", "routes", "women", "decision", "stagewise p")
    return Table("interim-ends", f"Interim looks ({BOUNDS[interim.bounds]})", columns, rows, looked_at(run.protocol).strip())


def _look(look: Look) -> tuple[str, str, str, str, str]:
    found = look.found
    z = no_p(found.note) if look.z is None else f"{look.z:.2f}"
    return str(look.women), without_p(found), z, f"{look.limit:.2f}", look.decision


def _end(found: Stopped) -> str:
    unbiased, repeated = (_allowing(one, found.looks[-1].found) for one in (found.unbiased, found.repeated))
    return f"stagewise {_stagewise(found)}; median-unbiased {unbiased}; as it stood with repeated interval {repeated}"


def _allowing(one: Allowing, last: Estimate) -> str:
    """Return an estimate that allows for looks, or why there is none."""
    return no_estimate(last.note) if one.estimate is None else estimate(last.measure.name, one.estimate, one.low, one.high, None)


def _stagewise(found: Stopped) -> str:
    if found.stagewise is None:
        return no_p(found.looks[-1].found.note)
    return p_value(found.stagewise) if found.not_worse is None else f"one-sided {p_value(found.not_worse)}"
