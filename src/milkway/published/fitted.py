"""Where a study is typed in: the one place that decides whether agreement with its results is evidence.

A result is fitted if anything of its study, or of another study of its cluster, stands in what a run computes with: a row of the
tables (its source, or what it was tuned on), a setting, a population, a protocol's parameter or hypothesis, the prior of a free
parameter, or, where a posterior was learned, its likelihood. A recorded miss is looked at, not typed in: the structure was seen.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from milkway.cohorts.population_file import population_names, read_population
from milkway.ledger.clusters import members_with
from milkway.ledger.setting_values import read_settings
from milkway.ledger.sources import split_keys
from milkway.ledger.tables import read_parameters
from milkway.protocol.known import read_known_protocol
from milkway.protocol.protocol_file import shipped_protocols
from milkway.published.misses import explanations

FREE = ("milkway.inference", "data", "free.toml")  # of a layer above, read as a file: which studies its reasons name


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
    return (*_rows(), *_settings(), *_populations(), *_protocols(), *_free())


def fitted_places(study: str) -> tuple[str, ...]:
    """Return where a study or one of its cluster is typed in; nowhere where its results are kept out of what is computed with.

    >>> "hurtado2017.toml: hypothesis immune (hurtado2017)" in fitted_places("pastor2020")  # the same women
    True
    """
    counted = members_with(study)
    return tuple(f"{one.file}: {one.place} ({one.study})" for one in typed_in() if one.study in counted)


def is_fitted(study: str, learned_from: frozenset[str] = frozenset()) -> bool:
    """Return whether agreement with a study's results is no evidence.

    Args:
        study: key of the bibliography.
        learned_from: studies of the likelihood of the posterior in use; none without one.

    >>> is_fitted("my_trial"), is_fitted("my_trial", frozenset({"my_trial"}))
    (False, True)
    """
    return bool(fitted_places(study)) or bool(members_with(study) & learned_from)


def structure_seen(study: str) -> bool:
    """Return whether a miss of a result of its cluster is on record, so that what was built since knew of it."""
    counted = members_with(study)
    return any(name.split(".")[0] in counted for name in explanations())


def _rows() -> Iterator[Typed]:
    for key, row in read_parameters().rows.items():
        for study in dict.fromkeys((*row.tuned_on, *split_keys(row.source))):
            yield Typed(study, "parameters", key)


def _settings() -> Iterator[Typed]:
    for key, setting in read_settings().items():
        for study in split_keys(setting.source):
            yield Typed(study, "settings.toml", key)


def _populations() -> Iterator[Typed]:
    for name in population_names():
        for covariate in read_population(name).covariates:
            for study in split_keys(covariate.source):
                yield Typed(study, f"{name}.toml", f"{covariate.name}")
            for effect in covariate.effects:
                does = f"{covariate.name} {'multiplies' if effect.multiplies else 'sets'}"
                for study in split_keys(effect.source):
                    yield Typed(study, f"{name}.toml", f"{does} {effect.multiplies or effect.sets or effect.exposure}")


def _protocols() -> Iterator[Typed]:
    """Return parameters and hypotheses; who was enrolled, dosed and counted when describes a trial and no outcome of it."""
    for name in shipped_protocols():
        protocol = read_known_protocol(name)
        for one in protocol.parameters:
            for study in dict.fromkeys((*one.basis.tuned_on, *split_keys(one.basis.source))):
                yield Typed(study, f"{name}.toml", one.parameter)
        for one in protocol.hypotheses:
            for study in dict.fromkeys((*one.basis.tuned_on, *split_keys(one.basis.source))):
                yield Typed(study, f"{name}.toml", f"hypothesis {one.name}")


def _free() -> Iterator[Typed]:
    text = files(FREE[0]).joinpath(*FREE[1:]).read_text(encoding="utf-8")
    for one in tomllib.loads(text)["free"]:
        for study in one.get("tuned_on", ()):
            yield Typed(study, "free.toml", one["name"])
