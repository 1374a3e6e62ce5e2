"""What the page may ask of lives: worlds in the words of `milkway simulate`, which its own reader judges."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from milkway.arguments import seed_of
from milkway.core.errors import InputError, Mistake
from milkway.scenarios.scenario import Scenario
from milkway.scenarios.scenario_words import read_scenario

MOST_WOMEN = 32
MOST_WORLDS = 8
Words = Annotated[str, Field(max_length=200)]


class Question(BaseModel):
    """Plain values of one question; a key that it has not is refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class World(Question):
    """What is done to every dyad, in the words of `milkway simulate`."""

    birth: Words = "vaginal"
    feeding: Words = "breast"
    probiotic: Words = "none"
    antibiotics: Words = "none"
    infant_antibiotics: Words = "none"
    emptying: Words = "usual"
    routes: Words = "off"
    off: Words = ""
    hypothesis: Words = "null"


class Lives(Question):
    """A run of one world or of two, for the same women.

    Attributes:
        worlds: what is done.
        days: last day.
        women: one is the median woman.
        seed: of all chance.
        chance: whether there is any.
        fine: whether the answer is the one that `milkway simulate` gives; else fewer women, and a larger error of steps.
        taxa: whose flows are told: "residents" together, or one by its name.
        page: who asks; a newer question of the same page stops the older.
    """

    worlds: Annotated[list[World], Field(min_length=1, max_length=2)]
    days: Annotated[int, Field(ge=1, le=730)] = 120
    women: Annotated[int, Field(ge=1, le=MOST_WOMEN)] = 8
    seed: Annotated[int, Field(ge=0, le=2**63 - 1)] = 1
    chance: bool = False
    fine: bool = False
    taxa: Words = "residents"
    page: Annotated[str, Field(max_length=64)] = ""


class Inside(Question):
    """One world in the mean field, looked into at one day.

    Attributes:
        world: what is done.
        days: last day.
        day: at whose midnight.
        women: one is the median woman.
        seed: of the draw of women.
        page: who asks.
    """

    world: World
    days: Annotated[int, Field(ge=1, le=730)] = 120
    day: Annotated[int, Field(ge=1, le=730)] = 30
    women: Annotated[int, Field(ge=1, le=8)] = 1
    seed: Annotated[int, Field(ge=0, le=2**63 - 1)] = 1
    page: Annotated[str, Field(max_length=64)] = ""


class Sweep(Question):
    """Worlds side by side in the mean field, told at one day.

    Attributes:
        worlds: that differ in one thing.
        days: last day.
        day: at whose midnight.
        women: one is the median woman.
        seed: of the draw of women.
        page: who asks.
    """

    worlds: Annotated[list[World], Field(min_length=1, max_length=MOST_WORLDS)]
    days: Annotated[int, Field(ge=1, le=730)] = 120
    day: Annotated[int, Field(ge=1, le=730)] = 30
    women: Annotated[int, Field(ge=1, le=8)] = 8
    seed: Annotated[int, Field(ge=0, le=2**63 - 1)] = 1
    page: Annotated[str, Field(max_length=64)] = ""


def scenarios_of(worlds: list[World], days: int, seed: int) -> list[Scenario]:
    """Return the scenarios of worlds.

    Raises:
        InputError: every mistake, the worlds by their number.
    """
    found: list[Scenario] = []
    mistakes: list[Mistake] = []
    seed_of(seed, mistakes)
    for number, world in enumerate(worlds, start=1):
        scenario, wrong = read_scenario(
            *(world.birth, world.feeding, world.probiotic, world.antibiotics, world.emptying, days),
            "complete",
            *(world.routes, world.off, world.hypothesis),
            infant_antibiotics=world.infant_antibiotics,
        )
        mistakes += [Mistake(f"world {number}: {one.where}", one.found, one.allowed) for one in wrong]
        found += [scenario] if scenario is not None else []
    if mistakes:
        raise InputError("page", mistakes)
    return found
