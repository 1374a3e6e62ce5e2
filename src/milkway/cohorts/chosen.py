"""The model of a run: one that ships, or a modeller's own with mechanisms of hers, and the parameter table that goes with it.

A file of Python runs only where a caller names it as the model; a protocol, a file of values and a run's folder cannot name one.
"""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from traceback import extract_tb
from types import ModuleType

from milkway.biology.models import COMPLETE
from milkway.cohorts.declared import declared_for
from milkway.compilers.mark import network_mark
from milkway.core.brief import brief
from milkway.core.errors import InputError, Mistake
from milkway.core.model import Model
from milkway.core.network import expand
from milkway.core.typed_files import typed_text
from milkway.ledger.own_values import Given, read_yours, with_yours
from milkway.ledger.setting_values import sets_of
from milkway.ledger.tables import ParameterTable

NAMED = re.compile(r"(?P<place>complete|(?:[^:]|:(?=[\\/]))+:[A-Za-z_]\w*)(?: without (?P<names>.+))?")
ALLOWED = (
    "complete, FILE.py:NAME or package.module:NAME, and with it as in 'complete without skin,contact'; in Python also a Model"
)
FAULTS = (Exception, SystemExit)  # whatever a user's file may raise
REFERENCES: Mapping[str, str] = {}
OURS = str(Path(__file__).parent.parent)


@dataclass(frozen=True)
class Chosen:
    """A model, which of its processes are knocked out, and whether it stands in for one that could not be read."""

    model: Model
    without: tuple[str, ...] = ()
    instead: bool = False

    __repr__ = brief

    @property
    def left(self) -> Model:
        """Return the model without them."""
        return self.model.without(*self.without) if self.without else self.model


def read_model(given: object, mistakes: list[Mistake]) -> Chosen:
    """Return the model that a caller chose; what cannot be one is a mistake, and the complete one takes its place.

    Args:
        given: "complete", "FILE.py:NAME" or "package.module:NAME", all also as in "complete without skin,contact"; or a model.
        mistakes: added to.

    >>> read_model("complete without skin, contact", []).without, read_model(COMPLETE.without("skin"), []).without
    (('skin', 'contact'), ())
    """
    if isinstance(given, Chosen):
        return given
    if isinstance(given, Model):
        return Chosen(given)
    found = NAMED.fullmatch(given.strip()) if isinstance(given, str) else None
    if found is None:
        mistakes.append(Mistake("model", repr(given), ALLOWED))
        return Chosen(COMPLETE, instead=True)
    loaded = COMPLETE if found["place"] == "complete" else _loaded(found["place"], mistakes)
    if loaded is None:
        return Chosen(COMPLETE, instead=True)
    model = loaded
    names = tuple(name.strip() for name in found["names"].split(",")) if found["names"] else ()
    known = {process.name for process in model.processes}
    mistakes += [Mistake("model", repr(name), ", ".join(sorted(known))) for name in names if name not in known]
    return Chosen(model, tuple(name for name in names if name in known))


def parameters_for(
    chosen: Chosen, values: Given, mistakes: list[Mistake], settings: Mapping[str, str] = REFERENCES
) -> tuple[ParameterTable, dict[str, float]]:
    """Return the table of a model with a user's values in it, and these; every mistake of them and of the model is told.

    Args:
        chosen: the model.
        values: of one's own, in place of rows of the tables or of parameters that only this model has.
        mistakes: added to.
        settings: values of settings, which stand among the numbers; of a trial they are in its protocol.
    """
    table, sets = _declared(chosen, mistakes), sets_of(settings)
    if table is None:
        return declared_for(COMPLETE), read_yours(values, declared_for(COMPLETE), [])
    yours = read_yours(values, table, mistakes)
    mistakes += [
        Mistake(f"values {key}", "a parameter that the setting sets", "a value or a setting") for key in yours if key in sets
    ]
    mistakes += [Mistake("setting", key, "a model that has this parameter") for key in sets if key not in table.rows]
    yours = {key: number for key, number in sets.items() if key in table.rows} | yours
    table = with_yours(table, yours)
    if table.open:
        try:
            expand(chosen.left, table.keys())
        except InputError as error:
            mistakes += [Mistake(one.where, one.found, f"{one.allowed}, or a value of yours (values)") for one in error.mistakes]
        except FAULTS as error:
            mistakes.append(_fault(chosen.model.name, error))
    return table, yours


