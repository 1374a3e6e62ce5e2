"""What the package declares, as plain values for cards: mechanisms with equations and numbers, guilds, hypotheses, skill."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from milkway.biology.models import COMPLETE, DISPUTED_ROUTES, ROUTES
from milkway.cohorts.declared import declared_for
from milkway.compilers.equations import standing
from milkway.compilers.readable import grouped, sentence
from milkway.core.declare import Parameter
from milkway.core.model import Process
from milkway.core.network import Network, declared_by, expand
from milkway.inference.shipped_folds import shipped_folds
from milkway.ledger.ledger import read_evidence
from milkway.ledger.rows import MEANINGS
from milkway.ledger.sources import read_sources
from milkway.ledger.statements import Statement
from milkway.ledger.tables import ParameterTable
from milkway.protocol.known import read_known_protocol
from milkway.reports.palette import fill, taxon_label
from milkway.reports.scenario.origins_told import source_label
from milkway.scenarios.scenario_words import BIRTHS, FEEDINGS, HYPOTHESES, LATEST, MOST_FEEDS, START
from milkway.skill.skill_lines import earned_sentences, skill_rows

MOST_FORMS = 16  # equations of one card


@cache
def model_told() -> dict[str, Any]:
    """Return what the page says of the model apart from any run."""
    table = declared_for(COMPLETE)
    network = expand(COMPLETE, table.keys())
    folds, claims = shipped_folds(), read_evidence().claims
    return {
        "version": version("milkway"),
        "taxa": [
            {"name": one.name, "label": taxon_label(one.name), "long": one.label, "marked": one.marked, "colour": fill(place)[0]}
            for place, one in enumerate(COMPLETE.taxa)
        ],
        "routes": [one.name for one in ROUTES],
        "disputed": [one.name for one in DISPUTED_ROUTES],
        "processes": {
            one.name: process_told(one, network, table) | {"claim": claim_about(one.name, claims)} for one in COMPLETE.processes
        },
        "kinds": {kind: {"count": count, "means": MEANINGS[kind]} for kind, count in table.counted().items()},
        "hypotheses": hypotheses_told(),
        "words": {"births": BIRTHS, "feedings": FEEDINGS, "start": START, "latest": LATEST, "most_feeds": MOST_FEEDS},
        "skill": skill_rows(folds["blocks"]) if folds is not None else [],
        "skill_sentences": earned_sentences({}, "tables"),
        "sources": {key: {"title": one.title, "url": one.url} for key, one in read_sources().items()},
    }


def process_told(process: Process, network: Network, table: ParameterTable) -> dict[str, Any]:
    """Return a mechanism: its sentence, equations, numbers with kind and source, and what it means to shut it."""
    forms = grouped((sentence(term) for term in standing(process, network)), network.model)
    return {
        "name": process.name,
        "label": process.name.replace("_", " ").replace("entero mammary", "entero-mammary"),
        "brings": source_label(process.name),
        "about": process.about,
        "off": process.off,
        "disputed": process.disputed,
        "cites": list(process.cites),
        "equations": [{"form": form, "of": names} for form, names in forms[:MOST_FORMS]],
        "more_equations": max(0, len(forms) - MOST_FORMS),
        "parameters": [parameter_told(one, table) for one in parameters_of(process, network) if one.key in table.rows],
    }


def claim_about(process: str, claims: Mapping[str, Statement]) -> str:
    """Return the id of the statement that is about a mechanism and about the fewest others; nothing where none is.

    >>> claim_about("prenatal", read_evidence().claims), claim_about("wall_growth", read_evidence().claims)
    ('placental_bacteria', '')
    """
    about = [one for one in claims.values() if process in one.mechanism]
    return min(about, key=lambda one: len(one.mechanism)).id if about else ""


def parameters_of(process: Process, network: Network) -> tuple[Parameter, ...]:
    """Return the parameters that stand in the terms of a mechanism, each once."""
    return declared_by(network.model.lacking(*(one.name for one in network.model.processes if one is not process)))


def parameter_told(parameter: Parameter, table: ParameterTable) -> dict[str, Any]:
    """Return a number with its unit, kind and source."""
    row = table.rows[parameter.key]
    return {
        "key": parameter.key,
        "means": parameter.meaning,
        "value": row.value,
        "unit": str(parameter.unit),
        "kind": row.kind,
        "tuned_on": list(row.tuned_on),
        "source": row.source,
        "locator": row.locator,
        "note": row.note,
    }


def hypotheses_told() -> list[dict[str, Any]]:
    """Return what the product may be supposed to do, nothing first, with where the values come from."""
    return [
        {"name": one.name, "label": one.label, "kind": one.basis.kind, "tuned_on": list(one.basis.tuned_on)}
        for one in read_known_protocol(HYPOTHESES).hypotheses
    ]
