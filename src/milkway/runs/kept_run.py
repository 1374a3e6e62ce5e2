"""A run's folder read back: which run it holds, whether it is finished, and which of its parts are damaged."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import cast

from milkway.core.errors import Mistake
from milkway.core.writing import write_whole
from milkway.folder import IDENTITY, PROVENANCE, code_mark
from milkway.simulation.store import flaw_of

FINISHED = "finished.json"
VERBS = {"protocol": "trial", "power": "power", "designs": "designs"}  # by the key of `run.json` that only they write
WROTE = "the folder of a run that milkway trial, power or designs wrote"


@dataclass(frozen=True)
class KeptRun:
    """A folder and the run that it says it holds: the verb that made it, and its identity as plain values."""

    folder: Path
    verb: str
    identity: dict


@dataclass(frozen=True)
class Finished:
    """What a finished trial says of itself: where its chunks are, and whether missing data were studied."""

    chunks: Path
    missing: bool


def read_run(run: str | Path, mistakes: list[Mistake]) -> KeptRun | None:
    """Return the run that a folder holds; what is no folder of a run is a mistake."""
    if not isinstance(cast("object", run), str | Path):
        mistakes.append(Mistake("run", repr(run), WROTE))
        return None
    folder = Path(run)
    if not folder.is_dir():
        found = f"{folder}, a file" if folder.exists() else f"{folder}, which does not exist"
        within = f", such as {folder.parent}" if (folder.parent / IDENTITY).is_file() else ""
        mistakes.append(Mistake("run", found, WROTE + within))
        return None
    if not (folder / IDENTITY).exists():
        mistakes.append(Mistake("run", f"{folder}, without {IDENTITY}", WROTE))
        return None
    identity = read_json(
        folder / IDENTITY, f"what the run was asked for; the command that made {folder} writes it again", mistakes
    )
    if identity is None:
        return None
    verb = next((verb for key, verb in VERBS.items() if key in identity), None)
    if verb is None:
        made = "a calibration" if "plan" in identity else f"no {', '.join(map(repr, VERBS))}"
        mistakes.append(Mistake(str(folder / IDENTITY), made, WROTE))
        return None
    return KeptRun(folder, verb, identity)


def read_json(path: Path, allowed: str, mistakes: list[Mistake]) -> dict | None:
    """Return the object of a JSON file; what is none is a mistake."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        mistakes.append(Mistake(str(path), "no such file", allowed))
    except (OSError, ValueError, RecursionError) as error:
        mistakes.append(Mistake(str(path), f"no whole JSON ({error})", allowed))
    else:
        if isinstance(found, dict):
            return found
        mistakes.append(Mistake(str(path), f"JSON that is a {type(found).__name__}", allowed))
    return None


def finish(chunks: Path, *, missing: bool) -> None:
    """Write that a trial is finished, and which whole chunks it then had.

    Raises:
        OSError: it cannot be written.
    """
    names = sorted(path.relative_to(chunks).as_posix() for path in chunks.rglob("*.npz") if not flaw_of(path))
    write_whole(chunks / FINISHED, (json.dumps({"missing": missing, "chunks": names}, indent=1) + "\n").encode())


def read_finished(folder: Path, command: Callable[[bool], str], mistakes: list[Mistake]) -> Finished | None:
    """Return what a trial's folder keeps of its simulations; what this version cannot read, and all damage, are mistakes.

    Args:
        folder: of the run.
        command: that completes it, with the study of missing data or without.
        mistakes: to be told together.
    """
    chunks = folder / "chunks" / code_mark()
    if not chunks.is_dir():
        mistakes.append(_unreadable(folder, command(False)))
        return None
    if not (chunks / FINISHED).exists():
        mistakes.append(Mistake(str(folder), "a run that is not finished", f"a finished run; to finish it: {command(False)}"))
        return None
    allowed = f"the chunks of a finished run; to complete it: {command(False)}"
    told = read_json(chunks / FINISHED, allowed, mistakes)
    if told is None:
        return None
    names = told.get("chunks")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        mistakes.append(Mistake(str(chunks / FINISHED), "no list of chunks", allowed))
        return None
    missing = told.get("missing") is True
    flaws = {chunks / name: flaw_of(chunks / name) for name in names}
    damaged = damage({path: flaw for path, flaw in flaws.items() if flaw}, command(missing))
    mistakes += damaged
    return None if damaged else Finished(chunks, missing)


def damage(flaws: dict[Path, str], command: str) -> list[Mistake]:
    """Return a mistake for each chunk that cannot be read, with the command that simulates it again."""
    return [Mistake(str(path), flaw, f"a whole chunk; to simulate what is missing: {command}") for path, flaw in flaws.items()]


def _unreadable(folder: Path, command: str) -> Mistake:
    """Return what to do where there are no chunks of this code: none at all, or those of another version."""
    others = sorted(path.name for path in (folder / "chunks").glob("*") if path.is_dir())
    if not others:
        return Mistake(str(folder / "chunks"), "no chunks", f"a finished run; to simulate it: {command}")
    made = read_json(folder / PROVENANCE, "", []) or {}
    versions = made.get("versions")
    theirs = versions.get("milkway") if isinstance(versions, dict) else None
    found = f"chunks of other equations, numbers or packages ({', '.join(others)}, milkway {theirs or 'unknown'})"
    ours = f"{code_mark()}, milkway {version('milkway')}"
    return Mistake(str(folder / "chunks"), found, f"those of this version ({ours}); to simulate anew: {command}")
