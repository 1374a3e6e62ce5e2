"""The mean change from baseline of a single arm: each woman is compared with herself."""

from milkway.analysis.kinds import CHANGE
from milkway.analysis.levels.means_alone import mean_with
from milkway.analysis.measure import Measure
from milkway.analysis.measures.change_contrasts import at_limit
from milkway.analysis.reasons import CHANGES_ALIKE

MEAN_CHANGE = Measure(
    "mean_change",
    "Mean change from baseline (paired)",
    CHANGE,
    "level",
    lambda women, _: mean_with(MEAN_CHANGE, women.value[:, 1] - women.value[:, 0], CHANGES_ALIKE, at_limit(women)),
)
