"""Each endpoint of a protocol from data sets in the shape of ADaM: which records hold it, and what they say of each woman."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from milkway.analysis.kinds import NUMBERS, TIME
from milkway.analysis.record import Sample
from milkway.analysis.registry import SCORES
from milkway.analysis.score import Asked, Occurrence, Score
from milkway.assays.counts import Counts
from milkway.core.errors import Mistake
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol
from milkway.reports.datasets.adam_records import SUBJECT, Reader, Record
from milkway.reports.datasets.codes import answers, group_codes, strain_codes
from milkway.trials.entered.asking import visits_in_order
from milkway.trials.entered.entries import Entry
from milkway.trials.entered.sampled_record import sampled_record
from milkway.trials.entered.woman_rows import onset_entry

Subjects = Mapping[str, int]


@dataclass(frozen=True)
class Women:
    """The women of a trial.

    Attributes:
        subjects: row of each.
        enrolled: (woman,) day since birth.
        last_day: (woman,) days until she was seen last, NaN where nothing of her is analysed.
    """

    subjects: Subjects
    enrolled: np.ndarray
    last_day: np.ndarray


def adam_entry(reader: Reader, endpoint: Endpoint, protocol: Protocol, women: Women) -> Entry:
    """Return an endpoint of every woman.

    Args:
        reader: of the folder.
        endpoint: of the protocol.
        protocol: of the trial.
        women: of ADSL.
    """
    scored = SCORES[endpoint.score]
    if scored.taken == "sample":
        return _from_sample(reader, endpoint, protocol, women)
    if scored.first is not None:
        return _from_times(reader, scored, women)
    if scored.each is not None:
        return onset_entry(endpoint, _onsets(reader, scored.each, women.subjects), women.last_day)
    code, time = answers()[scored.name].code, np.nan_to_num(women.last_day)
    if scored.kind is NUMBERS:
        visits = visits_in_order(endpoint, protocol)
        ratings = [_values(reader, "ADQS", women.subjects, PARAMCD=code, AVISIT=one)[0] for one in visits]
        return Entry(np.stack(ratings, axis=1), time, time > 0)
    value, _ = _values(reader, "ADQS", women.subjects, PARAMCD=code, AVISIT=(endpoint.visit or "") if scored.needs else "")
    return Entry(value, time, value > 0)


@dataclass(frozen=True)
class FirstDays:
    """A first event: (woman,) its day since enrolment, NaN where it was not seen, and the day of it or until which she was."""

    day: np.ndarray
    until: np.ndarray


def first_days(reader: Reader, code: str, subjects: Subjects) -> FirstDays:
    """Return a first event of every woman.

    Args:
        reader: of the folder.
        code: PARAMCD of ADTTE.
        subjects: row of each.
    """
    until, records = _values(reader, "ADTTE", subjects, "CNSR", PARAMCD=code)
    if not records and reader.records("ADTTE", ("AVAL", "CNSR")) is not None:
        reader.mistakes.append(Mistake(str(reader.folder), f"no record {code} in ADTTE", f"PARAMCD {code} for each woman"))
    seen = np.zeros(len(until), dtype=bool)
    for row, (_, record) in records.items():
        seen[row] = record["CNSR"] == "0"
    return FirstDays(np.where(seen, until, np.nan), until)


def _from_times(reader: Reader, scored: Score, women: Women) -> Entry:
    """Return a time to a first event, or whether it happened."""
    assert scored.first is not None
    found = first_days(reader, scored.first.code, women.subjects)
    seen = np.isfinite(found.day)
    if scored.kind is TIME:
        return Entry(found.until, found.until, seen)
    known = np.isfinite(women.last_day)
    return Entry(np.where(known, seen.astype(float), np.nan), np.nan_to_num(women.last_day), seen, found.day[:, None])


def _onsets(reader: Reader, each: Occurrence, subjects: Subjects) -> np.ndarray:
    """Return (woman, onset) days since enrolment on which something happens, NaN after the last.

    Where it happened to nobody there may be no ADAE at all: it has no records then, and ADTTE says that there was no event.
    """
    adae = None if _nobody(reader, each, subjects) else reader.records("ADAE", ("AETERM", "ASTDY"))
    days: dict[int, list[float]] = {}
    for place, record in adae.where(AETERM=each.term) if adae is not None else ():
        day, row = reader.number(place, record, "ASTDY"), _row(reader, place, record, subjects)
        if day is not None and row is not None:
            days.setdefault(row, []).append(day - 1)
    found = np.full((len(subjects), max(map(len, days.values()), default=0)), np.nan)
    for row, one in days.items():
        found[row, : len(one)] = sorted(one)
    return found


def _nobody(reader: Reader, each: Occurrence, subjects: Subjects) -> bool:
    """Return whether there is no ADAE, and by ADTTE no first one of what it would hold."""
    return not reader.has("ADAE") and not np.isfinite(first_days(reader, each.first.code, subjects).day).any()


def _from_sample(reader: Reader, endpoint: Endpoint, protocol: Protocol, women: Women) -> Entry:
    """Return what the score reads of the first sample of the visit that could hold it, as the laboratory reported it."""
    visit, group = endpoint.visit or "", endpoint.group
    typing, taken = strain_codes(protocol), [one for one in protocol.assays.culture if visit in one.visits]
    assay = next(one.name for one in taken if (one.name in typing if group is None else group in one.groups))
    none = np.full(len(women.subjects), np.nan)
    counts = {} if group is None else {group: _counts(reader, group_codes(protocol)[assay, group], visit, women)}
    code = typing.get(assay, "")
    typed = SCORES[endpoint.score].of_strain and code
    detected = _values(reader, "ADLB", women.subjects, PARAMCD=code, AVISIT=visit)[0] if typed else none
    day = next(one.day.of(women.enrolled) for one in protocol.visits if one.name == visit)
    sample = Sample(assay, visit, day, counts, {}, none, detected)
    record = sampled_record(women.enrolled, women.last_day, (sample,), protocol)
    found = SCORES[endpoint.score].read(record, Asked(visit, (), group))
    return Entry(found.value, found.time, found.seen)


def _counts(reader: Reader, code: str, visit: str, women: Women) -> Counts:
    _, records = _values(reader, "ADLB", women.subjects, "LBSTRESN", "BLQFL", PARAMCD=code, AVISIT=visit)
    value, below = np.full(len(women.subjects), np.nan), np.zeros(len(women.subjects), dtype=bool)
    for row, (place, record) in records.items():
        count = reader.number(place, record, "LBSTRESN")
        value[row], below[row] = np.nan if count is None else count, record["BLQFL"] == "Y"
    there, unknown = np.isfinite(value), np.full(len(value), np.nan)
    return Counts(there, unknown, unknown, value, below)


def _values(
    reader: Reader, name: str, subjects: Subjects, *needed: str, **where: str
) -> tuple[np.ndarray, dict[int, tuple[str, Record]]]:
    """Return (woman,) AVAL of the records that are asked for, NaN where she has none, and those records by her row."""
    value, found = np.full(len(subjects), np.nan), dict[int, tuple[str, Record]]()
    data = reader.records(name, ("AVAL", *where, *needed))
    for place, record in data.where(**where) if data is not None else ():
        row, number = _row(reader, place, record, subjects), reader.number(place, record, "AVAL")
        if row is None or number is None:
            continue
        if row in found:
            told = " ".join(where.values())
            reader.mistakes.append(Mistake(place, f"a second record {told} of {record[SUBJECT]}", f"one, as in {found[row][0]}"))
        value[row], found[row] = number, (place, record)
    return value, found


def _row(reader: Reader, place: str, record: Record, subjects: Subjects) -> int | None:
    found = subjects.get(record[SUBJECT])
    if found is None:
        reader.mistakes.append(Mistake(f"{place}, variable {SUBJECT}", repr(record[SUBJECT]), "a woman of ADSL"))
    return found
