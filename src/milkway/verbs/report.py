"""`milkway.report`: a finished run drawn again, from what its folder keeps; nothing is simulated."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from jinja2 import TemplateError

from milkway.cohorts.chosen import Chosen, read_model
from milkway.core.errors import InputError, Mistake
from milkway.core.model import Model
from milkway.core.name_lists import several
from milkway.folder import IDENTITY
from milkway.reports.datasets.texts import text_mistakes
from milkway.reports.datasets.write import format_mistakes
from milkway.reports.designs.designs_page import write_designs
from milkway.reports.power.power_page import write_power
from milkway.runs.asked_trial import AskedTrial, asked_of, command_of
from milkway.runs.draw_trial import Beside, drawn
from milkway.runs.kept_run import KeptRun, damage, read_finished, read_json, read_run
from milkway.simulation.read_back import NotThere, read_back
from milkway.verbs.trial import FinishedTrial

Write = Callable[[dict, Path], dict]
STUDIES: dict[str, Write] = {"power": write_power, "designs": write_designs}


@dataclass(frozen=True)
class DrawnStudy:
    """A study of power, or a comparison of designs, drawn again: the verb that made it, its summary, and its folder."""

    verb: str
    summary: dict
    folder: Path

    def tell(self) -> None:
        """Print what the verb printed."""
        printed = import_module(f"milkway.reports.{self.verb}.{self.verb}_terminal")
        getattr(printed, f"print_{self.verb}")(self.summary, self.folder)

    def __repr__(self) -> str:
        """Return verb, protocol and folder in a line."""
        return f"<{self.verb} of {self.summary['protocol']} drawn again, in {self.folder}>"


def report(run: str | Path, *, data: str | Sequence[str] = (), model: str | Model = "complete") -> FinishedTrial | DrawnStudy:
    """Write the pages, tables and numbers of a finished run again, without simulating.

    A trial is scored and analysed anew from its chunks, so that the report is what `milkway trial` would write today. Of `milkway
    power` and `milkway designs` the numbers stay as they are kept, and pages and tables are drawn from them.

    Args:
        run: Folder that `milkway trial`, `power` or `designs` wrote.
        data: Of a trial, also write data sets in the shape of ADaM: "csv", "parquet", "xpt", "json" (Dataset-JSON), or
            several with commas between them. In Python also a list.
        model: Model that a trial was run with, if it is one of your own: FILE.py:NAME (the file is run) or package.module:NAME.
            In Python also a `Model`.

    Raises:
        InputError: the folder holds no run, one that is not finished or of another version, or one that is damaged: every file.
        OSError: a file cannot be written.
    """
    formats = several(data)
    mistakes = format_mistakes(formats)
    chosen = read_model(model, mistakes)
    kept = read_run(run, mistakes)
    if kept is None:
        raise InputError(str(run), mistakes)
    return _trial(kept, chosen, formats, mistakes) if kept.verb == "trial" else _study(kept, formats, mistakes)


def _trial(kept: KeptRun, model: Chosen, formats: tuple[str, ...], mistakes: list[Mistake]) -> FinishedTrial:
    asked = asked_of(kept.identity, model, mistakes)
    found = read_finished(kept.folder, partial(_command, asked, kept.folder), mistakes)
    mistakes += text_mistakes(asked.protocol) if asked is not None and formats else []
    if asked is None or found is None or mistakes:
        raise InputError(str(kept.folder), mistakes)
    try:
        run, summary, study = drawn(asked, kept.folder, found.chunks, read_back, Beside(found.missing, formats))
    except NotThere as lack:
        raise InputError(str(kept.folder), damage(lack.flaws, _command(asked, kept.folder, found.missing))) from lack
    return FinishedTrial(run, summary, kept.folder, study)


def _command(asked: AskedTrial | None, folder: Path, missing: bool) -> str:
    return f"the milkway trial command that made {folder}" if asked is None else command_of(asked, folder, missing=missing)


def _study(kept: KeptRun, formats: tuple[str, ...], mistakes: list[Mistake]) -> DrawnStudy:
    path = kept.folder / f"{kept.verb}.json"
    again = f"the numbers of a finished run; the milkway {kept.verb} command that made {kept.folder} writes them"
    if formats:
        mistakes.append(
            Mistake("data", ", ".join(formats), f"nothing for a run of milkway {kept.verb}: only a trial has data sets")
        )
    numbers = read_json(path, again, mistakes)
    mistakes += [] if numbers is None else _foreign(numbers, kept.identity, path, again)
    if numbers is None or mistakes:
        raise InputError(str(kept.folder), mistakes)
    summary = {key: value for key, value in numbers.items() if key != "report"}
    try:
        return DrawnStudy(kept.verb, STUDIES[kept.verb](summary, kept.folder), kept.folder)
    except (LookupError, TypeError, ValueError, AttributeError, TemplateError) as error:  # a file that was altered anywhere
        raise InputError(str(kept.folder), [Mistake(str(path), f"no such numbers ({error!r})", again)]) from error


def _foreign(numbers: dict, identity: dict, path: Path, again: str) -> list[Mistake]:
    """Return why numbers are not those of this version and of this run."""
    made, ours = numbers.get("version"), version("milkway")
    found = [] if made == ours else [Mistake(str(path), f"numbers of milkway {made}", f"{again}, with this version ({ours})")]
    pairs = {key: (numbers.get(key), identity.get(name)) for key, name in (("protocol", "name"), ("seed", "seed"))}
    return found + [
        Mistake(f"{path}: {key}", repr(theirs), f"{run!r}, as in {IDENTITY}")
        for key, (theirs, run) in pairs.items()
        if theirs != run
    ]
