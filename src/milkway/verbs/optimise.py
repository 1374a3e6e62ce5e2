"""`milkway.optimise`: what a mother or a clinic can vary, what it does to both, and how sure a ranking of it is."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

from milkway.arguments import folder_of, seed_of, whole
from milkway.cohorts.chosen import parameters_for, read_model
from milkway.core.errors import InputError, Mistake, RunError
from milkway.core.name_lists import several
from milkway.folder import check_claim, claim_folder
from milkway.inference.posterior import SETS, read_posterior, settled
from milkway.interventions.asked_women import AskedWomen, asked_women
from milkway.interventions.dyad_outcomes import OUTCOMES
from milkway.interventions.intervention import Intervention
from milkway.interventions.intervention_catalogue import chosen, pairs_among, read_catalogue
from milkway.interventions.lives_bought import LEAST_DYADS, dyads_for, worlds
from milkway.interventions.optimised import FEWEST
from milkway.interventions.optimised_plain import plain_catalogue
from milkway.ledger.own_values import NOTHING, Given, with_settings
from milkway.ledger.setting_values import read_asked
from milkway.ledger.tables import ParameterTable
from milkway.planning.power_study import hypotheses_of
from milkway.protocol.known import words_with
from milkway.protocol.protocol import Protocol
from milkway.reports.optimise.finished_optimise import FinishedOptimise
from milkway.runs.optimise_run import HowOptimised, Size, identity_of, optimise_run
from milkway.trials.values_taken import setting_mistakes, value_mistakes

BUDGET = 19200
DRAWS = 16
BOTH = "mother,child"
WHOSE = ("mother", "child")


def optimise(
    protocol: str | Path | Protocol,
    *,
    for_: str | Sequence[str] = BOTH,
    only: str | Sequence[str] = "",
    list_: bool = False,
    budget: int = 0,
    dyads: int = 0,
    draws: int = DRAWS,
    seed: int = 1,
    out: str | Path | None = None,
    parameters: str = "best",
    values: Given = NOTHING,
    setting: str | Sequence[str] = (),
) -> FinishedOptimise:
    """Compare what a mother or a clinic can vary, for mother and child, under every hypothesis: it ranks research questions.

    Birth, peripartum antibiotics, feeding, emptying, latch, shields, pumps, hands, diet, treatment of mastitis and the product
    are varied one by one and in sensible pairs, each compared with the usual in the same dyads with the same luck, over draws of
    the parameters. An effect passes through blocks of results, and is told, ranked and planned for only where in each of them the
    mechanism is no worse than published results alone; below that only its sign is told, and what would have to be measured.
    With the defaults two to three minutes on two processors.

    Args:
        protocol: Name of a protocol that ships (hurtado2017) or of a population (general), or the path of a TOML file of either;
            its women are taken as they are outside of a trial. In Python also a `milkway.Protocol`.
        for_: Whose outcomes: mother, child, or both with a comma. In Python also a list.
        only: Interventions to compare, with commas between them, and their pairs; all of the catalogue without. In Python also a
            list.
        list_: Print the catalogue, and simulate nothing.
        budget: Lives simulated at most, 19200 without; it buys dyads under each draw.
        dyads: Dyads under each draw in place of a budget; each intervention is tried in a quarter of them.
        draws: Draws of the parameters, at least 3; ten for intervals and rankings. As many again are kept for winners.
        seed: Random seed.
        out: Folder of the report (optimise.html), its tables, summary.json, and finished lives: the same command resumes them.
            By default nothing is written.
        parameters: "tables" (drawn from the spread that they state), "posterior" (its draws), or "best": the posterior if its
            calibration found it better than the tables.
        values: File of numbers of your own in place of rows of the tables: TOML (key = value) or CSV (key,value,unit). In Python
            also a mapping, such as `{"carrier_uptake": 1e-6}` or `{"feeds_per_day": "12 1/day"}`.
        setting: Hypotheses that no data decide, where other than in the protocol's [settings]: sterile_share=60,
            antibiotic_tolerant=yes, ileum=3e7, or several with commas between them. In Python also a list.

    Returns:
        The comparison. Its `summary`, which `--json` prints, has `interventions` (with `through`, `blocks`, the kinds of the
        numbers that decide, `to_measure` and the `share_of_women` whom they are for), `pairs`, `not_modelled`, `outcomes` with
        units, `left_out_outcomes`, `hypotheses`, `blocks` with their words; `lines`, a list with `what`, `hypothesis`, `outcome`,
        `word`, `sign` and the `draws` that have it, `effect` where the word allows to tell it, else `of_the_mechanism`, numbers
        that are no evidence, and the `interaction` of a pair; `rankings` by outcome and hypothesis with `places` (`mean`, `low`,
        `high` and the chance of being `best`), `value_of_perfect_information`, and the winner's effect on fresh draws with the
        `trial` that it would need; `pareto`; `why_no_ranking`; `lives` and `bought`.

    Raises:
        InputError: every mistake of the arguments and of the file.
        RunError: the comparison could not be completed.
    """
    catalogue = read_catalogue()
    mistakes = [] if parameters in SETS else [Mistake("parameters", repr(parameters), " or ".join(SETS))]
    seed, wanted = seed_of(seed, mistakes), folder_of(out, mistakes)
    draws = _draws(draws, parameters, mistakes)
    table, yours = parameters_for(read_model("complete", mistakes), values, mistakes)
    whose = _whose(for_, mistakes)
    outcomes = tuple(name for name, one in OUTCOMES.items() if one.whose in whose)
    asked = chosen(catalogue, several(only), mistakes)
    women = _women(protocol, table, yours, read_asked(setting, mistakes), mistakes)
    left = [] if women is None else _not_for(women, asked, several(only), mistakes)
    asked = tuple(one for one in asked if one not in left)
    pairs = pairs_among(catalogue, asked)
    names = () if women is None else tuple(one.name for one in hypotheses_of(women.protocol))
    dyads = _dyads(budget, dyads, draws, worlds(asked, pairs, names), mistakes)
    if women is None or mistakes:
        raise InputError("optimise", mistakes)
    table = with_settings(table, women.protocol.settings.plain)
    if list_:
        return FinishedOptimise(None, plain_catalogue(catalogue, table))
    many = Size(dyads, draws, budget or None)
    how = HowOptimised(women, asked, pairs, outcomes, many, settled(parameters), seed, tuple(left))
    identity = identity_of(how, yours)
    chunks = None if wanted is None else claim_folder(wanted, identity)
    try:
        found, summary = optimise_run(how, table, catalogue, chunks)
        page = None
        if wanted is not None:
            check_claim(wanted, identity)
            page = import_module("milkway.reports.optimise.optimise_page").write_optimised(summary, wanted)
    except KeyboardInterrupt as stop:
        kept = "nothing was kept (out keeps it)" if chunks is None else f"what was finished is kept in {chunks}"
        raise KeyboardInterrupt(f"Interrupted: {kept}.") from stop
    except OSError as error:
        raise RunError(f"{error.filename or wanted}: {error.strerror}") from error
    return FinishedOptimise(found, summary, page)


def _draws(given: object, parameters: str, mistakes: list[Mistake]) -> int:
    """Return the draws of the study; of a posterior as many again must be there."""
    draws = whole("draws", given, FEWEST, mistakes)
    if parameters not in SETS or settled(parameters) != "posterior":
        return draws
    many = (len(read_posterior().values) - 1) // 2
    if draws > many:
        mistakes.append(
            Mistake("draws", str(draws), f"at most {many}, half of the posterior that ships: winners have the others")
        )
    return min(draws, many)


def _whose(given: object, mistakes: list[Mistake]) -> tuple[str, ...]:
    names = several(given)
    wrong = [Mistake("for", repr(name), "mother, child, or both with a comma") for name in names if name not in WHOSE]
    mistakes += wrong if names else [Mistake("for", repr(given), "mother, child, or both with a comma")]
    return names


def _women(
    given: object, table: ParameterTable, yours: Mapping[str, float], asked: Mapping[str, str], mistakes: list[Mistake]
) -> AskedWomen | None:
    """Return the women, or None and every mistake of their file."""
    try:
        women = asked_women(given, words_with(table), asked)
    except InputError as error:
        mistakes += error.mistakes
        return None
    mistakes += value_mistakes(women.protocol, yours) + setting_mistakes(women.protocol, table, yours)
    return women


def _not_for(
    women: AskedWomen, interventions: Sequence[Intervention], only: Sequence[str], mistakes: list[Mistake]
) -> list[Intervention]:
    """Return the interventions that name covariates which these women do not have; it is a mistake to ask for one."""
    known = {one.name for one in women.population.covariates}
    left = [one for one in interventions if not known >= {*one.among, *one.covariates}]
    mistakes += [
        Mistake("only", repr(one.name), f"an intervention whose covariates {women.population.name} has")
        for one in left
        if one.name in only
    ]
    return left


def _dyads(budget: object, dyads: object, draws: int, others: int, mistakes: list[Mistake]) -> int:
    """Return the dyads under each draw."""
    lives, many = whole("budget", budget, 0, mistakes), whole("dyads", dyads, 0, mistakes)
    if lives and many:
        mistakes.append(Mistake("dyads", f"{many}, and budget {lives}", "one of the two"))
    if many and many < LEAST_DYADS:
        mistakes.append(Mistake("dyads", str(many), f"at least {LEAST_DYADS}"))
    return many or dyads_for(lives or BUDGET, draws, others, mistakes)
