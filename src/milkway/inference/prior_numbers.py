"""The numbers of the priors of a calibration: how far each free parameter is believed to lie from the tables."""

from collections.abc import Iterator

from milkway.inference.free import Free, read_free
from milkway.ledger.stated_number import Number


def numbers_of_priors() -> Iterator[Number]:
    """Yield the spread of each, or with a spike its probability and the ends of its slab.

    >>> next(one.value for one in numbers_of_priors() if one.key == "mastitis_hazard.spread")
    1.8
    """
    for one in read_free():
        for what in _stated(one):
            place = "prior free.toml"
            yield Number(f"{one.name}.{what}", one.name, getattr(one, what), "dimensionless", one.kind, place, note=one.why)


def _stated(one: Free) -> tuple[str, ...]:
    if not one.spiked:
        return ("spread",)
    return ("spike", "most") if one.slab == "uniform" else ("spike", "least", "most")
