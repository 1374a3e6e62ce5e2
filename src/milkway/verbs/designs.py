"""`milkway.designs`: what drives the power of a trial, for the same number of women recruited."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from milkway.arguments import folder_of, seed_of, whole
from milkway.biology.disputed import routes_sentence
from milkway.cohorts.chosen import model_identity, parameters_for, plain_model, read_model
from milkway.core.errors import InputError, Mistake, RunError
from milkway.core.model import Model
from milkway.folder import check_claim, claim_folder, named_apart, run_name
from milkway.ledger.own_values import NOTHING, Given, plain_yours, with_settings, yours_of
from milkway.ledger.setting_values import plain_settings, read_asked
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.planning.compared_designs import FEWEST, PLANNED, Comparison, compare
from milkway.planning.designs_summary import comparison_plain, crossings_of
from milkway.planning.designs_under_least import designs_under_least
from milkway.planning.flip_rows import CHECKED
from milkway.planning.planned_crossings import rows_toward
from milkway.planning.planned_truth import PROTOCOL, pool_mistakes, stated_truth, truth_mistakes
from milkway.planning.power_study import Asked
from milkway.planning.prepared_designs import Design, designs_of
from milkway.protocol.design import last_day
from milkway.protocol.known import given_protocol, named, words_with
from milkway.protocol.protocol import Protocol, RouteSetting
from milkway.protocol.resolve import resolve
from milkway.protocol.words import Words, suggest
from milkway.reports.designs.designs_figure import tornado
from milkway.reports.designs.designs_page import write_designs
from milkway.reports.designs.designs_tables import designs_table, hypotheses
from milkway.reports.progress import shown
from milkway.reports.showing import Face, framed, notebook, saved
from milkway.runs.workers_asked import On, lives_on, on_mistakes
from milkway.simulation.days import Solver
from milkway.trials.route_settings import usual_setting
from milkway.trials.settings_held import settings_of
from milkway.trials.stage import used_keys
from milkway.trials.values_taken import setting_mistakes, value_mistakes
from milkway.verbs.power import ALL, RUNS

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

WOMEN = 600
TARGET = 0.8


@dataclass(frozen=True)
class FinishedDesigns:
    """A comparison of designs, the plain summary, and the folder."""

    found: Comparison
    summary: dict
    folder: Path

    _repr_html_ = notebook
    save = saved

    @property
    def table(self) -> "pd.DataFrame":
        """Return every design under every hypothesis and arm."""
        return framed(self.summary["designs"])

    def plot(self) -> "go.Figure":
        """Return how far the power of each design is from that of the design as planned, under the last hypothesis."""
        return tornado(self.summary, hypotheses(self.summary)[-1])

    def tell(self) -> None:
        """Print the designs under each hypothesis, and where the report is."""
        import_module("milkway.reports.designs.designs_terminal").print_designs(self.summary, self.folder)

    def face(self) -> Face:
        """Return what it shows of itself."""
        last = hypotheses(self.summary)[-1]
        lines = (
            f"For {self.summary['screened']:,} women screened: {self.summary['endpoint']['label']}, {last}.",
            routes_sentence(self.summary["disputed_routes"]),
            self.summary["note"],
        )
        return Face(
            f"Designs of {self.summary['title']}",
            lines,
            {"designs": lambda: self.table},
            lambda: designs_table(self.summary, last),
        )

    def __repr__(self) -> str:
        """Return designs, women and folder in a line."""
        return (
            f"<{len({row.design for row in self.found.rows})} designs compared: {self.found.screened} women screened, "
            f"in {self.folder}>"
        )


@dataclass(frozen=True)
class _Numbers:
    """The parameters before settings, those among them that the user gave, and the model that they are of."""

    table: ParameterTable
    yours: dict[str, float]
    model: Model

    def under(self, protocol: Protocol) -> ParameterTable:
        """Return the parameters under the settings of a protocol."""
        return with_settings(self.table, protocol.settings.plain)


@dataclass(frozen=True)
class _Also:
    """What is asked for besides: the least favourable setting, the numbers that turn the decision, and where lives are made."""

    least: bool
    flip: bool
    on: On


def designs(
    protocol: str | Path | Protocol,
    *,
    truth: float | str | None = None,
    endpoint: str = "",
    hypothesis: str = "",
    routes: str = "",
    reps: int = 400,
    least_favourable: bool = False,
    flip_distance: bool = False,
    pool: int = WOMEN,
    seed: int = 1,
    out: str | Path | None = None,
    values: Given = NOTHING,
    setting: str | Sequence[str] = (),
    model: str | Model = "complete",
    on: On = "local",
) -> FinishedDesigns:
    """Compare designs on power for the same number of women screened: those of the protocol's [[designs]], else the usual ones.

    The usual ones are another endpoint, visit, dose, start, follow-up, run-in, history, carriage and retention, one at a time.
    The product is made as strong as the stated truth asks in the design as planned, and is no stronger in the others.

    Args:
        protocol: Name of a protocol that ships (hurtado2017), or the path of a TOML file. In Python also a `milkway.Protocol`.
        truth: Truth to plan for, as of milkway power; by default a ratio of 0.7.
        endpoint: Leading endpoint, by default the protocol's first.
        hypothesis: Hypothesis of the product, by default the last that has effects; "all" for every one.
        routes: Setting of the disputed routes, by default that with fewest of them on.
        reps: Trials drawn of each design.
        least_favourable: Also look for the setting, changed alone, under which a product of the same strength does least, and
            compare the designs under it too: about twice the work.
        flip_distance: Also look for the uncertain numbers of the tables that, moved alone, would take the power of the design as
            planned across 80 %: a pool of draws of its own, and three numbers moved, in the reference arm.
        pool: Women simulated under every arm, for each set of designs that women feel alike.
        seed: Random seed.
        out: Folder of the pools and the report, by default milkway-runs/PROTOCOL-designs-seedSEED.
        values: File of numbers of your own in place of rows of the tables: TOML (key = value) or CSV (key,value,unit). In Python
            also a mapping, such as `{"carrier_uptake": 1e-6}` or `{"feeds_per_day": "12 1/day"}`.
        setting: Hypotheses that no data decide, where other than in the protocol's [settings]: sterile_share=60,
            antibiotic_tolerant=yes, ileum=3e7, or several with commas between them. They win over the protocol. In Python also a
            list.
        model: Mechanisms: "complete"; "complete without skin,contact"; or a model of your own, as FILE.py:NAME (the file is run)
            or package.module:NAME. In Python also a `Model`.
        on: Where lives are made: "local" (this machine), "dask:tcp://HOST:PORT" or "dask:FILE" (a scheduler's file): its workers,
            with the same bytes. In Python also a `concurrent.futures.Executor`.

    Returns:
        The comparison. Its `summary`, which `--json` prints, has `designs`, a list by design, hypothesis and arm with `n`,
        `randomised` (of women screened), `truth`, `power`, `either` (under the null the type I error), `difference` (from the
        design as planned), each with `value`, `replicates`, `dyads` and `error`, `power_per_100_screened`, and `needed`, the
        women to be screened for 80 % power; `flip`, where the power of the design as planned crosses 80 %, as of milkway power;
        `settings`, under which all this is; and `least_favourable`, null unless asked for:
        the `setting` and its `value` (empty if the settings as planned are it), the truth under each setting (`tried`, of so many
        `women`), and the comparison under it (`found`), with the strengths of that as planned.

    Raises:
        InputError: every mistake of the arguments, of the protocol and of its designs.
        RunError: the comparison could not be completed.
    """
    mistakes: list[Mistake] = []
    wanted = folder_of(out, mistakes)
    mechanisms = read_model(model, mistakes)
    table, yours = parameters_for(mechanisms, values, mistakes)
    found = _protocol(protocol, words_with(table), mistakes).under(read_asked(setting, mistakes))
    mistakes += _name_mistakes(found, endpoint, hypothesis, routes) + pool_mistakes(found)
    mistakes += value_mistakes(found, yours) + setting_mistakes(found, table, yours)
    reps, pool = whole("reps", reps, 1, mistakes), whole("pool", pool, FEWEST, mistakes)
    seed = seed_of(seed, mistakes)
    mistakes += on_mistakes(on)
    leading = endpoint or found.endpoints[0].name
    if all(one.where != "endpoint" for one in mistakes):
        mistakes += truth_mistakes(found, leading, truth)
    if mistakes:
        raise InputError(named(protocol), mistakes)
    stated = None if truth == PROTOCOL else stated_truth(truth)
    asked = Asked((found.design.size,), reps, TARGET, stated, leading, pool, seed)
    compared = designs_of(_supposing(found, hypothesis), leading, words_with(table))
    route = next((one for one in found.routes.settings if one.name == routes), usual_setting(found))
    marked = found.settings.marked + named_apart(yours, model_identity(mechanisms.left, table))
    folder = wanted if wanted is not None else RUNS / (_folder_name(run_name(protocol, found), asked) + marked)
    return _finished(
        compared, route, asked, _Numbers(table, yours, mechanisms.left), folder, _Also(least_favourable, flip_distance, on)
    )


def _finished(
    compared: tuple[Design, ...], setting: RouteSetting, asked: Asked, numbers: _Numbers, folder: Path, also: _Also
) -> FinishedDesigns:
    planned = compared[0].protocol
    table = numbers.under(planned)
    stated = [one.variant.model_dump(mode="json") for one in compared]
    identity = {"name": planned.name, "dyads": asked.women, "seed": asked.seed}
    identity |= {"routes": setting.name, "truth": asked.truth, "designs": [resolve(planned), *stated]}
    identity |= ({"values": numbers.yours} if numbers.yours else {}) | model_identity(numbers.model, table)
    chunks = claim_folder(folder, identity)
    try:
        with shown(_work(compared, asked, also)) as tell, lives_on(also.on) as lives:
            means = Means(Solver(), chunks, tell, lives)
            found = compare(compared, setting, table, asked, means)
            own, crossing = replace(means, keep=chunks / PLANNED), crossings_of(found, planned, setting, asked)
            rows = rows_toward(crossing, table, own) if also.flip else None
            plain = comparison_plain(found, planned, setting, asked, rows)
            check_claim(folder, identity)
            told = plain_yours(table, used_keys(planned, table)) if yours_of(table) else {}
            told |= {
                "least_favourable": designs_under_least(compared, setting, numbers.under, found, asked, means)
                if also.least
                else None
            }
            told |= plain_settings(settings_of(planned, table)) | plain_model(numbers.model)
            summary = write_designs(plain | {"version": version("milkway")} | told, folder)
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(f"Interrupted. What was finished is kept in {chunks}; the same command goes on.") from stop
    except OSError as error:
        raise RunError(f"{error.filename or folder}: {error.strerror}") from error
    return FinishedDesigns(found, summary, folder)


def _protocol(protocol: str | Path | Protocol, words: Words, mistakes: list[Mistake]) -> Protocol:
    """Return the protocol, or raise its mistakes beside those of other arguments."""
    try:
        return given_protocol(protocol, words)
    except InputError as error:
        raise InputError(named(protocol), [*error.mistakes, *mistakes]) from error


def _name_mistakes(protocol: Protocol, endpoint: str, hypothesis: str, routes: str) -> list[Mistake]:
    asked = {
        "endpoint": (endpoint, [one.name for one in protocol.endpoints]),
        "hypothesis": (hypothesis, [*(one.name for one in _with_effects(protocol)), ALL]),
        "routes": (routes, [one.name for one in protocol.routes.settings]),
    }
    return [
        Mistake(where, repr(name), suggest(name, known)) for where, (name, known) in asked.items() if name and name not in known
    ]


def _with_effects(protocol: Protocol) -> list:
    return [one for one in protocol.hypotheses if any(one.sets.values())]


def _supposing(protocol: Protocol, hypothesis: str) -> Protocol:
    """Return the protocol with one hypothesis that has effects, or all, beside those without any."""
    effective = _with_effects(protocol)
    if hypothesis != ALL:
        effective = [one for one in effective if one.name == hypothesis] or effective[-1:]
    none = [one for one in protocol.hypotheses if not any(one.sets.values())]
    return protocol.model_copy(update={"hypotheses": (*none, *effective)})


def _folder_name(name: str, asked: Asked) -> str:
    marked = "" if asked.women == WOMEN else f"-pool{asked.women}"
    return f"{name}-designs-seed{asked.seed}{marked}"


def _work(compared: tuple[Design, ...], asked: Asked, also: _Also) -> float:
    """Return about how many dyad-days there are: in each pool every woman under every arm and hypothesis, and screening."""
    pools = {one.simulated: one.protocol for one in compared}
    more = (1 + CHECKED) * also.flip * _days(compared[0].protocol)
    return asked.women * (more + sum((2 + len(_with_effects(one))) * _days(one) for one in pools.values()))


def _days(protocol: Protocol) -> int:
    return last_day(protocol.design) - protocol.begins
