"""A model is a list of processes; a process is a mechanism, written as a function of the model that yields terms."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from milkway.core.brief import brief
from milkway.core.declare import Substance, Taxon, Term
from milkway.core.errors import InputError, Mistake


@dataclass(frozen=True)
class Process:
    """A mechanism: a function that yields terms, with its sources. Between two sites it is a route.

    Attributes:
        name: of the function.
        terms: the function.
        cites: keys of the bibliography.
        about: what it does, in a sentence.
        disputed: id of the claim that disputes it, if one does.
        off: what it means to shut it (`core.switches`); nothing where it cannot be shut.
        drains: whether what it takes from is drained all the same when it is shut, and only no cells arrive.
    """

    name: str
    terms: "Callable[[Model], Iterator[Term]]"
    cites: tuple[str, ...]
    about: str
    disputed: str = ""
    off: str = ""
    drains: bool = False


def process(
    *, cites: Iterable[str] = (), disputed: str = "", off: str = "", drains: bool = False
) -> "Callable[[Callable[[Model], Iterator[Term]]], Process]":
    """Return a decorator that makes a process of a generator function.

    Args:
        cites: keys of the bibliography.
        disputed: id of the claim that disputes the mechanism, if one does.
        off: what it means to shut it, for a route that can be shut; words that go on after "off:".
        drains: whether shutting it only keeps cells from arriving, while they leave all the same.
    """

    def make(function: "Callable[[Model], Iterator[Term]]") -> Process:
        about = (function.__doc__ or "").strip().partition("\n")[0]
        if not about:
            raise InputError("process", [Mistake(function.__name__, "no docstring", "a sentence that says what it does")])
        return Process(function.__name__, function, tuple(cites), about, disputed, off, drains)

    return make


@dataclass(frozen=True)
class Model:
    """The chosen taxa, substances and processes."""

    name: str
    taxa: tuple[Taxon, ...]
    substances: tuple[Substance, ...]
    processes: tuple[Process, ...]

    __repr__ = brief

    def without(self, *names: str) -> "Model":
        """Return the model with the named processes knocked out.

        Raises:
            InputError: a name is not a process of this model.
        """
        known = {process.name for process in self.processes}
        mistakes = [Mistake("process", repr(name), ", ".join(sorted(known))) for name in names if name not in known]
        if mistakes:
            raise InputError(f"model {self.name}", mistakes)
        return replace(self, processes=tuple(p for p in self.processes if p.name not in names))

    def lacking(self, *names: str) -> "Model":
        """Return the model without those of the named processes that it has."""
        return replace(self, processes=tuple(p for p in self.processes if p.name not in names))

    def including(self, *processes: Process) -> "Model":
        """Return the model with further processes."""
        return replace(self, processes=(*self.processes, *processes))

    def taxon(self, name: str) -> Taxon:
        """Return the taxon of a name."""
        return next(taxon for taxon in self.taxa if taxon.name == name)
