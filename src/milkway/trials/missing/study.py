"""The study of missing data of one protocol: complete women of each hypothesis, then every mechanism and method."""

from dataclasses import dataclass

from milkway.core.errors import InputError, Mistake
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.trials.missing.compare import Comparison, compare
from milkway.trials.missing.simulated import complete_trial
from milkway.trials.protocol import Hypothesis, Protocol
from milkway.trials.stage import Means

DRAWS = 5


@dataclass(frozen=True)
class MissingStudy:
    """Every method under every mechanism.

    Attributes:
        setting: of the disputed routes.
        arms: names of the arm analysed and of the reference.
        women: of each arm.
        share: of women of each arm that is expected to leave.
        draws: of who leaves.
        load: label of the load endpoint, or nothing.
        found: by hypothesis and endpoint ("risk", "load").
    """

    setting: str
    arms: tuple[str, str]
    women: tuple[int, int]
    share: float
    draws: int
    load: str
    found: dict[str, dict[str, Comparison]]


def missing_study(protocol: Protocol, table: ParameterTable, seed: int, means: Means, draws: int = DRAWS) -> MissingStudy:
    """Return the study, under no effect and under the first hypothesis with one, in the route setting that weighs most.

    Args:
        protocol: the trial; its share of women who leave is kept, in each arm, by every mechanism.
        table: parameters.
        seed: of all chance.
        means: as for a trial.
        draws: of who leaves.

    Raises:
        InputError: nobody leaves this trial.
    """
    check_somebody_leaves(protocol)
    complete = complete_trial(protocol, table, studied(protocol), seed, means)
    endpoints = ("risk",) if complete.load is None else ("risk", "load")
    means.progress("missing data", 0.0)
    found = {
        name: {one: compare(one, (women, complete.reference), protocol.dropout.share, draws, Streams(seed)) for one in endpoints}
        for name, women in complete.first.items()
    }
    sizes = (len(next(iter(complete.first.values())).dyads), len(complete.reference.dyads))
    label = complete.load.label if complete.load is not None else ""
    return MissingStudy(complete.setting, complete.arms, sizes, protocol.dropout.share, draws, label, found)


def check_somebody_leaves(protocol: Protocol) -> None:
    """Raise if nobody leaves the trial.

    Raises:
        InputError: the protocol's share is zero.
    """
    if not 0 < protocol.dropout.share < 1:
        found = str(protocol.dropout.share)
        raise InputError(protocol.name, [Mistake("dropout.share", found, "between 0 and 1, to study missing data")])


def studied(protocol: Protocol) -> tuple[Hypothesis, ...]:
    """Return the hypotheses studied: the first without effects and the first with some, as far as there are any."""
    without = [one for one in protocol.hypotheses if not any(one.sets.values())]
    with_some = [one for one in protocol.hypotheses if any(one.sets.values())]
    return (*without[:1], *with_some[:1])
