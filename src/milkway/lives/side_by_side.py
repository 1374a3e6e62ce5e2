"""Sets of lives that do not wait for each other: several under way at a time where workers make them, else one after another."""

from collections.abc import Callable, Sequence
from contextlib import closing

from milkway.lives.means import Lives
from milkway.simulation.sent_chunks import Workers
from milkway.simulation.workers import in_order

AT_ONCE = 16  # sets of lives under way where workers make them; this machine is busy with one


def side_by_side[T](tasks: Sequence[Callable[[], T]], lives: Lives) -> list[T]:
    """Return what each task makes, in order.

    Args:
        tasks: each makes lives of its own, and does not depend on another.
        lives: what makes them.

    Raises:
        Exception: that of the first task that failed.
    """
    if not isinstance(lives, Workers):
        return [task() for task in tasks]
    with closing(in_order(lambda number, _: tasks[number](), len(tasks), AT_ONCE)) as made:
        return list(made)
