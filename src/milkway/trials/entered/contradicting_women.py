"""What one row of a data file says against another row, or one cell of a woman against another of hers."""

from collections.abc import Iterator

import numpy as np

from milkway.analysis.kinds import COUNT, TIME
from milkway.analysis.registry import SCORES
from milkway.core.errors import Mistake
from milkway.core.spelling import alike
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol
from milkway.trials.entered import asking
from milkway.trials.entered.typed_women import Typed
from milkway.trials.entered.woman_columns import ARM, CENTRE, COMPLETED, LAST_DAY, REASON, WOMAN, columns_of, event_column


def contradictions(typed: Typed, protocol: Protocol) -> Iterator[Mistake]:
    """Yield every contradiction."""
    if not typed.table.rows:
        yield Mistake(typed.table.source, "no woman", "a line for each woman")
        return
    yield from _twice(typed)
    yield from _spelt_alike(typed)
    yield from _arms(typed, protocol)
    yield from _centres(typed, protocol)
    yield from _reasons(typed)
    for endpoint in protocol.endpoints:
        yield from _pairs(typed, endpoint, protocol)
    for column in _days(protocol):
        yield from _too_late(typed, column)


def _twice(typed: Typed) -> Iterator[Mistake]:
    first: dict[str, int] = {}
    for row, woman in enumerate(typed.texts.get(WOMAN, ())):
        if woman and first.setdefault(woman, row) != row:
            before = typed.table.places[first[woman]]
            yield Mistake(typed.place(row, WOMAN), f"{woman!r}, as in {before}", "one row for each woman")


def _spelt_alike(typed: Typed) -> Iterator[Mistake]:
    """Yield women, centres and classes that two spellings of one name would make two of."""
    for column in (name for name in typed.texts if name not in (ARM, REASON)):
        cells = typed.texts[column]
        for before, name in alike((one for one in cells if one), minds_case=column == WOMAN):
            found = f"{name!r}, and {before!r} in {typed.table.places[cells.index(before)]}"
            yield Mistake(typed.place(cells.index(name), column), found, "one spelling of each name, or names that differ more")


def _arms(typed: Typed, protocol: Protocol) -> Iterator[Mistake]:
    known, arms = [arm.name for arm in protocol.arms], typed.texts.get(ARM, ())
    for row, arm in enumerate(arms):
        if arm and arm not in known:
            yield Mistake(typed.place(row, ARM), repr(arm), ", ".join(known))
    if arms and set(arms) <= set(known):
        for name in (name for name in known if name not in arms):
            yield Mistake(f"{typed.table.source}, column {ARM}", f"no woman in arm {name}", "women in every arm of the protocol")


def _centres(typed: Typed, protocol: Protocol) -> Iterator[Mistake]:
    """Yield centres whose women are in two arms, where whole centres are randomised."""
    arms, first = typed.texts.get(ARM, ()), dict[str, str]()
    for row, (centre, arm) in enumerate(zip(typed.texts.get(CENTRE, ()), arms, strict=False)):
        if protocol.design.centres is not None and centre and first.setdefault(centre, arm) != arm:
            found = f"centre {centre!r} in arm {arm!r} and before in {first[centre]!r}"
            yield Mistake(typed.place(row, CENTRE), found, "all women of a centre in one arm, since whole centres are randomised")


def _reasons(typed: Typed) -> Iterator[Mistake]:
    for row, (done, why) in enumerate(zip(typed.numbers.get(COMPLETED, ()), typed.texts.get(REASON, ()), strict=False)):
        if done == (1.0,) and why:
            yield Mistake(typed.place(row, REASON), f"{why!r} of a woman who completed", f"nothing where {COMPLETED} is 1")


