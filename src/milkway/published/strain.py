"""Prevention with the strain, and where the strain is found: first milk, and the mother's stool during and after."""

from collections.abc import Callable, Mapping

import numpy as np

from milkway.published.reading import Reading, mean, rate, share
from milkway.published.simulated_women import LIMIT, World

ENTRY, END = 4, 112


def _onset(world: World) -> np.ndarray:
    """Return (woman, day) onsets to week 16, of women who breastfeed and were free of clinical mastitis on entry."""
    entered = ~world.mastitis(0, ENTRY).clinical.any(axis=1) & world.feeding(ENTRY)
    return world.mastitis(ENTRY, END).onset[entered]


def _ill(world: World) -> Reading:
    return share(_onset(world).any(axis=1))


def _episodes(world: World) -> Reading:
    episodes = _onset(world).sum(axis=1)
    return rate(episodes, np.ones(len(episodes)))


def _while_taken(world: World) -> Reading:
    return mean(np.log10(np.maximum(world.gut("strain", 28, "maternal_gut"), 1.0)))


def _after(world: World) -> Reading:
    return share(world.gut("strain", 42, "maternal_gut") > 1e3)


READERS: Mapping[str, Callable[[World], Reading]] = {
    "hurtado2017.women_with_mastitis_placebo": _ill,
    "hurtado2017.episodes_placebo": _episodes,
    "hurtado2017.women_with_mastitis_strain": _ill,
    "hurtado2017.episodes_strain": _episodes,
    "abrahamsson2009.strain_in_first_milk": lambda world: share(world.milk(("strain",), 1) > LIMIT),
    "lcs_australia.strain_in_stool": _while_taken,
    "lcs_vietnam.strain_in_stool": _while_taken,
    "lcs_australia.strain_after_14_days": _after,
    "lcs_vietnam.strain_after_14_days": _after,
}
