"""Figures over time: loads in milk, the strain in milk, and the composition of the infant's gut."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

import plotly.graph_objects as go

from milkway.reports.look import styled
from milkway.reports.narrow import Place, column_height, panels, styled_narrow
from milkway.reports.palette import REFERENCE, filled, line_of, taxon_label
from milkway.trials.run_trial import TrialRun


@dataclass(frozen=True)
class Panel:
    """What a panel shows: a course of a taxon or group, scaled; of one route setting, or averaged where `setting` is empty."""

    course: str
    of: str
    number: int
    scale: float = 1.0
    setting: str = ""


def milk_loads(run: TrialRun, *, narrow: bool = False) -> go.Figure:
    """Return the median load of each cultured group by day, product under each hypothesis and placebo."""
    groups = list(dict.fromkeys(p.of for p in _points(run) if p.course == "milk load"))
    titles = ["All bacteria" if group == "all" else group[0].upper() + group[1:] for group in groups]
    figure, places = panels(titles, narrow=narrow, spacing=0.03)
    for number, group in enumerate(groups):
        panel = Panel("milk load", group, number)
        row, column = places[number]
        _lines(figure, run, panel, places[number])
        if all(value is None for arm, name, _ in _worlds(run) for value in _course(run, arm, name, panel).values()):
            text = "Half of the women<br>or more have none."
            figure.add_annotation(text=text, x=60, y=2, showarrow=False, row=row, col=column)
    figure.update_yaxes(title="Median, log10 cell/mL", col=1)
    figure.update_xaxes(title="Days since birth")
    return styled_narrow(figure, column_height(len(groups) or 1)) if narrow else styled(figure, 360)


def strain(run: TrialRun, *, narrow: bool = False) -> go.Figure:
    """Return the share of dyads that hold the strain in milk above the limit, and in the infant's gut, by route setting."""
    courses = ("strain in milk", "strain in infant gut")
    settings = [setting.name for setting in run.protocol.routes.settings]
    titles = [f"{course[0].upper()}{course[1:]},<br>routes {setting}" for course in courses for setting in settings]
    figure, places = panels(titles, narrow=narrow, spacing=0.03)
    for number, (course, setting) in enumerate(product(courses, settings)):
        panel = Panel(course, run.protocol.strain, number, 100.0, setting)
        _lines(figure, run, panel, places[number])
    figure.update_yaxes(title="Women, %", col=1)
    figure.update_yaxes(range=[-2, 102])
    figure.update_xaxes(title="Days since birth")
    if narrow:
        return styled_narrow(figure, column_height(len(titles)))
    styled(figure, 360).update_layout(margin={"t": 90}, legend={"y": 1.2})
    figure.update_annotations(font={"size": 12})
    return figure


def infant_gut(run: TrialRun, *, narrow: bool = False) -> go.Figure:
    """Return mean shares of taxa in the infant's gut, stacked by day, a panel per arm and hypothesis."""
    worlds = _worlds(run)
    titles = [label for _, _, label in worlds]
    figure, places = panels(titles, narrow=narrow, spacing=0.02)
    taxa = list(dict.fromkeys(p.of for p in _points(run) if p.course == "infant gut share"))
    for number, (arm, hypothesis, _) in enumerate(worlds):
        for guild, taxon in enumerate(taxa):
            course = _course(run, arm, hypothesis, Panel("infant gut share", taxon, number))
            days, values = [str(day) for day in course], [None if value is None else 100 * value for value in course.values()]
            bar = go.Bar(x=days, y=values, name=taxon_label(taxon), legendgroup=taxon, showlegend=number == 0)
            colour, pattern = filled(guild)
            figure.add_trace(bar.update(marker={"color": colour, "pattern": pattern}), *places[number])
    figure.update_layout(barmode="stack", bargap=0.12)
    figure.update_yaxes(title="Mean share of cells, %", col=1, range=[0, 100])
    figure.update_yaxes(range=[0, 100])
    figure.update_xaxes(title="Day", type="category", tickangle=0, tickfont={"size": 10})
    if narrow:
        return styled_narrow(figure, column_height(len(worlds)))
    styled(figure, 420)
    figure.update_layout(legend={"traceorder": "normal", "y": 1.12}, margin={"t": 110})
    return figure


def _worlds(run: TrialRun) -> list[tuple[str, str, str]]:
    """Return arm, hypothesis and label: the reference arm, if there is one, then each other arm under each hypothesis."""
    reference, hypotheses = run.protocol.reference, [one.name for one in run.protocol.hypotheses]
    others = [arm.name for arm in run.protocol.arms if arm.name != reference]
    base = [(reference, hypotheses[0], reference)] if reference else []
    return [*base, *((arm, name, f"{arm}, {name}") for arm in others for name in hypotheses)]


def _lines(figure: go.Figure, run: TrialRun, panel: Panel, at: Place) -> None:
    for number, (arm, hypothesis, label) in enumerate(_worlds(run)):
        is_reference = arm == run.protocol.reference
        found, own = _course(run, arm, hypothesis, panel), line_of(number - bool(run.protocol.reference))
        line = {"color": REFERENCE, "dash": "dash"} if is_reference else {"color": own.colour, "dash": own.dash, "width": 2}
        trace = go.Scatter(
            x=list(found),
            y=[None if value is None else panel.scale * value for value in found.values()],
            name=label,
            legendgroup=label,
            showlegend=panel.number == 0,
            mode="lines+markers",
            line=line,
            marker={"symbol": "circle-open" if is_reference else own.symbol, "size": 7},
        )
        figure.add_trace(trace, *at)


def _course(run: TrialRun, arm: str, hypothesis: str, panel: Panel) -> dict[int, float | None]:
    """Return values by day: of one route setting, or the weighted mean; None on a day on which a setting has none."""
    weights = {one.name: one.weight for one in run.protocol.routes.settings}
    worlds = [w for w in run.worlds if w.hypothesis == hypothesis and panel.setting in ("", w.setting)]
    total = sum(weights[world.setting] for world in worlds)
    found: dict[int, list[float | None]] = {}
    for world in worlds:
        for point in world.arms[arm].courses:
            if (point.course, point.of) == (panel.course, panel.of):
                share = weights[world.setting] / total
                found.setdefault(point.day, []).append(None if point.value is None else share * point.value)
    return {day: _sum(values) if len(values) == len(worlds) else None for day, values in found.items()}


def _sum(values: Iterable[float | None]) -> float | None:
    listed = list(values)
    return None if any(value is None for value in listed) else sum(value for value in listed if value is not None)


def _points(run: TrialRun) -> list:
    return [point for arm in run.worlds[0].arms.values() for point in arm.courses]
