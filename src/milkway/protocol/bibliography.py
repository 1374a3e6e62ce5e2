"""A bibliography of the user: entries of a BibTeX file beside the protocol, which its numbers and its population may name."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from typing import Annotated, Any, cast

from pydantic import Field, PlainSerializer, PlainValidator, ValidationInfo, WithJsonSchema

from milkway.core.errors import InputError, Mistake
from milkway.ledger.sources import Source, read_sources, split_keys
from milkway.protocol.fields import beside, in_file, wrong

SUFFIX = ".bib"
ALLOWED = f"the path of a BibTeX file that ends in {SUFFIX}, from the folder of the protocol"
KEYS = tuple(one.name for one in fields(Source))


def known_sources(own: tuple[Source, ...]) -> Mapping[str, Source]:
    """Return every source that a protocol may name: those that ship, and its own."""
    return {**read_sources(), **{one.key: one for one in own}}


def repeated_keys(own: tuple[Source, ...]) -> Iterator[Mistake]:
    """Yield entries under a key that ships for another source."""
    known = read_sources()
    for one in own:
        if one.key in known and known[one.key] != one:
            yield Mistake("bibliography", repr(one.key), f"another key: {known[one.key].title!r} ships under this one")


def named_own(own: tuple[Source, ...], plain: Mapping[str, object]) -> tuple[str, ...]:
    """Return the keys of one's own entries that a resolved protocol names, in the order of the bibliography.

    Args:
        own: entries.
        plain: the protocol as plain tables.
    """
    named = set(_named(plain))
    return tuple(one.key for one in own if one.key in named)


def _named(value: object) -> Iterator[str]:
    """Yield every key that stands as a source, or among sources or studies that a number was tuned on."""
    if isinstance(value, list):
        for item in cast("list[object]", value):
            yield from _named(item)
    elif isinstance(value, dict):
        for key, inner in cast("dict[str, object]", value).items():
            if key == "source" and isinstance(inner, str):
                yield from split_keys(inner)
            elif key in ("sources", "tuned_on") and isinstance(inner, list):
                yield from (str(one) for one in cast("list[object]", inner))
            else:
                yield from _named(inner)


def _entries(found: object, info: ValidationInfo) -> tuple[Source, ...]:
    """Return the entries of a file, or those that a resolved protocol holds as tables."""
    if isinstance(found, tuple | list):
        return tuple(_entry(one) for one in cast("list[object]", found))
    if not isinstance(found, str) or not found.endswith(SUFFIX):
        raise wrong(ALLOWED)
    path = beside(found, info)
    try:
        entries = tuple(read_sources(path).values())
    except InputError as error:
        raise in_file(found, error) from error
    except (OSError, UnicodeDecodeError) as error:
        raise wrong(f"a text file in UTF-8 ({error})") from error
    if not entries:
        raise wrong("a BibTeX file with entries: @article{key, and a field on each line")
    return entries


def _entry(found: object) -> Source:
    if isinstance(found, Source):
        return found
    table = cast("dict[str, object]", found) if isinstance(found, dict) else {}
    if "key" not in table or not set(table) <= set(KEYS) or not all(isinstance(one, str) for one in table.values()):
        raise wrong(f"{ALLOWED}; or tables of texts: {', '.join(KEYS)}")
    return Source(**dict.fromkeys(KEYS, "") | cast("dict[str, Any]", table))


def _plain(entries: tuple[Source, ...]) -> list[dict[str, str]]:
    return [{key: text for key, text in asdict(one).items() if text} for one in entries]


Bibliography = Annotated[
    tuple[Source, ...],
    PlainValidator(
        _entries,
        json_schema_input_type=Annotated[str, Field(pattern=rf"\{SUFFIX}$")] | Annotated[Any, WithJsonSchema({"type": "array"})],
    ),
    PlainSerializer(_plain),
]
