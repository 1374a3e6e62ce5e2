"""The columns of a data file with a row a woman, as a protocol asks for them."""

from collections.abc import Iterator
from dataclasses import dataclass

from milkway.analysis.kinds import CHANGE, COUNT, LOAD, NUMBERS, SHARE, TIME
from milkway.analysis.registry import SCORES
from milkway.assays.known_methods import METHODS
from milkway.protocol.culture import Culture
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.events import EVENTS
from milkway.protocol.protocol import Protocol
from milkway.protocol.read_assay import assay_of
from milkway.trials.entered import asking
from milkway.trials.entered.asking import visits_in_order
from milkway.trials.entered.strict_cells import BIRTH_DAY, DAY, DAYS, HOW_MANY, ONSETS, YES_NO, Kind, load_kind, number_kind

WOMAN, ARM, CENTRE, REASON = "woman", "arm", "centre", "reason"
ENROLLED, LAST_DAY, COMPLETED = "enrolled", "last_day", "completed"


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        name: in the header.
        meaning: in a sentence.
        kind: of its cells; None for text.
        needed: whether the protocol cannot be analysed without it.
        filled: whether no cell may be blank.
    """

    name: str
    meaning: str
    kind: Kind | None
    needed: bool = True
    filled: bool = False


def columns_of(protocol: Protocol) -> tuple[Column, ...]:
    """Return every column that a protocol can use: of women, of intercurrent events, and of its endpoints in their order."""
    return (
        *_women(protocol),
        *_events(protocol),
        *(one for endpoint in protocol.endpoints for one in endpoint_columns(endpoint, protocol)),
    )


def event_column(event: str) -> str:
    """Return the column of the day of an intercurrent event."""
    return f"{event}_day"


def culture_of(endpoint: Endpoint, protocol: Protocol) -> Culture:
    """Return the assay that counts an endpoint's group at its visit."""
    found = assay_of(endpoint, protocol)
    assert isinstance(found, Culture), "a load is counted"
    return found


def endpoint_columns(endpoint: Endpoint, protocol: Protocol) -> Iterator[Column]:
    """Yield the columns that an endpoint is scored from."""
    name, label, scored = endpoint.name, endpoint.label, SCORES[endpoint.score]
    kind, number = scored.kind, number_kind(scored.most)
    if kind is SHARE:
        yield Column(name, f"{label}: 1 if so, 0 if not; blank where it is missing", YES_NO)
        if asking.by_first_day(endpoint):
            yield Column(f"{name}_day", f"{label}: day since enrolment on which it first was so; blank if never", DAY)
    elif kind is TIME:
        yield Column(f"{name}_days", f"{label}: days from enrolment to the event, or until she was seen last without it", DAYS)
        yield Column(f"{name}_event", f"{label}: 1 if the event was seen, 0 if not", YES_NO)
        since = (
            "last day on which she was known to be without an event that was found at a later visit; blank if its day is known"
        )
        yield Column(f"{name}_since", f"{label}: {since}", DAYS, needed=False)
    elif asking.by_onsets(endpoint):
        yield Column(f"{name}_onsets", f"{label}: day since enrolment of each onset, such as 3;40; blank if none", ONSETS)
    elif kind is COUNT:
        yield Column(name, f"{label}: {scored.label}, how many; blank where it is missing", HOW_MANY)
        yield Column(f"{name}_days", f"{label}: days at risk", DAYS)
    elif kind is NUMBERS:
        for visit in visits_in_order(endpoint, protocol):
            yield Column(f"{name}_{visit}", f"{label}, at the visit {visit}; blank where it is missing", number)
    elif kind is CHANGE:
        cells = load_kind(culture_of(endpoint, protocol).limit) if scored.taken == "sample" else number
        for visit in visits_in_order(endpoint, protocol):
            yield Column(f"{name}_{visit}", f"{label}, what is measured at the visit {visit}; blank where it is missing", cells)
    elif kind is LOAD:
        culture = culture_of(endpoint, protocol)
        limit, unit = culture.limit, METHODS[culture.method].unit
        meaning = f"{label}: {unit} at the visit {endpoint.visit}, <{limit:g} if below the limit; blank without a sample"
        yield Column(name, meaning, load_kind(limit))
    else:
        yield Column(name, f"{label}: {scored.label}; blank where it is missing", number)


def _women(protocol: Protocol) -> Iterator[Column]:
    arms = ", ".join(arm.name for arm in protocol.arms)
    yield Column(WOMAN, "an identity of her own", None, filled=True)
    yield Column(ARM, f"the arm that she was randomised to: {arms}", None, filled=True)
    centred = asking.asks_for_centre(protocol) or protocol.design.centres is not None
    yield Column(CENTRE, "her centre", None, needed=asking.asks_for_centre(protocol), filled=centred)
    for stratum in protocol.design.strata:
        yield Column(stratum.covariate, "her class of this stratum; counted, not adjusted for", None, needed=False, filled=True)
    entry = "day of enrolment since birth, negative in pregnancy"
    yield Column(ENROLLED, entry, BIRTH_DAY, needed=asking.asks_for_enrolment(protocol), filled=True)
    last = "days from enrolment until she left the trial or her follow-up ended"
    yield Column(LAST_DAY, last, DAY, needed=asking.asks_for_last_day(protocol), filled=True)
    whole = "1 if she was in the trial to its end, 0 if she left before"
    yield Column(COMPLETED, whole, YES_NO, needed=asking.asks_for_completion(protocol), filled=True)
    yield Column(REASON, "why she left; blank if she did not", None, needed=False)


def _events(protocol: Protocol) -> Iterator[Column]:
    for event in asking.events_asked(protocol):
        meaning = f"{EVENTS[event].label}: day since enrolment on which it happened; blank if never"
        yield Column(event_column(event), meaning, DAY)
