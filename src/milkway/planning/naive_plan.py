"""What would be planned without the simulation: the naive rival's reference arm, the drop-out of other trials, a formula's women.

Neither knows a study of the trial's own cluster. Drop-out is random effects on log odds over the trials of `data/dropouts.toml`,
half-normal(1.5), as other shares are in the naive rival.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from pydantic import Field
from pydantic.dataclasses import dataclass as checked

from milkway.core.errors import InputError, Mistake
from milkway.ledger.clusters import members_with
from milkway.ledger.parsing import STRICT, parsed, toml_of
from milkway.protocol.design import last_day
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol
from milkway.skill.links import LOG_ODDS, counted
from milkway.skill.naive import Asked, reference_draws, reference_groups
from milkway.skill.naive_evidence import family_of
from milkway.skill.random_effects import half_normal, one_more

HETEROGENEITY = half_normal(1.5)
LEVELS = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Assumed:
    """A number before the trial: its median and its 90 % interval, and the studies that say it."""

    median: float
    low: float
    high: float
    studies: tuple[str, ...] = ()


@checked(config=STRICT, frozen=True)
class Left:
    """How many left a trial, of how many."""

    study: str
    left: tuple[int, int]
    locator: str


@checked(config=STRICT, frozen=True)
class _File:
    trial: tuple[Left, ...] = Field(min_length=1)


@cache
def dropouts() -> tuple[Left, ...]:
    """Return the trials whose drop-out was read.

    Raises:
        InputError: every mistake of the file.
    """
    mistakes: list[Mistake] = []
    found = parsed(_File, toml_of(files("milkway.planning").joinpath("data", "dropouts.toml")), "dropouts.toml", mistakes)
    if found is None:
        raise InputError("dropouts.toml", mistakes)
    return found.trial


def naive_asked(protocol: Protocol, day: int | None = None) -> Asked:
    """Return what the naive rival is asked of a trial: its study, its follow-up from birth on, and its population.

    Args:
        protocol: the trial.
        day: since enrolment, by which a time to an event is told; the end of follow-up without.
    """
    enrolled = float(np.mean(protocol.design.enrolment))
    last = float(last_day(protocol.design)) if day is None else enrolled + day
    return Asked(protocol.study, (max(0.0, enrolled), max(0.0, last)), protocol.population)


def naive_level(protocol: Protocol, endpoint: Endpoint) -> Assumed | None:
    """Return what published results alone say of the reference arm; None where nothing alike was printed outside its cluster."""
    family = family_of(endpoint.score)
    if family is None or family.treated:
        return None
    draws = reference_draws(family, naive_asked(protocol))
    return None if draws is None else assumed(draws, reference_groups(family, protocol.study))


def naive_dropout(study: str) -> Assumed:
    """Return the share that leaves a trial, as the trials of other clusters say.

    Args:
        study: key of the bibliography whose cluster is left out; "" for nobody's.

    >>> naive_dropout("hurtado2017").studies
    ('bond2018', 'vivomixx2024')
    """
    out = members_with(study)
    known = [one for one in dropouts() if one.study not in out]
    found = one_more([counted(one.study, *one.left, LOG_ODDS) for one in known], HETEROGENEITY)
    return assumed(LOG_ODDS.back(found.draws()), tuple(one.study for one in known))


def assumed(draws: np.ndarray, studies: tuple[str, ...] = ()) -> Assumed:
    """Return draws as a median and a 90 % interval."""
    low, middle, high = np.quantile(draws, LEVELS).tolist()
    return Assumed(middle, low, high, studies)
