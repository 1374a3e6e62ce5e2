"""Numbers among the options: read as in a file, where a whole number is digits and nothing is rounded.

What is no number is handed on as it was typed: the verb refuses it beside all that is wrong with other arguments.
"""

from collections.abc import Sequence
from typing import Annotated

from cyclopts import Parameter, Token

from milkway.core.numerals import read_number, read_whole


def _whole(_: object, tokens: Sequence[Token]) -> int | str:
    found = read_whole(tokens[0].value)
    return tokens[0].value if found is None else found


def _number(_: object, tokens: Sequence[Token]) -> float | str:
    found = read_number(tokens[0].value)
    return tokens[0].value if found is None else found


Whole = Annotated[int, Parameter(converter=_whole)]
Number = Annotated[float, Parameter(converter=_number)]
