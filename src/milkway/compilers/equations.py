"""A network as a page of Markdown: every mechanism with its sentence, its terms as maths, its parameters and their sources."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from milkway.compilers.graph import Graph
from milkway.compilers.readable import grouped, readable, sentence
from milkway.core.declare import Flow, Parameter, Pulse, Term
from milkway.core.model import Model, Process
from milkway.core.network import Network, expand

HEAD = """
An arrow is a flow of cells or molecules; its rate is per day. Everything is in canonical units (cell, mL, day, mg, micromole),
and `day` is days since birth. A parameter with an index that the tables do not have is exactly zero, and what it multiplies is
left out. Words in braces stand for each of the names listed after them.
"""


class Row(Protocol):
    """What a row of a parameter table says, in canonical units."""

    @property
    def value(self) -> float:
        """Return the median."""
        ...

    @property
    def kind(self) -> str:
        """Return measured, derived, calibrated, tuned, expert or placeholder."""
        ...

    @property
    def source(self) -> str:
        """Return the key of the bibliography."""
        ...

    @property
    def locator(self) -> str:
        """Return the place in the source."""
        ...


NO_ROWS: Mapping[str, Row] = {}


def to_markdown(network: Network, rows: Mapping[str, Row] = NO_ROWS) -> str:
    """Return the page of a network.

    Args:
        network: to be written out.
        rows: of a parameter table, by key; a parameter without one has its meaning and unit only.
    """
    shown: set[str] = set()
    lines = [f"# Equations of the {network.model.name} model", HEAD]
    for process in network.model.processes:
        lines += _process_lines(process, network, rows, shown)
    return "\n".join(lines).rstrip() + "\n"


def _process_lines(process: Process, network: Network, rows: Mapping[str, Row], shown: set[str]) -> Iterator[str]:
    """Yield the section of a process; derived quantities are defined where they are first used."""
    known = frozenset(parameter.key for parameter in network.parameters)
    alone = expand(replace(network.model, processes=(process,)), known)
    yield f"\n## {process.name.replace('_', ' ').capitalize()}\n"
    yield process.about
    cites = f"Sources: {', '.join(process.cites)}." if process.cites else "No source is named."
    yield f"\n{cites}{f' Disputed: see the claim {process.disputed}.' if process.disputed else ''}\n"
    if process.off:
        yield f"Shut (`--off {process.name}`): {process.off}.\n"
    yield from _forms((sentence(term) for term in standing(process, network)), network.model)
    new = [item for item in alone.algebraics if item.name not in shown]
    shown.update(item.name for item in new)
    if new:
        yield "\nwhere\n"
        yield from _forms((f"{item.name} = {readable(item.of)}" for item in new), network.model)
    yield from _table(alone.parameters, rows)


def standing(process: Process, network: Network) -> Iterator[Term]:
    """Yield the terms that are not exactly zero."""
    graph = Graph(network.absent)
    for term in process.terms(network.model):
        weight = term.rate() if isinstance(term, Flow) else term.amount if isinstance(term, Pulse) else None
        if weight is None or graph.value(graph.add(weight)) != 0:
            yield term


def _forms(lines: Iterable[str], model: Model) -> Iterator[str]:
    for form, names in grouped(lines, model):
        yield f"- `{form}`" + (f" ({'; '.join(names)})" if names else "")


def _table(parameters: tuple[Parameter, ...], rows: Mapping[str, Row]) -> Iterator[str]:
    if not parameters:
        return
    yield "\n| parameter | meaning | value | unit | kind | source |"
    yield "|---|---|---|---|---|---|"
    for parameter in parameters:
        row = rows.get(parameter.key)
        held = (
            ("", "", "") if row is None else (f"{row.value:.4g}", row.kind, ", ".join(x for x in (row.source, row.locator) if x))
        )
        value, kind, source = (text.replace("|", "/") for text in held)
        yield f"| `{parameter.key}` | {parameter.meaning} | {value} | {parameter.unit} | {kind} | {source} |"
