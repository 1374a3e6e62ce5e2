"""Pulses: doses, and what birth brings, given at a midnight."""

import numpy as np

from milkway.core.streams import Streams
from milkway.simulation.chance import poisson_numbers
from milkway.simulation.fleet import Fleet
from milkway.simulation.machine import Machine, fixed_values


def give_pulses(
    machine: Machine,
    fleet: Fleet,
    parameters: np.ndarray,
    before: np.ndarray,
    levels: np.ndarray,
    streams: Streams | None,
    ids: np.ndarray,
    day: int,
) -> None:
    """Add what is due at this midnight to the stocks.

    Args:
        machine: the compiled network.
        fleet: whose stocks are changed.
        parameters: (dyad, parameter).
        before: (dyad, exposure) levels of the day that ended.
        levels: (dyad, exposure) levels of the day that begins.
        streams: source of chance; None gives the expected amount (mean field).
        ids: (dyad,) identity.
        day: that begins.
    """
    network = machine.network
    exposure, stock = network.exposure_index(), network.stock_index()
    for pulse in network.pulses:
        gate = exposure[pulse.exposure.key]
        due = levels[:, gate] > 0 if pulse.daily else (levels[:, gate] > 0) & (before[:, gate] <= 0)
        if not due.any():
            continue
        amount, chance = fixed_values(machine, [pulse.amount, pulse.chance], parameters, levels)
        if streams is None:
            given = amount * chance
        else:
            given = np.where(streams.uniform(f"chance of {pulse.name}", ids, day) < chance, amount, 0.0)
            if pulse.thinned:
                given = poisson_numbers(given, streams.uniform(f"cells of {pulse.name} {pulse.into.key}", ids, day))
        fleet.add(stock[pulse.into.key], np.where(due, given, 0.0))
