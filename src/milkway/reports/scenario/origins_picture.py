"""The picture of origins: from where the cells of milk and of the infant's gut come, day by day."""

import numpy as np
import plotly.graph_objects as go

from milkway.reports.look import styled
from milkway.reports.narrow import column_height, pairs_of_panels, styled_narrow
from milkway.reports.palette import filled
from milkway.reports.scenario.origins_told import ORGANS, groups, source_label
from milkway.scenarios.origins import Origins

PANELS = (("milk", 0), ("infant_gut", 0), ("milk", 1), ("infant_gut", 1), ("milk", 2), ("infant_gut", 2))
TITLE = "Where the cells come from: mean field, means over dyads"


def picture_of_origins(origins: Origins, supposing: str = "", *, narrow: bool = False) -> go.Figure:
    """Return shares of cells by source over days since birth, organs side by side, a row for each group; nobody is a gap."""
    named, title = list(groups(origins).items()), TITLE + supposing
    panels = [(organ, *named[number]) for organ, number in PANELS if number < len(named)]
    panels = [(organ, group, taxa) for organ, group, taxa in panels if np.isfinite(origins.shares(organ, taxa)[0]).any()]
    if not panels:
        figure = go.Figure(layout={"title": {"text": f"{title}: no cells on these days", "font": {"size": 13}}})
        return styled(figure, 120).update_xaxes(visible=False).update_yaxes(visible=False)
    titles = [f"{ORGANS[organ]}: {group}" for organ, group, _ in panels]
    figure, places = pairs_of_panels(titles, narrow=narrow, spacing=0.1)
    rows = places[-1][0]
    for number, (organ, _, taxa) in enumerate(panels):
        source, _ = origins.shares(organ, taxa)
        there = np.isfinite(source).any(axis=(0, 2))
        for one, name in enumerate(origins.sources):
            colour, pattern = filled(one)
            area = go.Scatter(
                x=origins.days[there],
                y=100 * np.nanmean(source[:, there, one], axis=0),
                name=source_label(name),
                legendgroup=name,
                showlegend=number == 0,
                mode="lines",
                stackgroup=f"{organ} {number}",
                fillcolor=colour,
                fillpattern=pattern,
            )
            figure.add_trace(area, *places[number])
    figure.update_yaxes(range=[0, 100], title="%")
    figure.update_xaxes(range=[0, origins.days[-1]])
    figure.update_xaxes(title="Days since birth", row=None if narrow else rows)
    figure.update_layout(title={"text": title, "font": {"size": 13}})
    if narrow:
        return styled_narrow(figure, column_height(len(panels)))
    legend = {"orientation": "v", "x": 1.02, "y": 1, "yanchor": "top", "traceorder": "normal"}
    return styled(figure, 120 + 280 * rows).update_layout(margin_t=80, legend=legend)
