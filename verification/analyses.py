"""In small, sparse and unequal arms no measure claims a difference too often, and its interval holds the truth often enough."""

import multiprocessing
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from math import sqrt

from milkway.analysis.kinds import Kind
from milkway.analysis.missing.methods import QUESTIONS, Question
from milkway.analysis.registry import SCORES
from verification.edge_laws import CENTRES, LAWS, WOMEN
from verification.incomplete_trials import METHODS, SAMPLING
from verification.kept_cells import ROOT, Kept
from verification.simulated_women import SCORE_OF, WomenCell, simulate
from verification.simulated_women import WOMEN as WOMEN_SIMULATED
from verification.tally import LEVEL, Found
from verification.tried_cell import Cell, measures
from verification.tried_method import MethodCell

TRIALS = 2000

FEWER = 500  # of a method that draws inside of each trial
MEASURES_TRIED = (
    "src/milkway/analysis/**/*.py",
    *(f"verification/{name}.py" for name in ("edge_*", "tally", "tried_cell", "true_contrasts")),
)
METHODS_TRIED = (
    "src/milkway/analysis/**/*.py",
    *(f"verification/{name}.py" for name in ("incomplete_trials", "tally", "tried_method")),
)
KEPT = Kept(ROOT / ".verification" / "analyses.jsonl", MEASURES_TRIED)
KEPT_METHODS = Kept(ROOT / ".verification" / "methods.jsonl", METHODS_TRIED)
KEPT_WOMEN = Kept(
    ROOT / ".verification" / "women.jsonl",
    ("src/milkway/**/*.py", *(f"verification/{name}.py" for name in ("simulated_women", "tally"))),
)
TITLE = "Analyses at the edges"
ABOUT = f"""Written by `uv run python -m verification analyses`, which goes on where it stopped. {TRIALS} trials a cell, from
laws whose truth is known; per cent of trials. Where the arms are alike, those that claim a difference (p < .05): at most 5 and
two Monte-Carlo errors. Else those whose interval holds the truth: at least 94 less two. A measure outside in a cell is drawn once
more with other luck and judged by that. In brackets the per cent of trials without an answer, which neither claim nor leave out
anything: no event in either arm, or one centre in an arm, say. *Says so*: the measure's note says, where it is used, that it does
not hold there. Methods for women who left are tried where nothing differs and three in ten women of each arm leave for no reason;
of those that draw inside {FEWER} trials a cell. At the end women of the model take the place of a law: both arms are drawn from
the {WOMEN_SIMULATED} women of one virtual trial without effect."""
SAYS_SO = 0.95  # of the trials with an answer


def section(
    trials: int = TRIALS, kept: tuple[Kept, Kept, Kept] = (KEPT, KEPT_METHODS, KEPT_WOMEN), workers: int | None = None
) -> str:
    """Return the section of the page, after trying what was not tried yet.

    Args:
        trials: of a cell.
        kept: what was tried of measures, of methods for women who left, and of women of the model.
        workers: processes, as many as there are cores unless given.
    """
    judged = _judged(list(_cells(trials)), kept[0], workers)
    tables = [_table(kind, judged, by_centre=by_centre) for kind, by_centre in LAWS]
    methods = _judged(list(_method_cells(trials)), kept[1], workers)
    tables += [_methods_table(one, methods) for one in QUESTIONS.values()]
    folder = kept[2].file.parent / f"women-{kept[2].code()}"
    simulate(folder)
    women = _judged([WomenCell(kind.words, sizes, 0, trials, folder) for kind in SCORE_OF for sizes in WOMEN], kept[2], workers)
    return "\n".join([f"## {TITLE}\n\n{ABOUT}\n", *tables, _women_table(women)])


def _judged[C: (Cell, MethodCell, WomenCell)](cells: list[C], kept: Kept, workers: int | None) -> dict[C, dict[str, Found]]:
    """Return what was found in each cell, where it is outside what was found with other luck."""
    first = _tried(cells, kept, workers)
    outside = [replace(cell, luck=1) for cell, found in first.items() if not all(_inside(cell, one) for one in found.values())]
    judged = first | {replace(cell, luck=0): second for cell, second in _tried(outside, kept, workers).items()}
    return {
        cell: {name: one if _inside(cell, one) else judged[cell][name] for name, one in found.items()}
        for cell, found in first.items()
    }


def _cells(trials: int) -> Iterator[Cell]:
    for (kind, by_centre), laws in LAWS.items():
        for number in range(len(laws)):
            for sizes in CENTRES if by_centre else WOMEN:
                yield Cell(kind.words, by_centre, number, sizes, 0, trials)


