"""Pulses: doses, and what birth brings, given at a midnight."""

import numpy as np

from milkway.compilers.tallies import pulse_row
from milkway.core.streams import Streams
from milkway.simulation.chance import poisson_numbers
from milkway.simulation.fleet import Fleet
from milkway.simulation.machine import Dyads, Machine, fixed_values


def give_pulses(
    machine: Machine, fleet: Fleet, dyads: Dyads, before: np.ndarray, levels: np.ndarray, streams: Streams | None, day: int
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
    """
    stock, on = machine.network.stock_index, levels > 0
    begins = on & (before <= 0)
    for k in np.flatnonzero(on.any(axis=0)[machine.gates]):
        pulse, gate = machine.network.pulses[k], machine.gates[k]
        due = on[:, gate] if pulse.daily else begins[:, gate]
        if not due.any():
            continue
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
