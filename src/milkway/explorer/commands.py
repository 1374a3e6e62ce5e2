"""The command and the Python that give the numbers of an answer, which stand under every figure; tests run them."""

import shlex
from collections.abc import Mapping

from milkway.explorer.worlds_asked import Inside, Lives, World

Said = str | int | bool
USUAL = World().model_dump()


def lives_said(asked: Lives, place: int) -> dict[str, str]:
    """Return what gives one world of a run.

    >>> lives_said(Lives(worlds=[World(birth="caesarean")], women=8), 0)["command"]
    'milkway simulate --birth caesarean --dyads 8 --mean-field --flows'
    """
    run = {"days": asked.days, "dyads": asked.women, "seed": asked.seed, "mean_field": not asked.chance, "flows": True}
    return _said(asked.worlds[place], run)


def inside_said(asked: Inside, question: str) -> dict[str, str]:
    """Return what gives an answer about the inside of a run: `each_off` or `origins`."""
    at = min(asked.day, asked.days)
    run = {"days": asked.days, "dyads": asked.women, "seed": asked.seed, "mean_field": True, question: True, "at": str(at)}
    return _said(asked.world, run)


def _said(world: World, run: Mapping[str, Said]) -> dict[str, str]:
    usual: dict[str, Said] = {**USUAL, "days": 120, "dyads": 1, "seed": 1, "mean_field": False}
    asked = {key: value for key, value in {**world.model_dump(), **run}.items() if value != usual.get(key, False)}
    words = ["milkway", "simulate"]
    for key, value in asked.items():
        words += [f"--{key.replace('_', '-')}"] if value is True else [f"--{key.replace('_', '-')}", str(value)]
    arguments = ", ".join(f"{key}={value!r}" for key, value in asked.items())
    return {"command": shlex.join(words), "python": f"import milkway\n\nlife = milkway.simulate({arguments})\nlife.summary"}
