"""Simulate and analyse the 625 women of the trial that ships under one hypothesis and one route setting, without a report."""

from milkway.ledger.tables import read_parameters
from milkway.lives.means import Means
from milkway.protocol.known import read_known_protocol
from milkway.simulation.solver import Solver
from milkway.trials.run_trial import run_trial


def main() -> None:
    """Run the trial and print how many dyads were simulated."""
    protocol = read_known_protocol("hurtado2017")
    one = protocol.routes.settings[0].model_copy(update={"weight": 1.0})
    routes = protocol.routes.model_copy(update={"settings": (one,)})
    small = protocol.model_copy(update={"hypotheses": protocol.hypotheses[:1], "routes": routes})
    run = run_trial(small, read_parameters(), 1, Means(Solver(), None, lambda stage, done: None))
    print(sum(run.status.values()))


if __name__ == "__main__":
    main()