def _pairs(typed: Typed, endpoint: Endpoint, protocol: Protocol) -> Iterator[Mistake]:
    """Yield what was entered in one of two columns that belong together and not in the other."""
    name, kind = endpoint.name, SCORES[endpoint.score].kind
    if kind is TIME:
        yield from _both(typed, f"{name}_days", f"{name}_event")
        yield from _between_visits(typed, name)
        yield from _not_read(typed, name, protocol)
    if kind is COUNT and not asking.by_onsets(endpoint):
        yield from _both(typed, name, f"{name}_days")
        yield from _too_many(typed, name, SCORES[endpoint.score].label)
    if asking.by_first_day(endpoint):
        share, day = typed.numbers.get(name, ()), typed.numbers.get(f"{name}_day", ())
        for row, (so, when) in enumerate(zip(share, day, strict=False)):
            if None not in (so, when) and (so == (1.0,)) != bool(when):
                found = "nothing" if not when else f"day {when[0]:g}"
                yield Mistake(typed.place(row, f"{name}_day"), found, f"a day exactly where {name} is 1")


def _between_visits(typed: Typed, name: str) -> Iterator[Mistake]:
    """Yield last days without an event where none was found, or that do not come before the day on which it was."""
    columns = (typed.numbers.get(f"{name}_{one}", ()) for one in ("since", "days", "event"))
    for row, (since, day, event) in enumerate(zip(*columns, strict=False)):
        if since and day and (event == (0.0,) or since[0] >= day[0]):
            allowed = "nothing without an event" if event == (0.0,) else f"before day {day[0]:g}, on which the event was found"
            yield Mistake(typed.place(row, f"{name}_since"), f"day {since[0]:g}", allowed)


def _not_read(typed: Typed, name: str, protocol: Protocol) -> Iterator[Mistake]:
    """Yield columns that are named after a time and say more of it than is analysed, such as when she came under observation."""
    known = {one.name for one in columns_of(protocol)}
    for column in typed.table.columns:
        if column.startswith(f"{name}_") and column not in known:
            allowed = f"of {name}, {name}_days, {name}_event and {name}_since: each woman is at risk from enrolment, day 0, on"
            yield Mistake(f"{typed.table.source}, column {column}", "a column that is not read", allowed)


def _both(typed: Typed, first: str, second: str) -> Iterator[Mistake]:
    for row, pair in enumerate(zip(typed.numbers.get(first, ()), typed.numbers.get(second, ()), strict=False)):
        if None not in pair and bool(pair[0]) != bool(pair[1]):
            blank, other = (first, second) if not pair[0] else (second, first)
            yield Mistake(typed.place(row, blank), "nothing", f"a value, as {other} has one; or both blank")


def _too_many(typed: Typed, name: str, counted: str) -> Iterator[Mistake]:
    """Yield women with more of what is counted than days on which one could begin."""
    days = typed.first(f"{name}_days")
    for row, cell in enumerate(typed.numbers.get(name, ())):
        if cell and np.isfinite(days[row]) and cell[0] > np.ceil(days[row]):
            yield Mistake(typed.place(row, name), f"{cell[0]:g} {counted}", f"at most {np.ceil(days[row]):g}, her days at risk")


def _days(protocol: Protocol) -> Iterator[str]:
    """Yield the columns of days that cannot come after a woman's last day."""
    for one in protocol.endpoints:
        kind = SCORES[one.score].kind
        if kind is TIME or (kind is COUNT and not asking.by_onsets(one)):
            yield f"{one.name}_days"
        elif asking.by_onsets(one):
            yield f"{one.name}_onsets"
        elif asking.by_first_day(one):
            yield f"{one.name}_day"
    yield from map(event_column, asking.events_asked(protocol))


def _too_late(typed: Typed, column: str) -> Iterator[Mistake]:
    last = typed.first(LAST_DAY)
    for row, cell in enumerate(typed.numbers.get(column, ())):
        if cell and np.isfinite(last[row]) and max(cell) > last[row]:
            yield Mistake(typed.place(row, column), f"day {max(cell):g}", f"at most {last[row]:g}, her {LAST_DAY}")
