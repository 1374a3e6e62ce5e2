"""What lives are made with, apart from their science: a solver, a folder of what is finished, and who is told of progress."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from milkway.simulation.days import simulate
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Trajectory

Lives = Callable[..., Trajectory]  # makes trajectories as `simulate` does


def _silent(_name: str, _done: float) -> None:
    pass


@dataclass(frozen=True)
class Means:
    """What a run is done with.

    Attributes:
        solver: how the equations are advanced.
        keep: folder of finished chunks; none are kept without.
        progress: told the stage, and the dyad-days done since it was last told.
        lives: makes trajectories: `simulate`, or what reads them back with the same arguments and simulates nothing.
    """

    solver: Solver
    keep: Path | None = None
    progress: Callable[[str, float], None] = _silent
    lives: Lives = simulate
