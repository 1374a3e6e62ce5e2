"""What a command answers as lines `place TAB value`, so that each number has a name under which it is kept and compared."""

import csv
import gzip
import hashlib
import json
import math
import re
import shlex
import tomllib
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from milkway.cli import main

HERE = Path(__file__).parent
TOLD = HERE / "told"
COMMANDS: dict[str, dict] = {one["name"]: one for one in tomllib.loads((HERE / "commands.toml").read_text())["commands"]}
SEVERAL = 1e-6  # other processors round otherwise; a difference of kind is larger
UNKEPT = ("provenance.versions", "seconds")  # what other machines and versions may say otherwise
MISSING = ("", "null")
Lines = dict[str, str]


def answer(name: str, folder: Path) -> Lines:
    """Run a command and return what it answered: status, what it printed, and the digest of the files that it wrote.

    Args:
        name: of the command.
        folder: that holds the protocols; the command runs in it, so that no printed path depends on the machine.
    """
    command = COMMANDS[name]
    words = [word.format(out=name) for word in shlex.split(command["words"])]
    with chdir(folder), redirect_stdout(StringIO()) as stdout, redirect_stderr(StringIO()) as stderr:
        status = main(words)
    lines = {"status": str(status)} | dict(_printed(stdout.getvalue()))
    if status:
        lines |= dict(_texts("error", stderr.getvalue()))
    for pattern in command.get("files", ()):
        for path in sorted(folder.glob(pattern.format(out=name))):
            lines |= dict(_file(path, str(path.relative_to(folder)).removeprefix(f"{name}/")))
    return {place: value for place, value in lines.items() if not any(part in place for part in UNKEPT)}


def kept(name: str) -> Lines:
    """Return what a command answered when it was kept."""
    text = gzip.decompress((TOLD / f"{name}.gz").read_bytes()).decode()
    return dict(line.split("\t", 1) for line in text.splitlines())


def keep(name: str, lines: Lines) -> None:
    """Keep what a command answered."""
    text = "".join(f"{place}\t{value}\n" for place, value in lines.items())
    (TOLD / f"{name}.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def changes(before: Lines, after: Lines) -> list[str]:
    """Return what differs, each as "place: before -> after"."""
    places = dict.fromkeys((*before, *after))
    pairs = [(place, before.get(place, "(nothing)"), after.get(place, "(nothing)")) for place in places]
    return [f"{place}: {old} -> {new}" for place, old, new in pairs if not _is_alike(old, new)]


def _is_alike(old: str, new: str) -> bool:
    if old == new:
        return True
    try:
        return math.isclose(float(old), float(new), rel_tol=SEVERAL, abs_tol=0.0)
    except ValueError:
        return False


def _printed(text: str) -> Iterator[tuple[str, str]]:
    if text.startswith("{"):
        yield from _leaves("", json.loads(text))
    else:
        yield from _texts("line", text)


def _leaves(place: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield the leaves of plain values under their path."""
    if isinstance(value, dict | list) and value:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, one in items:
            yield from _leaves(f"{place}.{key}" if place else str(key), one)
    else:
        yield place, json.dumps(value)


def _texts(place: str, text: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines()):
        yield f"{place} {number}", re.sub(r"\b\d+ s\b", "some s", line.replace("\t", " ").rstrip())


def _file(path: Path, place: str) -> Iterator[tuple[str, str]]:
    """Yield a table column by column, and any other file by its hash without the first notes, which say who made it and how."""
    if path.suffix != ".csv":
        text = re.sub(r"<notes>.*?</notes>", "", path.read_text(encoding="utf-8"), count=1, flags=re.DOTALL)
        yield place, hashlib.sha256(text.encode()).hexdigest()
        return
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    yield f"{place} rows", str(len(rows))
    for number, name in enumerate(header):
        yield f"{place} {number} {name}", _column([row[number] for row in rows])


def _column(cells: list[str]) -> str:
    """Return a column in digest: how many cells are missing, and the sum of numbers or the hash of texts."""
    there = [cell for cell in cells if cell not in MISSING]
    try:
        total = math.fsum(float(cell) for cell in there)
        return f"{len(cells) - len(there)} missing, sum {total:.8g}"
    except ValueError:
        return f"{len(cells) - len(there)} missing, texts {hashlib.sha256(chr(10).join(there).encode()).hexdigest()[:16]}"
