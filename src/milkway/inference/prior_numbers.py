"""The numbers of the priors of a calibration: ends of classes, what may be zero, how wide rivals of the route are drawn."""

from collections.abc import Iterator

from milkway.inference.coordinates import class_priors
from milkway.inference.routes_asked import routes
from milkway.ledger.stated_number import Number


def numbers_of_priors() -> Iterator[Number]:
    """Yield both ends of each class; of what is disputed its probability of zero and the ends of its slab; spreads of rivals.

    >>> next(one.value for one in numbers_of_priors() if one.key == "gut_growth.high")
    45.0
    """
    for one in class_priors():
        for name in one.parameters:
            for end in ("low", "high"):
                key = f"{name}.{end}" if one.of == "value" else f"variation of {name}.{end}"
                yield Number(key, name, getattr(one, end), one.unit, "expert", "prior class_priors.toml", note=one.why)
    for stated in (*routes()["disputed"], *routes()["rival"], {"key": "dose"} | routes()["dose"]):
        for what in ("spike", "least", "most", "spread"):
            if what in stated:
                key, place = f"{stated['key']}.{what}", "prior routes.toml"
                yield Number(key, stated["key"], stated[what], "dimensionless", stated["kind"], place, note=stated["why"])
