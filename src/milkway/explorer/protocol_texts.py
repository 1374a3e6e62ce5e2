"""The text of a protocol as the page edits it: its mistakes, what a run of it costs, and the values of its form."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, time
from importlib import resources
from typing import Any, cast

from milkway.arguments import whole
from milkway.cohorts.chosen import REFERENCES, parameters_for, read_model
from milkway.cohorts.population_file import population_names
from milkway.core.errors import InputError, Mistake
from milkway.core.typed_files import TomlError, toml_tables
from milkway.explorer.toml_lines import lines_of
from milkway.ledger.own_values import NOTHING
from milkway.protocol.known import known_words, words_with
from milkway.protocol.protocol import Protocol, resized
from milkway.protocol.protocol_file import protocol_of, read_protocol, shipped_protocols
from milkway.protocol.schema import protocol_schema
from milkway.protocol.template import Start, own_protocol
from milkway.runs.checked_protocol import check_plain, notes_on
from milkway.trials.cost import cost_of
from milkway.trials.values_taken import setting_mistakes, value_mistakes

LARGEST = 64_000  # bytes of a text
LONGEST = 60  # letters of a name
DEEPEST = 32  # tables and lists within each other
PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\."""
DEEP_KEY = re.compile(rf"(?:^|[\[{{,])[ \t]*+(?:{PART}[ \t]*+){{{DEEPEST}}}", re.MULTILINE)
AT_LINE = re.compile(r"\(at line (\d+), column \d+\)\)$")
OWN = "my-trial"
SCHEMA = "milkway-protocol.schema.json"


def protocol_list() -> dict:
    """Return the protocols that ship, and the template of one's own, each with its title."""
    words = known_words()
    shipped = [{"name": name, "title": read_protocol(name, words).title} for name in shipped_protocols()]
    return {"shipped": shipped, "own": {"name": OWN, "title": "A trial of your own, to start from"}}


def protocol_text(name: str) -> dict:
    """Return the text of a protocol that ships, or of the template; checked.

    Raises:
        InputError: there is none of that name.
    """
    if name == OWN:
        words = known_words()
        return checked_text(own_protocol(Start(OWN, "", SCHEMA), protocol_schema(words), words))
    if name not in shipped_protocols():
        raise InputError("protocol", [Mistake("name", repr(name)[:LONGEST], ", ".join((*shipped_protocols(), OWN)))])
    text = resources.files("milkway.protocol.shipped").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return checked_text(text)


def form_schema() -> dict:
    """Return the JSON schema of protocols, from which the page makes its form."""
    return protocol_schema(known_words())


def checked_text(text: str, dyads: object = None, *, missing: bool = False) -> dict:
    """Return a text with all its mistakes, each with its line where it is known; else what a run costs; and its values.

    Args:
        text: in TOML.
        dyads: randomised, if other than in the text.
        missing: whether the cost is of a trial with its study of missing data.
    """
    values, lines, summary = None, {}, None
    mistakes: tuple[Mistake, ...] = ()
    try:
        _check_size(text)
        values = plain_values(_tables(text))
        lines = lines_of(text, values)
        summary = _summary(protocol_in(text), dyads, missing=missing)
    except InputError as error:
        mistakes = error.mistakes
    listed = [asdict(one) | {"line": _line(one, lines)} for one in mistakes]
    told = text.encode("utf-8", "replace").decode()  # half a surrogate pair, which is a mistake, cannot be sent
    return {"toml": told, "mistakes": listed, "summary": summary, "values": values, "lines": lines}


def protocol_in(text: str) -> Protocol:
    """Return the protocol that a text states; a text of the page names no files.

    Raises:
        InputError: every mistake.
    """
    _check_size(text)
    tables, mistakes = _tables(text), list[Mistake]()
    table, yours = parameters_for(read_model("complete", mistakes), NOTHING, mistakes)
    unsafe = [*_file_mistakes(tables), *_name_mistakes(tables)]
    try:
        protocol = protocol_of(_without_files(tables), "protocol", words_with(table)).under(REFERENCES)
    except InputError as error:
        raise InputError("protocol", [*unsafe, *error.mistakes]) from error
    mistakes += [*unsafe, *value_mistakes(protocol, yours), *setting_mistakes(protocol, table, yours)]
    if mistakes:
        raise InputError("protocol", mistakes)
    return protocol