def _method_cells(trials: int) -> Iterator[MethodCell]:
    for asked in METHODS:
        for sizes in WOMEN:
            yield MethodCell(*asked, sizes, 0, min(trials, FEWER) if asked in SAMPLING else trials)


def _tried[C: (Cell, MethodCell, WomenCell)](cells: list[C], kept: Kept, workers: int | None) -> dict[C, dict[str, Found]]:
    known = kept.read()
    pending = [cell for cell in cells if cell.name not in known]
    with ProcessPoolExecutor(workers or os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        asked = {pool.submit(_try, cell): cell for cell in pending}
        for number, answer in enumerate(as_completed(asked), 1):
            cell = asked[answer]
            if answer.exception() is not None:
                pool.shutdown(wait=False, cancel_futures=True)
            known[cell.name] = answer.result()
            kept.add(cell.name, answer.result())
            sys.stdout.write(f"{number} of {len(pending)}: {cell.name}\n")
            sys.stdout.flush()
    return {cell: known[cell.name] for cell in cells}


def _try(cell: Cell | MethodCell | WomenCell) -> dict[str, Found]:
    return cell.tried()


def _inside(cell: Cell | MethodCell | WomenCell, found: Found) -> bool:
    luck = 2 * sqrt(LEVEL * (1 - LEVEL) / cell.trials)
    if cell.alike:
        return found.claims / cell.trials <= LEVEL + luck
    return found.holds / cell.trials >= 1 - LEVEL - 0.01 - luck


def _table(kind: Kind, judged: dict[Cell, dict[str, Found]], *, by_centre: bool) -> str:
    """Return a table: a row for each measure and law, a column for each size."""
    sizes, unit = (CENTRES, "centres") if by_centre else (WOMEN, "women")
    cells = [cell for cell in judged if (cell.kind, cell.by_centre) == (kind.words, by_centre)]
    head = f"| measure | {kind.words} | per cent that | " + " | ".join(f"{one}:{other}" for one, other in sizes) + " |"
    rows = [
        f"### {kind.words.capitalize()}, {unit} in the first and the reference arm\n",
        head,
        "|---|---|---|" + "--:|" * len(sizes),
    ]
    for measure in measures(kind, by_centre=by_centre):
        for law in dict.fromkeys(cell.law for cell in cells):
            row = [cell for cell in cells if cell.law == law]
            what = "claim" if row[0].alike else "hold the truth"
            told = " | ".join(_told(cell, judged[cell][measure.name]) for cell in row)
            rows.append(f"| {measure.label} | {row[0].words} | {what} | {told} |")
    return "\n".join([*rows, ""])


def _methods_table(question: Question, judged: dict[MethodCell, dict[str, Found]]) -> str:
    """Return a table: a row for each method, a column for each size."""
    head = "| method | per cent that | " + " | ".join(f"{one}:{other}" for one, other in WOMEN) + " |"
    rows = [f"### {question.title[:1].upper()}{question.title[1:]}, women who left\n", head, "|---|---|" + "--:|" * len(WOMEN)]
    for method in question.methods:
        row = [cell for cell in judged if (cell.question, cell.method) == (question.name, method.name)]
        rows.append(f"| {method.label} | claim | " + " | ".join(_told(cell, judged[cell][method.name]) for cell in row) + " |")
    return "\n".join([*rows, ""])


def _women_table(judged: dict[WomenCell, dict[str, Found]]) -> str:
    """Return a table: a row for each measure, a column for each size."""
    head = "| measure | of | per cent that | " + " | ".join(f"{one}:{other}" for one, other in WOMEN) + " |"
    rows = ["### Women of the model, both arms alike\n", head, "|---|---|---|" + "--:|" * len(WOMEN)]
    for kind, score in SCORE_OF.items():
        cells = [cell for cell in judged if cell.kind == kind.words]
        for measure in measures(kind, by_centre=False):
            told = " | ".join(_told(cell, judged[cell][measure.name]) for cell in cells)
            rows.append(f"| {measure.label} | {SCORES[score].label} | claim | {told} |")
    return "\n".join([*rows, ""])


def _told(cell: Cell | MethodCell | WomenCell, found: Found) -> str:
    share = 100 * (found.claims if cell.alike else found.holds) / cell.trials
    without = 100 * found.absent / cell.trials
    answered = cell.trials - found.absent
    told = f"{share:.1f}" + (f" ({without:.0f})" if without >= 1 else "")
    if _inside(cell, found):
        return told
    return f"{told}, *says so*" if found.says >= SAYS_SO * answered else f"**{told}**"
