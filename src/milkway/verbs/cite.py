"""`milkway.cite`: what a run, or a protocol, rests on, from its published study to the software that computed it."""

import json
from collections import Counter
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from milkway.arguments import file_mistakes
from milkway.cohorts.declared import complete_network, declared_parameters
from milkway.core.brief import brief
from milkway.core.errors import InputError, Mistake
from milkway.core.network import Network
from milkway.folder import IDENTITY, PROVENANCE, code_mark, provenance
from milkway.ledger.account import study_line
from milkway.ledger.bibtex import bibtex as written
from milkway.ledger.rows import KINDS, ParameterRow
from milkway.ledger.sources import Source, split_keys
from milkway.ledger.sources import cite as cited
from milkway.ledger.studies import read_studies
from milkway.ledger.tables import ParameterTable
from milkway.protocol.known import given_protocol, known_words
from milkway.protocol.named_sources import protocol_keys
from milkway.protocol.protocol import Protocol
from milkway.protocol.protocol_file import protocol_of
from milkway.reports.showing import Face, framed, notebook, saved

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


@dataclass(frozen=True)
class Citation:
    """What a run rests on, as plain values, its sources as BibTeX, and their file if they were written to one.

    >>> cite("hurtado2017").table.columns.tolist()
    ['key', 'reference']
    """

    summary: dict
    bibtex: str
    file: Path | None = None

    _repr_html_ = notebook
    save = saved

    @property
    def table(self) -> "pd.DataFrame":
        """Return the sources."""
        return framed({"key": key, "reference": reference} for key, reference in self.summary["sources"].items())

    @property
    def parameters(self) -> "pd.DataFrame":
        """Return how many parameters of each kind name a source, those with most first."""
        return framed(self.summary["parameter_sources"])

    def plot(self) -> "go.Figure":
        """Return how many parameters of each kind rest on each source."""
        rows = {one["key"]: one["kinds"] for one in self.summary["parameter_sources"]}
        return import_module("milkway.reports.kinds_figure").kinds_figure(rows, "Parameters that name the source")

    def tell(self) -> None:
        """Print it; the BibTeX as well, unless it was written to a file."""
        import_module("milkway.reports.evidence.evidence_citation").print_citation(self.summary, self.file)

    def face(self) -> Face:
        """Return what it shows of itself."""
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.summary["parameters"].items())
        frames = {"sources": lambda: self.table, "parameters": lambda: self.parameters}
        return Face(f"What {self.summary['protocol']} rests on", (f"Parameters: {kinds}.",), frames)

    def __repr__(self) -> str:
        """Return what is cited in a line."""
        return f"<what {self.summary['protocol']} rests on: {len(self.summary['sources'])} sources>"


@dataclass(frozen=True)
class Cited:
    """What is cited: a protocol, and the run of it if there is one, with what made it."""

    protocol: Protocol
    run: dict | None
    made_with: dict

    __repr__ = brief


def cite(run: str | Path | Protocol, *, bibtex: str | Path | None = None) -> Citation:
    """Print what a run rests on: published study, sources of parameters and hypotheses, software, and BibTeX of all.

    Args:
        run: Folder that `milkway trial` wrote, or the name or file of a protocol (hurtado2017). In Python also a
            `milkway.Protocol`.
        bibtex: Write the sources to this file (.bib) and do not print them.

    Raises:
        InputError: it is neither, or the file cannot be written.
    """
    mistakes = file_mistakes("bibtex", bibtex, ".bib")
    if mistakes:
        raise InputError("cite", mistakes)
    chosen = _chosen(run)
    table, network = declared_parameters(), complete_network()
    rows = {row.number: row for one in network.parameters if (row := table.rows.get(one.key))}
    sources = _sources(chosen.protocol, network, table)
    text = written(sources)
    file = None if bibtex is None else Path(bibtex)
    if file is not None:
        file.write_text(text, encoding="utf-8")
    return Citation(_summary(chosen, list(rows.values()), sources) | {"bibtex": text}, text, file)


def _chosen(run: str | Path | Protocol) -> Cited:
    if isinstance(run, str | Path) and Path(run).is_dir():
        return _of_folder(Path(run))
    if not isinstance(cast("object", run), str | Path | Protocol):
        raise InputError(
            "cite", [Mistake("run", repr(run), "the folder of a run, the name or file of a protocol, or a Protocol")]
        )
    return Cited(given_protocol(run, known_words()), None, provenance())


def _of_folder(folder: Path) -> Cited:
    """Return the run of a folder, or raise what a folder of a run must hold."""
    try:
        identity, made_with = (json.loads((folder / name).read_text(encoding="utf-8")) for name in (IDENTITY, PROVENANCE))
        plain, _ = dict(identity["protocol"]), dict(made_with["versions"])
        run = {"folder": str(folder), **{name: identity[name] for name in ("name", "dyads", "seed")}}
    except (OSError, ValueError, KeyError, TypeError) as error:
        allowed = f"a folder that `milkway trial` wrote, with {IDENTITY} and {PROVENANCE}, or the name of a protocol"
        raise InputError("cite", [Mistake("run", str(folder), allowed)]) from error
    return Cited(protocol_of(plain, str(folder / IDENTITY), known_words()), run, made_with)


def _sources(protocol: Protocol, network: Network, table: ParameterTable) -> tuple[Source, ...]:
    keys = [key for _, key in protocol_keys(protocol)]
    return cited(network, table, (*keys, *protocol.cited), protocol.known_sources)


def _summary(chosen: Cited, rows: list[ParameterRow], sources: tuple[Source, ...]) -> dict:
    protocol, known = chosen.protocol, {source.key: str(source) for source in sources}
    study = read_studies().get(protocol.study)
    return {
        "run": chosen.run,
        "protocol": protocol.name,
        "title": protocol.title,
        "study": study_line(study) | {"reference": known[study.id]} if study else None,
        "parameters": {kind: sum(row.kind == kind for row in rows) for kind in KINDS},
        "parameter_sources": _by_source(rows, known),
        "hypotheses": [
            {"name": one.name, "label": one.label, **one.basis.model_dump(mode="json")} for one in protocol.hypotheses
        ],
        "sources": known,
        "software": {"python": chosen.made_with.get("python"), **chosen.made_with.get("versions", {})},
        "as_installed": chosen.made_with.get("code") == code_mark(),
    }


def _by_source(rows: list[ParameterRow], known: dict[str, str]) -> list[dict]:
    """Return how many parameters of each kind name a source, those with most first."""
    counts: dict[str, Counter[str]] = {key: Counter() for key in known}
    for row in rows:
        for key in {*split_keys(row.source), *row.tuned_on}:
            counts[key][row.kind] += 1
    named = sorted((key for key in counts if counts[key]), key=lambda key: (-counts[key].total(), key))
    return [{"key": key, "parameters": counts[key].total(), "kinds": dict(counts[key])} for key in named]
