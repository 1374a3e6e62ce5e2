"""The model held between questions: its numbers, and runs with its machines, which are made once."""

from collections.abc import Callable
from dataclasses import dataclass

from milkway.cohorts.chosen import parameters_for, read_model
from milkway.inference.posterior import chosen_table
from milkway.ledger.own_values import NOTHING
from milkway.ledger.tables import ParameterTable
from milkway.scenarios.prepare import mechanisms
from milkway.scenarios.run_scenario import ScenarioRun, run_scenario
from milkway.scenarios.scenario import Scenario
from milkway.scenarios.scenario_words import START, scenario_of
from milkway.scenarios.selection import Keep
from milkway.simulation.kept_machine import machine_of
from milkway.simulation.machine import Machine
from milkway.simulation.solver import Solver

QUICK_WOMEN, QUICK_ERROR = 8, 1e-3  # of an answer while a slider moves
Tell = Callable[[str, float], None]


@dataclass(frozen=True)
class HeldModel:
    """The numbers that `milkway simulate` uses when nothing else is said."""

    table: ParameterTable

    def warm(self) -> None:
        """Make the machine of a run without disputed routes."""
        self.machine(scenario_of())

    def machine(self, scenario: Scenario) -> Machine:
        """Return the machine of a scenario; the first with a disputed route compiles one."""
        return machine_of(mechanisms(scenario, self.table), self.table.keys())

    def run(self, scenario: Scenario, women: int, seed: int, tell: Tell, *, chance: bool, fine: bool) -> ScenarioRun:
        """Return a run with every midnight kept and all that moves tallied.

        Args:
            scenario: what is done.
            women: one is the median woman; a quick run takes no more than `QUICK_WOMEN`.
            seed: of all chance.
            tell: told what is done.
            chance: whether there is any.
            fine: whether the run is that of `milkway simulate`.

        Raises:
            RunError: dyads failed.
        """
        return run_scenario(
            scenario,
            self.machine(scenario),
            self.table,
            dyads=women if fine else min(women, QUICK_WOMEN),
            seed=seed,
            mean_field=not chance,
            progress=tell,
            keep=Keep(tuple(range(START, scenario.days + 1))),
            tallies=True,
            solver=Solver() if fine else Solver(tolerance=QUICK_ERROR),
        )


def read_model_held() -> HeldModel:
    """Return the numbers of the tables, or of the posterior where that is the default."""
    table, _ = parameters_for(read_model("complete", []), NOTHING, [], {})
    return HeldModel(chosen_table(table, "best"))
