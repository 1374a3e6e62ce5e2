"""A protocol with some values changed, each named by its place; what cannot be changed so is told with its place."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

import numpy as np
from pydantic import BaseModel

from milkway.core.errors import InputError, Mistake
from milkway.protocol.protocol import Protocol
from milkway.protocol.protocol_file import protocol_of
from milkway.protocol.resolve import Plain, resolve
from milkway.protocol.words import Words, suggest


def changed(protocol: Protocol, changes: Mapping[str, object], source: str, words: Words) -> Protocol:
    """Return a protocol with other values.

    Args:
        protocol: as read.
        changes: values by place, keys joined by points; a part of a list is named by its name ("visits.week_4.day").
        source: of the changes, for messages.
        words: the names that the model knows.

    Raises:
        InputError: every place that does not exist, and every mistake of the changed protocol.
    """
    plain = resolve(protocol)
    mistakes = [mistake for place, value in changes.items() for mistake in _set(plain, str(place), _plain(value))]
    try:
        made = protocol_of(plain, source, words)
    except InputError as error:
        raise InputError(source, [*mistakes, *error.mistakes]) from error
    mistakes += _moved_margins(protocol, made, changes)
    if mistakes:
        raise InputError(source, mistakes)
    return made


def _moved_margins(protocol: Protocol, made: Protocol, changes: Mapping[str, object]) -> Iterable[Mistake]:
    """Yield margins that would silently become those of another contrast."""
    before = {one.name: one for one in protocol.endpoints}
    for one in made.endpoints:
        place, known = f"endpoints.{one.name}.margin", before.get(one.name)
        if one.margin is None or known is None or {place, "endpoints"} & set(map(str, changes)):
            continue
        if known.margin == one.margin and known.analyses[0] != one.analyses[0]:
            yield Mistake(
                place, f"{one.margin:g} of {known.analyses[0]}", f"a margin of {one.analyses[0]} beside the new analyses, or None"
            )


def _set(plain: Plain, place: str, value: object) -> list[Mistake]:
    """Set a value in place, and return what is wrong with the place."""
    *steps, last = place.split(".")
    part: Any = plain
    for step in (*steps, last):
        held = _held(part)
        if step not in held and not (step == last and isinstance(part, dict)):
            return [Mistake(f'changes "{place}"', step, suggest(step, held))]
        if step == last:
            break
        part = held[step]
    if not isinstance(part, dict):
        return [Mistake(f'changes "{place}"', "a whole part", "one value of it")]
    cast("Plain", part)[last] = value
    return []


def _plain(value: object) -> object:
    """Return a value as a file would hold it: parts as tables, tuples and ranges as lists, NumPy's numbers as Python's own."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_none=True)
    if isinstance(value, np.generic | np.ndarray):
        return cast("Any", value).tolist()
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in cast("Mapping[object, object]", value).items()}
    if isinstance(value, list | tuple | range | set | frozenset):
        return [_plain(one) for one in cast("Iterable[object]", value)]
    return value


def _held(part: object) -> dict[str, Any]:
    """Return what a table holds by key, or a list of tables by name."""
    if isinstance(part, dict):
        return cast("dict[str, Any]", part)
    items = cast("list[object]", part) if isinstance(part, list) else []
    tables = [cast("dict[str, Any]", item) for item in items if isinstance(item, dict)]
    return {str(table["name"]): table for table in tables if "name" in table}
