"""Whether women who were seen can stand for those who left: how unequal the weights are, and who left unlike all who were seen.

Weighting needs positivity: of each kind of women some must stay. Where nobody did, what is estimated is not the trial's question,
and no variance says so.
"""

from dataclasses import dataclass

import numpy as np

# Bounds by judgement: no source states when weights say nothing.
UNLIKE, ALONE = 0.1, 1  # of the women of an arm: more of them without a likeness, and than one, are too many to pass over
TOO_FEW = 0.1  # of the women who were seen: the effective number below which their weights say nothing
HALF, SEVERAL = 0.5, 5  # a woman may not count for half of her arm where several were seen
NEAR = 0.5  # of the smallest chance of who was seen: women with less than this are unlike all of them


@dataclass(frozen=True)
class Overlap:
    """Women of one arm, weighted.

    Attributes:
        largest: weight.
        effective: number of women of equal weight who would know as much.
        share: of the arm's weight, that of the woman who weighs most.
        seen: women whose outcome is known.
        unlike: women who left and whose chance of being seen was below half of that of anyone who was.
        women: of the arm who count: seen, or left.
    """

    largest: float
    effective: float
    share: float
    seen: int
    unlike: int
    women: int

    @property
    def why_not(self) -> str:
        """Return why nothing can be said of this arm; nothing if something can."""
        if not np.isfinite(self.largest):
            return "somebody stayed whom the model of leaving gives no chance to"
        if too_many(self.unlike, self.women):
            return f"of {self.women} women of an arm {self.unlike} left of whose kind nobody stayed: no weight can stand for them"
        if self.seen >= SEVERAL and (self.share > HALF or self.effective < TOO_FEW * self.seen):
            return f"the weights of an arm are so unequal that its {self.seen} women count as {self.effective:.1f}"
        return ""


def too_many(unlike: int, women: int) -> bool:
    """Return whether so many women of an arm without a likeness among those who were seen are too many to pass over."""
    return unlike > max(ALONE, UNLIKE * women)


def overlap(chance: np.ndarray, seen: np.ndarray, left: np.ndarray) -> Overlap:
    """Return how well the women of an arm who were seen stand for those who left.

    Args:
        chance: (woman,) of being seen, as it is modelled.
        seen: (woman,) whether her outcome is known.
        left: (woman,) whether it is not, although it counts.
    """
    least = float(chance[seen].min(initial=1.0))
    if least <= np.finfo(float).tiny:
        return Overlap(np.inf, 0.0, 1.0, int(seen.sum()), 0, int((seen | left).sum()))
    weight = 1 / chance[seen]
    share, unlike = float(weight.max() / weight.sum()), int((chance[left] < NEAR * least).sum())
    return Overlap(float(weight.max()), effective(weight), share, len(weight), unlike, int((seen | left).sum()))


def effective(weight: np.ndarray) -> float:
    """Return how many women of equal weight would know as much as women of these weights.

    Source: Kish 1965 (kish1965).

    >>> effective(np.array([1.0, 1.0, 2.0]))  # 4^2 / 6
    2.6666666666666665
    """
    share = weight / weight.max()
    return float(share.sum() ** 2 / (share**2).sum())


def overlap_in_words(arms: tuple[Overlap, Overlap]) -> str:
    """Return what a reader must know of the weights of two arms."""
    effective = " and ".join(f"{one.effective:.0f} of {one.seen}" for one in arms)
    told = f"largest weight {max(one.largest for one in arms):.3g}, effective number {effective}"
    unlike = sum(one.unlike for one in arms)
    return f"{told}; {unlike} left of whose kind nobody stayed" if unlike else told
