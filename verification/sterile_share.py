"""Print what each value of the setting `sterile_share` makes of a cohort: python -m verification.sterile_share [SIZE] [SEED ...].

The same women with the same luck, once as they are and once with nothing that enters or grows in their breasts.
"""

import sys
from collections.abc import Iterator, Mapping

import numpy as np

from milkway.ledger.setting_values import read_settings
from milkway.ledger.tables import ParameterTable, read_parameters
from milkway.published.panels import GENERAL, PANELS, simulated
from milkway.published.simulated_women import Means, World
from milkway.simulation.solver import Solver

WEEKS = 26
BACTERIA = ("skin_ingress", "backflow", "milk_growth", "wall_growth")  # without them a breast stays sterile, disputed routes off


def ill(table: ParameterTable, size: float, seed: int, sets: Mapping[str, float]) -> tuple[np.ndarray, np.ndarray]:
    """Return (woman,) who has clinical mastitis in 26 weeks, as she is and in sterile milk."""
    panel = next(panel for panel in PANELS if panel.name == GENERAL)
    sterile = {key: 0.0 for key, row in table.rows.items() if row.parameter in BACTERIA}
    found = []
    for more in ({}, sterile):
        used = table.replacing({**sets, **more}, "expert", "a setting")
        women = simulated(panel, Means(used, (), seed, size, Solver(), lambda _: None), None, ())
        assert isinstance(women, World)
        found.append(women.mastitis(0, 7 * WEEKS).clinical.any(axis=1))
    return found[0], found[1]


def rows(table: ParameterTable, size: float, seeds: tuple[int, ...]) -> Iterator[str]:
    """Yield a line for each value: women ill, those ill in sterile milk, and these as a share, with its Monte-Carlo error."""
    for value in read_settings()["sterile_share"].value:
        both = [ill(table, size, seed, value.sets) for seed in seeds]
        with_, without = (np.concatenate(arm) for arm in zip(*both, strict=True))
        share = without.sum() / max(with_.sum(), 1)
        error = np.sqrt(share * abs(1 - share) / max(with_.sum(), 1))
        yield f"| {value.name} % | {with_.mean():.3f} | {without.mean():.3f} | {share:.2f} ± {error:.2f} | {len(with_)} |"


def main() -> None:
    """Print the table."""
    size, *seeds = [float(word) for word in sys.argv[1:]] or [1.0]
    sys.stdout.write("| setting | ill in 26 weeks | in sterile milk | share | women |\n|---|--:|--:|--:|--:|\n")
    for line in rows(read_parameters(), size, tuple(int(seed) for seed in seeds) or (1,)):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
