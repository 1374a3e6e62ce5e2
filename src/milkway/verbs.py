"""The public verbs: a virtual trial, and a what-if run of one dyad or many."""

import re
from dataclasses import dataclass
from pathlib import Path

from milkway.arguments import file_mistakes, size_mistakes
from milkway.core.errors import InputError, Mistake, RunError
from milkway.folder import check_claim, claim_folder
from milkway.ledger.tables import read_parameters
from milkway.reports.progress import shown
from milkway.reports.render import write_report
from milkway.reports.scenario_picture import write_picture
from milkway.scenarios.export import scenario_sbml
from milkway.scenarios.quantities import summary
from milkway.scenarios.read import read_scenario
from milkway.scenarios.run import ScenarioRun, run_scenario, work
from milkway.scenarios.tidy import write_tidy
from milkway.simulation.days import Solver
from milkway.trials.known import read_known_protocol
from milkway.trials.protocol import Protocol, resized
from milkway.trials.resolve import resolve
from milkway.trials.run import TrialRun, run_trial
from milkway.trials.stage import Means

RUNS = Path("milkway-runs")


@dataclass(frozen=True)
class FinishedTrial:
    """A virtual trial, its summary as plain values, and the folder that holds its report and tables."""

    run: TrialRun
    summary: dict
    folder: Path


@dataclass(frozen=True)
class FinishedScenario:
    """A what-if run, and its summary as plain values."""

    run: ScenarioRun
    summary: dict


def trial(protocol: str | Path, dyads: int | None = None, seed: int = 1, out: str | Path | None = None) -> FinishedTrial:
    """Simulate a randomised trial and write its report.

    Args:
        protocol: name of a protocol that ships, such as "hurtado2017", or the path of a TOML file.
        dyads: randomised in all arms together, if other than the protocol's.
        seed: of all chance.
        out: folder of the run, by default `milkway-runs/<protocol>-seed<seed>`; the same call resumes it.

    Raises:
        InputError: every mistake of the arguments and of the protocol.
        RunError: the run could not be completed.
    """
    table = read_parameters()
    chosen = _protocol(protocol, dyads, seed)
    folder = Path(out) if out is not None else RUNS / _folder_name(chosen.name, dyads, seed)
    identity = {"name": chosen.name, "dyads": chosen.design.size, "seed": seed, "protocol": resolve(chosen)}
    chunks = claim_folder(folder, identity)
    try:
        with shown(_work(chosen)) as tell:
            run = run_trial(chosen, table, seed, Means(Solver(), chunks, lambda stage, done: tell(_worded(stage), done)))
            tell("writing the report", 0.0)
            check_claim(folder, identity)
            summary = write_report(run, table, folder)
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(f"Interrupted. {_kept(chunks, folder)}") from stop
    except OSError as error:
        raise RunError(f"{error.filename or folder}: {error.strerror}. {_kept(chunks, folder)}") from error
    return FinishedTrial(run, summary, folder)


def simulate(  # noqa: PLR0913, PLR0917  the arguments of the command, one by one
    birth: str = "vaginal",
    feeding: str = "breast",
    probiotic: str = "none",
    antibiotics: str = "none",
    emptying: str = "usual",
    days: int = 120,
    dyads: int = 1,
    seed: int = 1,
    mean_field: bool = False,
    csv: str | Path | None = None,
    picture: str | Path | None = None,
    model: str = "complete",
) -> FinishedScenario:
    """Simulate what happens to one dyad, or to many, from pregnancy to a day after birth.

    Args:
        birth: "vaginal" or "caesarean".
        feeding: "breast", "mixed" or "formula"; also "breast until day 90".
        probiotic: "none", or as "3e9 CFU/day from day 4 to day 64".
        antibiotics: of the mother: "none", "peripartum", or as "day 10 to 17".
        emptying: "usual", or as "12 feeds, fraction 0.8".
        days: last day, days since birth.
        dyads: one is the median dyad, more are drawn from the general population.
        seed: of all chance.
        mean_field: switch all chance off.
        csv: file for tidy rows dyad, day, site, stock, value, unit.
        picture: file for a figure (.html).
        model: "complete", or as "complete without entero_mammary,prenatal".

    Raises:
        InputError: every mistake of the arguments.
    """

    scenario, mistakes = read_scenario(birth, feeding, probiotic, antibiotics, emptying, days, model)
    mistakes += size_mistakes(dyads, seed, 1) + file_mistakes("csv", csv, "") + file_mistakes("picture", picture, ".html")
    if scenario is None or mistakes:
        raise InputError("simulate", mistakes)

    with shown(work(scenario, dyads)) as tell:
        run = run_scenario(scenario, read_parameters(), dyads=dyads, seed=seed, mean_field=mean_field, progress=tell)
        if csv is not None:
            tell("writing rows", 0.0)
            write_tidy(run, Path(csv))
        if picture is not None:
            write_picture(run, Path(picture))
    return FinishedScenario(run, summary(run))


