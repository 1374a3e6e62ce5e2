"""Pulses: doses, and what birth brings, given at a midnight."""

import numpy as np

from milkway.compilers.tallies import pulse_row
from milkway.core.errors import RunError
from milkway.core.network import Network
from milkway.core.schedule import Schedule
from milkway.core.streams import Streams
from milkway.simulation.chance import poisson_numbers
from milkway.simulation.fleet import Fleet
from milkway.simulation.machine import Dyads, Machine, fixed_values

NEVER = 1_000_000  # day, beyond all that is simulated


def dosed_days(network: Network, schedule: Schedule) -> tuple[int, int]:
    """Return the days from the first on which a schedule turns on what gives a marked strain; none where it never does."""
    gates = {pulse.exposure.key for pulse in network.pulses if pulse.into.marked}
    steps = zip(schedule.exposure, schedule.day.tolist(), schedule.level.tolist(), strict=True)
    return (min((day for key, day, level in steps if key in gates and level > 0), default=NEVER), NEVER)


def give_pulses(
    machine: Machine,
    fleet: Fleet,
    dyads: Dyads,
    before: np.ndarray,
    levels: np.ndarray,
    streams: Streams | None,
    day: int,
    may_dose: bool = True,
) -> None:
    """Add what is due at this midnight to the stocks.

    Args:
        machine: the compiled network.
        fleet: whose stocks are changed.
        dyads: with their parameters.
        before: (dyad, exposure) levels of the day that ended.
        levels: (dyad, exposure) levels of the day that begins.
        streams: source of chance; None gives the expected amount (mean field).
        day: that begins.
        may_dose: whether marked strains may be given.

    Raises:
        RunError: a marked strain is due where it may not be given.
    """
    stock, on = machine.network.stock_index, levels > 0
    begins = on & (before <= 0)
    for k in np.flatnonzero(on.any(axis=0)[machine.gates]):
        pulse, gate = machine.network.pulses[k], machine.gates[k]
        due = on[:, gate] if pulse.daily else begins[:, gate]
        if not due.any():
            continue
        if pulse.into.marked and not may_dose:
            raise RunError(f"{pulse.name} is due on day {day}, on which steps are too long for it (Record.dosed)")
        amount, chance = fixed_values(machine, machine.midnight.pulses[k], dyads, levels)
        if streams is None:
            given = amount * chance
        else:
            given = np.where(streams.uniform(f"chance of {pulse.name}", dyads.ids, day) < chance, amount, 0.0)
            if pulse.thinned:
                given = poisson_numbers(given, streams.uniform(f"cells of {pulse.name} {pulse.into.key}", dyads.ids, day))
        amounts = np.where(due, given, 0.0)
        fleet.add(stock[pulse.into.key], amounts)
        if fleet.tally is not None:
            fleet.note_given(machine.tallies.rows.index(pulse_row(machine.network, pulse.name, pulse.into)), amounts)
