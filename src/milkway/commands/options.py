"""Numbers among the options: read as in a file, where a whole number is digits and nothing is rounded.

What is no number is handed on as it was typed: the verb refuses it beside all that is wrong with other arguments.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter, Token

from milkway.core.numerals import read_number, read_whole


def _whole(_: object, tokens: Sequence[Token]) -> int | str:
    found = read_whole(tokens[0].value)
    return tokens[0].value if found is None else found


def _number(_: object, tokens: Sequence[Token]) -> float | str:
    found = read_number(tokens[0].value)
    return tokens[0].value if found is None else found


if TYPE_CHECKING:
    Whole = int
    WholeOrNone = int | None
    Number = float
else:
    Whole = Annotated[int | str, Parameter(converter=_whole, metavar="INT")]
    WholeOrNone = Annotated[int | str | None, Parameter(converter=_whole, metavar="INT")]
    Number = Annotated[float | str, Parameter(converter=_number, metavar="FLOAT")]
