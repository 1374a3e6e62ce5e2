"""`milkway.simulate`: what happens to one dyad, or to many, under choices made in words."""

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from milkway.arguments import file_mistakes, seed_of, whole
from milkway.biology.models import COMPLETE
from milkway.cohorts.chosen import model_words, parameters_for, plain_model, read_model
from milkway.core.errors import InputError, Mistake
from milkway.core.model import Model
from milkway.core.network import expand
from milkway.inference.posterior import SETS, chosen_table
from milkway.ledger.own_values import NOTHING, Given, plain_yours
from milkway.ledger.setting_values import plain_settings, read_asked, settings_in
from milkway.reports.progress import shown
from milkway.reports.scenario.finished_scenario import FinishedScenario
from milkway.scenarios.each_off import routes_open, shut_each
from milkway.scenarios.flows import Flows, flows_of
from milkway.scenarios.origins import Origins, trace_origins, ways_of
from milkway.scenarios.prepare import mechanisms, value_mistakes
from milkway.scenarios.run_scenario import ScenarioRun, run_scenario, work
from milkway.scenarios.scenario import Scenario
from milkway.scenarios.scenario_words import LATEST, START, read_scenario
from milkway.scenarios.selection import Keep, only_kept, read_days, read_stocks
from milkway.scenarios.tidy import write_tidy
from milkway.scenarios.watched_quantities import summary, summary_days
from milkway.simulation.kept_machine import machine_of

NO_HYPOTHESIS = {"hypothesis": "null"}
MOST_TALLIED = 200_000  # dyad-days: some 2 GB
BESIDE = ("milestones", "mastitis")  # what a summary says of the run without the hypothesis


