"""Why women leave a trial, in the words of `[dropout]` and of the study of missing data alike."""

from dataclasses import dataclass

import numpy as np

from milkway.core.pain_scale import WORST

WEEK = 7


@dataclass(frozen=True)
class Mechanism:
    """What leaving depends on.

    Attributes:
        label: after "leaving".
        in_reference: whether pain matters in the reference arm.
        in_others: whether pain matters in the other arms.
        ahead: days to come whose worst pain counts in place of that of the day; no diary of the trial will hold them.
    """

    label: str
    in_reference: bool = False
    in_others: bool = False
    ahead: int = 0

    def minds_pain(self, *, reference: bool) -> bool:
        """Return whether pain matters in the reference arm, or in another."""
        return self.in_reference if reference else self.in_others

    def weight(self, pain: np.ndarray, effect: float, *, reference: bool) -> np.ndarray:
        """Return the relative hazard of leaving at the end of each day; (woman, day).

        Args:
            pain: (woman, day) 0-10.
            effect: relative rise of the hazard at the worst pain.
            reference: whether the women are those of the reference arm.
        """
        if not self.minds_pain(reference=reference):
            return np.ones(pain.shape)
        felt = pain
        if self.ahead:
            felt = np.zeros_like(pain)
            for days in range(1, self.ahead + 1):
                felt[:, :-days] = np.maximum(felt[:, :-days], pain[:, days:])
        return 1 + effect * felt / WORST


MECHANISMS = {
    "random": Mechanism("completely at random"),
    "pain": Mechanism("with today's pain", in_reference=True, in_others=True),
    "arm_and_pain": Mechanism("with today's pain in the reference arm, at random in the other", in_reference=True),
    "unseen": Mechanism(
        "with the pain of the week to come, which the trial does not see", in_reference=True, in_others=True, ahead=WEEK
    ),
}
