"""Notes taken while a chunk runs: stocks at recorded midnights, the diary, and exposures in force."""

from dataclasses import dataclass

import numpy as np

from milkway.core.brief import brief
from milkway.core.network import Network
from milkway.core.streams import Streams
from milkway.simulation import diary
from milkway.simulation.fleet import Fleet
from milkway.simulation.machine import Machine
from milkway.simulation.trajectory import Record, Trajectory


@dataclass(frozen=True)
class Notes:
    """Arrays that the day loop fills; axes as in `Trajectory`."""

    amounts: np.ndarray
    level: np.ndarray
    bothered: np.ndarray
    reported: np.ndarray
    realised: np.ndarray
    stock_rows: np.ndarray
    watch_rows: np.ndarray
    exposure_rows: np.ndarray
    tallied: tuple[str, ...]
    moved: np.ndarray

    __repr__ = brief


def blank(machine: Machine, dyads: int, record: Record) -> Notes:
    """Return empty notes.

    Raises:
        KeyError: something to record is neither a stock nor a watched quantity of the network.
    """
    network = machine.network
    tallied = (*map(str, machine.tallies.rows), *(f"solver {stock.key}" for stock in network.stocks)) if record.tallies else ()
    stocks, exposures = network.stock_index, network.exposure_index
    watches = {watch.name: i for i, watch in enumerate(network.watches)}
    days, signs = record.end - record.start, len(network.signs)
    return Notes(
        amounts=np.full((dyads, len(record.days), len(record.stocks)), np.nan),
        level=np.zeros((dyads, days, signs), dtype=np.float32),
        bothered=np.zeros((dyads, days, signs), dtype=bool),
        reported=np.zeros((dyads, days, signs), dtype=bool),
        realised=np.zeros((dyads, days, len(record.exposures)), dtype=np.float32),
        stock_rows=np.array([(i, stocks[key]) for i, key in enumerate(record.stocks) if key in stocks], dtype=np.int64).reshape(
            -1, 2
        ),
        watch_rows=np.array(
            [(i, watches[key]) for i, key in enumerate(record.stocks) if key not in stocks], dtype=np.int64
        ).reshape(-1, 2),
        exposure_rows=np.array([exposures[key] for key in record.exposures], dtype=np.int64),
        tallied=tallied,
        moved=np.zeros((dyads, days, len(tallied))),
    )


def keep_stocks(notes: Notes, fleet: Fleet, watched: np.ndarray, place: int) -> None:
    """Write the recorded stocks and watched quantities (watch, dyad) of a midnight; failed dyads stay NaN."""
    well = fleet.lanes.failed.reshape(-1)[: fleet.dyads] == 0
    stocks = fleet.by_dyad(fleet.stocks()[notes.stock_rows[:, 1]])
    notes.amounts[:, place, notes.stock_rows[:, 0]] = stocks.T
    notes.amounts[:, place, notes.watch_rows[:, 0]] = watched[notes.watch_rows[:, 1]].T
    notes.amounts[~well, place] = np.nan


def keep_diary(
    notes: Notes,
    level: np.ndarray,
    signs: np.ndarray,
    names: tuple[str, ...],
    streams: Streams | None,
    ids: np.ndarray,
    day: int,
    place: int,
) -> np.ndarray:
    """Write the diary of the day that ended and return (dyad, sign) what was reported.

    Args:
        notes: written to.
        level: (sign, dyad).
        signs: (2 * sign, dyad) threshold and sharpness of each sign in turn.
        names: of the signs.
        streams: source of chance; None reports a sign where its level exceeds the threshold.
        ids: (dyad,) identity.
        day: that ended.
        place: along the diary's axis.
    """
    if not names:
        return np.zeros((len(ids), 0), dtype=bool)
    threshold, sharpness = signs[0::2], signs[1::2]
    bothered = level > threshold
    reported = bothered if streams is None else diary.report(level, threshold, sharpness, names, streams, ids, day)
    notes.level[:, place], notes.bothered[:, place], notes.reported[:, place] = level.T, bothered.T, reported.T
    return reported.T


def keep_exposures(notes: Notes, levels: np.ndarray, place: int) -> None:
    """Write the exposures in force (dyad, exposure) of a day."""
    notes.realised[:, place] = levels[:, notes.exposure_rows]


def keep_moved(notes: Notes, fleet: Fleet, place: int) -> None:
    """Write what moved on the day that ends, where that is tallied."""
    if notes.tallied:
        notes.moved[:, place] = fleet.take_moved().T
        notes.moved[fleet.lanes.failed.reshape(-1)[: fleet.dyads] != 0, place] = np.nan


def to_trajectory(notes: Notes, fleet: Fleet, ids: np.ndarray, record: Record, network: Network) -> Trajectory:
    """Return the notes as a trajectory."""
    return Trajectory(
        dyads=ids,
        days=np.array(record.days),
        stocks=record.stocks,
        amounts=notes.amounts,
        diary_days=np.arange(record.start, record.end),
        signs=tuple(sign.name for sign in network.signs),
        level=notes.level,
        bothered=notes.bothered,
        reported=notes.reported,
        exposures=record.exposures,
        realised=notes.realised,
        status=fleet.lanes.failed.reshape(-1)[: fleet.dyads].copy(),
        tallied=notes.tallied,
        moved=notes.moved,
    )
