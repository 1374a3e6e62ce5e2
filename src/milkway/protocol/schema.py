"""The JSON Schema of a protocol, with which an editor completes keys and names and marks mistakes while one writes."""

import json
from pathlib import Path
from typing import Any, cast

from milkway.protocol.fields import NAMES
from milkway.protocol.protocol import Protocol
from milkway.protocol.words import Words

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "Protocol of a trial on virtual dyads"
OF_POPULATIONS = "Population of virtual dyads"


def protocol_schema(words: Words) -> Schema:
    """Return the schema of a protocol file, in which the names of the model are stated.

    Contradictions between values are beyond it; reading the file finds them.

    Args:
        words: the names that the chosen model knows.
    """
    kinds = ("taxa", "exposures", "parameters", "processes", "signs", "stocks", "populations")
    schema = with_names(cast("Schema", as_in_toml(Protocol.model_json_schema(), words)), words, kinds)
    return {"$schema": DIALECT, **schema, "title": TITLE}


def with_names(schema: Schema, words: Words, kinds: tuple[str, ...]) -> Schema:
    """Return a schema with the names of the model that its parts refer to."""
    known = {f"known_{kind}": {"type": "string", "enum": sorted(getattr(words, kind))} for kind in kinds}
    return schema | {"$defs": schema["$defs"] | known}


def written(schema: Schema) -> str:
    """Return the schema as the text of a file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def is_our_schema(path: Path) -> bool:
    """Return whether a file is such a schema, perhaps of another version."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and cast("Schema", found).get("title") in (TITLE, OF_POPULATIONS)


def as_in_toml(node: object, words: Words) -> object:
    """Return a part of the schema with the names of the model, and without what TOML does not have: nothing, as a value."""
    if isinstance(node, list):
        return [as_in_toml(item, words) for item in cast("list[object]", node)]
    if not isinstance(node, dict):
        return node
    part = {key: as_in_toml(value, words) for key, value in cast("Schema", node).items() if not _is_spent(key, value)}
    choices = [choice for choice in cast("list[Schema]", part.pop("anyOf", [])) if choice != {"type": "null"}]
    kind = str(part.get(NAMES, ""))
    if kind and hasattr(words, kind):
        part = {key: value for key, value in part.items() if key not in ("type", NAMES)} | {"$ref": f"#/$defs/known_{kind}"}
    if len(choices) == 1:
        return choices[0] | part
    return part | ({"anyOf": choices} if choices else {})


def _is_spent(key: str, value: object) -> bool:
    """Return whether a key says nothing: a title that repeats the name, the default null, a bound of a value once it is read."""
    return (key == "title" and isinstance(value, str)) or (key == "default" and value is None) or (key == "ge")
