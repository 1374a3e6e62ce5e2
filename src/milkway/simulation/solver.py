"""How the equations are advanced: accuracy, chance, and how the work is divided; nothing here is biology."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Solver:
    """How the equations are advanced; nothing here is biology.

    Attributes:
        chance: whole cells, random arrivals, episodes and reports; False is the mean field.
        tolerance: relative error allowed in a step; the absolute one follows it.
        threshold: number of cells below which a population is whole cells.
        chunk: most dyads that are advanced, kept and resumed together.
        threads: chunks advanced at a time.
    """

    chance: bool = True
    tolerance: float = 1e-5
    threshold: float = 100.0
    chunk: int = 192
    threads: int = 2