def export_sbml(
    out: str | Path | None = None,
    birth: str = "vaginal",
    feeding: str = "breast",
    probiotic: str = "none",
    antibiotics: str = "none",
    emptying: str = "usual",
    days: int = 120,
    model: str = "complete",
) -> str:
    """Return the SBML document of what `simulate` runs with the same words for one dyad without chance.

    Args:
        out: file for the document.
        birth: "vaginal" or "caesarean".
        feeding: "breast", "mixed" or "formula"; also "breast until day 90".
        probiotic: "none", or as "3e9 CFU/day from day 4 to day 64".
        antibiotics: of the mother: "none", "peripartum", or as "day 10 to 17".
        emptying: "usual", or as "12 feeds, fraction 0.8".
        days: last day, days since birth; exposures change up to it.
        model: "complete", or as "complete without entero_mammary,prenatal".

    Raises:
        InputError: every mistake of the arguments.
        RunError: python-libsbml is not installed.
    """
    scenario, mistakes = read_scenario(birth, feeding, probiotic, antibiotics, emptying, days, model)
    mistakes += file_mistakes("out", out, "")
    if scenario is None or mistakes:
        raise InputError("export sbml", mistakes)
    document = scenario_sbml(scenario, read_parameters())
    if out is not None:
        Path(out).write_text(document, encoding="utf-8")
    return document


def _protocol(protocol: str | Path, dyads: int | None, seed: int) -> Protocol:
    """Return the protocol with the size asked for, or raise every mistake of file and arguments."""

    mistakes: list[Mistake] = []
    try:
        found = read_known_protocol(protocol)
    except InputError as error:
        found, mistakes = None, list(error.mistakes)
    least = len(found.arms) if found is not None else 1
    mistakes += size_mistakes(dyads if dyads is not None else least, seed, least)
    if found is None or mistakes:
        raise InputError(str(protocol), mistakes)
    return found if dyads is None else resized(found, dyads)


def _kept(chunks: Path, folder: Path) -> str:
    return f"What was finished is kept in {chunks}; the same command goes on from there (--out {folder})."


def _folder_name(name: str, dyads: int | None, seed: int) -> str:
    """Return a folder's name.

    >>> _folder_name("hurtado2017", 40, 1)
    'hurtado2017-seed1-dyads40'
    """
    return re.sub(r"[^\w.-]", "_", name) + f"-seed{seed}" + (f"-dyads{dyads}" if dyads is not None else "")


def _worded(stage: str) -> str:
    """Return a stage of a trial as a reader understands it.

    >>> _worded("compile off"), _worded("off competition product")
    ('compiling, routes off', 'routes off: competition product')
    """
    first, _, rest = stage.partition(" ")
    return f"compiling, routes {rest}" if first == "compile" else f"routes {first}: {rest}"


def _work(protocol: Protocol) -> float:
    """Return the dyad-days of a trial: per route setting the candidates, arms without product once, others per hypothesis."""
    design = protocol.design
    ratio = sum(arm.allocation for arm in protocol.arms)
    worlds = sum(arm.allocation * (len(protocol.hypotheses) if arm.exposures else 1) for arm in protocol.arms) / ratio
    lead_in, whole = design.enrolment[1] - protocol.begins, design.ends - protocol.begins
    return len(protocol.routes.settings) * design.size * (1.2 * lead_in + worlds * whole)
