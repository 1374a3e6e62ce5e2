"""Figures of the analysis of a real trial's data: contrasts of the leading endpoint, and the flow of women."""

from collections.abc import Iterator

import plotly.graph_objects as go
from markupsafe import Markup

from milkway.reports.estimate_text import measure_text, without_p
from milkway.reports.interval_mark import interval_mark
from milkway.reports.look import styled
from milkway.reports.narrow import styled_rows, told_row
from milkway.reports.palette import FAINT, INK, line_of
from milkway.reports.trial.flow_figure import flow_drawing
from milkway.trials.entered.entered_trial import AnalysedTrial


def contrasts_figure(found: AnalysedTrial, *, narrow: bool = False) -> go.Figure | None:
    """Return the leading contrast of the first endpoint in each arm with its interval, or nothing where there is none."""
    endpoint = found.protocol.endpoints[0]
    measure = endpoint.leading
    shown = [one for one in found.results[endpoint.name].contrasts if one.found.measure.name == measure.name]
    if all(one.found.estimate is None for one in shown):
        return None
    figure = go.Figure()
    figure.add_vline(x=1 if measure.is_ratio else 0, line={"color": FAINT, "dash": "dot", "width": 1})
    dashed = "" if measure.margin is None else "; dashed: the margin"
    if measure.margin is not None:
        figure.add_vline(x=measure.margin, line={"color": INK, "dash": "dash", "width": 1})
    lines = []
    for number, one in enumerate(shown):
        line = line_of(number)
        figure.add_trace(
            interval_mark(one.found, one.arm, ratio=measure.is_ratio, colour=line.colour, size=12, symbol=line.symbol)
        )
        lines.append(told_row(figure, one.arm, without_p(one.found), narrow=narrow))
    figure.update_xaxes(type="log" if measure.is_ratio else "linear", title=f"{measure_text(measure)}, {endpoint.label}{dashed}")
    figure.update_yaxes(autorange="reversed", showgrid=False)
    if narrow:
        return styled_rows(figure, lines)
    return styled(figure, 120 + 40 * len(shown)).update_layout(showlegend=False, margin={"l": 120, "r": 190, "t": 10, "b": 50})


def analysis_flow(found: AnalysedTrial, *, narrow: bool = False) -> Markup:
    """Return the flow of women as an SVG picture: randomised, and each arm to the analysis of the first endpoint."""
    arms = [[list(texts) for texts in _boxes(found, arm.name, arm.label)] for arm in found.protocol.arms]
    return flow_drawing([(0.4, [f"{len(found.women.women)} randomised"])], arms, "Counted from the data", narrow=narrow)


def _boxes(found: AnalysedTrial, arm: str, label: str) -> Iterator[tuple[str, ...]]:
    flow, leading = found.flow[arm], found.protocol.endpoints[0]
    yield label, f"{flow.randomised} allocated"
    if flow.left is not None:
        yield f"{sum(flow.left.values())} left the trial", *(f"{women}: {why}" for why, women in flow.left.items())
    done = () if flow.completed is None else (f"{flow.completed} completed",)
    yield *done, f"{found.results[leading.name].arms[arm].n} analysed: {leading.label}"
