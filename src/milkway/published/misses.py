"""Why published values lie outside their 90 % intervals, as far as we can say: `data/misses.toml`."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic.dataclasses import dataclass as checked

from milkway.core.errors import InputError, Mistake
from milkway.ledger.parsing import STRICT, parsed, toml_of


@checked(config=STRICT, frozen=True)
class Explanation:
    """One reason for some misses; `explained` is false where we only know that we do not know."""

    results: tuple[str, ...]
    why: str
    explained: bool = True


@checked(config=STRICT, frozen=True)
class _File:
    miss: tuple[Explanation, ...]


@cache
def explanations() -> Mapping[str, Explanation]:
    """Return the explanation of each result that has one, by name.

    Raises:
        InputError: every mistake of the file.
    """
    mistakes: list[Mistake] = []
    found = parsed(_File, toml_of(files("milkway.published").joinpath("data", "misses.toml")), "misses.toml", mistakes)
    if found is None:
        raise InputError("misses.toml", mistakes)
    return {name: one for one in found.miss for name in one.results}
