"""The one way to make lives: dyads that are ready, recorded until the end, and refused where too many could not be simulated."""

from dataclasses import replace
from functools import partial

from milkway.core.errors import RunError
from milkway.core.streams import Streams
from milkway.lives.means import Means
from milkway.lives.ready import Ready
from milkway.simulation.trajectory import Record, Trajectory

MOST_FAILED = 0.01  # of the dyads of a cohort; one that fails is data, whatever the number of dyads


def live(ready: Ready, record: Record, streams: Streams, means: Means, name: str) -> Trajectory:
    """Return the trajectories of dyads.

    Args:
        ready: dyads and what is planned for them.
        record: what to keep; exposures that the network does not have are left out, since nobody can have them.
        streams: all chance.
        means: solver, folder of finished chunks, progress.
        name: of these lives, for progress, for their folder, and where they fail.

    Raises:
        RunError: more than one dyad, and more than one in a hundred, could not be simulated.
        OSError: a chunk cannot be written; those that are finished are kept.
    """
    known = ready.machine.network.exposure_index
    asked = replace(record, exposures=tuple(key for key in record.exposures if key in known))
    keep = None if means.keep is None else means.keep / name.replace(" ", "-")
    told = partial(means.progress, name)
    found = means.lives(ready.machine, ready.cohort, ready.schedule, asked, streams, means.solver, keep, told)
    check_failed(found, name, streams.seed)
    return found


def check_failed(found: Trajectory, name: str, seed: int) -> None:
    """Raise where too many dyads of a cohort could not be simulated.

    Raises:
        RunError: they are named, with the seed.
    """
    failed = found.dyads[found.status != 0]
    if len(failed) > max(1.0, MOST_FAILED * len(found.dyads)):
        those = ", ".join(map(str, failed))
        raise RunError(f"{name}: {len(failed)} of {len(found.dyads)} dyads failed with seed {seed}: {those}")
