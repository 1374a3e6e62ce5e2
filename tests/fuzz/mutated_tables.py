"""Tables of a trial's women as people mistype them, and what must be read of each cell: what it says.

That is read here without Milkway.
"""

import csv
from io import StringIO

import numpy as np
from typing_slips import FULL_WIDTH, NUMBER, slipped_bytes, slipped_number, slipped_text

from milkway.analysis.kinds import COUNT, LOAD, NUMBERS, TIME
from milkway.analysis.registry import SCORES
from milkway.trials.entered import asking
from milkway.trials.entered.strict_cells import BIRTH_DAY, DAY, DAYS, HOW_MANY, ONSETS, YES_NO
from milkway.trials.entered.woman_columns import columns_of

DIGITS = str.maketrans({wide: str(digit) for digit, wide in FULL_WIDTH.items()})
TEXTS = ("woman", "arm", "centre", "reason")


def filled(protocol, draw, women=12):
    """Return a header and rows of women, every cell as it should be."""
    columns, rows = columns_of(protocol), []
    for number in range(women):
        row = {}
        for one in columns:
            plain = {YES_NO: str(draw.integers(2)), HOW_MANY: str(draw.integers(3)), DAY: str(draw.integers(1, 90))}
            plain |= {BIRTH_DAY: str(draw.integers(-20, 20)), DAYS: str(draw.choice(["90", "84.5", "12"])), ONSETS: "3;40"}
            row[one.name] = plain.get(one.kind, str(draw.choice(["10", "4", "9.5"]))) if one.kind is not None else "1"
            if one.kind is not None and one.kind.allowed.startswith("CFU"):
                row[one.name] = str(draw.choice(["<1e5", "250000", "1.5e6"]))
        arm = protocol.arms[number % len(protocol.arms)].name
        row |= {
            "woman": f"W{number + 1}",
            "arm": arm,
            "centre": f"C{number % 3}",
            "last_day": "90",
            "completed": "1",
            "reason": "",
        }
        for one in protocol.endpoints:
            if f"{one.name}_days" in row:
                row[f"{one.name}_days"] = str(draw.choice(["90", "84.5", "12"]))
            if f"{one.name}_since" in row:
                row[f"{one.name}_since"] = "7" if row[f"{one.name}_event"] == "1" else ""
            if asking.by_first_day(one):
                row[f"{one.name}_day"] = str(draw.integers(1, 90)) if row[one.name] == "1" else ""
        rows.append([row[one.name] for one in columns])
    return [one.name for one in columns], rows


def mutant(header, rows, draw):
    """Return what was done, and the bytes of a mistyped table."""
    header, rows = list(header), [list(row) for row in rows]
    row, column, other = int(draw.integers(len(rows))), int(draw.integers(len(header))), int(draw.integers(len(header)))
    name = str(draw.choice([*["cell"] * 14, "bytes", "bytes", "bytes", "rows", "columns", "columns", "mark"]))
    if name == "cell":
        text = rows[row][column]
        rows[row][column] = (
            slipped_number(text, draw) if NUMBER.search(text) and draw.random() < 0.8 else slipped_text(text, draw)
        )
    elif name == "rows":
        name = _mistyped_rows(header, rows, row, draw)
    elif name == "columns":
        name = _mistyped_columns(header, rows, column, other, draw)
    text = StringIO(newline="")
    csv.writer(text, delimiter=str(draw.choice([";", "\t", "|"])) if name == "mark" else ",", lineterminator="\n").writerows(
        [header, *rows]
    )
    return slipped_bytes(text.getvalue(), draw) if name == "bytes" else (name, text.getvalue().encode())


def _mistyped_rows(header, rows, row, draw):
    name = str(draw.choice(["twice", "woman twice", "blank", "lost", "total", "unit row", "header again", "order", "alike"]))
    match name:
        case "twice":
            rows.insert(row, list(rows[row]))
        case "woman twice":
            rows[row][0] = rows[row - 1][0]
        case "blank":
            rows.insert(row, [""] * len(header))
        case "lost":
            del rows[row]
        case "total":
            rows.append(["Total", *["12"] * (len(header) - 1)])
        case "unit row":
            rows.insert(0, ["", *["days"] * (len(header) - 1)])
        case "header again":
            rows.insert(row, list(header))
        case "order":
            draw.shuffle(rows)
        case _:
            rows[row][0] = rows[row - 1][0].replace("W", "Ｗ")
    return name


