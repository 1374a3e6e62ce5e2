"""Transfer of a strain and effects of a product: drawn from their priors in worlds, and weighed by what was found.

"Some strains do not travel" is a component: each strain travels with one unknown probability, else the route brings nothing
of it. So every set is simulated twice, with the route and without. Weights are the likelihood itself, since draws are of the
prior: no emulator, and zero is exactly zero. Bias of arms with a stake, silence of registered trials:
docs/decisions/0039-calibration.md.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from milkway.core.streams import Streams
from milkway.inference.coordinates import Number, table_at
from milkway.inference.routes_asked import disputed, routes
from milkway.inference.women_results import SOLVER
from milkway.ledger.tables import ParameterTable
from milkway.published.cases import Cases
from milkway.published.modelled import OF_CASES, OF_COHORTS
from milkway.published.panels import PANELS, UNTREATED, Panel, simulated
from milkway.published.reading import Reading, share
from milkway.published.simulated_women import LIMIT, Means, Settings, World

ROUTE = "carrier_uptake"
BASE = {  # panel: results, whatever the product does
    "general": ("soto2014.lactobacilli",),
    "stool_strain": ("lcs_australia.strain_in_stool", "lcs_australia.strain_after_14_days"),
    "prevention": ("hurtado2017.women_with_mastitis_placebo",),
    "antibiotic": ("arroyo2010.bacteria_antibiotic_day_21", "arroyo2010.well_antibiotic_day_21"),
    UNTREATED: ("jimenez2008.staphylococci_untreated_day_30",),
}
TAKEN = {  # panel: results that hang on whether the strain travels
    "ill_strain_2e10": ("jimenez2008.strain_in_milk", "jimenez2008.staphylococci_strain_day_30"),
    "ill_strain_1e9": ("arroyo2010.bacteria_strain_day_21", "arroyo2010.well_strain_day_21"),
    "prevention_strain": ("hurtado2017.women_with_mastitis_strain",),
    "pregnancy_strain": ("abrahamsson2009.strain_in_first_milk",),
}
PERINATAL = Panel(
    "perinatal_strain",
    "women who take the strain from four weeks before birth, and their infants",
    *(480, 10, ((-28, "taking_product", 1.0),)),
    product=True,
)
IN_MILK, MILK_DAY = "ill women's milk, day 21", 21
IN_STOOL, STOOL_DAY, STOOL_LIMIT = "infants' stool, day 10", 10, 1e4  # cell/mL (expert): no limit of the assays was read
READINGS = {"ill women's milk, day 28": "jimenez2008.strain_in_milk", "first milk": "abrahamsson2009.strain_in_first_milk"}


@dataclass(frozen=True)
class Asked:
    """The numbers of every set: by key, (set,) values of what is disputed, of rivals, and of the dose that was not read."""

    disputed: Mapping[str, np.ndarray]
    rivals: Mapping[str, np.ndarray]
    dose: np.ndarray


@cache
def strains() -> tuple[dict, ...]:
    """Return the strains that were looked for, in file order."""
    text = files("milkway.inference").joinpath("data", "transfer.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["strain"])


def asked(table: ParameterTable, sets: int, seed: int) -> Asked:
    """Return the numbers of sets, drawn from their priors.

    Args:
        table: reference, around whose values rivals are drawn.
        sets: how many.
        seed: of the draws.
    """
    streams, who = Streams(seed), np.arange(sets)
    dose = routes()["dose"]
    return Asked(
        disputed={one.key: one.value(streams.uniform(f"disputed {one.key}", who)) for one in disputed()},
        rivals={
            one["key"]: table.kept(
                one["key"], table.rows[one["key"]].value * one["spread"] ** streams.normal(f"rival {one['key']}", who)
            )
            for one in routes()["rival"]
        },
        dose=dose["least"] * (dose["most"] / dose["least"]) ** streams.uniform("dose not read", who),
    )


def names() -> tuple[str, ...]:
    """Return the names of the numbers of a simulated set: results, then results with and without the route."""
    taken = [*(name for results in TAKEN.values() for name in results), IN_MILK, IN_STOOL]
    return (*(name for results in BASE.values() for name in results), *taken, *(f"{name} without the route" for name in taken))


def transfer_simulator(
    table: ParameterTable, known: Sequence[Number], z: np.ndarray, given: Asked, size: float
) -> Callable[[np.ndarray, int], np.ndarray]:
    """Return what simulates a set, which is named by its number alone: (1,) coordinates.

    Args:
        table: reference.
        known: numbers.
        z: (set, number) coordinates of the posterior without the product.
        given: what is asked of each set.
        size: share of the usual women.
    """

    def simulate(which: np.ndarray, seed: int) -> np.ndarray:
        i = int(which[0])
        moved = {key: float(values[i]) for key, values in given.rivals.items()} | {ROUTE: float(given.disputed[ROUTE][i])}
        own = table_at(table, known, z[i, : len(known)]).replacing(moved, "calibrated", "a draw of its prior")
        effects = tuple((key, float(values[i])) for key, values in given.disputed.items() if key != ROUTE)
        perinatal = (*effects, ("dose", float(given.dose[i])))
        shut = own.replacing({ROUTE: 0.0}, "calibrated", "the route shut")
        base = _base(Means(own, (), seed, size, SOLVER, _silent))
        with_route = _taken(Means(own, (), seed, size, SOLVER, _silent), effects, perinatal)
        without = _taken(Means(shut, (), seed, size, SOLVER, _silent), effects, perinatal) if moved[ROUTE] else with_route
        return np.array([value for one in (*base, *with_route, *without) for value in (one.value, one.n)])

    return simulate


def _base(means: Means) -> list[Reading]:
    followed = simulated(_panel(UNTREATED), means, None, ())
    assert isinstance(followed, World)
    found = list[Reading]()
    for name, results in BASE.items():
        women = followed if name == UNTREATED else simulated(_panel(name), means, followed, ())
        found += [_reading(one, women) for one in results]
    return found


def _taken(means: Means, effects: Settings, perinatal: Settings) -> list[Reading]:
    followed = simulated(_panel(UNTREATED), means, None, ())
    assert isinstance(followed, World)
    worlds = {name: simulated(_panel(name), means, followed, effects) for name in TAKEN}
    found = [_reading(one, worlds[name]) for name, results in TAKEN.items() for one in results]
    ill, mothers = worlds["ill_strain_1e9"], simulated(PERINATAL, means, None, perinatal)
    assert isinstance(ill, Cases)
    assert isinstance(mothers, World)
    in_milk = share((ill.cells(("strain",), MILK_DAY) > LIMIT)[ill.feeding(MILK_DAY)])
    return [*found, in_milk, share(mothers.gut("strain", STOOL_DAY) > STOOL_LIMIT)]


def _reading(name: str, women: World | Cases) -> Reading:
    return OF_CASES[name](women) if isinstance(women, Cases) else OF_COHORTS[name](women)


def _panel(name: str) -> Panel:
    return next(one for one in PANELS if one.name == name)


def _silent(*_: object) -> None:
    pass
