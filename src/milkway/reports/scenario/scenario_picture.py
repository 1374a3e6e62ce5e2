"""The picture of a what-if run: milk, the infant's gut, its acidity, and pain over time."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from milkway.biology.disputed import routes_sentence
from milkway.core.writing import write_whole
from milkway.reports.palette import HYPOTHESES, fill, styled, taxon_label
from milkway.scenarios.run_scenario import ScenarioRun
from milkway.scenarios.watched_quantities import in_infant_gut, in_milk, pain, taxa_of

BEFORE = -14  # the days of pregnancy that the picture shows
PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>What if</title></head>
<body>
{}
</body>
</html>
"""
TITLES = ("Bacteria in milk", "Infant gut, share of cells", "pH of the infant gut", "Breast pain")


def write_picture(figures: Sequence[go.Figure], path: Path) -> None:
    """Write figures one below another as a page that opens offline."""
    shown = {"config": {"displayModeBar": False, "responsive": True}, "full_html": False}
    parts = [figure.to_html(include_plotlyjs=number == 0, **shown) for number, figure in enumerate(figures)]
    page = PAGE.format("\n".join(parts))
    write_whole(path, page.encode())


def picture(run: ScenarioRun, without: ScenarioRun | None = None) -> go.Figure:
    """Return four panels over days since birth: medians over dyads, mean shares in the gut.

    Args:
        run: what is drawn.
        without: the same women without the hypothesis on the product, drawn as dotted lines.
    """
    figure = make_subplots(2, 2, subplot_titles=TITLES, vertical_spacing=0.14, horizontal_spacing=0.08)
    trajectory = run.trajectory
    days = np.asarray(trajectory.days)
    residents, marked = taxa_of(run)
    for line, row, column in _lines(run):
        figure.add_trace(line, row, column)
    for line, row, column in () if without is None else _lines(without):
        figure.add_trace(
            line.update(line_dash="dot", name=f"{line.name}, without", showlegend=(row, column) == (1, 1)), row, column
        )
    gut = in_infant_gut(trajectory, (*residents, *marked))
    share = np.divide(gut, gut.sum(axis=0), out=np.full_like(gut, np.nan), where=gut.sum(axis=0) > 0)
    for number, (taxon, values) in enumerate(zip((*residents, *marked), share, strict=True)):
        colour, shape = fill(number)
        mean = np.where(days >= 0, _quiet(np.nanmean, values), np.nan)
        area = _line(days, 100 * mean, taxon_label(taxon), colour)
        figure.add_trace(area.update(stackgroup="gut", line_width=0.5, fillcolor=colour, fillpattern=_pattern(shape)), 1, 2)
    for place, title in (((1, 1), "log10 cell/mL"), ((1, 2), "%"), ((2, 1), "pH"), ((2, 2), "0-10")):
        figure.update_yaxes(title=title, row=place[0], col=place[1])
    figure.update_yaxes(range=[0, 10.2], row=2, col=2)
    figure.update_xaxes(range=[BEFORE, days[-1]])
    figure.update_xaxes(title="Days since birth", row=2)
    figure.update_layout(title={"text": _title(run), "font": {"size": 13}})
    styled(figure, 800).update_layout(
        margin_t=80 if without is None else 110,
        legend={"orientation": "v", "x": 1.02, "y": 1, "yanchor": "top", "traceorder": "normal"},
    )
    return figure


def _lines(run: ScenarioRun) -> Iterator[tuple[go.Scatter, int, int]]:
    """Yield the lines of a run with the row and the column of their panel."""
    trajectory, (residents, marked) = run.trajectory, taxa_of(run)
    days = np.asarray(trajectory.days)
    loads = {"All residents": residents, "S. aureus": ("s_aureus",), "Product strain": marked}
    for (label, taxa), colour in zip(loads.items(), HYPOTHESES, strict=False):
        yield _line(days, _middle_log10(in_milk(trajectory, taxa)), label, colour), 1, 1
    acid = trajectory.amounts[:, :, trajectory.stocks.index("infant_gut__ph")]
    middle = np.where(days >= 0, _quiet(np.nanmedian, acid), np.nan)
    yield _line(days, middle, "pH", HYPOTHESES[2]).update(showlegend=False), 2, 1
    ache = _line(trajectory.diary_days, np.median(pain(trajectory), axis=0), "Breast pain", HYPOTHESES[5])
    yield ache.update(showlegend=False), 2, 2


def _title(run: ScenarioRun) -> str:
    """Return whom the picture is of, which routes were on or shut, and what is supposed of the product."""
    who = "the median dyad" if len(run.trajectory.dyads) == 1 else f"{len(run.trajectory.dyads)} dyads of the general population"
    chance = "chance switched off" if run.mean_field else f"seed {run.seed}"
    shut = f" Shut: {', '.join(run.scenario.off)}." if run.scenario.off else ""
    supposed = run.scenario.hypothesis
    told = "" if supposed is None else f"<br>Supposed: {supposed.label} ({supposed.basis}); dotted: without it."
    return f"Simulated: {who}, {chance}. {routes_sentence(run.scenario.routes)}{shut}{told}"


def _pattern(shape: str) -> dict:
    return {"shape": shape, "fgcolor": "#fff", "size": 5, "solidity": 0.25}


def _line(x: np.ndarray, y: np.ndarray, name: str, colour: str) -> go.Scatter:
    return go.Scatter(x=x, y=y, name=name, mode="lines", line={"color": colour, "width": 2})


def _middle_log10(cells: np.ndarray) -> np.ndarray:
    middle = _quiet(np.nanmedian, cells)
    return np.where(middle > 1e-3, np.log10(np.maximum(middle, 1e-3)), np.nan)


def _quiet(reduce: Callable[..., np.ndarray], values: np.ndarray) -> np.ndarray:
    """Return a reduction over dyads where any value exists, NaN elsewhere."""
    known = np.isfinite(values).any(axis=0)
    return np.where(known, reduce(np.where(known, values, 0.0), axis=0), np.nan)
