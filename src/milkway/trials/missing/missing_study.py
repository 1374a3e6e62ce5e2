"""The study of missing data of one protocol: complete women of each hypothesis, then every mechanism and method."""

from dataclasses import dataclass

from milkway.analysis.missing.women import RISK
from milkway.analysis.scores.mastitis_scores import CLINICAL_ANY
from milkway.core.brief import brief
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.protocol.protocol import Hypothesis, Protocol
from milkway.trials.leaving import planned_attrition
from milkway.trials.missing.complete_arms import complete_trial
from milkway.trials.missing.leavers import check_missing
from milkway.trials.missing.methods_compared import Comparison, compare

DRAWS = 5


@dataclass(frozen=True)
class MissingStudy:
    """Every method under every mechanism.

    Attributes:
        setting: of the disputed routes.
        arms: names of the arm analysed and of the reference.
        women: of each arm.
        shares: of women of each of the two arms that are expected to leave.
        draws: of who leaves.
        labels: of the protocol's endpoints, by the name of the question that each asks (`LOAD`, `RATINGS`).
        found: by hypothesis and question.
        other: label of the trial's first endpoint, if none of the questions is about it.
    """

    setting: str
    arms: tuple[str, str]
    women: tuple[int, int]
    shares: tuple[float, float]
    draws: int
    labels: dict[str, str]
    found: dict[str, dict[str, Comparison]]
    other: str = ""

    __repr__ = brief


def missing_study(protocol: Protocol, table: ParameterTable, seed: int, means: Means, draws: int = DRAWS) -> MissingStudy:
    """Return the study, under no effect and under the first hypothesis with one, in the setting with fewest disputed routes.

    Args:
        protocol: the trial; its share of women who leave is kept, in each arm, by every mechanism.
        table: parameters.
        seed: of all chance.
        means: as for a trial.
        draws: of who leaves.

    Raises:
        InputError: nobody leaves this trial, or it randomises centres.
    """
    check_missing(protocol)
    complete = complete_trial(protocol, table, studied(protocol), seed, means)
    endpoints = (RISK, *complete.asked)
    means.progress("missing data", 0.0)
    first, reference = (planned_attrition(protocol, arm).share for arm in complete.arms)
    found = {
        name: {one: compare(one, pair, (first, reference), draws, Streams(seed)) for one in endpoints}
        for name, pair in complete.pairs.items()
    }
    sizes = tuple(len(arm.women.dyads) for arm in next(iter(complete.pairs.values())))
    labels, leads = {name: one.label for name, one in complete.asked.items()}, protocol.endpoints[0]
    other = "" if leads.score == CLINICAL_ANY.name or leads in complete.asked.values() else leads.label
    return MissingStudy(complete.setting, complete.arms, (sizes[0], sizes[1]), (first, reference), draws, labels, found, other)


def studied(protocol: Protocol) -> tuple[Hypothesis, ...]:
    """Return the hypotheses studied: the first without effects and the first with some, as far as there are any."""
    without = [one for one in protocol.hypotheses if not any(one.sets.values())]
    with_some = [one for one in protocol.hypotheses if any(one.sets.values())]
    return (*without[:1], *with_some[:1])
