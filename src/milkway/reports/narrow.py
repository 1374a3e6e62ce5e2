"""How a figure stands on a narrow screen: panels one below another, a legend in lines above them, words of a row above its mark.

Every figure of a page is made in both forms from the same numbers; the page shows the one that fits.
"""

import re
from collections.abc import Sequence
from math import ceil
from textwrap import wrap
from typing import cast

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from milkway.reports.look import styled

PANEL, BETWEEN = 190, 85  # height of a panel, and of what is between it and the next, in pixels
LETTERS = 46  # that stand side by side on a small screen
LINE = 17  # height of a line of words
Place = tuple[int, int]  # row and column of a panel, counted from 1


def panels(titles: Sequence[str], *, narrow: bool, spacing: float, between: int = BETWEEN) -> tuple[go.Figure, list[Place]]:
    """Return an empty figure of panels with a common vertical axis, side by side or one below another, and their places.

    Args:
        titles: of the panels.
        narrow: whether it is the narrow form.
        spacing: between panels side by side, as a share of the width.
        between: two panels one below another, in pixels.
    """
    count = max(1, len(titles))
    places = _places(count, 1 if narrow else count)
    if narrow:
        gap, titles = between / column_height(count, between), [one.replace("<br>", " ") for one in titles]
        column = make_subplots(count, 1, subplot_titles=titles, vertical_spacing=gap)
        return column.update_yaxes(matches="y"), places
    return make_subplots(1, count, subplot_titles=titles, shared_yaxes=True, horizontal_spacing=spacing), places


def pairs_of_panels(titles: Sequence[str], *, narrow: bool, spacing: float) -> tuple[go.Figure, list[Place]]:
    """Return an empty figure of panels, two and two or one below another, and their places.

    Args:
        titles: of the panels.
        narrow: whether it is the narrow form.
        spacing: between rows of the wide form, as a share of the height.
    """
    columns = 1 if narrow else 2
    spacing = BETWEEN / column_height(len(titles)) if narrow else spacing
    rows = ceil(len(titles) / columns)
    figure = make_subplots(rows, columns, subplot_titles=titles, vertical_spacing=spacing, horizontal_spacing=0.08)
    return figure, _places(len(titles), columns)


def column_height(count: int, between: int = BETWEEN) -> int:
    """Return the height of panels one below another, in pixels."""
    return count * PANEL + (count - 1) * between


def told_row(figure: go.Figure, label: str, text: str, *, narrow: bool) -> int:
    """Write what the row of a label says: beside it, or in the narrow form above its mark, with the label.

    Returns:
        The lines that stand above the mark.
    """
    words = {"y": label, "showarrow": False, "font": {"size": 12}}
    if not narrow:
        figure.add_annotation(x=1.01, xref="paper", text=text, xanchor="left", **words)
        return 0
    *first, last = broken(label).split("<br>")
    beside = len(re.sub("<[^>]*>", "", last)) + len(text) <= LETTERS
    lines = [*first, last] if beside or not text else [*first, last, text]
    above = {"xref": "paper", "yanchor": "bottom", "yshift": 8}
    figure.add_annotation(x=0, xanchor="left", align="left", text="<br>".join(lines), **above, **words)
    if beside and text:
        figure.add_annotation(x=1, xanchor="right", text=text, **above, **words)
    return len(lines)


def styled_narrow(figure: go.Figure, plot: int, *, left: int = 52, under: int = 0) -> go.Figure:
    """Return a figure in the narrow form of the common look, with long words broken.

    Args:
        figure: that has its traces, titles and words.
        plot: height of what is between the axes, in pixels.
        left: margin for the words of the vertical axis, in pixels.
        under: height of what else stands below the plot, in pixels.
    """
    styled(figure, plot)
    for axis in (*figure.select_xaxes(), *figure.select_yaxes()):
        if axis.title.text:
            axis.title.text = broken(axis.title.text)
    titles = [one.text for one in figure.layout.annotations if (one.yref, one.yanchor) == ("paper", "bottom")]
    names = [
        one.name for one in cast("list[go.Scatter]", list(figure.select_traces())) if one.showlegend is not False and one.name
    ]
    lines = 0 if len(names) < 2 or figure.layout.showlegend is False else len(names)
    top = 14 + 19 * lines + max((8 + LINE * _lines(text) for text in titles), default=0)
    bottom = 28 + under + LINE * max((_lines(one.title.text) for one in figure.select_xaxes() if one.title.text), default=0)
    return figure.update_layout(
        height=top + plot + bottom,
        font_size=12,
        margin={"l": left, "r": 14, "t": top, "b": bottom},
        showlegend=lines > 0,
        legend={"entrywidth": 200, "traceorder": "normal", "xref": "container", "yref": "container", "y": 1, "yanchor": "top"},
    )


def styled_rows(figure: go.Figure, lines: Sequence[int]) -> go.Figure:
    """Return a figure of rows in the narrow form; `lines` are those above each mark, as `told_row` returned them."""
    figure.update_layout(showlegend=False)
    figure.update_yaxes(showticklabels=False)
    return styled_narrow(figure, len(lines) * (26 + LINE * max(lines, default=0)), left=14)


def broken(text: str, letters: int = LETTERS) -> str:
    """Return words in lines that fit into the narrow form.

    >>> broken("Women with clinical mastitis, %", 20)
    'Women with clinical<br>mastitis, %'
    """
    return "<br>".join(line for part in text.split("<br>") for line in wrap(part, letters))


def _places(count: int, columns: int) -> list[Place]:
    return [(number // columns + 1, number % columns + 1) for number in range(count)]


def _lines(text: str) -> int:
    return 1 + text.count("<br>")
