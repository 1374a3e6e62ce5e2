"""A data file with a row a woman as the women of a trial, by endpoint: the simplest layout that `milkway.analyse` reads."""

import numpy as np

from milkway.analysis.kinds import CHANGE, COUNT, LOAD, NUMBERS, SHARE, TIME
from milkway.analysis.outcomes import whole
from milkway.analysis.registry import SCORES
from milkway.analysis.score import Score
from milkway.core.errors import Mistake
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol
from milkway.trials.entered import asking
from milkway.trials.entered.asking import visits_in_order
from milkway.trials.entered.contradicting_women import contradictions
from milkway.trials.entered.entries import Entered, Entry
from milkway.trials.entered.text_table import TextTable
from milkway.trials.entered.typed_women import Typed, typed_women, unused_columns
from milkway.trials.entered.woman_columns import ARM, CENTRE, COMPLETED, ENROLLED, LAST_DAY, REASON, WOMAN, event_column

TIED = 9  # decimals of a day: times that arithmetic left a rounding apart, such as 0.3 and 3 * 0.1, are one time


def entered_by_woman(table: TextTable, protocol: Protocol, mistakes: list[Mistake]) -> Entered | None:
    """Return the women of a trial; None where anything is wrong with the table.

    Args:
        table: with a row a woman.
        protocol: of the trial.
        mistakes: to which everything that is wrong is added.
    """
    typed = typed_women(table, protocol, mistakes)
    mistakes += contradictions(typed, protocol)
    if mistakes:
        return None
    return Entered(
        women=np.array(typed.texts[WOMAN]),
        arm=np.array(typed.texts[ARM]),
        centre=np.array(typed.texts.get(CENTRE, ())),
        enrolled=np.nan_to_num(typed.first(ENROLLED)).astype(np.int64),
        knows_enrolment=ENROLLED in typed.numbers,
        last_day=typed.first(LAST_DAY),
        completed=typed.first(COMPLETED),
        reason=np.array(typed.texts.get(REASON, ("",) * len(table.rows))),
        events={event: typed.first(event_column(event)) for event in asking.events_asked(protocol)},
        entries={one.name: _entry(typed, one, protocol) for one in protocol.endpoints},
        strata={name: np.array(typed.texts[name]) for one in protocol.design.strata if (name := one.covariate) in typed.texts},
        unused=unused_columns(table, protocol),
    )


def onset_entry(endpoint: Endpoint, days: np.ndarray, last_day: np.ndarray) -> Entry:
    """Return an endpoint from the days of onsets.

    Args:
        endpoint: a count of episodes, or episodes over time.
        days: (woman, onset) since enrolment, NaN after the last.
        last_day: (woman,) days until she was seen last, NaN where she never was.
    """
    latest = days.max(axis=1, initial=-1, where=np.isfinite(days))
    followed = np.maximum(last_day, latest + 1)
    counts = np.where(np.isfinite(last_day), np.isfinite(days).sum(axis=1), np.nan)
    if SCORES[endpoint.score].kind is COUNT:
        return Entry(counts, np.nan_to_num(last_day), counts > 0, days)
    column = np.arange(int(np.nanmax(followed, initial=1)))
    began = (days[:, :, None] == column).sum(axis=1).astype(float)
    return Entry(np.where(column < followed[:, None], began, np.nan), np.nan_to_num(last_day), counts > 0, days)


def _entry(typed: Typed, endpoint: Endpoint, protocol: Protocol) -> Entry:
    name, last, kind = endpoint.name, typed.first(LAST_DAY), SCORES[endpoint.score].kind
    if kind is TIME:
        days = np.round(typed.first(f"{name}_days"), TIED)
        since = typed.first(f"{name}_since") if f"{name}_since" in typed.numbers else None
        return Entry(days, days, typed.first(f"{name}_event") > 0, since=since)
    if asking.by_onsets(endpoint):
        return onset_entry(endpoint, _onsets(typed, f"{name}_onsets"), last)
    if kind is NUMBERS:
        ratings = [typed.first(f"{name}_{visit}") for visit in visits_in_order(endpoint, protocol)]
        return Entry(np.stack(ratings, axis=1), np.nan_to_num(last), np.isfinite(ratings[0]))
    if kind is CHANGE:
        return _pair(typed, [f"{name}_{visit}" for visit in visits_in_order(endpoint, protocol)], SCORES[endpoint.score], last)
    value = typed.first(name)
    if kind is COUNT:
        return Entry(value, np.nan_to_num(typed.first(f"{name}_days")), value > 0)
    if kind is SHARE:
        days = typed.first(f"{name}_day")[:, None] if asking.by_first_day(endpoint) else None
        return Entry(value, np.nan_to_num(last), value > 0, days)
    if kind is LOAD:
        return Entry(value, np.zeros(len(value)), _above(typed, name))
    return Entry(value, np.nan_to_num(last), np.isfinite(value))


def _pair(typed: Typed, columns: list[str], scored: Score, last: np.ndarray) -> Entry:
    """Return what is measured at baseline and at a visit: ratings, or logs of loads and whether both lie above the limit."""
    value = np.stack([typed.first(column) for column in columns], axis=1)
    if scored.taken != "sample":
        return Entry(whole(value), np.nan_to_num(last), np.isfinite(value).all(axis=1))
    return Entry(whole(np.log10(value)), np.zeros(len(value)), np.all([_above(typed, one) for one in columns], axis=0))


def _above(typed: Typed, column: str) -> np.ndarray:
    """Return (woman,) whether a load lies above its limit."""
    return np.array([bool(cell) and cell[1] == 0 for cell in typed.numbers[column] if cell is not None])


def _onsets(typed: Typed, column: str) -> np.ndarray:
    """Return (woman, onset) days, NaN after the last."""
    cells = [cell or () for cell in typed.numbers[column]]
    days = np.full((len(cells), max(map(len, cells), default=0)), np.nan)
    for row, cell in enumerate(cells):
        days[row, : len(cell)] = cell
    return days
