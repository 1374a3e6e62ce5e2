"""`milkway.check`: what is wrong with a protocol, what other verbs would refuse of it, and what a run of it costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from milkway.arguments import draws_of
from milkway.cohorts.chosen import parameters_for, read_model
from milkway.core.brief import brief
from milkway.core.errors import Mistake
from milkway.core.model import Model
from milkway.ledger.own_values import NOTHING, Given
from milkway.ledger.setting_values import read_asked
from milkway.protocol.known import words_with
from milkway.protocol.protocol import Protocol
from milkway.protocol.single_arm import contrast_mistakes
from milkway.reports.check_terminal import check_lines, print_check
from milkway.reports.showing import Face, framed, notebook, saved
from milkway.runs.checked_protocol import Note, check_plain, notes_on, sized_protocol
from milkway.trials.cost import Cost, cost_of
from milkway.trials.values_taken import setting_mistakes, value_mistakes

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Checked:
    """A protocol without mistakes, what other verbs refuse of it, its cost, and all of it as plain values."""

    protocol: Protocol
    notes: tuple[Note, ...]
    cost: Cost
    summary: dict

    __repr__ = brief
    _repr_html_ = notebook
    save = saved

    @property
    def table(self) -> "pd.DataFrame":
        """Return what other verbs refuse, a row each."""
        return framed(self.summary["notes"], ("verb", "where", "found", "allowed"))

    def tell(self) -> None:
        """Print what other verbs refuse, and the cost."""
        print_check(self.summary)

    def face(self) -> Face:
        """Return what it shows of itself."""
        return Face("Checked", tuple(check_lines(self.summary)), {"notes": lambda: self.table})


def check(
    protocol: str | Path | Protocol,
    *,
    dyads: int | None = None,
    draws: int = 0,
    missing: bool = False,
    values: Given = NOTHING,
    setting: str | Sequence[str] = (),
    model: str | Model = "complete",
) -> Checked:
    """Tell every mistake and contradiction of a protocol, and what a run of it costs; nothing is simulated.

    Args:
        protocol: Name of a protocol that ships (hurtado2017), or the path of a TOML file. In Python also a `milkway.Protocol`.
        dyads: Dyads randomised, all arms together, if other than the protocol's.
        draws: Count the cost of a trial with so many draws of the posterior.
        missing: Count the cost of a trial with its study of missing data.
        values: File of numbers of your own in place of rows of the tables: TOML (key = value) or CSV (key,value,unit). In Python
            also a mapping, such as `{"carrier_uptake": 1e-6}` or `{"feeds_per_day": "12 1/day"}`.
        setting: Hypotheses that no data decide, where other than in the protocol's [settings]: sterile_share=60,
            antibiotic_tolerant=yes, ileum=3e7, or several with commas between them. They win over the protocol. In Python also a
            list.
        model: Mechanisms: "complete"; "complete without skin,contact"; or a model of your own, as FILE.py:NAME (the file is run)
            or package.module:NAME. In Python also a `Model`.

    Returns:
        The protocol, notes and cost. Its `summary`, which `--json` prints, has `protocol`, `title`, `mistakes` (none, since they
        are raised), `notes`, a list with `verb`, `where`, `found` and `allowed`, and `cost`: `dyads` randomised, `routes`,
        `hypotheses`, `worlds` (arms that are simulated, each in each world), `dyad_days`, `seconds` of processor time on one core
        and `megabytes` of the folder, both about, and the speed that they rest on (`dyad_years_per_second`) with where it was
        `measured`. What data sets add is not counted. `case_definition` is there where the definition is not the one that was
        calibrated, with `unlike`, in what.

    Raises:
        InputError: every mistake and contradiction of the protocol, as `milkway.trial` tells them.

    >>> check("hurtado2017", dyads=40).cost.dyads
    40
    """
    mistakes: list[Mistake] = []
    draws = draws_of(draws, "posterior", mistakes)
    table, yours = parameters_for(read_model(model, mistakes), values, mistakes)
    words, asked = words_with(table), read_asked(setting, mistakes)
    refusing = [lambda found: value_mistakes(found, yours) + setting_mistakes(found, table, yours)]
    refusing += [contrast_mistakes] if missing else []
    chosen = sized_protocol(protocol, dyads, words, mistakes, refusing, asked)
    notes, cost = notes_on(chosen, words), cost_of(chosen, draws, missing=missing)
    return Checked(chosen, notes, cost, check_plain(chosen, notes, cost, table))
