"""`milkway.evidence`: what is on record, and where any number comes from."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from milkway.core.errors import InputError, Mistake
from milkway.ledger.ledger import read_evidence
from milkway.ledger.tables import read_parameters
from milkway.reports.showing import Face, framed, notebook, saved
from milkway.runs.looked_up import looked_up

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


@dataclass(frozen=True)
class Found:
    """What was found, as plain values: `kind` is list, study, quantity, parameter, claim, source or matches.

    >>> evidence("feeds_per_day").table["value"].tolist()
    [11.0]
    """

    kind: str
    summary: dict

    _repr_html_ = notebook
    save = saved

    @property
    def table(self) -> "pd.DataFrame":
        """Return what was found, a row each: studies, parameters, findings of a study, matches, or the one entry."""
        match self.kind:
            case "list":
                return framed(self.summary["studies"])
            case "parameter" | "matches":
                return framed(self.summary["parameters" if self.kind == "parameter" else "matches"])
            case "study":
                return framed(self.summary["study"]["findings"])
        return framed([self.summary[self.kind]])

    def plot(self) -> "go.Figure | None":
        """Return how many parameters of each kind there are: of those found, or of each table; else nothing."""
        if self.kind not in ("list", "parameter"):
            return None
        kinds = _kinds_by_table() if self.kind == "list" else _kinds_found(self.summary["parameters"])
        return import_module("milkway.reports.kinds_figure").kinds_figure(kinds, "Parameters")

    def tell(self) -> None:
        """Print what was found."""
        import_module("milkway.reports.evidence.evidence_terminal").print_evidence(self.kind, self.summary)

    def face(self) -> Face:
        """Return what it shows of itself."""
        return Face(f"Evidence: {self.kind}", (), {self.kind: lambda: self.table})

    def __repr__(self) -> str:
        """Return the kind of what was found in a line."""
        return f"<evidence: {self.kind}, with {', '.join(self.summary)}>"


def evidence(word: str | None = None) -> Found:
    """List the studies on record, show one as a ledger, say where a number comes from, or search for a word.

    Args:
        word: Id of a study (hurtado2017), quantity or claim, key of a parameter or source, or any text. Without it, all studies
            are listed.

    Raises:
        InputError: nothing holds the word; the nearest names are told.

    >>> evidence("feeds_per_day").summary["parameters"][0]["value"]
    11.0
    """
    if word is not None and not isinstance(cast("object", word), str):
        raise InputError("evidence", [Mistake("word", repr(word), "a text")])
    kind, summary = looked_up(read_evidence(), word or "")
    return Found(kind, summary)


def _kinds_by_table() -> dict[str, Mapping[str, int]]:
    """Return of each parameter table how many numbers there are of each kind."""
    table, keys = read_parameters(), dict[str, list[str]]()
    for key, place in table.places.items():
        keys.setdefault(place.partition(".csv")[0], []).append(key)
    return {name: table.counted(own) for name, own in keys.items()}


def _kinds_found(parameters: list[dict]) -> dict[str, Counter[str]]:
    name = parameters[0]["key"].partition("[")[0]
    return {name: Counter(one["kind"] for one in parameters)}
