"""`milkway.settings`: a protocol's trial under each hypothesis that no data decide, and its ceiling."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from milkway.arguments import folder_of, seed_of, whole
from milkway.cohorts.chosen import Chosen, model_identity, parameters_for, plain_model, read_model
from milkway.cohorts.declared import declared_for
from milkway.core.errors import InputError, Mistake, RunError
from milkway.core.model import Model
from milkway.core.writing import write_whole
from milkway.folder import check_claim, claim_folder, named_apart, run_name
from milkway.ledger.own_values import NOTHING, Given, plain_yours, with_settings, with_yours, yours_of
from milkway.ledger.setting_values import read_asked, settings_line
from milkway.lives.means import Means
from milkway.planning.ceiling import with_killing
from milkway.planning.planned_truth import pool_mistakes
from milkway.planning.setting_summary import settings_plain
from milkway.planning.setting_worlds import SettingRow, changed_alone, settings_compared, worlds_of
from milkway.protocol.design import last_day
from milkway.protocol.known import given_protocol, named, words_with
from milkway.protocol.protocol import Protocol
from milkway.protocol.resolve import resolve
from milkway.reports.progress import shown
from milkway.reports.setting_tables import SUMMARY, every_number, settings_table, settings_words
from milkway.reports.showing import Face, framed, notebook, saved
from milkway.reports.table import write_table
from milkway.simulation.days import Solver
from milkway.trials.stage import used_keys
from milkway.trials.values_taken import setting_mistakes, value_mistakes

if TYPE_CHECKING:
    import pandas as pd

RUNS = Path("milkway-runs")
WOMEN = 300
FEWEST = 20  # women below whom nothing can be said


@dataclass(frozen=True)
class FinishedSettings:
    """A protocol under each setting, the plain summary, and the folder."""

    rows: tuple[SettingRow, ...]
    summary: dict
    folder: Path

    _repr_html_ = notebook
    save = saved

    @property
    def table(self) -> "pd.DataFrame":
        """Return every number, a row each: levels of arms and contrasts, by setting, hypothesis and arm."""
        return framed(every_number(self.summary))

    def tell(self) -> None:
        """Print the table, the ceiling and the least favourable setting."""
        import_module("milkway.reports.setting_terminal").print_settings(self.summary, self.folder)

    def face(self) -> Face:
        """Return what it shows of itself."""
        lines = (*settings_line(self.summary), *settings_words(self.summary))
        title = f"Settings: {self.summary['title']}"
        return Face(title, lines, {"settings": lambda: self.table}, lambda: settings_table(self.summary))

    def __repr__(self) -> str:
        """Return settings, women and folder in a line."""
        told = f"{len(self.rows) - 1} settings changed alone: {self.summary['dyads']} women, seed {self.summary['seed']}"
        return f"<{told}, in {self.folder}>"


def settings(
    protocol: str | Path | Protocol,
    *,
    dyads: int = WOMEN,
    seed: int = 1,
    out: str | Path | None = None,
    values: Given = NOTHING,
    setting: str | Sequence[str] = (),
    model: str | Model = "complete",
) -> FinishedSettings:
    """Simulate a protocol's trial with each setting, a hypothesis that no data decide, changed alone, and its ceiling.

    The same women live under every arm and setting with the same luck, so that differences are of paired worlds.

    Args:
        protocol: Name of a protocol that ships (hurtado2017), or the path of a TOML file. In Python also a `milkway.Protocol`.
        dyads: Women simulated under every arm, in each world.
        seed: Random seed.
        out: Folder of the run, by default milkway-runs/PROTOCOL-settings-seedSEED. The same command resumes it; another run is
            refused.
        values: File of numbers of your own in place of rows of the tables: TOML (key = value) or CSV (key,value,unit). In Python
            also a mapping, such as `{"carrier_uptake": 1e-6}` or `{"feeds_per_day": "12 1/day"}`.
        setting: Settings of the base, where other than in the protocol's [settings]: sterile_share=60, antibiotic_tolerant=yes,
            ileum=3e7, or several with commas between them. In Python also a list.
        model: Mechanisms: "complete"; "complete without skin,contact"; or a model of your own, as FILE.py:NAME (the file is run)
            or package.module:NAME. In Python also a `Model`.

    Returns:
        The rows. Their `summary`, which `--json` prints, has `rows`, the base first (its `setting` is empty), each with `levels`
        of the first endpoint and `contrasts` with the reference by hypothesis and arm, and `ceiling`, the contrast of a product
        that killed every staphylococcus that a woman carries from its first day. Each number has `value`, `error` (Monte-Carlo
        standard error), `change` against the base and `change_error`, that of the paired difference. `least_favourable` is the
        setting under which the mean effect over hypotheses is nearest to none; `not_changed` are settings whose parameters the
        protocol or your values set. Settings of the disputed routes are averaged with
        the protocol's weights. All is true of all women to the end, whoever leaves.

    Raises:
        InputError: every mistake of the arguments and of the protocol.
        RunError: the comparison could not be completed.
    """
    mistakes: list[Mistake] = []
    dyads, seed, wanted = whole("dyads", dyads, FEWEST, mistakes), seed_of(seed, mistakes), folder_of(out, mistakes)
    mechanisms = read_model(model, mistakes)
    table, yours = parameters_for(mechanisms, values, mistakes)
    asked = read_asked(setting, mistakes)
    try:
        chosen = given_protocol(protocol, words_with(table)).under(asked)
    except InputError as error:
        raise InputError(named(protocol), [*error.mistakes, *mistakes]) from error
    mistakes += pool_mistakes(chosen) + value_mistakes(chosen, yours)
    mistakes += setting_mistakes(chosen, table, yours)
    if mistakes:
        raise InputError(named(protocol), mistakes)
    own = model_identity(mechanisms.left, table)
    marked = f"-settings-seed{seed}{'' if dyads == WOMEN else f'-dyads{dyads}'}{chosen.settings.marked}"
    folder = wanted if wanted is not None else RUNS / (run_name(protocol, chosen) + marked + named_apart(yours, own))
    identity = {"name": chosen.name, "dyads": dyads, "seed": seed, "settings": resolve(chosen)}
    return _finished(chosen, mechanisms, yours, identity | ({"values": yours} if yours else {}) | own, folder)


def _finished(protocol: Protocol, mechanisms: Chosen, yours: dict[str, float], identity: dict, folder: Path) -> FinishedSettings:
    women, seed = identity["dyads"], identity["seed"]
    table = with_yours(declared_for(with_killing(mechanisms.left)), yours)
    every = changed_alone(protocol)
    fixed = {one.setting: why[0] for one in every if (why := setting_mistakes(one.protocol, table, yours))}
    changes = [one for one in every if one.setting not in fixed]
    chunks = claim_folder(folder, identity)
    try:
        with shown(women * len(changes) * worlds_of(protocol) * (last_day(protocol.design) - protocol.begins)) as tell:
            rows = settings_compared(changes, table, women, seed, Means(Solver(), chunks, tell))
        check_claim(folder, identity)
        used = with_settings(table, protocol.settings.plain)
        told = plain_yours(used, used_keys(protocol, used)) if yours_of(used) else {}
        summary = settings_plain(protocol, used, rows, women, seed) | told | plain_model(mechanisms.left)
        summary["not_changed"] = {key: why.found for key, why in fixed.items()}
        write_table(settings_table(summary), folder / "tables")
        text = json.dumps(summary, indent=1, allow_nan=False, ensure_ascii=False) + "\n"
        write_whole(folder / SUMMARY, text.encode())
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(f"Interrupted. What was finished is kept in {chunks}; the same command goes on.") from stop
    except OSError as error:
        raise RunError(f"{error.filename or folder}: {error.strerror}") from error
    return FinishedSettings(rows, summary, folder)
