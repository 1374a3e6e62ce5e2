"""Published results beside predictions: where each lies in its own predicted interval, whatever its unit."""

import plotly.graph_objects as go

from milkway.published.place import place_of
from milkway.reports.look import styled
from milkway.reports.palette import FAINT, HYPOTHESES, INK

EDGE = 3.0  # half-intervals from the median; what is further off stands here
INSIDE, OUTSIDE = ("circle", HYPOTHESES[0]), ("x", HYPOTHESES[1])


def places_figure(results: list[dict]) -> go.Figure:
    """Return each published value on the scale of its prediction: the median is 0, the ends of the 90 % interval are -1 and 1."""
    labels = [f"{one['result']}, {one['under']}" if one["under"] else one["result"] for one in results]
    figure = go.Figure()
    for low, high, width in (("q05", "q95", 3), ("q25", "q75", 8)):
        ends = [[place_of(one["predicted"][end], one["predicted"]) for end in (low, high)] for one in results]
        figure.add_scatter(
            x=[x for pair in ends for x in (*pair, None)],
            y=[y for label in labels for y in (label, label, None)],
            mode="lines",
            line={"color": FAINT, "width": width},
            name=f"predicted, {'90' if low == 'q05' else '50'} %",
            hoverinfo="skip",
        )
    for name, inside, (symbol, colour) in (("published, inside", True, INSIDE), ("published, outside", False, OUTSIDE)):
        chosen = [(label, one) for label, one in zip(labels, results, strict=True) if one["inside_90"] is inside]
        figure.add_scatter(
            x=[max(-EDGE, min(EDGE, place_of(one["published"], one["predicted"]))) for _, one in chosen],
            y=[label for label, _ in chosen],
            mode="markers",
            marker={"symbol": symbol, "color": colour, "size": 9, "line": {"color": INK, "width": 1}},
            name=name,
            customdata=[[one["says"], one["published"], one["unit"], *one["predicted"].values()] for _, one in chosen],
            hovertemplate="%{customdata[0]}<br>published %{customdata[1]:.3g} %{customdata[2]}, predicted %{customdata[5]:.3g} "
            "(%{customdata[3]:.3g} to %{customdata[7]:.3g})<extra></extra>",
        )
    styled(figure, 160 + 20 * len(results)).update_layout(margin={"l": 330, "r": 20, "t": 60, "b": 50})
    figure.update_yaxes(categoryorder="array", categoryarray=labels[::-1], showgrid=False)
    figure.update_xaxes(title="Median of the prediction: 0; ends of its 90 % interval: -1 and 1", range=[-EDGE - 0.2, EDGE + 0.2])
    return figure
