"""The forest of risk ratios: each hypothesis, averaged and by route setting, beside the published trial."""

import plotly.graph_objects as go

from milkway.analysis.measure import Estimate
from milkway.analysis.measures.binary import RISK_RATIO
from milkway.protocol.endpoint import Endpoint
from milkway.reports.estimate_text import without_p
from milkway.reports.interval_mark import interval_mark
from milkway.reports.look import styled
from milkway.reports.narrow import styled_rows, told_row
from milkway.reports.numbers import estimate
from milkway.reports.palette import FAINT, INK, line_of
from milkway.reports.trial.endpoint_tables import contrast_of, published_contrast
from milkway.trials.run_trial import TrialRun

MEASURE = RISK_RATIO.name


def forest(run: TrialRun, endpoint: Endpoint, *, narrow: bool = False) -> go.Figure:
    """Return the risk ratios of an endpoint with their 95 % intervals, on a logarithmic axis."""
    rows = _published(run, endpoint)
    for number, hypothesis in enumerate(run.protocol.hypotheses):
        colour, filling = line_of(number).colour, line_of(number).filling
        average = contrast_of(run.results[hypothesis.name]["observed"][endpoint.name], MEASURE)
        rows.append((f"<b>{hypothesis.name}</b>, averaged", average, colour, 12, f"diamond{filling}"))
        rows += [
            (
                f"{hypothesis.name}, routes {world.setting}",
                contrast_of(world.results["observed"][endpoint.name], MEASURE),
                colour,
                7,
                f"circle{filling}",
            )
            for world in run.worlds
            if world.hypothesis == hypothesis.name
        ]
    figure = go.Figure()
    figure.add_vline(x=1, line={"color": FAINT, "dash": "dot", "width": 1})
    dashed = endpoint.leading.name == MEASURE and endpoint.margin is not None
    if dashed:
        figure.add_vline(x=endpoint.margin, line={"color": INK, "dash": "dash", "width": 1})
    lines = []
    for label, found, colour, size, symbol in rows:
        figure.add_trace(interval_mark(found, label, ratio=True, colour=colour, size=size, symbol=symbol))
        text = without_p(found) if isinstance(found, Estimate) else estimate(MEASURE, found.estimate, found.low, found.high, None)
        lines.append(told_row(figure, label, text, narrow=narrow))
    figure.update_yaxes(categoryorder="array", categoryarray=[row[0] for row in rows][::-1], showgrid=False)
    ticks = [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10, 20]
    figure.update_xaxes(
        type="log",
        title="Risk ratio, product against placebo (below 1: fewer women with the product)" + ("; dashed: the margin" * dashed),
        tickvals=ticks,
    )
    if narrow:
        return styled_rows(figure, lines)
    styled(figure, 120 + 27 * len(rows)).update_layout(showlegend=False, margin={"l": 190, "r": 170, "t": 10, "b": 50})
    return figure


def _published(run: TrialRun, endpoint: Endpoint) -> list[tuple]:
    found, _ = published_contrast(endpoint, [arm.name for arm in run.protocol.arms], MEASURE)
    return [("<b>Published</b>", found, INK, 13, "square")] if found is not None else []