def plain_values(tables: dict[str, object]) -> dict[str, Any]:
    """Return what TOML states as JSON can say it: days, and numbers that JSON has not, are texts."""
    return {key: _plain(value) for key, value in tables.items()}


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return plain_values(cast("dict[str, object]", value))
    if isinstance(value, list):
        return [_plain(one) for one in cast("list[object]", value)]
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _summary(protocol: Protocol, dyads: object, *, missing: bool) -> dict:
    """Return what `milkway check` tells, and what the page asks of a run: its size, its endpoints and its hypotheses.

    Raises:
        InputError: the size asked for is none.
    """
    mistakes: list[Mistake] = []
    size = protocol.design.size if dyads is None else whole("dyads", dyads, len(protocol.arms), mistakes)
    table, _ = parameters_for(read_model("complete", mistakes), NOTHING, mistakes)
    if mistakes:
        raise InputError("protocol", mistakes)
    cost = cost_of(resized(protocol, size), missing=missing)
    told = {
        "size": protocol.design.size,
        "least": len(protocol.arms),
        "endpoints": [{"name": one.name, "label": one.label} for one in protocol.endpoints],
        "names": [one.name for one in protocol.hypotheses],
    }
    return check_plain(protocol, notes_on(protocol, words_with(table)), cost, table) | told


def _check_size(text: str) -> None:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > LARGEST:
        raise InputError("protocol", [Mistake("text", f"{size:,} bytes", f"at most {LARGEST:,} bytes")])


def _tables(text: str) -> dict[str, object]:
    if not text.strip():
        raise InputError("protocol", [Mistake("file", "nothing", "a protocol in TOML")])
    try:
        return _shallow_tables(text)
    except (TomlError, UnicodeEncodeError) as error:
        raise InputError("protocol", [Mistake("file", f"no TOML ({error})", "a protocol in TOML")]) from error


def _shallow_tables(text: str) -> dict[str, object]:
    """Return the tables of a TOML text; long dotted keys are refused before they are read, since that takes seconds.

    Raises:
        TomlError: it is no TOML, or nests deeper than any protocol.
        UnicodeEncodeError: it has half a surrogate pair.
    """
    text.encode()
    if DEEP_KEY.search(text):
        raise TomlError(f"a key of more than {DEEPEST} parts")
    tables = toml_tables(text)
    level: list[object] = [tables]
    for _ in range(DEEPEST):
        level = [inner for one in level for inner in _within(one)]
    if level:
        raise TomlError(f"tables and lists more than {DEEPEST} deep")
    return tables


def _within(value: object) -> Iterable[object]:
    """Return what a table or a list holds."""
    if isinstance(value, dict):
        return cast("dict[str, object]", value).values()
    return cast("list[object]", value) if isinstance(value, list) else ()


def _file_mistakes(tables: dict[str, object]) -> Iterator[Mistake]:
    """Yield the files that a text names: the page reads none, so that nothing of the computer can be asked for by a text."""
    population, bibliography = tables.get("population"), tables.get("bibliography")
    if isinstance(population, str) and population not in population_names():
        yield Mistake("population", repr(population)[:LONGEST], f"{', '.join(population_names())}; in the page no file")
    if isinstance(bibliography, str):
        yield Mistake("bibliography", repr(bibliography)[:LONGEST], "nothing: in the page no file; milkway trial reads it")


def _without_files(tables: dict[str, object]) -> dict[str, object]:
    """Return tables that name no file, so that reading them opens none."""
    files = [one.where for one in _file_mistakes(tables)]
    kept = {key: value for key, value in tables.items() if key not in files}
    return kept | ({"population": population_names()[0]} if "population" in files else {})


def _name_mistakes(value: object, place: str = "") -> Iterator[Mistake]:
    """Yield the names that could not be names of files, since tables and chunks are called after them."""
    if isinstance(value, dict):
        for key, one in cast("dict[str, object]", value).items():
            inner = f"{place}.{key}".lstrip(".")
            if key == "name" and isinstance(one, str) and not _is_name(one):
                allowed = f"at most {LONGEST} letters, none of them / or \\ or a control character, the first one no point"
                yield Mistake(inner, repr(one)[:LONGEST], allowed)
            yield from _name_mistakes(one, inner)
    elif isinstance(value, list):
        for number, one in enumerate(cast("list[object]", value), start=1):
            yield from _name_mistakes(one, f"{place}[{number}]")


def _is_name(text: str) -> bool:
    return len(text) <= LONGEST and text.isprintable() and not text.startswith(".") and not set(text) & {"/", "\\"}


def _line(mistake: Mistake, lines: dict[str, int]) -> int | None:
    """Return the line of a mistake, or of the nearest part around it."""
    if (found := AT_LINE.search(mistake.found)) is not None:
        return int(found[1])
    place = mistake.where
    while place not in lines and place:
        place = place.rpartition(".")[0]
    return lines.get(place)
