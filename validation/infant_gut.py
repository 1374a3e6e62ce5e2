"""Milestones of the infant gut: who carries bifidobacteria and how many, S. aureus, and shares of reads by birth and feeding.

Cell shares of nine guilds stand for shares of reads: genomes differ in copies, and infants have genera that the model lacks.
Targets from public tables are computed from them; without the tables they are left out.
"""

import numpy as np

from milkway.biology.taxa import OPPORTUNISTS
from validation import tables
from validation.score import Score, interval_of, mean, median, reads_of, share
from validation.women import Steps, World, load, population

CARRIED = 10**3  # cells per g that a quantitative assay of stool detects, from what its authors report elsewhere
BIFIDO = {1: (6.2, 0.21), 7: (8.0, 0.64), 30: (8.5, 0.79), 90: (9.3, 0.97), 180: (9.6, 0.99)}
SPREAD = {1: (4.3, 8.1), 7: (5.8, 10.2), 30: (6.4, 10.6), 90: (7.5, 11.1), 180: (8.0, 11.2)}
AUREUS = interval_of(
    "lindberg2004", "infants with S. aureus in stool at 1 month", 0.60, 0.45, 0.75, "quantity sa_gut_prev, within 0.15"
)
LOAD = interval_of(
    "lindberg2004", "log10 S. aureus per g in carriers at 2 weeks", 6.8, 6.3, 7.3, "quantity sa_gut_load, within 0.5"
)
PH = interval_of(
    "henrick2018", "pH of stool of breastfed infants, day 28, median", float("nan"), 5.0, 6.5, "quantity ph_bf, 5.0 to 6.5"
)
FORMULA: Steps = ((0, "ceased", 1.0), (0, "formula", 1.0))
BIRTHS = {0: ("vaginal", "Vaginal"), 1: ("c_section", "Cesarean")}


def scores() -> list[Score]:
    """Return the scores."""
    world = population()
    results = [score for day in BIFIDO for score in _bifido(world, day)]
    results += _aureus(world) + [median(PH, world.trajectory.amount("infant_gut__ph", 28)[world.feeding(28)])]
    return results + (_reads(world) if tables.folder() is not None else [])


def _bifido(world: World, day: int) -> list[Score]:
    level, carriers = BIFIDO[day]
    cells = world.gut("bifidobacterium", day)
    held = cells > CARRIED
    low, high = max(carriers - 0.15, 0.0), min(carriers + 0.15, 1.0)
    prevalence = interval_of(
        "nagpal2017", f"infants with bifidobacteria, day {day}", carriers, low, high, f"quantity bif_d{day}, within 0.15"
    )
    amount = interval_of(
        "nagpal2017",
        f"log10 bifidobacteria per g in carriers, day {day}",
        level,
        *SPREAD[day],
        f"quantity bif_d{day}, mean and SD",
    )
    return [share(prevalence, held), median(amount, load(cells[held]))]


def _aureus(world: World) -> list[Score]:
    two, four = world.gut("s_aureus", 14), world.gut("s_aureus", 30)
    return [share(AUREUS, four > CARRIED), mean(LOAD, load(two[two > CARRIED]))]


def _reads(world: World) -> list[Score]:
    """Return shares by birth (all infants of a day) and by feeding."""
    formula = population(n=240, end=92, plan=FORMULA)
    caesarean = world.covariate("caesarean")
    results: list[Score] = []
    for birth, (mode, delivery) in BIRTHS.items():
        who = caesarean == birth
        for group in tables.GENERA:
            for day in (4, 7, 21):
                target = reads_of("shao2019", f"{group}, {mode}, day {day}", tables.shao(group, day, mode), "public table")
                results.append(mean(target, _shares(world, group, day)[who]))
            target = reads_of(
                "jakobsen2025", f"{group}, {mode}, day 60", tables.jakobsen(group, 60, float(birth)), "public table"
            )
            results.append(mean(target, _shares(world, group, 60)[who & world.feeding(60)]))
            if group == "opportunists":
                continue  # in ECAM most Enterobacteriaceae have no genus, so that their share cannot be read off
            for diet, other in (("bd", world), ("fd", formula)):
                fed = (other.covariate("caesarean") == birth) & (other.feeding(75) | (diet == "fd"))
                target = reads_of(
                    "bokulich2016",
                    f"{group}, {mode}, {'breast' if diet == 'bd' else 'formula'}, days 25 to 130",
                    tables.ecam(group, diet, delivery),
                    "public table",
                )
                results.append(mean(target, _shares(other, group, 75)[fed]))
    return results


def _shares(world: World, group: str, day: int) -> np.ndarray:
    taxa = [taxon.name for taxon in OPPORTUNISTS] + ["staphylococcus_cons"] if group == "opportunists" else [group]
    return sum(world.gut_share(taxon, day) for taxon in taxa)
