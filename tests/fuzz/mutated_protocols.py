"""Protocols as people mistype them, and what a resolved protocol must say of what was typed: the same, read without Milkway."""

import copy
import re
import tomllib
from datetime import date, datetime, time

import tomlkit
from typing_slips import NUMBER, slipped_bytes, slipped_number, slipped_text

UNITS = {  # what a number of one stands for, in canonical units; every other spelling has to be refused
    **dict.fromkeys(("CFU", "CFUs", "cfu", "cell", "cells", "mL", "ml", "day", "days", "d", "mg", "micromole"), 1.0),
    **dict.fromkeys(("CFU/mL", "cell/mL", "cells/mL", "CFU/day", "cell/day", "1/day", "/day", "CFU/d", "1/d", ""), 1.0),
    **dict.fromkeys(("weeks", "week"), 7.0),
    **dict.fromkeys(("L", "litres", "g"), 1000.0),
    **dict.fromkeys(("hours", "h"), 1 / 24),
    "%": 0.01,
}
AFTER = " after enrolment"
SPARE = {
    "extra": 1,
    "Size": 10,
    "label ": "x",
    "notes": "later",
}


def mutant(tables, text, draw):
    """Return what was done, and the bytes of a mistyped protocol."""
    if draw.random() < 0.3:
        return slipped_bytes(text, draw)
    changed = copy.deepcopy(tables)
    places = list(leaves(changed))
    path, value = places[int(draw.integers(len(places)))]
    part = changed
    for step in path[:-1]:
        part = part[step]
    name, new = slipped_value(value, draw)
    if name == "key":
        key, held = path[-1], value
        if isinstance(part, list):
            part.append(copy.deepcopy(held))
        else:
            del part[key]
            part[slipped_text(str(key), draw) or "x"] = held
    elif name == "gone":
        del part[path[-1]]
    elif name == "extra":
        (part if isinstance(part, dict) else changed).update({str(draw.choice(list(SPARE))): 1})
    elif name == "moved":
        changed[str(path[-1])] = value
    else:
        part[path[-1]] = new
    return name, tomlkit.dumps(changed).encode()


def slipped_value(value, draw):
    """Return what was done to a value, and the new one, which may have another type."""
    whole = {"list": [value], "table": {"value": value}, "text": str(value), "yes": True, "no": False, "none": ""}
    whole |= {"huge": 10**25, "negative": -1, "zero": 0, "float": 1.5, "nan": float("nan"), "infinite": float("inf")}
    whole |= {"day": date(2024, 3, 1), "moment": datetime(2024, 3, 1, 12), "clock": time(12), "digits": 7**60}
    name = str(draw.choice([*whole, *["slip"] * 12, "key", "key", "gone", "gone", "extra", "moved"]))
    if name != "slip":
        return name, whole.get(name)
    if isinstance(value, str):
        return name, slipped_number(value, draw) if NUMBER.search(value) and draw.random() < 0.8 else slipped_text(value, draw)
    if isinstance(value, bool):
        return name, [int(value), str(value), "yes", "no", 1.0][int(draw.integers(5))]
    typed = slipped_number(str(value), draw)
    number = NUMBER.fullmatch(typed)
    if number is None:
        return name, typed
    return name, float(typed) if re.search(r"[.eE]", typed) else int(typed)


def leaves(node, path=()):
    """Yield the path and value of everything in plain tables that is no table and no list, and of empty ones."""
    parts = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    inside = list(parts)
    if not inside:
        yield path, node
    for key, part in inside:
        yield from leaves(part, (*path, key))


def unsaid(raw, resolved, before, was_typed):
    """Yield where a resolved protocol does not say what was typed, or says what neither was typed nor was there before.

    Args:
        raw: the bytes that were accepted.
        resolved: plain tables.
        before: the resolved protocol before it was mistyped.
        was_typed: paths that stood in it as typed.
    """
    typed = tomllib.loads(raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"))
    said, named = dict(leaves(resolved)), set()
    for path, value in leaves(typed):
        place = path if path[:2] != ("design", "strata") or path in said else (*path, "covariate")
        named.add(place)
        if value in ([], {}):
            continue
        if place not in said or not same(value, said[place]):
            yield f"{place}: typed {value!r}, resolved {said.get(place)!r}"
    old = dict(leaves(before))
    for path, value in said.items():
        new = path not in named and value not in ([], {})
        if new and path in was_typed and not any(one[: len(path)] == path for one in named) and old.get(path) == value:
            # What is no longer typed has its default again, which may be what was typed.
            continue
        if new and path not in was_typed and path in old and old[path] != value and not _follows(path):
            yield f"{path}: nothing typed, {value!r} in place of {old[path]!r}"


def _follows(path):
    """Return whether a default rests on another value: the way that is good on the score, an estimand on its endpoint."""
    return path[0] == "endpoints" and path[2] in ("better", "estimand")


def same(typed, said):
    """Return whether a resolved value is what was typed: alike and of one kind, or the amount that the text stands for."""
    if isinstance(typed, bool) or isinstance(said, bool):
        return typed is said
    if isinstance(typed, str) and isinstance(said, str) and typed == said:
        return True
    if isinstance(typed, int | float) and isinstance(said, int | float):
        return float(typed) == float(said)
    first, second = amount(typed), amount(said)
    return None not in (first, second) and abs(first[0] - second[0]) <= 1e-12 * abs(first[0]) and first[1] == second[1]


def amount(value):
    """Return the number of canonical units that a value stands for, and whether it counts from enrolment; None if it is none."""
    if isinstance(value, int | float):
        return float(value), False
    text = str(value).removesuffix(AFTER)
    found = NUMBER.match(text.strip(" "))
    if found is None or (unit := text.strip(" ")[found.end() :].strip(" ")) not in UNITS:
        return None
    return float(found[0]) * UNITS[unit], str(value).endswith(AFTER)
