"""The model asked about every statement, with parameters of the posterior or the tables: plain values of what it says."""

from collections.abc import Callable

from milkway.cohorts.declared import declared_parameters
from milkway.inference.posterior import read_posterior, settled
from milkway.runs.judged_statements import ModelSays
from milkway.runs.topic_skills import skills_of
from milkway.verdicts.counterfactual import counterfactuals, every_measurement
from milkway.verdicts.draws import draws_among, plan_draws
from milkway.verdicts.model_answers import ask
from milkway.verdicts.questions import Questions


def asked_model(questions: Questions, dyads: int, seed: int, parameters: str, tell: Callable[[str, float], None]) -> ModelSays:
    """Simulate every world that the questions compare, and return what the model says.

    Args:
        questions: worlds and what to compare.
        dyads: in each world: half at the medians of the table in use, half in draws of the parameters.
        seed: of all chance.
        parameters: "posterior", "tables" or "best", which settles for one of them.
        tell: told the world and the dyad-days done in it.
    """
    table, draws = declared_parameters(), plan_draws(dyads)
    if settled(parameters) == "posterior":
        posterior = read_posterior()
        draws = plan_draws(dyads, tuple(posterior.of_mechanisms(draw) for draw in posterior.spaced(draws_among(dyads))))
        table = posterior.table(table)
    answers = ask(questions, table, draws, seed, tell)
    return ModelSays(counterfactuals(answers), skills_of(questions, parameters), every_measurement(answers))
