"""The picture of a what-if run: milk, the infant's gut, its acidity, and pain over time."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import plotly.graph_objects as go

from milkway.biology.disputed import routes_sentence
from milkway.core.writing import write_whole
from milkway.reports.look import styled
from milkway.reports.narrow import Place, column_height, pairs_of_panels, styled_narrow
from milkway.reports.pages import embedded, plotly_script, template_of
from milkway.reports.palette import HYPOTHESES, filled, taxon_label
from milkway.scenarios.run_scenario import ScenarioRun
from milkway.scenarios.watched_quantities import in_infant_gut, in_milk, pain, taxa_of

TITLE = 40  # height of a title above a figure, in pixels
BEFORE = -14  # the days of pregnancy that the picture shows
TITLES = ("Bacteria in milk", "Infant gut, share of cells", "pH of the infant gut", "Breast pain")


def write_picture(wide: Sequence[go.Figure], narrow: Sequence[go.Figure], path: Path) -> None:
    """Write figures in both their forms, one below another, as a page that opens offline; their titles become captions."""
    parts = []
    for number, (one, slim) in enumerate(zip(wide, narrow, strict=True)):
        title = one.layout.title.text.replace("<br>", " ")
        one.update_layout(title=None, margin_t=one.layout.margin.t - TITLE)
        parts.append((title, embedded(one, slim.update_layout(title=None), f"picture-{number}")))
    page = template_of("picture.html.j2").render(parts=parts, plotly=plotly_script())
    write_whole(path, page.encode())


def picture(run: ScenarioRun, without: ScenarioRun | None = None, *, narrow: bool = False) -> go.Figure:
    """Return four panels over days since birth: medians over dyads, mean shares in the gut.

    Args:
        run: what is drawn.
        without: the same women without the hypothesis on the product, drawn as dotted lines.
        narrow: whether it is the form for a narrow screen.
    """
    figure, (milk, gut, acidity, ache) = pairs_of_panels(TITLES, narrow=narrow, spacing=0.14)
    trajectory = run.trajectory
    days = np.asarray(trajectory.days)
    residents, marked = taxa_of(run)
    for line, at in _lines(run, milk, acidity, ache):
        figure.add_trace(line, *at)
    for line, at in () if without is None else _lines(without, milk, acidity, ache):
        figure.add_trace(line.update(line_dash="dot", name=f"{line.name}, without", showlegend=at == milk), *at)
    cells = in_infant_gut(trajectory, (*residents, *marked))
    share = np.divide(cells, cells.sum(axis=0), out=np.full_like(cells, np.nan), where=cells.sum(axis=0) > 0)
    for number, (taxon, values) in enumerate(zip((*residents, *marked), share, strict=True)):
        colour, pattern = filled(number)
        mean = np.where(days >= 0, _quiet(np.nanmean, values), np.nan)
        area = _line(days, 100 * mean, taxon_label(taxon), colour)
        figure.add_trace(area.update(stackgroup="gut", fillcolor=colour, fillpattern=pattern), *gut)
    for (row, column), title in ((milk, "log10 cell/mL"), (gut, "%"), (acidity, "pH"), (ache, "0-10")):
        figure.update_yaxes(title=title, row=row, col=column)
    figure.update_yaxes(range=[0, 10.2], row=ache[0], col=ache[1])
    figure.update_xaxes(range=[BEFORE, days[-1]])
    figure.update_xaxes(title="Days since birth", row=None if narrow else 2)
    figure.update_layout(title={"text": _title(run), "font": {"size": 13}})
    if narrow:
        return styled_narrow(figure, column_height(len(TITLES)))
    styled(figure, 800).update_layout(
        margin_t=80 if without is None else 110,
        legend={"orientation": "v", "x": 1.02, "y": 1, "yanchor": "top", "traceorder": "normal"},
    )
    return figure


def _lines(run: ScenarioRun, milk: Place, acidity: Place, ache: Place) -> Iterator[tuple[go.Scatter, Place]]:
    """Yield the lines of a run with the place of their panel."""
    trajectory, (residents, marked) = run.trajectory, taxa_of(run)
    days = np.asarray(trajectory.days)
    loads = {"All residents": residents, "S. aureus": ("s_aureus",), "Product strain": marked}
    for (label, taxa), colour in zip(loads.items(), HYPOTHESES, strict=False):
        yield _line(days, _middle_log10(in_milk(trajectory, taxa)), label, colour), milk
    acid = trajectory.amounts[:, :, trajectory.stocks.index("infant_gut__ph")]
    middle = np.where(days >= 0, _quiet(np.nanmedian, acid), np.nan)
    yield _line(days, middle, "pH", HYPOTHESES[2]).update(showlegend=False), acidity
    pained = _line(trajectory.diary_days, np.median(pain(trajectory), axis=0), "Breast pain", HYPOTHESES[1])
    yield pained.update(showlegend=False), ache


def _title(run: ScenarioRun) -> str:
    """Return whom the picture is of, which routes were on or shut, and what is supposed of the product."""
    who = "the median dyad" if len(run.trajectory.dyads) == 1 else f"{len(run.trajectory.dyads)} dyads of the general population"
    chance = "chance switched off" if run.mean_field else f"seed {run.seed}"
    shut = f" Shut: {', '.join(run.scenario.off)}." if run.scenario.off else ""
    supposed = run.scenario.hypothesis
    told = "" if supposed is None else f"<br>Supposed: {supposed.label} ({supposed.basis}); dotted: without it."
    return f"Simulated: {who}, {chance}. {routes_sentence(run.scenario.routes)}{shut}{told}"


def _line(x: np.ndarray, y: np.ndarray, name: str, colour: str) -> go.Scatter:
    return go.Scatter(x=x, y=y, name=name, mode="lines", line={"color": colour, "width": 2})


def _middle_log10(cells: np.ndarray) -> np.ndarray:
    middle = _quiet(np.nanmedian, cells)
    return np.where(middle > 1e-3, np.log10(np.maximum(middle, 1e-3)), np.nan)


def _quiet(reduce: Callable[..., np.ndarray], values: np.ndarray) -> np.ndarray:
    """Return a reduction over dyads where any value exists, NaN elsewhere."""
    known = np.isfinite(values).any(axis=0)
    return np.where(known, reduce(np.where(known, values, 0.0), axis=0), np.nan)
