"""Read a protocol from a TOML file, and tell every mistake of the file at once."""

from collections.abc import Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel, ValidationError, create_model
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from milkway.core.errors import InputError, Mistake
from milkway.core.typed_files import TomlError, toml_tables, typed_text
from milkway.protocol.contradictions import contradictions
from milkway.protocol.fields import IN_FILE, Part, Reading
from milkway.protocol.moment import Moment, read_moment
from milkway.protocol.protocol import Protocol
from milkway.protocol.words import Words, suggest

HERE = Path()
Location = tuple[int | str, ...]
# Keys that protocols of 0.1.0 had, and what became of them.
GONE: dict[str, str] = dict.fromkeys(
    ("dropout.sets", "dropout.pain_sets"), "no such line: 0.1.0 had it; leaving is no longer a parameter of the model"
)


def shipped_protocols() -> tuple[str, ...]:
    """Return the names of the protocols that ship."""
    folder = resources.files("milkway.protocol.shipped")
    return tuple(sorted(Path(item.name).stem for item in folder.iterdir() if item.name.endswith(".toml")))


def read_protocol(name_or_path: str | Path, words: Words) -> Protocol:
    """Return the protocol of a file, or one that ships.

    Args:
        name_or_path: name of a shipped protocol, or the path of a TOML file.
        words: the names that the chosen model knows.

    Raises:
        InputError: the file cannot be read, or has mistakes: all of them.
    """
    folder = HERE if str(name_or_path) in shipped_protocols() else Path(name_or_path).parent
    return parse_protocol(_text(name_or_path), str(name_or_path), words, folder)


def parse_protocol(text: str, source: str, words: Words, folder: Path = HERE) -> Protocol:
    """Return the protocol that a TOML text states.

    Args:
        text: of the file.
        source: its name in messages.
        words: the names that the chosen model knows.
        folder: where files beside the protocol lie.

    Raises:
        InputError: the text is empty, is not TOML, or has mistakes: all of them.
    """
    if not text.strip():
        raise InputError(source, [Mistake("file", "nothing", "a protocol in TOML")])
    try:
        raw = toml_tables(text)
    except TomlError as error:
        raise InputError(source, [Mistake("file", f"no TOML ({error})", "a protocol in TOML")]) from error
    return protocol_of(raw, source, words, folder)


def protocol_of(raw: Mapping[str, object], source: str, words: Words, folder: Path = HERE) -> Protocol:
    """Return the protocol that plain tables state (a file, or a resolved protocol).

    Args:
        raw: keys and values.
        source: of the tables, for messages.
        words: the names that the chosen model knows.
        folder: where files beside the protocol lie.

    Raises:
        InputError: with every mistake.
    """
    now = _as_now(raw, source)
    reading = _reading(now, words, folder)
    try:
        protocol, mistakes, broken = Protocol.model_validate(now, context=reading), [], frozenset[str]()
    except ValidationError as error:
        errors = error.errors(include_url=False)
        mistakes = [mistake for item in errors if not _follows(item) for mistake in _mistakes(item)]
        broken = frozenset(str(item["loc"][0]) for item in errors)
        protocol = _sound_parts(now, reading, broken)
    mistakes += contradictions(protocol, words, broken)
    if mistakes:
        raise InputError(source, mistakes if now is raw else [_as_written(one) for one in mistakes])
    return protocol


def _as_now(raw: Mapping[str, object], source: str) -> Mapping[str, object]:
    """Return the tables of a file of 0.1.0 as they are now: its `[[settings]]` are `[[parameters]]`.

    Raises:
        InputError: it has both.
    """
    old = raw.get("settings")
    if not isinstance(old, list):
        return raw
    if "parameters" in raw:
        allowed = "a table [settings] of hypotheses, such as sterile_share; model parameters stand under [[parameters]]"
        raise InputError(source, [Mistake("settings", "a list beside [[parameters]]", allowed)])
    return {key: value for key, value in raw.items() if key != "settings"} | {"parameters": cast("list[object]", old)}


def _as_written(mistake: Mistake) -> Mistake:
    """Return a mistake at the place that a file of 0.1.0 has for it."""
    old = mistake.where.startswith("parameters[")
    return replace(mistake, where=mistake.where.replace("parameters", "settings", 1)) if old else mistake


def _sound_parts(raw: Mapping[str, object], reading: Reading, broken: frozenset[str]) -> Protocol:
    """Return a protocol of the parts that can be read; the broken ones hold nothing."""
    known = {name: raw[name] for name in Protocol.model_fields if name in raw and name not in broken}
    fields: dict[str, Any] = {name: (Protocol.model_fields[name].annotation, Protocol.model_fields[name]) for name in known}
    sound = create_model("Sound", __base__=Part, **fields).model_validate(known, context=reading)
    return Protocol.model_construct(**dict(sound))


