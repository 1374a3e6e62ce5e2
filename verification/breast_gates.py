"""Print how the breast fares beside published cohorts and trials: python -m verification.breast_gates [SIZE] [SEED ...]."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from milkway.assays.calibrated_definition import CALIBRATED
from milkway.assays.mastitis import longest_illness
from milkway.ledger.tables import ParameterTable, read_parameters
from milkway.published.cases import Cases, untreated
from milkway.published.catalogue import Result, results
from milkway.published.modelled import OF_CASES, OF_COHORTS
from milkway.published.panels import ANY, GENERAL, INFECTIOUS, PANELS, simulated
from milkway.published.simulated_women import GUILDS, SIDES, Means, World
from milkway.simulation.solver import Solver

READ = ("general", "untreated", "antibiotic", "emptying", "emptying_and_antibiotic")
TOPICS = ("mastitis", "milk", "treatment")


@dataclass(frozen=True)
class Line:
    """A number beside its published value, where there is one, with its Monte-Carlo error and the women behind it."""

    name: str
    published: float
    value: float
    error: float
    n: int


def lines(table: ParameterTable, size: float, seed: int) -> Iterator[Line]:
    """Yield every reading of women's breasts and milk in simulated women, then what no study printed."""
    means = Means(table, (), seed, size, Solver(), lambda _: None)
    panels = {panel.name: panel for panel in PANELS}
    names = [name for name in READ if name in panels]
    worlds: dict[str, World | Cases] = {}
    for name in names:
        followed = worlds.get("untreated", worlds.get(GENERAL))
        worlds[name] = simulated(panels[name], means, followed if isinstance(followed, World) else None, ())
    yield from (_line(one, worlds[one.panel]) for one in results() if one.panel in worlds and one.topic in TOPICS)
    everyone, ill = worlds[GENERAL], worlds.get("untreated", worlds[GENERAL])
    assert isinstance(everyone, World)
    assert isinstance(ill, World)
    yield from _more(everyone, ill, worlds["antibiotic"])


def _line(one: Result, women: World | Cases) -> Line:
    found = OF_CASES[one.name](women) if isinstance(women, Cases) else OF_COHORTS[one.name](women)
    return Line(one.name, one.value, found.value, found.error, found.n)


def _more(everyone: World, ill: World, antibiotic: World | Cases) -> Iterator[Line]:
    """Yield the course of the load under an antibiotic and without one, and how women of the cohort were ill."""
    assert isinstance(antibiotic, Cases)
    for name, cases in (("untreated", untreated(ill, ANY)), ("antibiotic", antibiotic)):
        for day in (0, 8, 21):
            load = cases.load(GUILDS, day)
            yield Line(f"load of women above 4 log10, {name}, day {day}", np.nan, _mean(load), _error(load), len(load))
    onset = everyone.mastitis(0, 182).onset
    who, day = np.nonzero(onset)
    cells, leucocytes = _worse_breast(everyone, who, day)
    for name, yes in (("bacteria above 1e3", cells > 1e3), ("leucocytes above 1e6", leucocytes > 1e6)):
        yield Line(f"onsets with {name} per mL", np.nan, _mean(yes), _error(yes), len(yes))
    found = untreated(ill, INFECTIOUS)
    yield Line("women with infectious mastitis untreated, of all", np.nan, len(found.entry) / len(ill.cohort.dyads), np.nan, 0)
    abscess = np.any([everyone.trajectory.exposed(f"{side}_breast__abscess") > 0 for side in SIDES], axis=(0, 2))
    sick = onset.any(axis=1)
    yield Line(
        "abscess among women ill (Melbourne 5 of 207)", 5 / 207, _mean(abscess[sick]), _error(abscess[sick]), int(sick.sum())
    )
    yield from _by_days(everyone)


def _by_days(everyone: World) -> Iterator[Line]:
    """Yield the share of women ill in twelve weeks, by definition and by days in a row that signs must last."""
    days = slice(everyone.place(0), everyone.place(84))
    known = everyone.trajectory
    for name, asked in (
        ("calibrated definition", CALIBRATED),
        ("two signs of the breast", replace(CALIBRATED, systemic_needed=0)),
    ):
        longest = longest_illness(known.reported[:, days], known.signs, asked)
        for needed in (1, 2, 3, 5, 7):
            yes = longest >= needed
            yield Line(f"women ill in 12 weeks, {name}, {needed} in a row", np.nan, _mean(yes), _error(yes), len(yes))


def _worse_breast(world: World, who: np.ndarray, day: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return cell/mL and leucocytes/mL of the more inflamed breast of women on days."""
    known = world.trajectory
    at = day - int(known.days[0])

    def amount(key: str) -> np.ndarray:
        return known.amounts[who, at, known.stocks.index(key)]

    hot = [amount(f"{side}_breast__inflammation") for side in SIDES]
    cells = [sum(amount(f"{side}_milk__{taxon}") for taxon in GUILDS) / amount(f"{side}_breast__volume") for side in SIDES]
    white = [amount(f"{side}_breast__leucocytes") for side in SIDES]
    left = hot[0] >= hot[1]
    return np.where(left, *cells), np.where(left, *white)


def _mean(values: np.ndarray) -> float:
    return float(np.mean(values)) if len(values) else np.nan


def _error(values: np.ndarray) -> float:
    return float(np.std(values) / np.sqrt(len(values))) if len(values) else np.nan


def table_of(found: Mapping[int, list[Line]]) -> str:
    """Return a Markdown table with a column for each seed."""
    seeds = list(found)
    head = f"| | published | {' | '.join(f'seed {seed}' for seed in seeds)} |\n|---|--:|{'--:|' * len(seeds)}"
    rows = [
        f"| {same[0].name} | {same[0].published:.3g} | "
        + " | ".join(f"{one.value:.3g} ± {one.error:.2g} ({one.n})" for one in same)
        + " |"
        for same in zip(*found.values(), strict=True)
    ]
    return "\n".join([head, *rows]) + "\n"


def main() -> None:
    """Print the table of the tables that ship."""
    size = float(sys.argv[1]) if len(sys.argv) > 1 else 0.5
    seeds = [int(one) for one in sys.argv[2:]] or [1]
    sys.stdout.write(table_of({seed: list(lines(read_parameters(), size, seed)) for seed in seeds}))


if __name__ == "__main__":
    main()
