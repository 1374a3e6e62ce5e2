"""Prevention in women who had antibiotics around birth (Hurtado 2017): both arms, under each product hypothesis.

Women free of clinical mastitis until day 4 are followed to day 112 without leaving; 15 % of women diagnosed get antibiotics, as
in the shipped protocol. Placebo and the hypotheses were tuned on this trial: only the pattern is of interest.
"""

import numpy as np

from validation.score import Score, Target, count_of, interval_of, mean, share
from validation.treatment import hypothesis
from validation.women import Settings, Steps, World, population

N = 672
ENTRY, END = 4, 112
CARE: Settings = (("care_antibiotic_chance", 0.15),)
PRODUCT: Steps = ((ENTRY, "taking_product", 1.0),)
PLACEBO = count_of("hurtado2017", "women with mastitis on placebo, 16 weeks", 30, 152, "hurtado2017.toml")
EPISODES = interval_of(
    "hurtado2017",
    "episodes per woman on placebo, 16 weeks",
    0.263,
    0.188,
    0.358,
    "hurtado2017.toml; Poisson interval of 40 in 152",
)
NAMES = ("null", "competition", "immune", "both")


def scores() -> list[Score]:
    """Return the scores."""
    placebo = _world((), ())
    entered = _free(placebo)
    results = [share(PLACEBO, _onset(placebo)[entered].any(axis=1)), mean(EPISODES, _onset(placebo)[entered].sum(axis=1))]
    for name in NAMES:
        results.append(share(_product(name), _onset(_world(PRODUCT, hypothesis(name)))[entered].any(axis=1)))
    return results


def _product(name: str) -> Target:
    return count_of("hurtado2017", f"women with mastitis on the product under '{name}', 16 weeks", 16, 139, "hurtado2017.toml")


def _world(plan: Steps, settings: Settings) -> World:
    return population("spain_peripartum_antibiotics", N, END + 1, (*CARE, *settings), plan)


def _free(world: World) -> np.ndarray:
    return ~world.mastitis(0, ENTRY).clinical.any(axis=1) & world.feeding(ENTRY)


def _onset(world: World) -> np.ndarray:
    return world.mastitis(ENTRY, END).onset
