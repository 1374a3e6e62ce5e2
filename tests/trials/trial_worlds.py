"""Small hand-made trajectories of women whose days are known."""

from dataclasses import replace

import numpy as np

from milkway.simulation.trajectory import Trajectory
from milkway.trials.arms import score_arm

SIGNS = ("breast_pain", "redness", "lump", "fever", "flu_like")
EXPOSURES = (
    "ceased",
    "withdrawn",
    "formula",
    "maternal_antibiotic",
    "left_breast__abscess",
    "right_breast__abscess",
)
TAXA = ("staphylococcus_cons", "s_aureus", "lactobacillus", "strain")
EFFECTS = ("effect_duct_persistence", "effect_competition", "effect_antagonism", "effect_immunomodulation")


def scored_arm(name, trajectory, enrolled, protocol, streams):
    """Return an arm whose women leave where a hand-made trajectory has the exposure "withdrawn", and nowhere else."""
    left = (trajectory.exposed("withdrawn") > 0) & (trajectory.diary_days >= enrolled[:, None])
    leaves = np.where(left.any(axis=1), trajectory.diary_days[left.argmax(axis=1)], protocol.design.ends.of(enrolled))
    return score_arm(name, trajectory, (enrolled, leaves), protocol, streams)


def still(women: int, days: int = 112) -> Trajectory:
    stocks = ("left_breast__volume", "right_breast__volume")
    stocks += tuple(f"{site}__{taxon}" for site in ("left_milk", "right_milk", "infant_gut") for taxon in TAXA)
    recorded = np.array([1, 3, 7, 14, 28, 56, 84, 112])
    amounts = np.zeros((women, len(recorded), len(stocks)))
    amounts[:, :, :2] = 50.0
    for site in ("left_milk", "right_milk"):
        amounts[:, :, stocks.index(f"{site}__staphylococcus_cons")] = 5000.0
    shape = (women, days, len(SIGNS))
    return Trajectory(
        dyads=np.arange(women),
        days=recorded,
        stocks=stocks,
        amounts=amounts,
        diary_days=np.arange(days),
        signs=SIGNS,
        level=np.zeros(shape, dtype=np.float32),
        bothered=np.zeros(shape, dtype=bool),
        reported=np.zeros(shape, dtype=bool),
        exposures=EXPOSURES,
        realised=np.zeros((women, days, len(EXPOSURES)), dtype=np.float32),
        status=np.zeros(women, dtype=int),
    )


def with_days(
    trajectory: Trajectory, woman: int, days: list[int], signs: tuple[str, ...], *, reported: bool = True
) -> Trajectory:
    """Return a copy in which a woman has signs on some days, and reports them or not."""
    made = replace(trajectory, reported=trajectory.reported.copy(), bothered=trajectory.bothered.copy())
    for sign in signs:
        made.bothered[woman, days, SIGNS.index(sign)] = True
        made.reported[woman, days, SIGNS.index(sign)] = reported
    return made


def exposed_from(trajectory: Trajectory, woman: int, day: int, exposure: str) -> Trajectory:
    """Return a copy in which an exposure lasts from a day to the end."""
    made = replace(trajectory, realised=trajectory.realised.copy())
    made.realised[woman, day:, EXPOSURES.index(exposure)] = 1.0
    return made
