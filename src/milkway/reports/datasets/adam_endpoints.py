"""Each endpoint of a protocol from data sets in the shape of ADaM: which records hold it, and what they say of each woman."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from milkway.analysis.kinds import CHANGE, NUMBERS, SHARE, TIME
from milkway.analysis.outcomes import whole
from milkway.analysis.record import Sample
from milkway.analysis.registry import SCORES
from milkway.analysis.score import Asked, Occurrence, Score
from milkway.assays.counts import Counts
from milkway.assays.known_methods import METHODS
from milkway.core.errors import Mistake
from milkway.core.numerals import read_number
from milkway.protocol.culture import Culture
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol
from milkway.protocol.read_assay import assay_of, sampled_at
from milkway.protocol.sequenced import SequencedStool, StrainSharing
from milkway.reports.datasets.adam_cells import CENSOR, FLAG, SO, STUDY_DAY
from milkway.reports.datasets.adam_records import SUBJECT, Reader, Record
from milkway.reports.datasets.codes import answers, group_codes, sharing_codes, strain_codes
from milkway.reports.datasets.subject import relative_day
from milkway.trials.entered.asking import visits_in_order
from milkway.trials.entered.entries import Entry
from milkway.trials.entered.sampled_record import sampled_record
from milkway.trials.entered.strict_cells import DAYS, Kind, load_kind, number_kind
from milkway.trials.entered.woman_rows import onset_entry

Subjects = Mapping[str, int]
Found = dict[int, tuple[str, Record]]  # by the row of a woman


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
        return onset_entry(endpoint, _onsets(reader, scored.each, women), women.last_day)
    time = np.nan_to_num(women.last_day)
    kind = SO if scored.kind is SHARE else number_kind(scored.most)
    code = (scored.answer or answers()[scored.name]).code
    if scored.kind in (NUMBERS, CHANGE):
        visits = visits_in_order(endpoint, protocol)
        ratings = np.stack([_values(reader, "ADQS", women.subjects, kind, PARAMCD=code, AVISIT=one)[0] for one in visits], axis=1)
        return Entry(whole(ratings) if scored.kind is CHANGE else ratings, time, time > 0)
    visit = (endpoint.visit or "") if scored.needs else ""
    value, _ = _values(reader, "ADQS", women.subjects, kind, PARAMCD=code, AVISIT=visit)
    return Entry(value, time, value > 0)


@dataclass(frozen=True)
class FirstDays:
    """A first event: (woman,) its day since enrolment, NaN where it was not seen, and the day of it or until which she was."""

    day: np.ndarray
    until: np.ndarray


def first_days(reader: Reader, code: str, women: Women) -> FirstDays:
    """Return a first event of every woman.

    Args:
        reader: of the folder.
        code: PARAMCD of ADTTE.
        women: of ADSL.
    """
    until, records = _values(reader, "ADTTE", women.subjects, DAYS, "CNSR", PARAMCD=code)
    if not records and reader.records("ADTTE", ("AVAL", "CNSR")) is not None:
        reader.mistakes.append(Mistake(str(reader.folder), f"no record {code} in ADTTE", f"PARAMCD {code} for each woman"))
    seen = np.zeros(len(until), dtype=bool)
    for row, (place, record) in records.items():
        seen[row] = reader.read(place, record, "CNSR", CENSOR) == 0
        reader.mistakes.extend(_other_clock(place, record, until[row]))
        reader.mistakes.extend(_too_late(f"{place}, variable AVAL", until[row], women.last_day[row]))
    return FirstDays(np.where(seen, until, np.nan), until)


def _other_clock(place: str, record: Record, days: float) -> Iterator[Mistake]:
    """Yield a time that is not in days, or that does not count the day of randomisation as 0."""
    unit, day = record.get("AVALU", ""), read_number(record.get("ADY", ""))
    if unit and unit.upper() != "DAYS":
        yield Mistake(f"{place}, variable AVALU", repr(unit), "DAYS")
    elif day is not None and day != relative_day(np.array([days]))[0]:
        allowed = f"{day - 1:g}, days since randomisation, whose ADY is 1" if day >= 1 else "an ADY of 1 or later"
        yield Mistake(f"{place}, variable AVAL", f"{days:g} where ADY is {day:g}", allowed)


def _too_late(place: str, day: float, last: float) -> Iterator[Mistake]:
    if day > last:
        yield Mistake(place, f"day {day:g} since randomisation", f"at most {last:g}, her EOSDY of ADSL less 1")


def _from_times(reader: Reader, scored: Score, women: Women) -> Entry:
    """Return a time to a first event, or whether it happened."""
    assert scored.first is not None
    found = first_days(reader, scored.first.code, women)
    seen = np.isfinite(found.day)
    if scored.kind is TIME:
        return Entry(found.until, found.until, seen)
    known = np.isfinite(women.last_day)
    return Entry(np.where(known, seen.astype(float), np.nan), np.nan_to_num(women.last_day), seen, found.day[:, None])


def _onsets(reader: Reader, each: Occurrence, women: Women) -> np.ndarray:
    """Return (woman, onset) days since enrolment on which something happens, NaN after the last.

    Where it happened to nobody there may be no ADAE at all: it has no records then, and ADTTE says that there was no event.
    """
    days: dict[int, list[float]] = {}
    for place, record in () if _nobody(reader, each, women) else reader.chosen("ADAE", ("ASTDY",), AETERM=each.term):
        day, row = reader.read(place, record, "ASTDY", STUDY_DAY), _row(reader, place, record, women.subjects)
        if day is not None and row is not None:
            days.setdefault(row, []).append(day)
            reader.mistakes.extend(_too_late(f"{place}, variable ASTDY", day, women.last_day[row]))
    found = np.full((len(women.subjects), max(map(len, days.values()), default=0)), np.nan)
    for row, one in days.items():
        found[row, : len(one)] = sorted(one)
    return found


def _nobody(reader: Reader, each: Occurrence, women: Women) -> bool:
    """Return whether there is no ADAE, and by ADTTE no first one of what it would hold."""
    return not reader.has("ADAE") and not np.isfinite(first_days(reader, each.first.code, women).day).any()


def _from_sample(reader: Reader, endpoint: Endpoint, protocol: Protocol, women: Women) -> Entry:
    """Return what the score reads of the sample of the visit, or those of two, as the laboratory reported it."""
    samples = tuple(_sample(reader, endpoint, protocol, women, one) for one in sampled_at(endpoint))
    record = sampled_record(women.enrolled, women.last_day, samples, protocol)
    asked = Asked(endpoint.visit or "", (), endpoint.group, baseline=endpoint.baseline or "")
    found = SCORES[endpoint.score].read(record, asked)
    return Entry(found.value, found.time, found.seen)


def _sample(reader: Reader, endpoint: Endpoint, protocol: Protocol, women: Women, visit: str) -> Sample:
    """Return the sample of a visit."""
    group, assay = endpoint.group, assay_of(endpoint, protocol)
    none = np.full(len(women.subjects), np.nan)
    day = next(one.day.of(women.enrolled) for one in protocol.visits if one.name == visit)
    sample = Sample(assay.name, visit, day, {}, {}, none, none, material=SCORES[endpoint.score].material)
    if isinstance(assay, StrainSharing):
        called = _values(reader, "ADLB", women.subjects, SO, PARAMCD=sharing_codes(protocol)[assay.name], AVISIT=visit)[0]
        sample = replace(sample, assayed="pairs", called=called)
    elif isinstance(assay, SequencedStool):
        code = group_codes(protocol)[assay.name, group or ""]
        share = _values(reader, "ADLB", women.subjects, number_kind(1.0), PARAMCD=code, AVISIT=visit)[0]
        there, no = np.isfinite(share), np.zeros(len(share), dtype=bool)
        sample = replace(sample, assayed="reads", counts={group or "": Counts(there, share, share, share, no)})
    elif SCORES[endpoint.score].of_strain:
        code = strain_codes(protocol)[assay.name]
        sample = replace(sample, detected=_values(reader, "ADLB", women.subjects, SO, PARAMCD=code, AVISIT=visit)[0])
    if isinstance(assay, Culture) and group is not None:
        counts = _counts(reader, group_codes(protocol)[assay.name, group], visit, assay, women)
        sample = replace(sample, counts={group: counts})
    return sample


def _counts(reader: Reader, code: str, visit: str, assay: Culture, women: Women) -> Counts:
    """Return the counts of a group: a record without one is a sample without one, unless it is said to be below the limit."""
    value, below = np.full(len(women.subjects), np.nan), np.zeros(len(women.subjects), dtype=bool)
    seen: Found = {}
    for place, record in reader.chosen("ADLB", ("LBSTRESN", "BLQFL"), PARAMCD=code, AVISIT=visit):
        row, cell, unit = _row(reader, place, record, women.subjects), record["LBSTRESN"], METHODS[assay.method].unit
        under = bool(record["BLQFL"]) and reader.read(place, record, "BLQFL", FLAG) == 1
        if row is None or not (cell or under):
            continue
        found, allowed = load_kind(assay.limit).read("<" * under + cell), load_kind(assay.limit).allowed
        if found is None:
            told = f"{cell!r} where BLQFL is {record['BLQFL'] or 'blank'}"
            reader.mistakes.append(Mistake(f"{place}, variable LBSTRESN", told, allowed.partition(";")[0]))
        if record.get("LBSTRESU", unit).casefold() not in ("", unit.casefold()):
            reader.mistakes.append(Mistake(f"{place}, variable LBSTRESU", repr(record["LBSTRESU"]), unit))
        _once(reader, seen, row, (place, record), f"{code} {visit}")
        value[row], below[row] = np.nan if found is None else found[0], under
    there, unknown = np.isfinite(value), np.full(len(value), np.nan)
    return Counts(there, unknown, unknown, value, below)


def _values(reader: Reader, name: str, subjects: Subjects, kind: Kind, *needed: str, **where: str) -> tuple[np.ndarray, Found]:
    """Return (woman,) AVAL of the records that are asked for, NaN where she has none, and those records by her row.

    A record without a value is as none, but for a time: of that something is always known.
    """
    value, seen = np.full(len(subjects), np.nan), Found()
    for place, record in reader.chosen(name, ("AVAL", *needed), **where):
        row = _row(reader, place, record, subjects)
        number = None if kind is not DAYS and not record["AVAL"] else reader.read(place, record, "AVAL", kind)
        if row is not None and number is not None:
            _once(reader, seen, row, (place, record), " ".join(where.values()))
            value[row] = number
    return value, seen


def _once(reader: Reader, seen: Found, row: int, one: tuple[str, Record], told: str) -> None:
    """Remember the record of a woman; a second one is a mistake."""
    if row in seen:
        reader.mistakes.append(Mistake(one[0], f"a second record {told} of {one[1][SUBJECT]}", f"one, as in {seen[row][0]}"))
    seen[row] = one


def _row(reader: Reader, place: str, record: Record, subjects: Subjects) -> int | None:
    found = subjects.get(record[SUBJECT])
    if found is None:
        reader.mistakes.append(Mistake(f"{place}, variable {SUBJECT}", repr(record[SUBJECT]), "a woman of ADSL"))
    return found
