"""`milkway.check`: what is wrong with a protocol, what other verbs would refuse of it, and what a run of it costs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from milkway.arguments import draws_of, whole
from milkway.cohorts.chosen import REFERENCES, parameters_for, read_model
from milkway.core.brief import brief
from milkway.core.errors import InputError, Mistake
from milkway.core.model import Model
from milkway.ledger.own_values import NOTHING, Given, with_settings
from milkway.ledger.setting_values import plain_settings, read_asked
from milkway.planning.planned_truth import least_mistakes, pool_mistakes, truth_mistakes
from milkway.planning.prepared_designs import designs_of
from milkway.protocol.interim import look_mistakes
from milkway.protocol.known import given_protocol, named, words_with
from milkway.protocol.protocol import Protocol, resized
from milkway.protocol.single_arm import contrast_mistakes
from milkway.protocol.words import Words
from milkway.reports.check_terminal import check_lines, print_check
from milkway.reports.datasets.texts import text_mistakes
from milkway.reports.showing import Face, framed, notebook, saved
from milkway.trials.case_definition import plain_definition
from milkway.trials.cost import MEASURED, SPEED, Cost, cost_of
from milkway.trials.missing.leavers import missing_mistakes
from milkway.trials.settings_held import settings_of
from milkway.trials.values_taken import setting_mistakes, value_mistakes
from milkway.verbs.cite import protocol_keys

if TYPE_CHECKING:
    import pandas as pd

SMALLEST = 100  # women of the smallest trial that `milkway power` draws unless told otherwise


@dataclass(frozen=True)
class Note:
    """What another verb, with nothing else said, refuses of a protocol that a trial can run."""

    verb: str
    mistake: Mistake


@dataclass(frozen=True)
class Checked:
    """A protocol without mistakes, what other verbs refuse of it, its cost, and all of it as plain values."""

    protocol: Protocol
    notes: tuple[Note, ...]
    cost: Cost
    summary: dict

    __repr__ = brief
    _repr_html_ = notebook
    save = saved

    @property
    def table(self) -> "pd.DataFrame":
        """Return what other verbs refuse, a row each."""
        return framed(self.summary["notes"], ("verb", "where", "found", "allowed"))

    def tell(self) -> None:
        """Print what other verbs refuse, and the cost."""
        print_check(self.summary)

    def face(self) -> Face:
        """Return what it shows of itself."""
        return Face("Checked", tuple(check_lines(self.summary)), {"notes": lambda: self.table})


def check(
    protocol: str | Path | Protocol,
    *,
    dyads: int | None = None,
    draws: int = 0,
    missing: bool = False,
    values: Given = NOTHING,
    setting: str | Sequence[str] = (),
    model: str | Model = "complete",
) -> Checked:
    """Tell every mistake and contradiction of a protocol, and what a run of it costs; nothing is simulated.

    Args:
        protocol: Name of a protocol that ships (hurtado2017), or the path of a TOML file. In Python also a `milkway.Protocol`.
        dyads: Dyads randomised, all arms together, if other than the protocol's.
        draws: Count the cost of a trial with so many draws of the posterior.
        missing: Count the cost of a trial with its study of missing data.
        values: File of numbers of your own in place of rows of the tables: TOML (key = value) or CSV (key,value,unit). In Python
            also a mapping, such as `{"carrier_uptake": 1e-6}` or `{"feeds_per_day": "12 1/day"}`.
        setting: Hypotheses that no data decide, where other than in the protocol's [settings]: sterile_share=60,
            antibiotic_tolerant=yes, ileum=3e7, or several with commas between them. They win over the protocol. In Python also a
            list.
        model: Mechanisms: "complete"; "complete without skin,contact"; or a model of your own, as FILE.py:NAME (the file is run)
            or package.module:NAME. In Python also a `Model`.

    Returns:
        The protocol, notes and cost. Its `summary`, which `--json` prints, has `protocol`, `title`, `mistakes` (none, since they
        are raised), `notes`, a list with `verb`, `where`, `found` and `allowed`, and `cost`: `dyads` randomised, `routes`,
        `hypotheses`, `worlds` (arms that are simulated, each in each world), `dyad_days`, `seconds` of processor time on one core
        and `megabytes` of the folder, both about, and the speed that they rest on (`dyad_years_per_second`) with where it was
        `measured`. What data sets add is not counted. `case_definition` is there where the definition is not the one that was
        calibrated, with `unlike`, in what.

    Raises:
        InputError: every mistake and contradiction of the protocol, as `milkway.trial` tells them.

    >>> check("hurtado2017", dyads=40).cost.dyads
    40
    """
    mistakes: list[Mistake] = []
    draws = draws_of(draws, "posterior", mistakes)
    table, yours = parameters_for(read_model(model, mistakes), values, mistakes)
    words, asked = words_with(table), read_asked(setting, mistakes)
    refusing = [lambda found: value_mistakes(found, yours) + setting_mistakes(found, table, yours)]
    refusing += [contrast_mistakes] if missing else []
    chosen = sized_protocol(protocol, dyads, words, mistakes, refusing, asked)
    settings = settings_of(chosen, with_settings(table, chosen.settings.plain))
    notes, cost = notes_on(chosen, words), cost_of(chosen, draws, missing=missing)
    remarks = {"single_arm": True} if chosen.single else {}
    remarks |= plain_settings(settings) | plain_definition(chosen.mastitis)
    return Checked(chosen, notes, cost, _plain(chosen, notes, cost) | remarks)


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


def _plain(protocol: Protocol, notes: tuple[Note, ...], cost: Cost) -> dict:
    return {
        "protocol": protocol.name,
        "title": protocol.title,
        "mistakes": [],
        "notes": [{"verb": one.verb, **asdict(one.mistake)} for one in notes],
        "cost": asdict(cost) | {"dyad_years_per_second": SPEED, "measured": MEASURED},
    }
