"""A protocol written as a file to start from, each key with its meaning, what is allowed and its default, as the schema says."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from textwrap import wrap
from typing import cast

from milkway.protocol.allowed import allowed, is_part, item_of, meaning, resolved
from milkway.protocol.protocol_file import parse_protocol, read_protocol
from milkway.protocol.resolve import Plain, inline, resolve, toml_key
from milkway.protocol.schema import Schema
from milkway.protocol.words import Words

WIDTH = 118
INLINE = "Basis"
HEAD = """#:schema ./{schema}
# A protocol for `milkway trial`; it runs as it is. Above each key stand its meaning, what is allowed and its default; a part is
# explained where it occurs first. Days are days since birth, negative in pregnancy: a number, or a text such as "16 weeks".
# Every number has a basis, which says where it comes from and changes with it. Its keys:
{basis}
"""


@dataclass(frozen=True)
class Start:
    """What a protocol of one's own starts with: its name, a protocol that ships if it is like one, and the file of the schema."""

    name: str
    like: str
    schema: str


@dataclass(frozen=True)
class Told:
    """What the file explained before, so that it says each thing once."""

    schema: Schema
    parts: set[str] = field(default_factory=set[str])


def own_protocol(start: Start, schema: Schema, words: Words) -> str:
    """Return a commented protocol of one's own.

    Args:
        start: name, and where it starts from.
        schema: of protocols.
        words: the names that the model knows.
    """
    if start.like:
        plain = _unpublished(resolve(read_protocol(start.like, words)), start.like)
    else:
        text = resources.files("milkway.protocol.shipped").joinpath("start", "own.toml").read_text(encoding="utf-8")
        plain = resolve(parse_protocol(text, "own.toml", words))
    return template(plain | {"name": start.name}, schema, start.schema)


def template(plain: Plain, schema: Schema, beside: str) -> str:
    """Return a protocol with comments.

    Args:
        plain: the protocol as plain tables.
        schema: of protocols.
        beside: file of the schema, for editors.
    """
    basis = cast("Schema", schema["$defs"][INLINE]["properties"])
    keys = [line for key, known in basis.items() for line in _comment(f"  {key}: {_described(known, schema)}")]
    return f"{HEAD.format(schema=beside, basis='\n'.join(keys))}\n{commented(plain, schema)}"


def commented(plain: Plain, schema: Schema) -> str:
    """Return plain tables as TOML, what each key means above it where it occurs first."""
    return "\n".join(_table(plain, schema, (), Told(schema))).rstrip("\n") + "\n"


def _unpublished(plain: Plain, like: str) -> Plain:
    """Return a protocol that ships without what is true of its own trial alone."""
    endpoints = [{key: value for key, value in one.items() if key != "published"} for one in plain["endpoints"]]
    own = {"title": f"to be filled; the design and its numbers are those of {like}", "registry": "", "study": ""}
    return plain | own | {"endpoints": endpoints, "used_in_tuning": []}


def _table(table: Plain, part: Schema, path: tuple[str, ...], told: Told) -> Iterator[str]:
    """Yield a table: its values, then its tables, then what it might have and has not."""
    first = ".".join(path) not in told.parts
    told.parts.add(".".join(path))
    known = cast("Schema", part["properties"])
    nested = [key for key in known if is_part(known[key], told.schema, but=INLINE)]
    for key in known:
        if key not in nested and key in table and (first or table[key] != known[key].get("default")):
            yield from _value(key, table[key], known[key], told) if first else [_set(key, table[key], known[key], told.schema)]
        elif key not in nested and key not in table and first:
            yield from _comment(f"{key} (not set): {_described(known[key], told.schema)}")
    for key in nested:
        if table.get(key):
            yield from _section(table[key], known[key], (*path, toml_key(key)), told)
        elif first:
            yield from _absent(known[key], (*path, toml_key(key)), told)


def _value(key: str, value: object, known: Schema, told: Told) -> Iterator[str]:
    if not _is_basis(known):
        yield from _comment(_described(known, told.schema))
    yield _set(key, value, known, told.schema)


def _set(key: str, value: object, known: Schema, schema: Schema) -> str:
    """Return a key with its value; of a basis without what is empty."""
    if _is_basis(known):
        keys = cast("Schema", resolved(known, schema)["properties"])
        value = {name: one for name, one in cast("Plain", value).items() if one != keys[name].get("default")}
    return f"{toml_key(key)} = {inline(value)}"


def _section(value: object, known: Schema, path: tuple[str, ...], told: Told) -> Iterator[str]:
    several = isinstance(value, list)
    part = resolved(item_of(known, told.schema) if several else known, told.schema)
    for item in cast("list[Plain]", value if several else [value]):
        yield ""
        if ".".join(path) not in told.parts:
            yield from _comment(_described(known, told.schema))
        name = ".".join(path)
        yield f"[[{name}]]" if several else f"[{name}]"
        yield from _table(item, part, path, told)


def _absent(known: Schema, path: tuple[str, ...], told: Told) -> Iterator[str]:
    """Yield a part that is not set, as comments: what it is for, and its keys."""
    several = known.get("type") == "array"
    part, name = resolved(item_of(known, told.schema) if several else known, told.schema), ".".join(path)
    if name in told.parts:
        return
    told.parts.add(name)
    yield ""
    yield from _comment(f"{f'[[{name}]]' if several else f'[{name}]'} (not set): {_described(known, told.schema)}")
    keys = cast("Schema", part["properties"])
    for key, inner in keys.items():
        yield from _comment(f"  {key}: {'as above' if _is_basis(inner) else _described(inner, told.schema)}")
    for key, inner in keys.items():
        if is_part(inner, told.schema, but=INLINE):
            yield from _absent(inner, (*path, toml_key(key)), told)


def _is_basis(known: Schema) -> bool:
    return str(known.get("$ref", "")).endswith(f"/{INLINE}")


def _described(known: Schema, schema: Schema) -> str:
    """Return what a key means, what is allowed and its default."""
    told = [meaning(known, schema), allowed(known, schema)]
    if "default" in known and known["default"] not in ("", [], {}) and not isinstance(known["default"], dict):
        told.append(f"default {inline(known['default'])}")
    return "; ".join(part for part in told if part)


def _comment(text: str) -> Iterator[str]:
    for number, line in enumerate(wrap(text.strip(), WIDTH)):
        indent = "  " if text.startswith("  ") else ""
        yield f"# {indent}{'  ' if number else ''}{line}"
