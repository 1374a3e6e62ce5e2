"""Data sets in the shape of ADaM as the women of a trial: those that `milkway trial --data csv` writes, or a real trial's."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from milkway.core.errors import Mistake
from milkway.core.numerals import read_number
from milkway.protocol.events import EVENTS
from milkway.protocol.protocol import Protocol
from milkway.reports.datasets.adam_cells import BIRTH_DAY, FLAG, STUDY_DAY
from milkway.reports.datasets.adam_endpoints import Women, adam_entry, first_days
from milkway.reports.datasets.adam_records import IMPUTED, SUBJECT, Reader, Record, Records
from milkway.trials.entered import asking
from milkway.trials.entered.entries import Entered

LATE = "since each woman is at risk from the day of randomisation on: late entry is not analysed"
NEEDED = ("TRT01P", "EOSDY", "COMPLFL")
DONE = {"Y": 1.0, "N": 0.0}


def entered_by_adam(folder: Path, protocol: Protocol, world: str, mistakes: list[Mistake]) -> Entered | None:
    """Return the women of a trial; None where anything is wrong with the data sets.

    Args:
        folder: that holds `adsl.csv` or `adsl.xpt` and what else the protocol's endpoints need.
        protocol: of the trial.
        world: of data sets that `milkway trial` wrote, the one to analyse, as HYPOTHESIS/ROUTES; "" where there is one alone.
        mistakes: to which everything that is wrong is added.
    """
    reader = Reader(folder, lambda _: True, mistakes)
    whole = reader.records("ADSL", NEEDED)
    if whole is None:
        return None
    chosen = _world(whole, protocol, world, mistakes)
    if chosen is None:
        return None
    reader = Reader(folder, lambda record: world_of(record, protocol) == chosen, mistakes)
    adsl = reader.records("ADSL", NEEDED)
    found = _women(reader, adsl, protocol) if adsl is not None else None
    mistakes[:] = dict.fromkeys(mistakes)  # a record that several endpoints read is told once
    return None if mistakes or found is None else replace(found, world=chosen, notes=tuple(_notes(reader)))


def world_of(record: Record, protocol: Protocol) -> str:
    """Return the world of a record, as HYPOTHESIS/ROUTES; "" of a real trial."""
    number, routes = record.get("HYPOTHN", ""), record.get("ROUTES", "")
    names = {str(place): one.name for place, one in enumerate(protocol.hypotheses, start=1)}
    return f"{names.get(number, number)}/{routes}" if number or routes else ""


def _world(adsl: Records, protocol: Protocol, world: str, mistakes: list[Mistake]) -> str | None:
    known = tuple(dict.fromkeys(world_of(record, protocol) for _, record in adsl.rows))
    if not known:
        mistakes.append(Mistake(adsl.table.source, "no woman", "a record for each woman"))
    elif world and world not in known:
        mistakes.append(Mistake("world", repr(world), ", ".join(one for one in known if one) or "nothing: there is one alone"))
    elif not world and len(known) > 1:
        found = f"{len(known)} simulated worlds, each a whole trial"
        mistakes.append(Mistake(adsl.table.source, found, f"one of them, by --world: {', '.join(known)}"))
    else:
        return world or next(iter(known))
    return None


def _women(reader: Reader, adsl: Records, protocol: Protocol) -> Entered:
    reader.mistakes.extend(_subject_mistakes(adsl, protocol))
    reader.mistakes.extend(_late_entries(reader, adsl))
    adsl = replace(adsl, rows=tuple({record[SUBJECT]: (place, record) for place, record in adsl.rows}.values()))
    names = {arm.label: arm.name for arm in protocol.arms}
    subjects = {record[SUBJECT]: row for row, (_, record) in enumerate(adsl.rows)}
    flags = [reader.read(place, record, "SIMFL", FLAG) if record.get("SIMFL") else 1 for place, record in adsl.rows]
    sound = np.array([flag != 0 for flag in flags])
    days = [reader.read(place, record, "EOSDY", STUDY_DAY) for place, record in adsl.rows]
    last_day = np.where(sound, np.array([np.nan if day is None else day for day in days]), np.nan)
    sites = [record.get("SITEID", "") for _, record in adsl.rows]
    reasons = [record.get("DCSREAS", "") for _, record in adsl.rows]
    done = np.array([DONE.get(record["COMPLFL"], np.nan) for _, record in adsl.rows])
    enrolled = _enrolled(reader, adsl, protocol)
    women = Women(subjects, enrolled, last_day)
    return Entered(
        women=np.array(list(subjects)),
        arm=np.array([names.get(record["TRT01P"], "") for _, record in adsl.rows]),
        centre=np.array(sites if any(sites) else []),
        enrolled=enrolled,
        knows_enrolment="RANDDSB" in adsl.table.columns,
        last_day=last_day,
        completed=np.where(sound, done, 0.0),
        reason=np.where(sound, np.array(reasons), "simulation failed"),
        events={event: first_days(reader, EVENTS[event].code, women).day for event in asking.events_asked(protocol)},
        entries={one.name: adam_entry(reader, one, protocol, women) for one in protocol.endpoints},
        strata={},
    )


def _notes(reader: Reader) -> Iterator[str]:
    if reader.imputed:
        flags = f"{', '.join(IMPUTED[:-1])} or {IMPUTED[-1]}"
        yield f"Records whose date is known in part ({flags}): {len(reader.imputed)}. Their days are analysed as they stand."


def _enrolled(reader: Reader, adsl: Records, protocol: Protocol) -> np.ndarray:
    """Return (woman,) the day of randomisation since birth; 0 where it is not needed and not there."""
    if "RANDDSB" not in adsl.table.columns:
        if asking.asks_for_enrolment(protocol):
            reader.mistakes.append(Mistake(adsl.table.source, "no variable RANDDSB", "the day of randomisation since birth"))
        return np.zeros(len(adsl.rows), dtype=np.int64)
    days = [reader.read(place, record, "RANDDSB", BIRTH_DAY) for place, record in adsl.rows]
    return np.array([0 if day is None else round(day) for day in days], dtype=np.int64)


def _late_entries(reader: Reader, adsl: Records) -> Iterator[Mistake]:
    """Yield times that do not begin at randomisation: women who come under observation later would be at risk too early."""
    adtte = reader.records("ADTTE", ("AVAL",)) if reader.has("ADTTE") else None
    randomised = {record[SUBJECT]: record.get("RANDDT", "") for _, record in adsl.rows}
    for place, record in adtte.rows if adtte is not None else ():
        day, date = record.get("STARTDY", ""), record.get("STARTDT", "")
        if day and read_number(day) != 1:
            yield Mistake(f"{place}, variable STARTDY", day, f"1, {LATE}")
        if date and date != randomised.get(record[SUBJECT], ""):
            known = randomised.get(record[SUBJECT]) or "her RANDDT in ADSL, which is not there"
            yield Mistake(f"{place}, variable STARTDT", date, f"{known}, {LATE}")


def _subject_mistakes(adsl: Records, protocol: Protocol) -> Iterator[Mistake]:
    labels, first = [arm.label for arm in protocol.arms], dict[str, str]()
    for place, record in adsl.rows:
        if first.setdefault(record[SUBJECT], place) != place:
            yield Mistake(
                f"{place}, variable {SUBJECT}", f"{record[SUBJECT]!r}, as in {first[record[SUBJECT]]}", "a record a woman"
            )
        if record["TRT01P"] not in labels:
            yield Mistake(f"{place}, variable TRT01P", repr(record["TRT01P"]), ", ".join(labels))
        if record["COMPLFL"] not in DONE:
            yield Mistake(f"{place}, variable COMPLFL", repr(record["COMPLFL"]), "Y or N")
