"""A protocol checked before a run: its mistakes, what each verb would refuse of it, and what a run costs, as plain values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from milkway.arguments import whole
from milkway.cohorts.chosen import REFERENCES
from milkway.core.errors import InputError, Mistake
from milkway.ledger.own_values import with_settings
from milkway.ledger.setting_values import plain_settings
from milkway.ledger.tables import ParameterTable
from milkway.planning.planned_truth import least_mistakes, pool_mistakes, truth_mistakes
from milkway.planning.prepared_designs import designs_of
from milkway.protocol.interim import look_mistakes
from milkway.protocol.known import given_protocol, named
from milkway.protocol.named_sources import protocol_keys
from milkway.protocol.protocol import Protocol, resized
from milkway.protocol.single_arm import contrast_mistakes
from milkway.protocol.words import Words
from milkway.reports.datasets.texts import text_mistakes
from milkway.trials.case_definition import plain_definition
from milkway.trials.cost import MEASURED, SPEED, Cost
from milkway.trials.missing.leavers import missing_mistakes
from milkway.trials.settings_held import settings_of

SMALLEST = 100  # women of the smallest trial that `milkway power` draws unless told otherwise


@dataclass(frozen=True)
class Note:
    """What another verb, with nothing else said, refuses of a protocol that a trial can run."""

    verb: str
    mistake: Mistake


def check_plain(protocol: Protocol, notes: Sequence[Note], cost: Cost, table: ParameterTable) -> dict:
    """Return what `milkway check` tells of a protocol without mistakes.

    Args:
        protocol: of the size asked for.
        notes: what other verbs refuse.
        cost: of a run.
        table: of parameters, before the protocol's settings.
    """
    settings = settings_of(protocol, with_settings(table, protocol.settings.plain))
    remarks = {"single_arm": True} if protocol.single else {}
    remarks |= plain_settings(settings) | plain_definition(protocol.mastitis)
    return {
        "protocol": protocol.name,
        "title": protocol.title,
        "mistakes": [],
        "notes": [{"verb": one.verb, **asdict(one.mistake)} for one in notes],
        "cost": asdict(cost) | {"dyad_years_per_second": SPEED, "measured": MEASURED},
    } | remarks


def sized_protocol(
    protocol: str | Path | Protocol,
    dyads: int | None,
    words: Words,
    others: Sequence[Mistake] = (),
    refusing: Sequence[Callable[[Protocol], list[Mistake]]] = (),
    settings: Mapping[str, str] = REFERENCES,
) -> Protocol:
    """Return the protocol with the size asked for, or raise every mistake of file and arguments.

    Args:
        protocol: name, path or object.
        dyads: randomised, if other than the protocol's.
        words: the names that the model of the run knows.
        others: mistakes of other arguments, to be told together.
        refusing: what else is looked for in the protocol, where it can be read.
        settings: that a command asks for, which win over those of the protocol.

    Raises:
        InputError: with every mistake.
    """
    try:
        found, mistakes = given_protocol(protocol, words).under(settings), list[Mistake]()
    except InputError as error:
        found, mistakes = None, list(error.mistakes)
    least = len(found.arms) if found is not None else 1
    size = whole("dyads", least if dyads is None else dyads, least, mistakes)
    mistakes += others
    if found is None:
        raise InputError(named(protocol), mistakes)
    mistakes += look_mistakes(found.interim, "dyads", [size] if size == dyads else [])
    mistakes += [mistake for find in refusing for mistake in find(found)]
    if mistakes:
        raise InputError(named(protocol), mistakes)
    return found if dyads is None else resized(found, size)


def notes_on(protocol: Protocol, words: Words) -> tuple[Note, ...]:
    """Return what other verbs refuse of a protocol before they simulate, each with its defaults."""
    leading = protocol.endpoints[0].name
    compared = contrast_mistakes(protocol)
    planning = [*pool_mistakes(protocol), *truth_mistakes(protocol, leading, None)]
    refused = {
        "trial --data": text_mistakes(protocol),
        "trial --missing": missing_mistakes(protocol),
        "power": compared or [*least_mistakes(protocol, SMALLEST), *planning],
        "designs": compared or [*planning, *_design_mistakes(protocol, leading, words)],
        "cite": _uncitable(protocol),
    }
    return tuple(Note(verb, mistake) for verb, mistakes in refused.items() for mistake in mistakes)


def _design_mistakes(protocol: Protocol, leading: str, words: Words) -> list[Mistake]:
    """Return what is wrong with the designs that a protocol states; the usual ones, made from it, are right."""
    if not protocol.designs:
        return []
    try:
        designs_of(protocol, leading, words)
    except InputError as error:
        return list(error.mistakes)
    return []


def _uncitable(protocol: Protocol) -> list[Mistake]:
    known = protocol.known_sources
    return [Mistake(where, key, "a key of the bibliography") for where, key in protocol_keys(protocol) if key not in known]
