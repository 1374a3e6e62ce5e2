"""Ask the model every question: simulate each world once, compare the pairs, and see which hypotheses can be told apart."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

from milkway.analysis.measures.binary import RISK_RATIO
from milkway.analysis.scores.mastitis_scores import CLINICAL_ANY
from milkway.core.brief import brief
from milkway.core.errors import InputError, Mistake
from milkway.ledger.tables import ParameterTable
from milkway.protocol.endpoint import PublishedContrast
from milkway.protocol.known import read_known_protocol
from milkway.protocol.protocol import Hypothesis, Protocol
from milkway.trials.case_definition import definition_of
from milkway.verdicts.compared_quantities import FOLLOWED, QUANTITIES, Seen, clinical, seen
from milkway.verdicts.discrimination import Errors, Telling, telling
from milkway.verdicts.draws import Draws
from milkway.verdicts.paired_contrasts import Difference, difference
from milkway.verdicts.questions import Question, Questions, World, worlds_of
from milkway.verdicts.simulated_worlds import Means, simulate_world, work


@dataclass(frozen=True)
class Compared:
    """A quantity in two worlds; `tuned_on` names the trials that sized the product's hypothesis, if one is at work."""

    question: Question
    given: World
    absent: World
    quantity: str
    difference: Difference
    tuned_on: tuple[str, ...]


@dataclass(frozen=True)
class Fit:
    """A published risk ratio beside that of each hypothesis: those within its interval cannot be told apart by it."""

    study: str
    published: PublishedContrast
    predicted: Mapping[str, float | None]

    @property
    def within(self) -> tuple[str, ...]:
        """Return the hypotheses within the published interval."""
        low, high = self.published.low, self.published.high
        assert low is not None
        assert high is not None
        return tuple(name for name, ratio in self.predicted.items() if ratio is not None and low <= ratio <= high)


@dataclass(frozen=True)
class Answers:
    """What the model says: nothing here bears on a verdict."""

    compared: tuple[Compared, ...]
    tellings: tuple[Telling, ...]
    hypotheses: Mapping[str, Hypothesis]
    fits: tuple[Fit, ...]
    dyads: int
    draws: int
    drawn_from: str
    failed: int
    seed: int

    __repr__ = brief

    def of_part(self, claim: str, part: str) -> tuple[Compared, ...]:
        """Return what was compared for a part of a claim."""
        return tuple(one for one in self.compared if (one.question.claim, one.question.part) == (claim, part))

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs of hypotheses."""
        return tuple(combinations(self.hypotheses, 2))


def ask(questions: Questions, table: ParameterTable, draws: Draws, seed: int, progress: Callable[[str, float], None]) -> Answers:
    """Simulate every world on the same dyads and compare.

    Args:
        questions: worlds and what to compare.
        table: medians and spread of the parameters.
        draws: whose medians each dyad has.
        seed: of all chance.
        progress: told the world and the dyad-days done in it.

    Raises:
        InputError: a question names a quantity that does not exist, or a hypothesis without a world.
        RunError: more than one dyad in a hundred failed in a world.
    """
    protocol = read_known_protocol(questions.protocol)
    hypotheses = {one.name: one for one in protocol.hypotheses}
    _check(questions, hypotheses)
    means, definition, limit = Means(table, draws, seed, hypotheses, progress), definition_of(protocol.mastitis), _limit(protocol)
    worlds = {one.name: seen(simulate_world(one, means), definition, limit) for one in questions.worlds}
    named = {one.name: one for one in questions.worlds}
    product = {name: worlds[name] for name in hypotheses}
    untreated = next(one.absent for one in questions.contrasts if one.hypotheses)
    return Answers(
        compared=tuple(
            _compared(question, named[given], named[question.absent], quantity, worlds, draws, hypotheses)
            for question in questions.contrasts
            for given in worlds_of(question, tuple(hypotheses))
            for quantity in question.quantities
        ),
        tellings=telling(product, _errors(protocol), draws),
        hypotheses=hypotheses,
        fits=_fits(protocol, product, worlds[untreated]),
        dyads=means.dyads,
        draws=draws.count,
        drawn_from="posterior" if draws.learned else "tables",
        failed=sum(int((~world.sound).sum()) for world in worlds.values()),
        seed=seed,
    )


def whole_work(questions: Questions, dyads: int) -> float:
    """Return the dyad-days of all worlds."""
    return sum(work(world, dyads) for world in questions.worlds)


def _check(questions: Questions, hypotheses: Mapping[str, Hypothesis]) -> None:
    worlds = {world.name for world in questions.worlds}
    mistakes = [Mistake("world", name, "a world for each hypothesis") for name in hypotheses if name not in worlds]
    asked = [(one.claim, name) for one in questions.contrasts for name in one.quantities]
    mistakes += [Mistake(f"contrast {claim}", name, ", ".join(QUANTITIES)) for claim, name in asked if name not in QUANTITIES]
    if mistakes:
        raise InputError("counterfactuals.toml", mistakes)


def _compared(
    question: Question,
    given: World,
    absent: World,
    quantity: str,
    worlds: Mapping[str, Seen],
    draws: Draws,
    hypotheses: Mapping[str, Hypothesis],
) -> Compared:
    of = QUANTITIES[quantity].of
    found = difference(of(worlds[given.name]), of(worlds[absent.name]), draws)
    tuned_on = hypotheses[given.hypothesis].basis.tuned_on if given.hypothesis else ()
    return Compared(question, given, absent, quantity, found, tuned_on)


def _limit(protocol: Protocol) -> float:
    return protocol.assays.culture[0].limit


def _errors(protocol: Protocol) -> Errors:
    days = FOLLOWED[1] - FOLLOWED[0]
    return Errors(math.log10(protocol.assays.culture[0].error), protocol.assays.diary.pain_noise / math.sqrt(days))


def _fits(protocol: Protocol, product: Mapping[str, Seen], usual: Seen) -> tuple[Fit, ...]:
    """Return the published risk ratios of clinical mastitis that have an interval, beside those of the hypotheses."""
    printed = [
        one
        for endpoint in protocol.endpoints
        if endpoint.score == CLINICAL_ANY.name and endpoint.published is not None
        for one in endpoint.published.contrasts
        if one.measure == RISK_RATIO.name and one.low is not None and one.high is not None
    ]
    ill = clinical(usual).mean()
    predicted = {name: float(clinical(world).mean() / ill) if ill > 0 else None for name, world in product.items()}
    return tuple(Fit(protocol.study, one, predicted) for one in printed)
