"""How the equations are advanced: accuracy, chance, and how the work is divided; nothing here is biology."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Solver:
    """How the equations are advanced; nothing here is biology.

    Attributes:
        chance: whole cells, random arrivals, episodes and reports; False is the mean field.
        tolerance: relative error allowed in a step; the absolute one follows it.
        threshold: number of cells below which a population is whole cells.
        longest_step: day; the longest step with chance on days on which a marked strain, whose doses leave the ileum within hours
            and which does not steer, may be given. On others (`Record.dosed`) a day is as accurate and half as much work.
        chunk: most dyads that are advanced, kept and resumed together.
        threads: chunks advanced at a time.
    """

    chance: bool = True
    tolerance: float = 1e-5
    threshold: float = 100.0
    longest_step: float = 0.5
    chunk: int = 384
    threads: int = 2
