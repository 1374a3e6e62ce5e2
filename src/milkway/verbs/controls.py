"""`milkway.controls`: controls with known answers, scored on a protocol before anything else of it is believed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from milkway.arguments import seed_of, whole
from milkway.cohorts.chosen import parameters_for, plain_model, read_model
from milkway.core.errors import Mistake
from milkway.core.model import Model
from milkway.ledger.own_values import NOTHING, Given, with_settings
from milkway.ledger.setting_values import plain_settings, read_asked
from milkway.lives.means import Means
from milkway.planning.control_arms import AFTER, with_controls
from milkway.planning.planned_truth import pool_mistakes
from milkway.planning.power_study import Asked, endpoint_of
from milkway.planning.scored_controls import ERRORS, Controls, controls_of
from milkway.protocol.design import last_day
from milkway.protocol.known import words_with
from milkway.protocol.protocol import Protocol
from milkway.protocol.words import suggest
from milkway.reports.controls_table import controls_table, verdict_sentence
from milkway.reports.progress import shown
from milkway.reports.showing import Face, framed, notebook, saved
from milkway.runs.checked_protocol import sized_protocol
from milkway.simulation.solver import Solver
from milkway.trials.route_settings import usual_setting
from milkway.trials.settings_held import settings_of
from milkway.trials.values_taken import setting_mistakes, value_mistakes

if TYPE_CHECKING:
    import pandas as pd

WOMEN = 300
FEWEST = 50  # women: the error of an antibiotic's contrast is a jackknife over 25 groups


@dataclass(frozen=True)
class FinishedControls:
    """The controls of a protocol, and all of it as plain values."""

    found: Controls
    summary: dict

    _repr_html_ = notebook
    save = saved

    @property
    def table(self) -> "pd.DataFrame":
        """Return the controls, a row each."""
        return framed(self.summary["controls"])

    def tell(self) -> None:
        """Print the controls, and how many passed."""
        import_module("milkway.reports.controls_terminal").print_controls(self.summary)

    def face(self) -> Face:
        """Return what it shows of itself."""
        title, lines = f"Controls: {self.summary['title']}", (verdict_sentence(self.summary),)
        return Face(title, lines, {"controls": lambda: self.table}, lambda: controls_table(self.summary))

    def __repr__(self) -> str:
        """Return protocol and verdicts in a line."""
        return f"<controls of {self.summary['protocol']}: {', '.join(one.verdict for one in self.found.rows)}>"


def controls(
    protocol: str | Path | Protocol,
    *,
    endpoint: str = "",
    routes: str = "",
    reps: int = 1000,
    pool: int = WOMEN,
    seed: int = 1,
    values: Given = NOTHING,
    setting: str | Sequence[str] = (),
    model: str | Model = "complete",
) -> FinishedControls:
    """Score a protocol's trial on controls whose answers are known: no difference, exchanged labels, too late, an antibiotic.

    The reference arm is simulated a second time, the product is given for four weeks after the end, and an antibiotic to the end,
    in the same women; then trials of the protocol's size are drawn. Minutes; more where women are enrolled ill.

    Args:
        protocol: Name of a protocol that ships (hurtado2017), or the path of a TOML file. In Python also a `milkway.Protocol`.
        endpoint: Endpoint that is read, by default the protocol's first.
        routes: Setting of the disputed routes, by default that with fewest of them on.
        reps: Trials drawn for each control; fewer where an analysis is slow.
        pool: Women simulated under every arm, at least 50.
        seed: Random seed.
        values: File of numbers of your own in place of rows of the tables: TOML (key = value) or CSV (key,value,unit). In Python
            also a mapping, such as `{"carrier_uptake": 1e-6}` or `{"feeds_per_day": "12 1/day"}`.
        setting: Hypotheses that no data decide, where other than in the protocol's [settings]: sterile_share=60,
            antibiotic_tolerant=yes, ileum=3e7, or several with commas between them. They win over the protocol. In Python also a
            list.
        model: Mechanisms: "complete"; "complete without skin,contact"; or a model of your own, as FILE.py:NAME (the file is run)
            or package.module:NAME. In Python also a `Model`.

    Returns:
        The controls. Their `summary`, which `--json` prints, has `controls`, a list with `name`, `right` (the right answer),
        `differing` (women whose endpoint is another than in the reference, of `women`), `claims` (share of trials with p below
        5 %, with `claims_error`), `contrast` (in all women, of logarithms for ratios, with `contrast_error`; of exchanged labels
        the largest departure from the mirror), `verdict` (passed, failed, cannot tell, no known answer) and `note`; what does not
        apply is null. `n` women are randomised in each of `trials`, `errors_allowed` are the standard errors that a control may
        be off.

    Raises:
        InputError: every mistake of the arguments and of the protocol.
        RunError: the controls could not be completed.
    """
    mistakes: list[Mistake] = []
    reps, pool = whole("reps", reps, 1, mistakes), whole("pool", pool, FEWEST, mistakes)
    seed = seed_of(seed, mistakes)
    mechanisms = read_model(model, mistakes)
    table, yours = parameters_for(mechanisms, values, mistakes)
    asked = read_asked(setting, mistakes)
    refusing = [
        pool_mistakes,
        lambda found: value_mistakes(found, yours) + setting_mistakes(found, table, yours),
        lambda found: _name_mistakes(found, endpoint, routes),
    ]
    chosen = sized_protocol(protocol, None, words_with(table), mistakes, refusing, asked)
    table = with_settings(table, chosen.settings.plain)
    question = Asked((chosen.design.size,), reps, 0.8, None, endpoint or chosen.endpoints[0].name, pool, seed)
    route = next((one for one in chosen.routes.settings if one.name == routes), usual_setting(chosen))
    arms = len(with_controls(chosen).arms)
    with shown(pool * (arms + 1) * (last_day(chosen.design) + AFTER - chosen.begins)) as tell:
        found = controls_of(chosen, route, table, question, Means(Solver(), None, tell))
    read = endpoint_of(chosen, question.endpoint)
    summary = {
        "about": "simulated; no human participants",
        "protocol": chosen.name,
        "title": chosen.title,
        "endpoint": {"name": read.name, "label": read.label, "measure": read.leading.name},
        "routes": route.name,
        "seed": seed,
        "pool": pool,
        "n": found.n,
        "trials": found.reps,
        "errors_allowed": ERRORS,
        "controls": [asdict(one) for one in found.rows],
        "version": version("milkway"),
    }
    return FinishedControls(found, summary | plain_settings(settings_of(chosen, table)) | plain_model(mechanisms.left))


def _name_mistakes(protocol: Protocol, endpoint: str, routes: str) -> list[Mistake]:
    asked = {
        "endpoint": (endpoint, [one.name for one in protocol.endpoints]),
        "routes": (routes, [one.name for one in protocol.routes.settings]),
    }
    return [
        Mistake(where, repr(name), suggest(name, known)) for where, (name, known) in asked.items() if name and name not in known
    ]
