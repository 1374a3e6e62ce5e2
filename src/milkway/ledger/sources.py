"""The bibliography, and what a run rests on: `cite` gathers sources from its arguments alone."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from milkway.core.errors import InputError, Mistake
from milkway.core.network import Network
from milkway.ledger.tables import ParameterTable

ENTRY = re.compile(r"@(\w+)\s*\{\s*([^,\s]+)\s*,(.*?)\n\s*\}", re.DOTALL)
FIELD = re.compile(r"(\w+)\s*=\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|\"([^\"]*)\"|(\d+))", re.DOTALL)


@dataclass(frozen=True)
class Source:
    """One entry of the bibliography; absent fields are empty."""

    key: str
    kind: str
    author: str
    title: str
    journal: str
    year: str
    doi: str
    url: str
    note: str

    def __str__(self) -> str:
        """Return the source as a line of a reference list."""
        link = f"https://doi.org/{self.doi}" if self.doi else self.url
        parts = (self.author, f"({self.year})" if self.year else "", self.title, self.journal, link, self.note)
        return ". ".join(part.rstrip(".") for part in parts if part) + "."


def read_sources(path: Path | None = None) -> Mapping[str, Source]:
    """Return the entries of a BibTeX file by key; without a path, of the bibliography that ships.

    Reads flat BibTeX: `@kind{key,` and then `field = {text},` lines, the closing brace on a line of its own.

    Raises:
        InputError: a key stands twice, or an entry was not understood.
    """
    place: Traversable | Path = path if path is not None else files("milkway.ledger").joinpath("data", "sources.bib")
    text = place.read_text(encoding="utf-8-sig")
    found = [_source(*match.groups()) for match in ENTRY.finditer(text)]
    keys = [source.key for source in found]
    mistakes = [Mistake(key, "a second entry", "one entry per key") for key in sorted(set(keys)) if keys.count(key) > 1]
    opened = len(re.findall(r"^\s*@(?!comment)\w+\s*\{", text, re.MULTILINE | re.IGNORECASE))
    if opened != len(found):
        mistakes.append(Mistake("entries", f"{opened} begun, {len(found)} read", "a closing brace on a line of its own"))
    if mistakes:
        raise InputError(place.name, mistakes)
    return {source.key: source for source in found}


def cite(network: Network, table: ParameterTable, more: Iterable[str], known: Mapping[str, Source]) -> tuple[Source, ...]:
    """Return the sources that a run rests on, each once, in alphabetical order of their keys.

    Args:
        network: its processes name sources, and its parameters say which rows count.
        table: the rows name sources and the studies that a value was tuned on.
        more: keys that the protocol and the population name.
        known: the bibliography.

    Raises:
        InputError: keys that the bibliography does not have, with who names them.
    """
    named: dict[str, str] = {}
    for process in network.model.processes:
        named |= {key: f"process {process.name}" for key in process.cites}
    rows = [table.rows[parameter.key] for parameter in network.parameters if parameter.key in table.rows]
    for row in rows:
        named |= {key: f"parameter {row.key}" for key in (*split_keys(row.source), *row.tuned_on)}
    named |= dict.fromkeys(more, "protocol")
    missing = [Mistake(who, key, "a key of the bibliography") for key, who in sorted(named.items()) if key not in known]
    if missing:
        raise InputError("sources", missing)
    return tuple(known[key] for key in sorted(named))


def split_keys(text: str) -> tuple[str, ...]:
    """Return the keys of a source column, which may name several.

    >>> split_keys("kent2006; garbin2013")
    ('kent2006', 'garbin2013')
    """
    return tuple(key.strip() for key in text.split(";") if key.strip())


def _source(kind: str, key: str, body: str) -> Source:
    fields = {name.lower(): " ".join("".join(values).split()) for name, *values in FIELD.findall(body)}
    text = {name: re.sub(r"[{}]", "", value) for name, value in fields.items()}
    names = ("author", "title", "journal", "year", "doi", "url", "note")
    return Source(key, kind.lower(), *(text.get(name, "") for name in names))
