"""What kinds of numbers there are, from measured ones to those that nothing supports."""

from collections.abc import Mapping

import plotly.graph_objects as go

from milkway.ledger.rows import KINDS
from milkway.reports.look import styled
from milkway.reports.palette import filled


def kinds_figure(rows: Mapping[str, Mapping[str, int]], title: str) -> go.Figure:
    """Return a bar of parameters for each row, in parts by kind of evidence.

    Args:
        rows: of each row, how many parameters there are of each kind.
        title: of the axis.
    """
    figure = go.Figure()
    for number, kind in enumerate(KINDS):
        colour, pattern = filled(number)
        counts = [kinds.get(kind, 0) for kinds in rows.values()]
        marker = {"color": colour, "pattern": pattern}
        if any(counts):
            figure.add_bar(x=counts, y=list(rows), name=kind, orientation="h", marker=marker)
    styled(figure, 150 + 22 * len(rows)).update_layout(barmode="stack", margin={"l": 180, "r": 20, "t": 60, "b": 50})
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(title=title)
    return figure