def _mistyped_columns(header, rows, column, other, draw):
    name = str(draw.choice(["moved", "lost", "twice", "extra", "misnamed", "swapped names", "short row", "long row"]))
    order = list(range(len(header)))
    match name:
        case "moved":
            draw.shuffle(order)
        case "lost":
            order.remove(column)
        case "twice":
            order.append(column)
        case "misnamed":
            header[column] = slipped_text(header[column], draw)
        case "swapped names":
            header[column], header[other] = header[other], header[column]
        case "short row":
            rows[column % len(rows)].pop()
        case "long row":
            rows[column % len(rows)].append("")
        case _:
            pass
    if name in ("moved", "lost", "twice"):
        header[:] = [header[place] for place in order]
        rows[:] = [[row[place] for place in order] for row in rows]
    if name == "extra":
        header.append("remark")
        rows[:] = [[*row, "seen"] for row in rows]
    return name


def misread(raw, entered, protocol):
    """Yield cells of an accepted table that were not read as they stand.

    Args:
        raw: the bytes that were accepted.
        entered: what was read of them.
        protocol: of the trial.
    """
    header, *rows = (row for row in csv.reader(StringIO(raw.decode("utf-8-sig"), newline="")) if row)
    typed = {name: [row[place] for row in rows] for place, name in enumerate(header)}
    if typed["woman"] != list(entered.women) or typed["arm"] != list(entered.arm):
        yield "woman or arm"
    for name, read in _read(entered, protocol):
        if name not in typed:
            if np.isfinite(np.asarray(read, dtype=float)).any():
                yield f"{name}: nothing typed, {read} read"
            continue
        for cell, found in zip(typed[name], read, strict=True):
            if not _says(cell, found):
                yield f"{name}: typed {cell!r}, read {found}"
    for one in protocol.endpoints:
        if SCORES[one.score].kind is LOAD and [cell[:1] == "<" for cell in typed[one.name] if cell] != [
            not above for cell, above in zip(typed[one.name], entered.entries[one.name].seen, strict=True) if cell
        ]:
            yield f"{one.name}: which loads lie below the limit"
    for name, read in (("centre", entered.centre), ("reason", entered.reason)):
        if name in typed and typed[name] != list(read):
            yield name


def _says(cell, found):
    """Return whether a cell says a number, numbers, or nothing: in digits 0 to 9 with a point, and nothing else in it."""
    numbers = np.atleast_1d(np.asarray(found, dtype=float))
    numbers = numbers[np.isfinite(numbers)]
    parts = [part.removeprefix("<") for part in cell.split(";")] if cell else []
    if not all(part.isascii() and NUMBER.fullmatch(part) for part in parts):
        return False
    return len(parts) == len(numbers) and all(abs(float(part) - one) <= 1e-9 for part, one in zip(parts, numbers, strict=True))


def _read(entered, protocol):
    """Yield the name of each column of numbers and what was read of each woman."""
    if entered.knows_enrolment:
        yield "enrolled", entered.enrolled
    yield "last_day", entered.last_day
    yield "completed", entered.completed
    yield from ((f"{event}_day", days) for event, days in entered.events.items())
    for one in protocol.endpoints:
        entry, kind = entered.entries[one.name], SCORES[one.score].kind
        if kind is TIME:
            yield f"{one.name}_days", entry.value
            yield f"{one.name}_event", np.where(np.isfinite(entry.value), entry.seen, np.nan)
            if entry.since is not None:
                yield f"{one.name}_since", entry.since
        elif asking.by_onsets(one):
            yield f"{one.name}_onsets", entry.days
        elif kind is NUMBERS:
            visits = asking.visits_in_order(one, protocol)
            yield from ((f"{one.name}_{visit}", entry.value[:, place]) for place, visit in enumerate(visits))
        else:
            yield one.name, entry.value
        if kind is COUNT and not asking.by_onsets(one):
            yield f"{one.name}_days", np.where(np.isfinite(entry.value), entry.time, np.nan)
        if asking.by_first_day(one):
            yield f"{one.name}_day", entry.days
