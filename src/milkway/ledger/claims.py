"""Claims: the statements to be judged, with the findings for, against and indirect, and how certain the record makes them."""

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import Field
from pydantic.dataclasses import dataclass

from milkway.core.errors import InputError, Mistake
from milkway.ledger.parsing import STRICT, parsed, toml_of


@dataclass(config=STRICT, frozen=True)
class Claim:
    """A statement; `supporting`, `opposing` and `indirect` name studies or quantities by id.

    `certainty` is provisional: without full texts no formal rating is possible. `rival` is another explanation.
    """

    id: str
    statement: str
    certainty: str
    supporting: tuple[str, ...] = Field(default=(), alias="for")
    opposing: tuple[str, ...] = Field(default=(), alias="against")
    indirect: tuple[str, ...] = ()
    rival: str = ""


def read_claims(known: frozenset[str], path: Path | None = None) -> Mapping[str, Claim]:
    """Return the claims of a TOML file by id; without a path, of the file that ships.

    Args:
        known: ids of the studies and quantities that a claim may name.
        path: another file.

    Raises:
        InputError: a claim is incomplete or names a finding that does not exist; all mistakes.
    """
    place: Traversable | Path = path if path is not None else files("milkway.ledger").joinpath("data", "claims.toml")
    mistakes: list[Mistake] = []
    tables = toml_of(place).get("claim", [])
    assert isinstance(tables, list)
    claims = [parsed(Claim, table, f"claim {number}", mistakes) for number, table in enumerate(tables, start=1)]
    for claim in claims:
        if claim is not None:
            named = (*claim.supporting, *claim.opposing, *claim.indirect)
            mistakes += [
                Mistake(f"claim {claim.id}", name, "a study or quantity of the ledger") for name in named if name not in known
            ]
    if mistakes:
        raise InputError(place.name, mistakes)
    return {claim.id: claim for claim in claims if claim is not None}