def simulate(
    *,
    birth: str = "vaginal",
    feeding: str = "breast",
    probiotic: str = "none",
    antibiotics: str = "none",
    infant_antibiotics: str = "none",
    emptying: str = "usual",
    days: int = 120,
    dyads: int = 1,
    seed: int = 1,
    mean_field: bool = False,
    csv: str | Path | None = None,
    picture: str | Path | None = None,
    model: str | Model = "complete",
    routes: str | Sequence[str] = "off",
    off: str | Sequence[str] = "",
    hypothesis: str = "null",
    origins: bool = False,
    each_off: bool = False,
    flows: bool = False,
    parameters: str = "best",
    at: str | Sequence[int] = "",
    stocks: str | Sequence[str] = "",
    values: Given = NOTHING,
    setting: str | Sequence[str] = (),
) -> FinishedScenario:
    """Simulate what happens to one dyad, or to many, from pregnancy on.

    Args:
        birth: "vaginal" or "caesarean".
        feeding: "breast", "mixed" or "formula"; also "breast until day 90".
        probiotic: "none", "3e9 CFU/day" from birth on, or as "3e9 CFU/day from day 4 to day 64"; several spells as "3e9 CFU/day
            from day 4 to day 64, day 90 to day 120".
        antibiotics: Antibiotics of the mother: "none", "peripartum", or as "day 10 to 17" or "day 10 to 17, day 30 to 37".
        infant_antibiotics: Antibiotics of the infant itself: "none", or as "day 2 to 5" or "day 2 to 5, day 30 to 37".
        emptying: How breasts are emptied: "usual", or as "12 feeds, fraction 0.8".
        days: Last day, days since birth.
        dyads: One is the median dyad; more are drawn from the general population.
        seed: Random seed.
        mean_field: Switch all chance off.
        csv: Write tidy rows dyad,day,site,stock,value,unit to this file.
        picture: Write a figure to this file (.html).
        model: Mechanisms: "complete"; "complete without skin,contact"; or a model of your own, as FILE.py:NAME (the file is run)
            or package.module:NAME. In Python also a `Model`.
        routes: Disputed routes to switch on: "off" for none, "on" for all, or some, as "entero_mammary". In Python also a list.
        off: Routes to shut, as "skin,contact": the same dyad, whose luck begins the same, without what comes that way. In Python
            also a list.
        hypothesis: What the product is supposed to do: "null" for nothing, "competition", "immune" or "both". The run without it
            stands beside.
        origins: Trace where the cells of milk and infant come from, in the mean field: by which way they entered, and through
            which routes they passed.
        each_off: Shut each route in turn, for the same dyads in the mean field, and tell what that changes.
        flows: Tally the cells that move on each day, by process, from and to.
        parameters: "tables", "posterior" (its middle), or "best": the posterior if its calibration found it better than the
            tables.
        at: Days since birth to keep and print, as 4,7,21 or FIRST:LAST:STEP: what stands at the midnight that begins the day,
            before anything that the day brings, so day 0 is the moment before birth. By default every day of one dyad; of many,
            each seventh day and the milestones. In Python also numbers, such as (4, 7, 21).
        stocks: Sites and stocks to keep, as infant_gut,left_milk__s_aureus; by default all. In Python also a list.
        values: File of numbers of your own in place of rows of the tables: TOML (key = value) or CSV (key,value,unit). They win
            over a posterior. In Python also a mapping, such as `{"carrier_uptake": 1e-6}` or `{"feeds_per_day": "12 1/day"}`.
        setting: Hypotheses that no data decide, where other than the reference: sterile_share=60, antibiotic_tolerant=yes,
            ileum=3e7, or several with commas between them. In Python also a list.

    Raises:
        InputError: every mistake of the arguments.
    """

    wrong: list[Mistake] = []
    chosen = read_model(model, wrong)
    scenario, mistakes = read_scenario(
        *(birth, feeding, probiotic, antibiotics, emptying, days, chosen, routes, off, hypothesis),
        infant_antibiotics=infant_antibiotics,
    )
    mistakes += wrong
    dyads, seed = whole("dyads", dyads, 1, mistakes), seed_of(seed, mistakes)
    mistakes += file_mistakes("csv", csv, "") + file_mistakes("picture", picture, ".html")
    table, given = parameters_for(chosen, values, mistakes, read_asked(setting, mistakes))
    known = mechanisms(scenario, table) if scenario is not None else COMPLETE
    keep = Keep(
        read_days(at, START, scenario.days if scenario is not None else LATEST, mistakes),
        read_stocks(stocks, expand(known, table.keys()), mistakes) if stocks and not wrong else (),
    )
    mistakes += [] if parameters in SETS else [Mistake("parameters", repr(parameters), " or ".join(SETS))]
    mistakes += value_mistakes(scenario, given) if scenario is not None else []
    asked = {"origins": origins, "each_off": each_off, "flows": flows}
    mistakes += [Mistake(name, repr(one), "True or False") for name, one in asked.items() if not isinstance(one, bool)]
    mistakes += _inside_mistakes(asked, scenario, known, keep, dyads) if scenario is not None else []
    if scenario is None or mistakes:
        raise InputError("simulate", mistakes)

    table = chosen_table(table, parameters)
    both = [scenario] if scenario.hypothesis is None else [scenario, replace(scenario, hypothesis=None)]
    ways = ways_of(scenario, table) if origins else 0
    shut = 1 + len(routes_open(scenario, known)) if each_off else 0
    with shown(work(scenario, dyads) * len(both) * (1 + ways + shut)) as tell:
        tell("compiling the model", 0.0)
        machine, how = machine_of(known, table.keys()), {"dyads": dyads, "seed": seed, "progress": tell}
        runs = [run_scenario(one, machine, table, **how, mean_field=mean_field, keep=keep, tallies=flows) for one in both]
        traced = [
            trace_origins(one.scenario, table, **how, days=one.trajectory.days.tolist()) if origins else None for one in runs
        ]
        parted = [shut_each(one, table, tell) if each_off else None for one in runs]
        kept = [replace(one, trajectory=only_kept(one.trajectory, keep)) for one in runs]
        moved = [flows_of(one) if flows else None for one in runs]
        if csv is not None:
            tell("writing rows", 0.0)
            write_tidy(list(zip(kept, traced, moved, strict=True)), Path(csv))
    yours = plain_yours(table, (one.key for one in runs[0].network.parameters)) | plain_model(chosen.model)
    yours |= plain_settings(settings_in(given))
    words = {
        "birth": birth,
        "feeding": feeding,
        "probiotic": probiotic,
        "antibiotics": antibiotics,
        "infant_antibiotics": infant_antibiotics,
        "emptying": emptying,
        "off": ",".join(scenario.off) or "none",
        "hypothesis": hypothesis,
        "model": model if isinstance(model, str) else model_words(model),
    }
    inside = [_inside(*one) for one in zip(runs, traced, parted, moved, strict=True)]
    lives = [
        FinishedScenario(own, summary(run) | yours | more, run, words, traced=origin)
        for own, run, more, origin in zip(kept, runs, inside, traced, strict=True)
    ]
    found = lives[0]
    if scenario.hypothesis is not None:
        without = replace(lives[1], words=words | NO_HYPOTHESIS)
        beside = {"without_hypothesis": {key: without.summary[key] for key in (*BESIDE, *inside[1])}}
        found = replace(found, summary=found.summary | beside, without=without)
    if picture is not None:
        write = import_module("milkway.reports.scenario.scenario_picture").write_picture
        write(found.figures(), found.figures(narrow=True), Path(picture))
    return found


def _inside(run: ScenarioRun, traced: Origins | None, parted: dict[str, dict] | None, moved: Flows | None) -> dict[str, object]:
    """Return what was asked of the inside of a run, as plain values."""
    found: dict[str, object] = {} if parted is None else {"each_off": parted}
    if traced is not None:
        found["origins"] = import_module("milkway.reports.scenario.origins_told").plain_origins(traced, summary_days(run))
    if moved is not None:
        found["flows"] = import_module("milkway.reports.scenario.flows_told").plain_flows(moved, run, summary_days(run))
    return found


def _inside_mistakes(asked: dict[str, bool], scenario: Scenario, model: Model, keep: Keep, dyads: int) -> list[Mistake]:
    """Return what cannot be asked of the inside of a run."""
    mistakes: list[Mistake] = []
    if asked["each_off"] is True and not routes_open(scenario, model):
        mistakes.append(Mistake("each_off", "no route that is open", "a run with a route that is not shut"))
    if asked["origins"] is True and keep.days and keep.days[-1] < 0:
        mistakes.append(Mistake("origins", f"at {keep.days[-1]}, before birth", "days to keep (at) of which one is 0 or later"))
    tallied = work(scenario, dyads) * (1 if scenario.hypothesis is None else 2)
    if asked["flows"] is True and tallied > MOST_TALLIED:
        allowed = f"at most {MOST_TALLIED:,} dyad-days, those without the hypothesis among them: what moves is kept for each day"
        mistakes.append(Mistake("flows", f"{tallied:,.0f} dyad-days", allowed))
    return mistakes
