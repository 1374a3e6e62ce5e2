"""The numbers of the assays of stool: reads, what lies below the background, how patchy stool is, copies of the 16S gene."""

from collections.abc import Iterator

from milkway.ledger.stated_number import Number
from milkway.published.declared_assays import declared_assays


def numbers_of_assays() -> Iterator[Number]:
    """Yield them; each has the kind that the file says of it.

    >>> next(one.kind for one in numbers_of_assays() if one.key == "shao2019.background")
    'expert'
    """
    stated = declared_assays()
    patchiness = stated["patchiness"]
    yield _number("patchiness", "patchiness", patchiness["value"], patchiness)
    for one in stated["method"]:
        yield _number(f"{one['study']}.reads", "reads", one["reads"], one)
        yield _number(f"{one['study']}.background", "background", one["background"], one | {"kind": one["background_kind"]})
    for one in stated["copies"]:
        for what in ("value", "low", "high"):
            yield _number(f"copies.{one['guild']}.{what}", "copies", one[what], one)


def _number(key: str, parameter: str, value: float, of: dict) -> Number:
    place = "assay sequencing.toml"
    return Number(key, parameter, float(value), "dimensionless", of["kind"], place, source=of["source"], note=of["why"])
