"""Colours that colour-blind readers and grey printers can tell apart, and which of them are too pale to stand alone.

Lines: Okabe and Ito, those of enough contrast first. Taxa: the muted scheme of Paul Tol.
"""

from dataclasses import dataclass

INK, FAINT, GRID = "#1d2733", "#8a94a0", "#e4e8ec"
REFERENCE = "#6b7480"
HYPOTHESES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x")
TAXA = ("#332288", "#88CCEE", "#44AA99", "#117733", "#999933", "#DDCC77", "#CC6677", "#882255", "#AA4499", "#BBBBBB")
PATTERNS = ("", "/", "+", "\\", ".", "|", "x", "", "-", ".")  # neighbours differ on a grey printer; no pale one is plain
SHAPES = ("", "/", "\\", "x", "-", "|", "+", ".")
CONTRAST = 3.0  # the least to white paper that WCAG 2.2 asks of what must be seen in a picture
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
    """Return colour and pattern of a taxon in a stack, counted from 0: no two of 70 are alike.

    >>> fill(0), fill(10)
    (('#332288', ''), ('#332288', '/'))
    """
    again, place = divmod(number, len(TAXA))
    shapes = SHAPES[1:] if pale(TAXA[place]) else SHAPES
    return TAXA[place], shapes[(shapes.index(PATTERNS[place]) + again) % len(shapes)]


def filled(number: int) -> tuple[str, dict]:
    """Return colour and pattern of a taxon as plotly wants them; the hatch of a pale one is of ink, of others white."""
    colour, shape = fill(number)
    return colour, {"shape": shape, "fgcolor": INK if pale(colour) else "#fff", "size": 5, "solidity": 0.25}


def contrast(colour: str) -> float:
    """Return the contrast of a colour to white paper, by WCAG 2.2.

    >>> round(contrast("#E69F00"), 2), contrast("#ffffff")
    (2.25, 1.0)
    """
    value = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in value)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def pale(colour: str) -> bool:
    """Return whether a colour alone is too pale for a line or an area on white paper."""
    return contrast(colour) < CONTRAST


def taxon_label(name: str) -> str:
    """Return a taxon as readers write it.

    >>> taxon_label("s_aureus"), taxon_label("enterobacteriaceae")
    ('S. aureus', 'Enterobacteriaceae')
    """
    special = {"s_aureus": "S. aureus", "staphylococcus_cons": "Staphylococci, other", "strain": "Product strain"}
    return special.get(name, name[0].upper() + name[1:])
