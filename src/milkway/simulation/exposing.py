"""Which exposures are in force on a day: as planned, and as random episodes and care rules change them at midnight."""

from dataclasses import dataclass

import numpy as np

from milkway.core.network import Network
from milkway.core.schedule import Schedule
from milkway.core.streams import Streams
from milkway.simulation.machine import Dyads, Machine, fixed_values

FOR_EVER = 1e9


@dataclass(frozen=True)
class Running:
    """Random exposures under way; the arrays are updated in place.

    Attributes:
        planned: (dyad, exposure) levels that the schedule has set so far.
        starts: (episode or rule, dyad) day on which the exposure begins.
        ends: (episode or rule, dyad) day, with its fraction, on which it ends.
        targets: (episode or rule,) position of the exposure.
    """

    planned: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    targets: np.ndarray


def begin(network: Network, dyads: int) -> Running:
    """Return the exposures before anything has happened."""
    index = network.exposure_index
    sources = [*network.episodes, *network.rules]
    planned = np.tile(np.array([exposure.planned for exposure in network.exposures]), (dyads, 1))
    shape = (len(sources), dyads)
    return Running(
        planned,
        np.full(shape, -FOR_EVER),
        np.full(shape, -FOR_EVER),
        np.array([index[s.sets.key] for s in sources], dtype=np.int64),
    )


def plan_by_day(network: Network, schedule: Schedule) -> dict[int, list[tuple[int, int, float]]]:
    """Return the steps of each day as (dyad, exposure, level); steps on exposures that the network lacks are left out."""
    index = network.exposure_index
    result: dict[int, list[tuple[int, int, float]]] = {}
    for dyad, day, key, level in zip(schedule.dyad, schedule.day, schedule.exposure, schedule.level, strict=True):
        if key in index:
            result.setdefault(int(day), []).append((int(dyad), index[key], float(level)))
    return result


def start_episodes(
    machine: Machine, running: Running, hazards: np.ndarray, dyads: Dyads, levels: np.ndarray, streams: Streams, day: int
) -> None:
    """Start the random exposures that happen at this midnight.

    Args:
        machine: the compiled network.
        running: updated in place.
        hazards: (episode, dyad) 1/day.
        dyads: with their parameters.
        levels: (dyad, exposure) of the day that ended.
        streams: source of chance.
        day: that begins.
    """
    may = (hazards > 0) & (running.ends[: len(hazards)] <= day)
    for k in np.flatnonzero(may.any(axis=1)):
        episode, who = machine.network.episodes[k], np.flatnonzero(may[k])
        luck = streams.uniform(f"start of {episode.name} {episode.sets.key}", dyads.ids[who], day)
        who = who[luck < -np.expm1(-hazards[k, who])]
        if not len(who):
            continue
        running.starts[k, who], running.ends[k, who] = day, FOR_EVER
        if episode.lasts is not None:
            median, spread = fixed_values(machine, machine.midnight.episodes[k], dyads, levels)[:, who]
            luck = streams.normal(f"duration of {episode.name} {episode.sets.key}", dyads.ids[who], day)
            running.ends[k, who] = day + median * spread**luck


def start_care(machine: Machine, running: Running, dyads: Dyads, levels: np.ndarray, streams: Streams, day: int) -> None:
    """Start what the care rules answer to the exposures in `levels` (dyad, exposure), each with its chance and delay."""
    network = machine.network
    index, first = network.exposure_index, len(network.episodes)
    for k, rule in enumerate(network.rules, start=first):
        called = levels[:, index[rule.when.key]] > 0
        if not called.any():
            continue
        chance, after, lasts = fixed_values(machine, machine.midnight.rules[k - first], dyads, levels)
        happens = called & (running.ends[k] <= day) & (streams.uniform(f"care {rule.name}", dyads.ids, day) < chance)
        running.starts[k, happens] = (day + np.round(after))[happens]
        running.ends[k, happens] = (day + np.round(after) + lasts)[happens]


def levels_in_force(running: Running, day: int) -> np.ndarray:
    """Return (dyad, exposure) the levels of the day that begins; an exposure that ends within it counts in proportion."""
    levels = running.planned.copy()
    share = np.where(running.starts <= day, np.clip(running.ends - day, 0.0, 1.0), 0.0)
    for k in np.flatnonzero(share.any(axis=1)):
        target = running.targets[k]
        levels[:, target] = np.maximum(levels[:, target], share[k])
    return levels
