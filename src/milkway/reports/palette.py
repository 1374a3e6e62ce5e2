"""Colours that colour-blind readers and grey printers can tell apart, and the common look of figures.

Lines: Okabe and Ito. Taxa: the muted scheme of Paul Tol.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import plotly.graph_objects as go

INK, FAINT, GRID = "#1d2733", "#8a94a0", "#e4e8ec"
REFERENCE = "#6b7480"
HYPOTHESES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x")
TAXA = ("#332288", "#88CCEE", "#44AA99", "#117733", "#999933", "#DDCC77", "#CC6677", "#882255", "#AA4499", "#BBBBBB")
PATTERNS = ("", "/", "", "\\", ".", "", "x", "", "-", "")  # so that neighbours in a stack of taxa differ on a grey printer
SHAPES = ("", "/", "\\", "x", "-", "|", "+", ".")
FILLINGS = ("", "-open", "-dot", "-open-dot")
FONT = "Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif"


@dataclass(frozen=True)
class Line:
    """How a line is told from others: colour, dash, symbol, and how a symbol is filled where lines have none."""

    colour: str
    dash: str
    symbol: str
    filling: str


def line_of(number: int) -> Line:
    """Return the look of a line, counted from 0: no two of 36 have the same colour and dash, nor the same colour and symbol.

    >>> line_of(0).colour == line_of(6).colour, line_of(0).dash == line_of(6).dash
    (True, False)
    """
    again, place = divmod(number, len(HYPOTHESES))
    mark = (place + again) % len(DASHES)
    return Line(HYPOTHESES[place], DASHES[mark], SYMBOLS[mark], FILLINGS[again % len(FILLINGS)])


def fill(number: int) -> tuple[str, str]:
    """Return colour and pattern of a taxon in a stack, counted from 0: no two of 80 are alike.

    >>> fill(0), fill(10)
    (('#332288', ''), ('#332288', '/'))
    """
    again, place = divmod(number, len(TAXA))
    return TAXA[place], SHAPES[(SHAPES.index(PATTERNS[place]) + again) % len(SHAPES)]


def styled(figure: "go.Figure", height: int) -> "go.Figure":
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
