"""What the schema of a protocol says of a key, in words: its meaning, and the values that are allowed."""

from typing import cast

from milkway.protocol.fields import AMOUNT, NAMES, UNIT
from milkway.protocol.resolve import inline
from milkway.protocol.schema import Schema

SHOWN = 20
STATED = {"cultured": "the groups of a culture or of sequencing"}
KNOWN = "#/$defs/known_"


def meaning(known: Schema, schema: Schema) -> str:
    """Return what a key means: what is said of it, or of the part that it holds."""
    said = str(known.get("description", "")) or str(resolved(known, schema).get("description", ""))
    said = said or str(resolved(item_of(known, schema), schema).get("description", ""))
    return " ".join(said.split("\n\n")[0].split()).rstrip(".")


def allowed(known: Schema, schema: Schema) -> str:
    """Return the values that are allowed, or nothing if that is a part with keys of its own.

    >>> allowed({"type": "integer", "minimum": 1}, {}), allowed({"enum": ["left_milk", "right_milk"]}, {})
    ('a whole number of at least 1', '"left_milk" or "right_milk"')
    """
    if "anyOf" in known:
        return " or ".join(dict.fromkeys(text for one in known["anyOf"] if (text := allowed(one, schema))))
    if str(known.get("$ref", "")).startswith(KNOWN):
        kind, names = str(known["$ref"]).removeprefix(KNOWN), resolved(known, schema)["enum"]
        return _either(names) if len(names) <= SHOWN else f"one of the model's {len(names)} {kind}"
    if "enum" in known:
        return _either(known["enum"])
    if "const" in known:
        return inline(known["const"])
    return _of_type(known, schema)


def item_of(known: Schema, schema: Schema) -> Schema:
    """Return what a list holds; of several kinds the one with keys of its own."""
    items = cast("Schema", known.get("items", {}))
    kinds = cast("list[Schema]", items.get("anyOf", [items]))
    return next((kind for kind in kinds if "properties" in resolved(kind, schema)), items)


def is_part(known: Schema, schema: Schema, *, but: str) -> bool:
    """Return whether a key holds a part with keys of its own, or a list of such parts, save one kind of part."""
    inner = item_of(known, schema) if known.get("type") == "array" else known
    return "properties" in resolved(inner, schema) and not str(inner.get("$ref", "")).endswith(f"/{but}")


def resolved(known: Schema, schema: Schema) -> Schema:
    """Return what a reference leads to, or the thing itself."""
    name = str(known.get("$ref", "")).rpartition("/")[2]
    return cast("Schema", schema["$defs"][name]) if name else known


def _of_type(known: Schema, schema: Schema) -> str:
    match known.get("type"):
        case "integer":
            return f"a whole number{_bounds(known)}"
        case "number":
            return f"a number{_bounds(known)}"
        case "boolean":
            return "true or false"
        case "string":
            return _text(known)
        case "array" if "prefixItems" in known:
            return f"a list of {len(known['prefixItems'])}, each {allowed(known['prefixItems'][0], schema)}"
        case "array" if "items" in known and not is_part(known, schema, but=""):
            return f"a list, each {allowed(known['items'], schema)}"
        case "object" if "additionalProperties" in known and "properties" not in known:
            return _named(known, schema)
        case _:
            return ""


def _named(known: Schema, schema: Schema) -> str:
    """Return what a table of values by name holds.

    >>> _named({"propertyNames": {"enum": ["formula"]}, "additionalProperties": {"type": "boolean"}}, {})
    '{ name = true or false }, each name "formula"'
    """
    inner, names = known["additionalProperties"], allowed(known.get("propertyNames", {}), schema)
    holds = allowed(inner, schema) or meaning(inner, schema)
    return f"{{ name = {holds} }}" + (f", each name {names}" if names else "")


def _text(known: Schema) -> str:
    if NAMES in known:
        return f"a name under {STATED.get(known[NAMES], known[NAMES])}"
    if known.get("pattern") != AMOUNT:
        return "a text"
    unit = known.get(UNIT, "")
    return 'a text such as "16 weeks"' if unit == "day" else f"a text with number and unit{f', in {unit}' if unit else ''}"


def _bounds(known: Schema) -> str:
    """Return the bounds of a number.

    >>> _bounds({"minimum": 0, "maximum": 1, "exclusiveMaximum": 1}), _bounds({"exclusiveMinimum": 0})
    (' of at least 0 and below 1', ' above 0')
    """
    words = {"exclusiveMinimum": "above", "minimum": "of at least", "exclusiveMaximum": "below", "maximum": "at most"}
    told = {key: f"{word} {known[key]:g}" for key, word in words.items() if key in known}
    low = told.get("minimum") if known.get("minimum", -1) > known.get("exclusiveMinimum", -2) else told.get("exclusiveMinimum")
    high = told.get("exclusiveMaximum") or told.get("maximum")
    return "".join(f" {part}" for part in [" and ".join(part for part in (low, high) if part)] if part)


def _either(names: list[object]) -> str:
    shown = [inline(name) for name in names]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + f" or {shown[-1]}"
