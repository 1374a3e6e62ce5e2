"""A third opinion: COPASI runs the export of a year, and agrees: `uv run --group peers python -m verification.copasi`."""

import sys

import basico
import numpy as np

import milkway
from milkway.scenarios.scenario_words import START

WORDS = {"birth": "vaginal", "feeding": "breast", "days": 365}
JUST_BEFORE = 1e-9  # midnights are recorded before anything changes or is given
WITHIN = 1e-3  # in log10: the accuracy that the usual tolerance is chosen for; of resources, as a share
SETTINGS = {"r_tol": 1e-7, "a_tol": 1e-6, "max_steps": 1_000_000}
LEAST = {"cell": 100.0, "micromole": 0.5}  # below half a micromole a resource is as good as gone


def main() -> int:
    """Print the largest differences; return 0 where they are within bounds and a strain that nobody takes is nowhere."""
    run = milkway.simulate(**WORDS, mean_field=True).run
    stocks = {stock.key: str(stock.unit) for stock in run.network.stocks}
    ours = run.trajectory.amounts[0][:, [run.trajectory.stocks.index(key) for key in stocks]]
    foreign = _in_copasi(milkway.export_sbml(**WORDS).text, list(stocks))
    holds = True
    for unit, least in LEAST.items():
        chosen = np.array([found == unit for found in stocks.values()])
        a, b = ours[:, chosen], foreign[:, chosen]
        large = np.maximum(a, b) > least
        difference = float(np.abs(np.log10(a[large] / b[large])).max())
        holds &= difference < WITHIN
        sys.stdout.write(f"{unit}: largest difference {difference:.1e} in log10 over amounts above {least:g}\n")
    strain = [place for place, key in enumerate(stocks) if key.endswith("__strain")]
    grown = max(float(np.abs(one[:, strain]).max()) for one in (ours, foreign))
    sys.stdout.write(f"strain that nobody takes: {grown:g} cells at most\n")
    return 0 if holds and grown == 0 else 1


def _in_copasi(document: str, keys: list[str]) -> np.ndarray:
    """Return (day, stock) amounts by COPASI's deterministic solver, LSODA."""
    model = basico.load_model_from_string(document)
    times = [0.0, *(day - START - JUST_BEFORE for day in range(START + 1, WORDS["days"] + 1))]
    table = basico.run_time_course(values=times, model=model, use_sbml_id=True, **SETTINGS)
    return table[keys].to_numpy()


if __name__ == "__main__":
    sys.exit(main())