def _declared(chosen: Chosen, mistakes: list[Mistake]) -> ParameterTable | None:
    """Return the table of a model, None where it cannot be read: what is wrong of it hides what may be wrong of values."""
    if chosen.instead:
        return None
    try:
        return declared_for(chosen.left)
    except InputError as error:
        mistakes += error.mistakes
    except FAULTS as error:
        if chosen.model is COMPLETE:
            raise
        mistakes.append(_fault(chosen.model.name, error))
    return None


def model_identity(model: Model, table: ParameterTable) -> dict:
    """Return what a run's identity says of its model: nothing of the complete one."""
    if model is COMPLETE:
        return {}
    return {"model": {"name": model_words(model), "mark": network_mark(expand(model, table.keys()))}}


def plain_model(model: Model) -> dict:
    """Return what a summary says of a run's model: nothing of the complete one."""
    if model is COMPLETE:
        return {}
    added, replaced, gone = _differences(model)
    told = {"name": model.name, "words": model_words(model), "added": added, "left_out": gone}
    return {"model": told | ({"replaced": replaced} if replaced else {})}


def model_line(summary: Mapping) -> list[str]:
    """Return a sentence on the model, from a summary; none for the complete one.

    >>> model_line(plain_model(COMPLETE)), model_line(plain_model(COMPLETE.without("skin")))
    ([], ['Model: complete without skin.'])
    """
    return [f"Model: {summary['model']['words']}."] if "model" in summary else []


def model_words(model: Model) -> str:
    """Return a model in words.

    >>> model_words(COMPLETE), model_words(COMPLETE.without("skin", "contact"))
    ('complete', 'complete without skin, contact')
    """
    added, replaced, gone = (", ".join(names) for names in _differences(model))
    own = f" with another {replaced} than ours" if replaced else ""
    return model.name + (f" with {added}" if added else "") + own + (f" without {gone}" if gone else "")


def _differences(model: Model) -> tuple[list[str], list[str], list[str]]:
    """Return the processes that a model adds to the complete one, has of its own under the same name, and lacks."""
    ours = {one.name: one for one in COMPLETE.processes}
    kept = {one.name for one in model.processes if ours.get(one.name) == one}
    own = [one.name for one in model.processes if ours.get(one.name) != one]
    replaced = [name for name in own if name in ours and name not in kept]
    return [name for name in own if name not in replaced], replaced, [name for name in ours if name not in (*kept, *own)]


def _loaded(place: str, mistakes: list[Mistake]) -> Model | None:
    """Return the model that a file or a module of Python names, None where there is none."""
    where, _, name = place.rpartition(":")
    try:
        found = getattr(_of_file(Path(where)) if where.endswith(".py") else import_module(where), name)
    except InputError as error:
        mistakes += error.mistakes
        return None
    except FAULTS as error:
        mistakes.append(_fault(place, error))
        return None
    if not isinstance(found, Model):
        mistakes.append(Mistake("model", f"{place}, a {type(found).__name__}", "a Model, such as COMPLETE.including(my_route)"))
        return None
    return found


def _fault(place: str, error: BaseException) -> Mistake:
    """Return what went wrong in a user's file, with the last line of hers that ran."""
    frames = [one for one in extract_tb(error.__traceback__) if not one.filename.startswith(OURS)]
    at = f" at {frames[-1].filename}:{frames[-1].lineno} in {frames[-1].name}" if frames else ""
    return Mistake("model", f"{place} ({type(error).__name__}: {error}{at})", "a file or module of Python that holds it")


def _of_file(path: Path) -> ModuleType:
    """Return a file as a module, from its text as it is now: byte code of an older text is not looked for."""
    module = ModuleType(f"model_of_{path.stem}")
    module.__file__ = str(path)
    sys.modules[module.__name__] = module
    exec(compile(typed_text(path), str(path), "exec"), module.__dict__)
    return module
