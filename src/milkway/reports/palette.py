"""Colours that colour-blind readers and grey printers can tell apart, and the common look of figures.

Lines: Okabe and Ito. Taxa: the muted scheme of Paul Tol.
"""

import plotly.graph_objects as go

INK, FAINT, GRID = "#1d2733", "#8a94a0", "#e4e8ec"
REFERENCE = "#6b7480"
HYPOTHESES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x")
TAXA = ("#332288", "#88CCEE", "#44AA99", "#117733", "#999933", "#DDCC77", "#CC6677", "#882255", "#AA4499", "#BBBBBB")
PATTERNS = ("", "/", "", "\\", ".", "", "x", "", "-", "")  # so that neighbours in a stack of taxa differ on a grey printer
FONT = "Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif"


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
    return figure


def taxon_label(name: str) -> str:
    """Return a taxon as readers write it.

    >>> taxon_label("s_aureus"), taxon_label("enterobacteriaceae")
    ('S. aureus', 'Enterobacteriaceae')
    """
    special = {"s_aureus": "S. aureus", "staphylococcus_cons": "Staphylococci, other", "strain": "Product strain"}
    return special.get(name, name[0].upper() + name[1:])
