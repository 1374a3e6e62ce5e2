"""The common look of figures."""

import plotly.graph_objects as go

from milkway.reports.ink import inked
from milkway.reports.palette import FAINT, FONT, GRID, INK


def styled(figure: go.Figure, height: int) -> go.Figure:
    """Return a figure in the common look."""
    figure.update_layout(
        template="plotly_white",
        height=height,
        font={"family": FONT, "size": 13, "color": INK},
        margin={"l": 60, "r": 20, "t": 40, "b": 50},
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.08, "x": 0},
        hoverlabel={"font": {"family": FONT}},
    )
    figure.update_xaxes(gridcolor=GRID, linecolor=FAINT, ticks="outside", tickcolor=FAINT, zeroline=False, title_font_size=13)
    figure.update_yaxes(gridcolor=GRID, linecolor=FAINT, zeroline=False, title_font_size=13)
    figure.update_annotations(selector={"yref": "paper", "font": {"size": 16}}, font_size=13)
    return inked(figure)
