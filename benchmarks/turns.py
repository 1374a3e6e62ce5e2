"""Compare this checkout with a commit, by turns on this machine: `python -m benchmarks.turns COMMIT [ROUNDS]`.

Each round runs both, one after the other, in processes of their own with code that is compiled already; what is compared is
processor time. A gain counts if the lower quartile of the ratios exceeds 1.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from benchmarks.measure import measure

ROOT = Path(__file__).parent.parent
SPEEDS = {"mean_field": "mean field", "chance": "chance, a product on any day", "chance_without_product": "chance, no product"}
TRIAL = "`milkway trial hurtado2017`"
POWERED = ("power", "hurtado2017", "--n", "100:800:100", "--reps", "1000")
POWER = f"`milkway {' '.join(POWERED)}`"


def main(commit: str, rounds: int = 5) -> None:
    """Print a table of this checkout against a commit: speeds of lives, the main job, and once the study of power."""
    with _checked_out(commit) as other, tempfile.TemporaryDirectory() as place:
        sides = {"before": other, "now": ROOT}
        for side in sides.values():
            _trial(side, Path(place))  # compiles
        turns = [{name: _round(side, Path(place)) for name, side in sides.items()} for _ in range(rounds)]
        once = [{name: {POWER: _command(side, Path(place), *POWERED)} for name, side in sides.items()}]
    print(f"Now against {commit}, {rounds} rounds (the study of power once).\n")
    print("| what | before | now | times as fast: median (quartiles) |\n|---|--:|--:|--:|")
    for what in turns[0]["now"]:
        print(_line(what, turns))
    print(_line(POWER, once))


@contextmanager
def _checked_out(commit: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as place:
        there = Path(place, "before")
        subprocess.run(["git", "worktree", "add", "--detach", "--quiet", str(there), commit], cwd=ROOT, check=True)
        try:
            yield there
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(there)], cwd=ROOT, check=True)


def _round(side: Path, place: Path) -> dict[str, float]:
    """Return dyad-years a second of processor time by kind of life, and of the main job its processor seconds."""
    found = json.loads(measure((sys.executable, "-m", "benchmarks.dyads"), _own(side)).printed)
    return {said: found[name] for name, said in SPEEDS.items()} | {TRIAL: _trial(side, place)}


def _trial(side: Path, place: Path) -> float:
    return _command(side, place, "trial", "hurtado2017")


def _command(side: Path, place: Path, *words: str) -> float:
    with tempfile.TemporaryDirectory(dir=place) as out:
        return measure((sys.executable, "-m", "milkway.cli", *words, "--out", str(Path(out, "run"))), _own(side)).processor


def _own(side: Path) -> dict[str, str]:
    return {"PYTHONPATH": f"{side / 'src'}:{side}", "PYTHONSAFEPATH": "1"}


def _line(what: str, turns: list[Mapping[str, Mapping[str, float]]]) -> str:
    before, now = (np.array([turn[side][what] for turn in turns]) for side in ("before", "now"))
    slow, middle, fast = np.quantile(before / now if what.startswith("`") else now / before, (0.25, 0.5, 0.75))
    unit = "s" if what.startswith("`") else "dyad-years/s"
    return f"| {what} | {np.median(before):.0f} {unit} | {np.median(now):.0f} {unit} | {middle:.2f} ({slow:.2f} to {fast:.2f}) |"


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
