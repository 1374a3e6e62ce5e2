"""A trial's women under every arm and hypothesis, for each draw of the parameters: what each endpoint is of each woman.

Each draw has a pool of its own (`planning.pool`), its own women, so that what few women make of a draw can be told from what the
draw says. A pool's woman is in every arm: an arm is compared with herself in the reference.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from milkway.core.brief import brief
from milkway.core.errors import RunError
from milkway.core.streams import Streams
from milkway.forecasts.arm_infants import Stool, StoolCell, recording, stool_of
from milkway.forecasts.predicted import Predicted
from milkway.forecasts.published_infants import OccasionGiven
from milkway.forecasts.women_read import FEWEST, Cell, Simulated, Women
from milkway.lives.means import Means
from milkway.lives.side_by_side import side_by_side
from milkway.planning.attrition import planned
from milkway.planning.pool import fill, gather
from milkway.planning.pool_scores import scored, visible_under
from milkway.protocol.protocol import Protocol, RouteSetting, resized
from milkway.published.qualification import ParameterSet

Tell = Callable[[str, float], None]


@dataclass(frozen=True)
class Wanted:
    """What is read of every draw: endpoints, and occasions of infants' stool."""

    endpoints: tuple[Predicted, ...]
    occasions: tuple[OccasionGiven, ...] = ()


@dataclass(frozen=True)
class DrawnArms:
    """The women of every draw, their infants' stool, and why draws were left out, a sentence each."""

    women: Simulated
    stool: Mapping[StoolCell, Sequence[Stool]]
    left_out: tuple[str, ...]

    __repr__ = brief


def drawn_arms(protocol: Protocol, asked: Wanted, sets: Sequence[ParameterSet], women: int, seed: int, means: Means) -> DrawnArms:
    """Return the women of every draw in every arm.

    Args:
        protocol: the trial.
        asked: what is read of it.
        sets: draws of the parameters, each with the product's effects by hypothesis.
        women: in the pool of a draw and route setting.
        seed: of all chance; each draw has its own women.
        means: as for a trial; nothing is kept.

    Raises:
        RunError: fewer than two draws could be simulated; why is told of each.
    """
    found: dict[Cell, list[Women]] = {}
    stool: dict[StoolCell, list[Stool]] = {}
    recorded = recording(resized(protocol, women), asked.occasions)
    left_out: list[str] = []

    def drawn(number: int) -> list[_Read] | str:
        own = replace(means, progress=_telling(means.progress, f"parameter set {number + 1} of {len(sets)}"))
        streams, settings = Streams(seed * 1000 + number), protocol.routes.settings
        try:
            return [_of_draw(recorded, asked, setting, sets[number], streams, own) for setting in settings]
        except RunError as error:  # such as too few women who are eligible: this draw says nothing of the trial
            return f"parameter set {number + 1}: {error}"

    for reads in side_by_side([partial(drawn, number) for number in range(len(sets))], means.lives):
        if isinstance(reads, str):
            left_out.append(reads)
            continue
        for read in reads:
            for cell, group in read.women.items():
                found.setdefault(cell, []).append(group)
            for place, infants in read.stool.items():
                stool.setdefault(place, []).append(infants)
    if len(sets) - len(left_out) < FEWEST:
        raise RunError(f"fewer than {FEWEST} of {len(sets)} parameter sets could be simulated: {'; '.join(left_out)}")
    return DrawnArms(found, stool, tuple(left_out))


@dataclass(frozen=True)
class _Read:
    """What was read of one draw in one route setting."""

    women: dict[Cell, Women]
    stool: dict[StoolCell, Stool]


def _of_draw(
    protocol: Protocol,
    asked: Wanted,
    setting: RouteSetting,
    drawn: ParameterSet,
    streams: Streams,
    means: Means,
) -> _Read:
    stage = gather(protocol, setting, drawn.table, streams, means)
    known = stage.setup.machine.network.parameter_index
    # what a draw says of a route that this setting has shut is of no use here
    effects = {name: {key: value for key, value in sets.items() if key in known} for name, sets in drawn.hypotheses.items()}
    pool = fill(stage, effects)
    visible = visible_under(pool, planned(protocol))
    scores = {one.endpoint.name: scored(visible, one.endpoint).scores["observed"] for one in asked.endpoints}
    found: dict[Cell, Women] = {}
    made: dict[tuple[int, str], Women] = {}  # women in equal worlds are read once
    for one in asked.endpoints:
        for hypothesis, by_arm in scores[one.endpoint.name].items():
            for arm, outcomes in by_arm.items():
                same = (id(outcomes), one.name)
                if same not in made:
                    made[same] = _women(one.values(outcomes, protocol.design.size))
                found[Cell(setting.name, hypothesis, one.name, arm)] = made[same]
    stool = {
        StoolCell(setting.name, hypothesis, one.name): stool_of(pool, hypothesis, one, streams)
        for one in asked.occasions
        for hypothesis in effects
    }
    return _Read(found, stool)


def _women(often: np.ndarray) -> Women:
    """Return women of (time that she leaves, woman) numbers."""
    there = np.isfinite(often)
    total = np.where(there, often, 0.0).sum(axis=0)
    mean = np.divide(total, there.sum(axis=0), out=np.full(often.shape[1], np.nan), where=there.any(axis=0))
    return Women(mean, float(there.mean()))


def _telling(progress: Tell, stage: str) -> Tell:
    return lambda _, days: progress(stage, days)
