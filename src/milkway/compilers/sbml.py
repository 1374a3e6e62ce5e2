"""A network as SBML Level 3 Version 2: for other simulators, and as a second opinion on ours.

It is the mean field: expected pulses; random episodes, care rules and signs are left out. Time is in days from the start of
the run, as other simulators begin at 0; `day_since_birth` is the day. Extents are plain numbers of cells, micromoles or
milligrams; each species has its conversion factor.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from milkway.compilers.sbml_draft import (
    Draft,
    add_compartment,
    add_event,
    add_note,
    add_parameter,
    add_species,
    add_units,
    assign,
    change,
    conversion,
    open_draft,
    set_start,
    write_text,
)
from milkway.compilers.sbml_math import CLOCK, ZERO, Symbols, identifier
from milkway.compilers.sbml_reactions import write_reaction
from milkway.compilers.sbml_terms import AMOUNTS, DAY, Terms, before, print_terms
from milkway.core.declare import Site, Stock
from milkway.core.errors import InputError, Mistake
from milkway.core.model import Model
from milkway.core.network import Network
from milkway.core.schedule import Schedule, steps
from milkway.core.units import Unit, parse_unit

NEXT, START = "next_midnight", "day_at_start"
NO_STEPS, VOLUME = steps([]), parse_unit("mL")


@dataclass(frozen=True)
class Words:
    """What a document tells people.

    Attributes:
        about: paragraphs on the whole.
        origins: parameter key -> where its value comes from.
    """

    about: tuple[str, ...] = ()
    origins: Mapping[str, str] = MappingProxyType({})


NO_WORDS = Words()


def to_sbml(
    network: Network,
    values: Mapping[str, float],
    schedule: Schedule = NO_STEPS,
    start: int = 0,
    sites: Iterable[Site] = (),
    words: Words = NO_WORDS,
) -> str:
    """Return a network as an SBML document.

    Args:
        network: what to write.
        values: parameter key -> value in canonical units.
        schedule: planned exposures of the dyad at position 0.
        start: days since birth at which the run starts; SBML's time is 0 then.
        sites: give compartments their labels and UBERON terms.
        words: for people to read.

    Raises:
        InputError: parameters without a value, all of them.
        RunError: python-libsbml is not installed.
    """
    symbols = Symbols(network.absent)
    terms = print_terms(network, symbols)
    derived = _derived(network, symbols)
    _check(symbols, terms, derived, values)
    draft = open_draft(identifier(network.model.name))
    if words.about:
        add_note(draft.model, words.about)
    declared = [symbol.unit for symbol in (*symbols.parameters.values(), *symbols.exposures.values())]
    add_units(draft, [*AMOUNTS, *symbols.units, *declared, *(unit for _, unit in derived.values()), DAY, VOLUME])
    _declare_stocks(draft, network, terms, {site.name: site for site in sites})
    for name, parameter in symbols.parameters.items():
        origin = words.origins.get(parameter.key, "")
        add_parameter(draft, name, parameter.unit, float(values[parameter.key]), True, parameter.meaning, origin)
    levels, later = _planned(symbols, schedule.since(start), start)
    for name, exposure in symbols.exposures.items():
        add_parameter(draft, name, exposure.unit, levels[name], False, exposure.meaning)
    _declare_time(draft, start)
    _write_laws(draft, network, terms, derived)
    for day, changed in later.items():
        laws = {name: symbols.quantity(level, symbols.exposures[name].unit) for name, level in changed.items()}
        add_event(draft, f"exposures_{day}", f"time >= {day - start} day", 2, laws)
    _write_midnights(draft, symbols, terms)
    return write_text(draft)


def _derived(network: Network, symbols: Symbols) -> dict[str, tuple[str, Unit]]:
    watched = {identifier(w.name): (symbols.formula(w.quantity), w.quantity.unit) for w in network.watches}
    derived = {name: (law, symbols.algebraic_units[name]) for name, law in symbols.algebraics.items()}
    derived |= {name: pair for name, pair in watched.items() if name not in derived}
    return {name: (f"0 {symbols.unit(unit)}" if law == ZERO else law, unit) for name, (law, unit) in derived.items()}


def _check(symbols: Symbols, terms: Terms, derived: Mapping[str, object], values: Mapping[str, float]) -> None:
    mistakes = [Mistake(p.key, "no value", "a number") for p in symbols.parameters.values() if p.key not in values]
    names = [*symbols.stocks, *symbols.parameters, *symbols.exposures, *derived, NEXT, START, CLOCK]
    mistakes += [Mistake(name, "several things of this name", "one") for name in {n for n in names if names.count(n) > 1}]
    sites = {stock.site for stock in terms.species.values()}
    mistakes += [Mistake(name, "a site and something else of this name", "one") for name in sites.intersection(names)]
    if mistakes:
        raise InputError("SBML", mistakes)


def _declare_stocks(draft: Draft, network: Network, terms: Terms, sites: dict[str, Site]) -> None:
    for unit in AMOUNTS:
        add_parameter(draft, conversion(unit), unit, 1.0, True)
    for name in dict.fromkeys(stock.site for stock in terms.species.values()):
        site = sites.get(name)
        add_compartment(draft, name, name if site is None else site.label, "" if site is None else site.uberon)
    for name, stock in terms.species.items():
        label, reference = _meaning(network.model, stock)
        add_species(draft, name, stock.site, stock.unit, label, reference)
    by_name = {identifier(stock.key): stock for stock in network.stocks}
    for name in terms.changes:
        add_parameter(draft, name, by_name[name].unit, 0.0, False)


def _meaning(model: Model, stock: Stock) -> tuple[str, str]:
    """Return the label and the term of NCBI Taxonomy or ChEBI of what a stock counts."""
    for taxon in model.taxa:
        if taxon.name == stock.what:
            return taxon.label, f"taxonomy:{taxon.ncbi}" if taxon.ncbi else ""
    for substance in model.substances:
        if substance.name == stock.what:
            number = substance.chebi.removeprefix("CHEBI:")
            return substance.label, f"CHEBI:{number}" if number else ""
    return stock.what, ""


def _planned(symbols: Symbols, schedule: Schedule, start: int) -> tuple[dict[str, float], dict[int, dict[str, float]]]:
    """Return the level of each exposure on the first day, and the later steps by day."""
    names = {exposure.key: name for name, exposure in symbols.exposures.items()}
    levels = {name: exposure.planned for name, exposure in symbols.exposures.items()}
    later: dict[int, dict[str, float]] = {}
    for dyad, day, key, level in zip(schedule.dyad, schedule.day, schedule.exposure, schedule.level, strict=True):
        if dyad == 0 and key in names and day == start:
            levels[names[key]] = float(level)
        elif dyad == 0 and key in names and day > start:
            later.setdefault(int(day), {})[names[key]] = float(level)
    return levels, dict(sorted(later.items()))


def _declare_time(draft: Draft, start: int) -> None:
    add_parameter(draft, START, DAY, float(start), True, "days since birth at which the run starts")
    add_parameter(draft, CLOCK, DAY, None, False, "days since birth")
    assign(draft, CLOCK, f"time + {START}")


def _write_laws(draft: Draft, network: Network, terms: Terms, derived: dict[str, tuple[str, Unit]]) -> None:
    for name, (_, unit) in derived.items():
        add_parameter(draft, name, unit, None, False)
    for name, (law, _) in derived.items():
        assign(draft, name, law)
    for name, law in terms.starts.items():
        if law != ZERO:
            set_start(draft, name, law)
    for name, law in terms.changes.items():
        if law != ZERO:
            change(draft, name, law)
    processes = {process.name: process for process in network.model.processes}
    for reaction in terms.reactions:
        write_reaction(draft, reaction, set(terms.species), processes[reaction.process])


def _write_midnights(draft: Draft, symbols: Symbols, terms: Terms) -> None:
    """One event that repeats at every midnight gives all that is due."""
    if not terms.given:
        return
    add_parameter(draft, NEXT, DAY, 0.0, False, "the coming midnight, in days from the start of the run")
    laws = {NEXT: f"{NEXT} + 1 day"}
    for name, law in terms.given.items():
        laws[name] = f"{name} + {law}"
    for gate in terms.rising:
        exposure = symbols.exposures[gate]
        add_parameter(draft, before(gate), exposure.unit, exposure.planned, False, f"{exposure.meaning}, on the day that ended")
        laws[before(gate)] = gate
    add_event(draft, "midnight", f"time >= {NEXT}", 1, laws)
