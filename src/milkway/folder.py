"""The folder of a run: it holds one run, which the same command resumes."""

import hashlib
import json
import platform
import re
import shutil
from collections.abc import Collection, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import cast

from milkway.core.errors import InputError, Mistake
from milkway.core.writing import is_passing, write_whole
from milkway.protocol.known import is_as_shipped
from milkway.protocol.protocol import Protocol
from milkway.protocol.resolve import resolve

IDENTITY = "run.json"
PROVENANCE = "provenance.json"
PACKAGES = ("numpy", "scipy", "numba", "llvmlite")
CODE = ("core", "biology", "cohorts", "compilers", "ledger", "lives", "simulation")


def claim_folder(folder: Path, identity: dict) -> Path:
    """Return the place for finished chunks in a folder that is new, empty, or holds the same run.

    Chunks that other equations or numbers made are of no use and are removed.

    Args:
        folder: of the run.
        identity: what makes it this run, as plain values.

    Raises:
        InputError: the folder holds something else, or cannot be written.
    """
    check_claim(folder, identity)
    chunks = folder / "chunks" / code_mark()
    try:
        write_whole(folder / IDENTITY, (json.dumps(identity, indent=1) + "\n").encode())
        write_whole(folder / PROVENANCE, (json.dumps(provenance(), indent=1) + "\n").encode())
        chunks.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("out", [Mistake("out", f"{folder} ({error.strerror})", "a folder that can be written")]) from error
    for other in (folder / "chunks").glob("*"):
        if other != chunks:
            shutil.rmtree(other, ignore_errors=True)
    return chunks


def check_claim(folder: Path, identity: dict) -> None:
    """Refuse a folder that holds anything but this run.

    Raises:
        InputError: it holds another run, or other files.
    """
    found = _held(folder)
    if found is not None and found != json.loads(json.dumps(identity)):
        allowed = "a new or empty folder, or that of the same run"
        raise InputError("out", [Mistake("out", f"{folder} with {_told(found)}", allowed)])


def run_name(given: str | Path | Protocol, chosen: Protocol) -> str:
    """Return what the usual folder of a run is called after: the protocol's name, marked if it was changed in Python.

    Args:
        given: by the caller.
        chosen: the protocol that this names or is.

    >>> planned = Protocol.read("hurtado2017")
    >>> run_name(planned, planned), run_name(planned.but(name="my trial"), planned.but(name="my trial"))[:9]
    ('hurtado2017', 'my_trial-')
    """
    plain = re.sub(r"[^\w.-]", "_", chosen.name)
    return f"{plain}-{mark_of(resolve(given))}" if isinstance(given, Protocol) and not is_as_shipped(given) else plain


def mark_of(plain: object) -> str:
    """Return a short mark by which plain values are told apart."""
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:8]


def named_apart(values: Mapping[str, float], model: Mapping[str, object]) -> str:
    """Return what a folder's usual name ends with where a run has values or a model of the user's own.

    Args:
        values: in place of rows of the tables.
        model: what the run's identity says of it; nothing of the complete one.
    """
    told = (f"-values-{mark_of(dict(values))}" if values else "", f"-model-{mark_of(dict(model))}" if model else "")
    return "".join(told)


def code_mark(layers: Sequence[str] = CODE, without: Collection[str] = ()) -> str:
    """Return a short mark of the equations, numbers and solvers that made a chunk.

    Args:
        layers: folders of the package whose code and numbers decide it.
        without: names of files that do not.
    """
    mark = hashlib.sha256()
    package = Path(__file__).parent
    for layer in layers:
        for path in sorted((package / layer).rglob("*")):
            if path.suffix in (".py", ".csv", ".toml") and path.name not in without:
                mark.update(path.read_bytes())
    for name in PACKAGES:
        mark.update(f"{name} {version(name)}".encode())
    return mark.hexdigest()[:12]


def provenance() -> dict:
    """Return what the run is made with; a run that is resumed with something else starts its chunks again."""
    versions = {name: version(name) for name in ("milkway", *PACKAGES)}
    return {"code": code_mark(), "versions": versions, "python": platform.python_version(), "machine": platform.machine()}


def _held(folder: Path) -> dict | None:
    """Return the identity of the run that a folder holds, None if it is new or empty."""
    if not folder.exists() or (folder.is_dir() and all(is_passing(path) for path in folder.iterdir())):
        return None
    try:
        found = json.loads((folder / IDENTITY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _told(found: dict) -> str:
    if not found:
        return "other files"
    told = f"{found.get('name')}, {found.get('dyads')} dyads, seed {found.get('seed')}"
    return f"another run ({told}{_settings(found.get('protocol'))}, or another text of protocol or population)"


def _settings(protocol: object) -> str:
    """Return the settings of a trial that a folder holds; nothing where it says none."""
    stated = cast("dict[str, object]", protocol).get("settings") if isinstance(protocol, dict) else None
    return (
        "".join(f", {key} {value}" for key, value in cast("dict[str, object]", stated).items())
        if isinstance(stated, dict)
        else ""
    )
