"""Answers about lives: a run of one world or two, what each route matters for, where cells come from, and worlds side by side."""

from dataclasses import replace
from typing import Any

from milkway.explorer.bench import Bench
from milkway.explorer.commands import inside_said, lives_said
from milkway.explorer.life_plain import RESIDENTS, life, mean, paired, rounded
from milkway.explorer.worlds_asked import Inside, Lives, Sweep, scenarios_of
from milkway.scenarios.each_off import shut_each
from milkway.scenarios.origins import trace_origins
from milkway.scenarios.run_scenario import ScenarioRun
from milkway.scenarios.selection import Keep
from milkway.scenarios.watched_quantities import summary


def lives(bench: Bench, asked: Lives) -> dict[str, Any]:
    """Return what came of each world.

    Raises:
        InputError: every mistake of the worlds.
        RunError: the model is not ready, or dyads failed.
        Stopped: the same page asked again.
    """
    model, tell = bench.model(), bench.alive(asked.page)
    scenarios = scenarios_of(asked.worlds, asked.days, asked.seed)
    how = {"chance": asked.chance, "fine": asked.fine}
    runs = [model.run(one, asked.women, asked.seed, tell, **how) for one in scenarios]
    return {
        "worlds": [life(run, asked.taxa) | lives_said(asked, place) for place, run in enumerate(runs)],
        "women": len(runs[0].trajectory.dyads),
        "fine": asked.fine,
        "chance": asked.chance,
        "paired": paired(runs) if len(runs) == 2 else None,
    }


def routes(bench: Bench, asked: Inside) -> dict[str, Any]:
    """Return what a day's summary says with every route open (""), and with each shut in turn, in the mean field."""
    model, tell = bench.model(), bench.alive(asked.page, "routes")
    (scenario,) = scenarios_of([asked.world], asked.days, asked.seed)
    run = model.run(scenario, asked.women, asked.seed, tell, chance=False, fine=True)
    told = shut_each(_told_on(run, asked.day), model.table, tell)
    return {"day": asked.day, "women": asked.women, "off": told} | inside_said(asked, "each_off")


def origins(bench: Bench, asked: Inside) -> dict[str, Any]:
    """Return shares of the cells of each organ by how they came, and by what they passed, on one day, in the mean field."""
    model, tell = bench.model(), bench.alive(asked.page, "origins")
    (scenario,) = scenarios_of([asked.world], asked.days, asked.seed)
    found = trace_origins(scenario, model.table, dyads=asked.women, seed=asked.seed, days=(asked.day,), progress=tell)
    told = {}
    for organ in found.organs:
        groups = {RESIDENTS: found.residents} | {one: (one,) for one in found.taxa}
        parts = {name: found.shares(organ, group) for name, group in groups.items()}
        told[organ] = {
            name: {
                "sources": dict(zip(found.sources, rounded(mean(source[:, 0])), strict=True)),
                "routes": dict(zip(found.routes, rounded(mean(route[:, 0])), strict=True)),
            }
            for name, (source, route) in parts.items()
        }
    return {"day": asked.day, "women": asked.women, "organs": told} | inside_said(asked, "origins")


def sweep(bench: Bench, asked: Sweep) -> dict[str, Any]:
    """Return the summary of the last day of each world, in the mean field."""
    model, tell = bench.model(), bench.alive(asked.page, "sweep")
    scenarios = scenarios_of(asked.worlds, asked.days, asked.seed)
    runs = [model.run(one, asked.women, asked.seed, tell, chance=False, fine=False) for one in scenarios]
    return {
        "day": asked.day,
        "women": asked.women,
        "worlds": [summary(_told_on(run, asked.day))["milestones"][0] for run in runs],
    }


def _told_on(run: ScenarioRun, day: int) -> ScenarioRun:
    """Return a run whose summary tells one day."""
    return replace(run, keep=Keep((min(day, run.scenario.days),)))
