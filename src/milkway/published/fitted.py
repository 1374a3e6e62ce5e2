"""Where a study is typed in: the one place that decides whether agreement with its results is evidence.

A result is fitted if anything of its study, or of another study of its cluster, stands in what a run computes with: a row of the
tables (its source, what it was tuned on, or the source of a quantity that it is traced by), a setting, a population, a protocol's
parameter or hypothesis, how unevenly stool is sampled, or, where a posterior was learned, its
likelihood, which reads the silence of trials that were never reported too. A recorded miss is looked at, not typed in: the
structure was seen.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from milkway.cohorts.population_file import population_names, read_population
from milkway.ledger.clusters import members_with
from milkway.ledger.quantities import read_quantities
from milkway.ledger.setting_values import read_settings
from milkway.ledger.sources import split_keys
from milkway.ledger.tables import read_parameters
from milkway.protocol.known import read_known_protocol
from milkway.protocol.protocol_file import shipped_protocols
from milkway.published.declared_assays import declared_assays
from milkway.published.misses import explanations

INFERENCE = "milkway.inference"  # a layer above, whose files are read as such: which studies they name


@dataclass(frozen=True)
class Typed:
    """A study at a place where a number of it, or a number made to fit it, stands."""

    study: str
    file: str
    place: str


@cache
def typed_in() -> tuple[Typed, ...]:
    """Return every study wherever it is typed in, file by file.

    >>> {one.file for one in typed_in()} >= {"parameters", "settings.toml", "general.toml", "hurtado2017.toml"}
    True
    """
    return (*_rows(), *_settings(), *_populations(), *_protocols(), *_sampling())


def fitted_places(study: str, learned_from: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return where a study or one of its cluster is typed in; nowhere where its results are kept out of what is computed with.

    Args:
        study: key of the bibliography.
        learned_from: studies of the likelihood of the posterior in use; none without one.

    >>> "hurtado2017.toml: hypothesis immune (hurtado2017)" in fitted_places("pastor2020")  # the same women
    True
    """
    counted = members_with(study)
    learned = sorted(counted & learned_from)
    typed = tuple(f"{one.file}: {one.place} ({one.study})" for one in typed_in() if one.study in counted)
    return (*typed, *(f"posterior: likelihood ({one})" for one in learned))


def is_fitted(study: str, learned_from: frozenset[str] = frozenset()) -> bool:
    """Return whether agreement with a study's results is no evidence.

    Args:
        study: key of the bibliography.
        learned_from: studies of the likelihood of the posterior in use; none without one.

    >>> is_fitted("my_trial"), is_fitted("my_trial", frozenset({"my_trial"}))
    (False, True)
    """
    return bool(fitted_places(study, learned_from))


@cache
def silent() -> frozenset[str]:
    """Return the trials whose silence a posterior with women is learned from."""
    return frozenset(one["study"] for one in _inference("unreported.toml")["trial"])


def structure_seen(study: str) -> bool:
    """Return whether a miss of a result of its cluster is on record, so that what was built since knew of it."""
    counted = members_with(study)
    return any(name.split(".")[0] in counted for name in explanations())


def _rows() -> Iterator[Typed]:
    for key, row in read_parameters().rows.items():
        for study in dict.fromkeys((*row.tuned_on, *split_keys(row.source), *_traced(row.locator))):
            yield Typed(study, "parameters", key)


def _settings() -> Iterator[Typed]:
    for key, setting in read_settings().items():
        for study in dict.fromkeys((*split_keys(setting.source), *_traced(setting.locator))):
            yield Typed(study, "settings.toml", key)


def _populations() -> Iterator[Typed]:
    for name in population_names():
        for covariate in read_population(name).covariates:
            for study in dict.fromkeys((*split_keys(covariate.source), *_traced(covariate.locator))):
                yield Typed(study, f"{name}.toml", f"{covariate.name}")
            for effect in covariate.effects:
                does = f"{covariate.name} {'multiplies' if effect.multiplies else 'sets'}"
                for study in dict.fromkeys((*split_keys(effect.source), *_traced(effect.locator))):
                    yield Typed(study, f"{name}.toml", f"{does} {effect.multiplies or effect.sets or effect.exposure}")


def _protocols() -> Iterator[Typed]:
    """Return parameters and hypotheses; who was enrolled, dosed and counted when describes a trial and no outcome of it."""
    for name in shipped_protocols():
        protocol = read_known_protocol(name)
        for one in protocol.parameters:
            for study in dict.fromkeys((*one.basis.tuned_on, *split_keys(one.basis.source), *_traced(one.basis.locator))):
                yield Typed(study, f"{name}.toml", one.parameter)
        for one in protocol.hypotheses:
            for study in dict.fromkeys((*one.basis.tuned_on, *split_keys(one.basis.source), *_traced(one.basis.locator))):
                yield Typed(study, f"{name}.toml", f"hypothesis {one.name}")


def _sampling() -> Iterator[Typed]:
    """Return how unevenly stool is sampled; the reads of a cohort and their floor describe how it is seen, as all rivals are."""
    yield Typed(declared_assays()["patchiness"]["source"], "sequencing.toml", "patchiness")


def _traced(locator: str) -> tuple[str, ...]:
    """Return the sources of the quantities that a locator names; other locators are places in a paper."""
    known = read_quantities()
    return tuple(known[one].key for one in split_keys(locator) if one in known and known[one].key)


def _inference(name: str) -> dict:
    return tomllib.loads(files(INFERENCE).joinpath("data", name).read_text(encoding="utf-8"))
