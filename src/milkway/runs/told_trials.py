"""What several finished trials say of their endpoints, read from the numbers that their folders keep, to be combined."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from milkway.core.errors import Mistake
from milkway.runs.kept_run import read_json, read_run

SUMMARY = "summary.json"
PUBLISHED = "published"
LEAST = 2


@dataclass(frozen=True)
class ToldTrial:
    """A trial's folder and its summary."""

    folder: Path
    summary: dict

    @property
    def name(self) -> str:
        """Return the protocol's name and the seed, by which readers tell trials apart."""
        return f"{self.summary['protocol']}/{self.summary['seed']}"


def read_trials(runs: Sequence[str], mistakes: list[Mistake]) -> tuple[ToldTrial, ...]:
    """Return the trials of some folders, or of the folders within one; what cannot be combined is a mistake."""
    folders = _within(runs)
    found = tuple(one for folder in folders if (one := _read(folder, mistakes)) is not None)
    if len(folders) < LEAST:
        told = ", ".join(map(str, folders)) or "none"
        mistakes.append(Mistake("runs", told, "two or more folders that milkway trial wrote, or one folder that holds them"))
    by_seed: dict[int, str] = {}
    for one in found:
        seed = one.summary["seed"]
        first = by_seed.setdefault(seed, str(one.folder))
        if first != str(one.folder):
            allowed = f"a seed of its own (--seed): with that of {first} its women have the same luck, and are no other trial"
            mistakes.append(Mistake(str(one.folder), f"seed {seed}", allowed))
    return found


def _within(runs: Sequence[str]) -> tuple[Path, ...]:
    """Return the folders; of one that is no run itself those within it."""
    folders = tuple(map(Path, runs))
    if len(folders) == 1 and folders[0].is_dir() and not (folders[0] / SUMMARY).exists():
        return tuple(sorted(path.parent for path in folders[0].glob(f"*/{SUMMARY}")))
    return folders


def _read(folder: Path, mistakes: list[Mistake]) -> ToldTrial | None:
    kept = read_run(folder, mistakes)
    if kept is None:
        return None
    if kept.verb != "trial":
        mistakes.append(Mistake(str(folder), f"a run of milkway {kept.verb}", "a run of milkway trial"))
        return None
    path, allowed = folder / SUMMARY, f"the numbers of a finished trial; milkway report {folder} writes them again"
    summary = read_json(path, allowed, mistakes)
    if summary is None:
        return None
    lacking = [key for key in ("protocol", "seed", "endpoints", "arms") if key not in summary]
    if lacking:
        mistakes.append(Mistake(str(path), f"nothing of {', '.join(lacking)}", allowed))
        return None
    return ToldTrial(folder, summary)
