"""Shares of guilds in infants' stool as a user's file gives them: occasions, how stool was sequenced, and what was printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from pydantic import Field
from pydantic.dataclasses import dataclass as checked

from milkway.core.errors import Mistake
from milkway.ledger.parsing import STRICT, parsed
from milkway.protocol.design import last_day
from milkway.protocol.protocol import Protocol
from milkway.published.distances import log_share
from milkway.published.distribution import Distribution
from milkway.published.gut_cohorts import GUT_GUILDS
from milkway.published.gut_comparison import LAST
from milkway.published.simulated_infants import WORDS

ANY = "any"
BIRTHS = tuple(WORDS)
FEWEST_QUANTILES = 5
MOST = 1.0


@dataclass(frozen=True)
class GuildGiven:
    """What was printed of a guild: at most one of shares and quantiles; None of what was not.

    Attributes:
        shares: of every infant.
        quantiles: from the least to the most, evenly spaced.
        mean: of the share.
        above_1_percent: share of infants with more than 1 % of the guild.
    """

    shares: tuple[float, ...] = ()
    quantiles: tuple[float, ...] = ()
    mean: float | None = None
    above_1_percent: float | None = None

    def law(self, n: int, floor: float) -> Distribution | None:
        """Return the distribution of log10(share + floor) over infants, None where none was printed."""
        if self.shares:
            return Distribution.of_sample(log_share(np.array(self.shares), floor))
        if not self.quantiles:
            return None
        even = np.linspace(0.0, 1.0, len(self.quantiles))
        return Distribution.of_quantiles(log_share(np.array(self.quantiles), floor), float(n), even)


@dataclass(frozen=True)
class OccasionGiven:
    """Infants whose stool was sequenced.

    Attributes:
        name: unique in the file.
        arm: of a protocol, whose infants they are; "" without one.
        birth: "vaginal", "c_section", or "any" in an arm.
        day: since birth.
        n: infants.
        reads: per sample.
        background: share of reads below which a share says nothing.
        guilds: what was printed, by guild.
    """

    name: str
    arm: str
    birth: str
    day: int
    n: int
    reads: int
    background: float
    guilds: Mapping[str, GuildGiven] = field(default_factory=dict)


@checked(config=STRICT, frozen=True)
class _Guild:
    shares: tuple[float, ...] = ()
    quantiles: tuple[float, ...] = ()
    mean: float | None = Field(default=None, ge=0, le=MOST)
    above_1_percent: float | None = Field(default=None, ge=0, le=MOST)


@checked(config=STRICT, frozen=True)
class _Infants:
    name: str
    day: int = Field(ge=1, le=LAST)
    n: int = Field(ge=2)
    reads: int = Field(ge=100)
    background: float = Field(gt=0, lt=MOST)
    arm: str = ""
    birth: str = ""
    guilds: dict[str, _Guild] = Field(default_factory=dict)


def infants_of(
    rows: Sequence[Mapping[str, object]], mistakes: list[Mistake], protocol: Protocol | None = None, *, without_arm: bool = True
) -> tuple[OccasionGiven, ...]:
    """Return the occasions of the tables [[infants]]; what is wrong with them is told.

    Args:
        rows: of the file.
        mistakes: gathers what is wrong.
        protocol: of whose arms occasions may be.
        without_arm: whether they may be of no arm: of infants of one birth, without a protocol.
    """
    found = list[OccasionGiven]()
    for number, row in enumerate(rows, start=1):
        here = f"infants {number}"
        one = parsed(_Infants, row, here, mistakes)
        if one is None:
            continue
        wrong = _mistakes(here, one) + _arm_mistakes(here, one, protocol, without_arm=without_arm)
        if any(one.name == other.name for other in found):
            wrong.append(Mistake(f"{here} name", repr(one.name), "each name once"))
        mistakes += wrong
        if not wrong:
            guilds = {name: GuildGiven(*_parts(guild)) for name, guild in one.guilds.items()}
            found.append(OccasionGiven(one.name, one.arm, one.birth or ANY, one.day, one.n, one.reads, one.background, guilds))
    return tuple(found)


def _parts(one: _Guild) -> tuple[tuple[float, ...], tuple[float, ...], float | None, float | None]:
    return one.shares, one.quantiles, one.mean, one.above_1_percent


def _arm_mistakes(here: str, one: _Infants, protocol: Protocol | None, *, without_arm: bool) -> list[Mistake]:
    arms = [] if protocol is None else [arm.name for arm in protocol.arms]
    births = (*BIRTHS, ANY, "") if one.arm else BIRTHS
    found = [] if one.birth in births else [Mistake(f"{here} birth", repr(one.birth), ", ".join(b for b in births if b))]
    allowed = [*arms, *(["left out, of infants without a protocol"] if without_arm else [])]
    if one.arm not in arms and (one.arm or not without_arm):
        found.append(Mistake(f"{here} arm", repr(one.arm) if one.arm else "nothing", ", ".join(allowed)))
    if protocol is not None and one.arm and one.day > last_day(protocol.design):
        found.append(Mistake(f"{here} day", str(one.day), f"at most {last_day(protocol.design)}, the last day of follow-up"))
    return found


def _mistakes(here: str, one: _Infants) -> list[Mistake]:
    found = list[Mistake]()
    for name, guild in one.guilds.items():
        where, values = f"{here} guilds.{name}", (*guild.shares, *guild.quantiles)
        if name not in GUT_GUILDS:
            found.append(Mistake(where, "no guild", ", ".join(GUT_GUILDS)))
        if not all(0 <= value <= MOST for value in values):
            found.append(Mistake(where, ", ".join(str(value) for value in values), "shares from 0 to 1"))
        if guild.shares and guild.quantiles:
            found.append(Mistake(where, "shares and quantiles", "one of the two"))
        if guild.shares and len(guild.shares) != one.n:
            found.append(Mistake(f"{where}.shares", f"{len(guild.shares)} infants", f"as many as n, {one.n}"))
        if guild.quantiles and (len(guild.quantiles) < FEWEST_QUANTILES or list(guild.quantiles) != sorted(guild.quantiles)):
            allowed = f"at least {FEWEST_QUANTILES}, ascending and evenly spaced: least, quartiles, most"
            found.append(Mistake(f"{where}.quantiles", str(list(guild.quantiles)), allowed))
    return found
