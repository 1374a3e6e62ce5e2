"""`milkway.power`: how large a trial must be, from trials drawn from a pool of virtual dyads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from milkway.arguments import draws_of, folder_of, number, seed_of, sizes_of, whole
from milkway.cohorts.chosen import model_identity, parameters_for, plain_model, read_model
from milkway.core.errors import InputError, Mistake, RunError
from milkway.core.model import Model
from milkway.folder import check_claim, claim_folder, named_apart, run_name
from milkway.inference.posterior import SETS, draws_mistakes, read_posterior, settled
from milkway.ledger.own_values import NOTHING, Given, plain_yours, with_settings, yours_of
from milkway.ledger.setting_values import plain_settings, read_asked
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.planning.assurance import assurance
from milkway.planning.flip_rows import CHECKED
from milkway.planning.planned_crossings import rows_toward
from milkway.planning.planned_truth import PROTOCOL, least_mistakes, pool_mistakes, stated_truth, truth_mistakes
from milkway.planning.power_study import Asked, plan_trial
from milkway.planning.power_summary import crossings_of, study_plain, whole_plain
from milkway.planning.power_under_least import power_under_least
from milkway.protocol.design import last_day
from milkway.protocol.interim import look_mistakes
from milkway.protocol.known import given_protocol, named, words_with
from milkway.protocol.protocol import Protocol, RouteSetting
from milkway.protocol.resolve import resolve
from milkway.protocol.words import suggest
from milkway.reports.power.finished_power import FinishedPower
from milkway.reports.power.power_page import write_power
from milkway.reports.progress import shown
from milkway.runs.workers_asked import On, lives_on, on_mistakes
from milkway.simulation.days import Solver
from milkway.trials.route_settings import usual_setting
from milkway.trials.settings_held import settings_of
from milkway.trials.stage import used_keys
from milkway.trials.values_taken import setting_mistakes, value_mistakes

RUNS = Path("milkway-runs")
WOMEN = 1500
LEAST_WOMEN = 20
ALL = "all"


@dataclass(frozen=True)
class _Given:
    """The arguments of the verb, as given."""

    n: str | int | Iterable[int]
    reps: int
    target: float
    truth: float | str | None
    endpoint: str
    pool: int
    seed: int
    parameters: str
    draws: int
    flip: bool
    routes: str
    settings: dict[str, str]
    yours: dict[str, float]


def power(
    protocol: str | Path | Protocol,
    *,
    n: str | int | Iterable[int] = "100:800:100",
    reps: int = 1000,
    target: float = 0.8,
    truth: float | str | None = None,
    endpoint: str = "",
    routes: str = "",
    pool: int = WOMEN,
    seed: int = 1,
    out: str | Path | None = None,
    parameters: str = "best",
    draws: int = 0,
    least_favourable: bool = False,
    flip_distance: bool = False,
    values: Given = NOTHING,
    setting: str | Sequence[str] = (),
    model: str | Model = "complete",
    on: On = "local",
) -> FinishedPower:
    """Find the size of a trial: simulate a pool of dyads once, under every arm, and draw trials from it.

    Args:
        protocol: Name of a protocol that ships (hurtado2017), or the path of a TOML file. In Python also a `milkway.Protocol`.
        n: Women randomised: FIRST:LAST:STEP, one number, or several as 100,200,400. In Python also a number or numbers.
        reps: Trials drawn of each size.
        target: Power for which the smallest trial is sought.
        truth: Truth to plan for: ratio of product over reference of the endpoint in all women, by default 0.7; a difference for
            loads and pain, which has no default; 1 (or 0) is no effect; "protocol" takes the strengths written there. The
            product's strength is solved for each hypothesis.
        endpoint: Endpoint of the curve, by default the protocol's first.
        routes: Setting of the disputed routes, by default that with fewest of them on; "all" for one study each.
        pool: Women simulated under every arm.
        seed: Random seed.
        out: Folder of the pool and the report, by default milkway-runs/PROTOCOL-power-seedSEED. Other sizes, trials and targets
            there simulate nothing anew.
        parameters: "tables", "posterior" (its middle), or "best": the posterior if its calibration found it better than the
            tables.
        draws: With the posterior: also average power over so many draws of it.
        least_favourable: Also look for the setting, changed alone, under which a product of the same strength does least, and
            run the study under it too: about three times the work.
        flip_distance: Also look for the uncertain numbers of the tables that, moved alone, would take power across the target:
            a pool of draws of its own, and three numbers moved, in the reference arm: about half as much work again.
        values: File of numbers of your own in place of rows of the tables: TOML (key = value) or CSV (key,value,unit). They win
            over a posterior. In Python also a mapping, such as `{"carrier_uptake": 1e-6}` or `{"feeds_per_day": "12 1/day"}`.
        setting: Hypotheses that no data decide, where other than in the protocol's [settings]: sterile_share=60,
            antibiotic_tolerant=yes, ileum=3e7, or several with commas between them. They win over the protocol. In Python also a
            list.
        model: Mechanisms: "complete"; "complete without skin,contact"; or a model of your own, as FILE.py:NAME (the file is run)
            or package.module:NAME. In Python also a `Model`.
        on: Where lives are made: "local" (this machine), "dask:tcp://HOST:PORT" or "dask:FILE" (a scheduler's file): its workers,
            with the same bytes. In Python also a `concurrent.futures.Executor`.

    Returns:
        The studies. Their `summary`, which `--json` prints, has: `curve`, a list by hypothesis, arm and size with `n`, `reps`,
        `analysed`, `truth` (of all women, which no trial sees), and `power` (p below 5 %, two-sided, in the direction that is
        better), `either` (in either direction; under the null the type I error, unless there is a `margin`), `bias` (of
        logarithms for ratios) and `coverage`, each with `value`, `replicates` and `dyads` (Monte-Carlo standard errors of the
        two levels) and `error` (both), and `closed_form` (a formula's power); `smallest`, the women needed for the target;
        `truth`, with the strength solved for each hypothesis, what it reaches, and whether even the strongest product falls
        short; `plan_b`, what would be assumed without Milkway (the naive rival's reference arm and drop-out), what Milkway says,
        and the women that a formula asks for in both; `flip`, where power crosses the target: `crossings` by hypothesis, with the
        `level` of the reference arm, the one `wanted` and the `shift` between them, and `numbers`, null unless asked for, with
        the `distances` of the `nearest` by hypothesis and all `slopes`; `every_endpoint`, the same numbers at one size for all
        endpoints and all reasons for leaving; `assurance`, over draws of the posterior; `pool` and `seconds`; `settings`, under
        which all this is; `least_favourable`, null unless asked for: the `setting` and its `value` (empty if the settings as
        planned are it), the truth under each setting (`tried`, of so many `women`), and the studies under it (`by_routes`), with
        the strengths of the study as planned.

    Raises:
        InputError: every mistake of the arguments and of the protocol.
        RunError: the study could not be completed.
    """
    parameters = settled(parameters) if parameters in SETS else parameters
    mistakes: list[Mistake] = []
    reps, pool = whole("reps", reps, 1, mistakes), whole("pool", pool, LEAST_WOMEN, mistakes)
    draws, seed = draws_of(draws, parameters, mistakes), seed_of(seed, mistakes)
    mistakes += draws_mistakes(draws, parameters) + on_mistakes(on)
    target = number("target", target, lambda power: 0 < power < 1, "a power between 0 and 1", mistakes)
    wanted = folder_of(out, mistakes)
    mechanisms = read_model(model, mistakes)
    table, yours = parameters_for(mechanisms, values, mistakes)
    which = (endpoint, pool, seed, parameters, draws, flip_distance, routes)
    given = _Given(n, reps, target, truth, *which, read_asked(setting, mistakes), yours)
    chosen, asked = _asked(protocol, given, table, mistakes)
    posterior = read_posterior() if parameters != "tables" else None

    def numbers(protocol: Protocol) -> ParameterTable:
        under = with_settings(table, protocol.settings.plain)
        return under if posterior is None else posterior.table(under)

    used = numbers(chosen)
    own = model_identity(mechanisms.left, table)
    folder = (
        wanted
        if wanted is not None
        else RUNS / (_folder_name(run_name(protocol, chosen), given) + chosen.settings.marked + named_apart(yours, own))
    )
    identity = {"name": chosen.name, "dyads": pool, "seed": seed, "parameters": parameters, "power": resolve(chosen)}
    identity |= ({"values": yours} if yours else {}) | own
    chunks = claim_folder(folder, identity)
    try:
        with shown(_work(chosen, given)) as tell, lives_on(on) as lives:
            means = Means(Solver(), chunks, tell, lives)
            settings = _settings(chosen, routes)
            studies = tuple(plan_trial(chosen, setting, used, asked, means) for setting in settings)
            least = power_under_least(studies, numbers, means) if least_favourable else None
            averaged = tuple(
                assurance(
                    chosen, setting, with_settings(table, chosen.settings.plain), posterior, draws, study.solved, asked, means
                )
                if posterior is not None and draws
                else ()
                for setting, study in zip(settings, studies, strict=True)
            )
            rows = [rows_toward(crossings_of(one), used, means) if flip_distance else None for one in studies]
            plain = [study_plain(*all_three) for all_three in zip(studies, averaged, rows, strict=True)]
            check_claim(folder, identity)
            told = plain_yours(used, used_keys(chosen, used)) if yours_of(used) else {}
            told |= {"least_favourable": least}
            told |= plain_settings(settings_of(chosen, used)) | plain_model(mechanisms.left)
            summary = write_power(whole_plain(plain, studies[0], parameters) | told, folder)
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(f"Interrupted. What was finished is kept in {chunks}; the same command goes on.") from stop
    except OSError as error:
        raise RunError(f"{error.filename or folder}: {error.strerror}") from error
    return FinishedPower(studies, averaged, summary, folder)


def _asked(
    protocol: str | Path | Protocol, given: _Given, table: ParameterTable, mistakes: list[Mistake]
) -> tuple[Protocol, Asked]:
    """Return protocol and question, or raise every mistake of file and arguments, also those found before."""
    try:
        found = given_protocol(protocol, words_with(table)).under(given.settings)
    except InputError as error:
        found, mistakes = None, [*error.mistakes, *mistakes]
    sizes, wrong = sizes_of(given.n)
    mistakes += wrong
    mistakes += [] if given.parameters in SETS else [Mistake("parameters", repr(given.parameters), " or ".join(SETS))]
    if found is not None:
        mistakes += _protocol_mistakes(found, given, sizes) + setting_mistakes(found, table, given.yours)
    if found is None or mistakes:
        raise InputError(named(protocol), mistakes)
    endpoint = given.endpoint or found.endpoints[0].name
    truth = None if given.truth == PROTOCOL else stated_truth(given.truth)
    return found, Asked(sizes, given.reps, given.target, truth, endpoint, given.pool, given.seed)


def _protocol_mistakes(protocol: Protocol, given: _Given, sizes: tuple[int, ...]) -> list[Mistake]:
    mistakes = (least_mistakes(protocol, sizes[0]) or look_mistakes(protocol.interim, "n", sizes)) if sizes else []
    settings = [one.name for one in protocol.routes.settings]
    if given.routes and given.routes not in (*settings, ALL):
        mistakes.append(Mistake("routes", repr(given.routes), suggest(given.routes, (*settings, ALL))))
    mistakes += pool_mistakes(protocol) + value_mistakes(protocol, given.yours)
    names = [one.name for one in protocol.endpoints]
    if given.endpoint and given.endpoint not in names:
        return [*mistakes, Mistake("endpoint", repr(given.endpoint), suggest(given.endpoint, names))]
    return mistakes + truth_mistakes(protocol, given.endpoint or names[0], given.truth)


def _settings(protocol: Protocol, routes: str) -> tuple[RouteSetting, ...]:
    if routes == ALL:
        return protocol.routes.settings
    return tuple(one for one in protocol.routes.settings if one.name == routes) or (usual_setting(protocol),)


def _folder_name(name: str, given: _Given) -> str:
    """Return a folder's name, that of its pool."""
    marked = "" if given.pool == WOMEN else f"-pool{given.pool}"
    learned = "" if given.parameters == "tables" else "-posterior"
    return f"{name}-power-seed{given.seed}{marked}{learned}"


def _work(protocol: Protocol, given: _Given) -> float:
    """Return about how many dyad-days there are: every woman under every arm, and a few strengths tried for each hypothesis."""
    worlds = 2 + 2 * sum(any(one.sets.values()) for one in protocol.hypotheses) + (1 + CHECKED) * given.flip
    settings = len(protocol.routes.settings) if given.routes == ALL else 1
    return settings * given.pool * worlds * (last_day(protocol.design) - protocol.begins) * (1 + given.draws / 4)
