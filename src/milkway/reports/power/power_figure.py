"""The power curve: a line, dash and symbol for each hypothesis, with a band of the Monte-Carlo error of both levels."""

import plotly.graph_objects as go

from milkway.analysis.laws import Z
from milkway.reports.look import styled
from milkway.reports.narrow import styled_narrow
from milkway.reports.palette import FAINT, REFERENCE, line_of
from milkway.reports.power.power_tables import hypotheses, line, of_none


def power_curve(study: dict, *, narrow: bool = False) -> go.Figure:
    """Return power in per cent by women randomised; closed forms are thin lines without symbols."""
    figure = go.Figure()
    figure.add_hline(y=100 * study["target"], line={"color": FAINT, "dash": "dot", "width": 1})
    for number, name in enumerate(hypotheses(study)):
        null, own = number == 0, line_of(max(number - 1, 0))
        colour, dash, symbol = (REFERENCE, "dash", "circle-open") if null else (own.colour, own.dash, own.symbol)
        rows = line(study, name)
        sizes, found = [one["n"] for one in rows], [one[of_none(study)[0] if null else "power"] for one in rows]
        figure.add_trace(_band(sizes, found, colour, name))
        label = f"{name} (type I error)" if null and "margin" not in study["endpoint"] else name
        marks = {"color": colour, "size": 8, "symbol": symbol}
        shown = {"color": colour, "width": 2, "dash": dash}
        values = [100 * one["value"] for one in found]
        figure.add_trace(
            go.Scatter(x=sizes, y=values, mode="lines+markers", line=shown, marker=marks, name=label, legendgroup=name)
        )
        forms = [None if one["closed_form"] is None else 100 * one["closed_form"] for one in rows]
        if not null and any(one is not None for one in forms):
            thin = {"color": colour, "width": 1, "dash": dash}
            figure.add_trace(go.Scatter(x=sizes, y=forms, mode="lines", line=thin, showlegend=False, name=f"{name}, formula"))
    figure.update_xaxes(title="Women randomised, all arms together")
    figure.update_yaxes(title="Trials with a claim, %", range=[0, 102])
    return styled_narrow(figure, 300) if narrow else styled(figure, 440)


def _band(sizes: list[int], found: list[dict], colour: str, name: str) -> go.Scatter:
    high = [100 * min(1.0, one["value"] + Z * (one["error"] or 0)) for one in found]
    low = [100 * max(0.0, one["value"] - Z * (one["error"] or 0)) for one in found]
    return go.Scatter(
        x=[*sizes, *reversed(sizes)],
        y=[*high, *reversed(low)],
        fill="toself",
        fillcolor=colour,
        opacity=0.16,
        line={"width": 0},
        hoverinfo="skip",
        showlegend=False,
        legendgroup=name,
    )
