"""Finished chunks on disk: written whole or not at all, so that an interrupted run goes on where it stopped."""

import zipfile
from dataclasses import fields
from pathlib import Path

import numpy as np

from milkway.simulation.trajectory import Trajectory

NAMES = ("stocks", "signs", "exposures")


def save_chunk(path: Path, part: Trajectory) -> None:
    """Write a chunk under a passing name, then give it its own: a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_suffix(".part")
    arrays = {field.name: np.asarray(getattr(part, field.name)) for field in fields(part)}
    with passing.open("wb") as file:
        np.savez(file, **arrays)  # pyright: ignore[reportArgumentType]  the names are ours, none is allow_pickle
    passing.replace(path)


def load_chunk(path: Path) -> Trajectory | None:
    """Return a finished chunk, or None if there is none that can be read whole."""
    try:
        with np.load(path) as held:
            arrays = {name: held[name] for name in held.files}
        named = {name: tuple(str(item) for item in value) for name, value in arrays.items() if name in NAMES}
        return Trajectory(**(arrays | named))  # pyright: ignore[reportArgumentType]  each name has its own type, checked above
    except (OSError, ValueError, TypeError, zipfile.BadZipFile):
        return None