def _text(name_or_path: str | Path) -> str:
    name, known = str(name_or_path), shipped_protocols()
    if name in known:
        return resources.files("milkway.protocol.shipped").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    path, allowed = Path(name_or_path), f"the path of a TOML file, or one of: {suggest(name, known)}"
    if not path.is_file():
        raise InputError(name, [Mistake("protocol", "no such file", allowed)])
    try:
        return typed_text(path)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(name, [Mistake("file", f"not readable ({error})", "a text file in UTF-8")]) from error


def _reading(raw: Mapping[str, object], words: Words, folder: Path) -> Reading:
    """Gather leniently what other values are checked against, so that one mistake does not hide another."""
    begins = raw.get("begins")
    design, assays = _table(raw.get("design")), _table(raw.get("assays"))
    ends = _moment(design.get("ends"))
    counted = [*_tables(assays.get("culture")), *_tables(assays.get("sequencing"))]
    groups = [name for assay in counted for name in _table(assay.get("groups"))]
    return Reading(
        words=words,
        begins=begins if isinstance(begins, int) else -(10**6),
        enrolment=_window(design.get("enrolment")),
        ends=10**6 if ends is None else ends.number,
        ends_since_birth=ends is None or ends.since == "birth",
        arms=_names(raw.get("arms")),
        visits=_names(raw.get("visits")),
        endpoints=_names(raw.get("endpoints")),
        cultured=frozenset(groups),
        folder=folder,
        assays=_names([*counted, *_tables(assays.get("sharing"))]),
    )


def _table(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, Mapping) else {}


def _tables(value: object) -> list[Mapping[str, object]]:
    items = cast("list[object]", value) if isinstance(value, list | tuple) else []
    return [cast("Mapping[str, object]", item) for item in items if isinstance(item, Mapping)]


def _names(value: object) -> frozenset[str] | None:
    """Return the names of a list of tables; None if there is none, or one has no name: references cannot be judged then."""
    tables = _tables(value)
    return frozenset(str(item["name"]) for item in tables) if tables and all("name" in item for item in tables) else None


def _moment(value: object) -> Moment | None:
    try:
        return read_moment(value)
    except PydanticCustomError:
        return None


def _window(value: object) -> tuple[int, int]:
    """Return the first and last day of enrolment as far as they can be read; what cannot limits nothing."""
    days = [_moment(item) for item in cast("list[object]", value)] if isinstance(value, list | tuple) else []
    known = [day.number for day in days if day is not None]
    return (min(known), max(known)) if known else (0, 0)


def _follows(error: ErrorDetails) -> bool:
    """Return whether an error only follows from others, as when no item of a list is left, or a default rests on them."""
    if error["type"] == "default_factory_not_called":
        return True
    given = cast("object", error["input"])
    length = len(cast("list[object]", given)) if isinstance(given, list) else 0
    return error["type"] == "too_short" and length >= error.get("ctx", {})["min_length"]


def _mistakes(error: ErrorDetails) -> list[Mistake]:
    """Return what an error says: one mistake, or every one of another file."""
    return list(error.get("ctx", {})["mistakes"]) if error["type"] == IN_FILE else [_mistake(error)]


def _mistake(error: ErrorDetails) -> Mistake:
    location = error["loc"]
    where, found = _place(location), _shown(error["input"])
    if error["type"] == "missing":
        return Mistake(where, "nothing", _wanted(location))
    if error["type"] == "extra_forbidden":
        allowed = GONE.get(where) or suggest(str(location[-1]), _fields(location[:-1]))
        return Mistake(where, f"unknown key {location[-1]!r}", allowed)
    if error["type"] == "not_allowed":
        return Mistake(where, found, str(error.get("ctx", {})["allowed"]))
    return Mistake(where, found, error["msg"].removeprefix("Input should be ").removeprefix("Value error, "))


def _place(location: Location) -> str:
    """Return a location as the file's author would write it.

    >>> _place(("arms", 0, "name"))
    'arms[1].name'
    """
    text = ""
    for part in location:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        elif part != "[key]":
            text += f".{part}" if text else str(part)
    return text or "protocol"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _wanted(location: Location) -> str:
    key = str(location[-1])
    field = _fields(location[:-1]).get(key)
    description = field.description if field is not None else None
    return f"required: {description or key}"


def _fields(location: Location) -> dict[str, FieldInfo]:
    """Return the fields of the part at a location."""
    part: type[BaseModel] = Protocol
    for step in location:
        if isinstance(step, str) and step in part.model_fields:
            inner = _part(part.model_fields[step].annotation)
            if inner is None:
                return {}
            part = inner
    return dict(part.model_fields)


def _part(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, BaseModel) else None
    inner = (_part(item) for item in getattr(annotation, "__args__", ()))
    return next((part for part in inner if part is not None), None)
