"""A command made from a verb: its options are the verb's arguments: it calls the verb and prints what it returns."""

from collections.abc import Callable, Sequence
from importlib import import_module
from inspect import Parameter as Argument
from inspect import Signature
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, Token

from milkway.commands.answer import DONE, print_json
from milkway.commands.stated import Stated, read_verb
from milkway.core.numerals import read_number, read_whole

JSON = "as_json"
JSON_HELP = "Print one JSON object and nothing else."


def command_of(verb: str) -> Callable[..., int]:
    """Return the command of a verb; `--json` prints the summary of what the verb returns, without it the result tells itself."""
    stated = read_verb(verb)

    def command(*placed: object, **named: object) -> int:
        as_json = named.pop(JSON, False)
        finished = getattr(import_module("milkway"), verb)(*placed, **named)
        if as_json:
            return print_json(finished.summary)
        finished.tell()
        return DONE

    command.__name__ = verb
    command.__annotations__.clear()
    command.__doc__ = stated.about
    vars(command)["__signature__"] = _signature(stated)
    return command


def _signature(stated: Stated) -> Signature:
    as_json = Annotated[bool, Parameter(name="--json", negative="", help=JSON_HELP)]
    options = [_option(one) for one in stated.arguments]
    return Signature([*options, Argument(JSON, Argument.KEYWORD_ONLY, default=False, annotation=as_json)])


def _option(argument: Argument) -> Argument:
    """Return an argument as the command line reads it; a default that is empty is the verb's own affair, and not shown."""
    if argument.default in (None, "", ()):
        return argument.replace(default=None, annotation=Annotated[_read_as(argument), Parameter(show_default=False)])
    return argument.replace(annotation=_read_as(argument))


def _read_as(argument: Argument) -> object:
    """Return how the words of an argument are read on the command line, from the types that the verb takes."""
    kinds = {word.strip() for word in argument.annotation.split("|")} - {"None"}
    if kinds == {"bool"}:
        return Annotated[bool, Parameter(negative="")]
    if kinds == {"int"}:
        return Annotated[int | str | None, Parameter(converter=_whole, metavar="INT")]
    if kinds == {"float"}:
        return Annotated[float | str | None, Parameter(converter=_number, metavar="FLOAT")]
    return Path | None if kinds in ({"str", "Path"}, {"Given"}) else str | None


def _whole(_: object, tokens: Sequence[Token]) -> int | str:
    """Return a whole number; what is none is handed on as typed, and the verb refuses it beside all that is wrong elsewhere."""
    found = read_whole(tokens[0].value)
    return tokens[0].value if found is None else found


def _number(_: object, tokens: Sequence[Token]) -> float | str:
    found = read_number(tokens[0].value)
    return tokens[0].value if found is None else found
