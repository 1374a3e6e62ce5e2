"""A verb as its file states it, read without loading it: what makes lives or draws takes seconds to load, help must not.

A verb is a function of the name of its file. Its docstring is all the help there is: what it does, and under `Args` what each
argument is. `Returns`, `Raises` and examples are for readers of Python. A default is a literal, or a constant of the file.
"""

import ast
import re
from dataclasses import dataclass
from importlib.resources import files
from inspect import Parameter

WRAPPED = re.compile(r"(?<=\S)\n(?=\S)|\n {8,}")
PYTHON = " In Python"  # what follows in the text of an argument is not said on the command line


@dataclass(frozen=True)
class Stated:
    """A verb: its docstring as the command line says it, and its arguments, annotated in words."""

    about: str
    arguments: tuple[Parameter, ...]


def verbs() -> tuple[str, ...]:
    """Return the names of all verbs: each has a file.

    >>> "trial" in verbs(), "__init__" in verbs()
    (True, False)
    """
    names = (item.name for item in files("milkway.verbs").iterdir())
    return tuple(sorted(name.removesuffix(".py") for name in names if name.endswith(".py") and not name.startswith("_")))


def read_verb(name: str) -> Stated:
    """Return what the file of a verb states.

    >>> [one.name for one in read_verb("evidence").arguments], read_verb("new").arguments[1].default
    (['word'], '')
    """
    module = ast.parse(files("milkway.verbs").joinpath(f"{name}.py").read_text(encoding="utf-8"))
    verb = next(one for one in module.body if isinstance(one, ast.FunctionDef) and one.name == name)
    assigned = [one for one in module.body if isinstance(one, ast.Assign)]
    constants = {one.targets[0].id: one.value for one in assigned if isinstance(one.targets[0], ast.Name)}
    first, defaults = verb.args.args, verb.args.defaults
    missing: list[ast.expr | None] = [None] * (len(first) - len(defaults))
    placed = [_argument(*both, constants) for both in zip(first, missing + defaults, strict=True)]
    named = [_argument(*both, constants) for both in zip(verb.args.kwonlyargs, verb.args.kw_defaults, strict=True)]
    said = _spoken(ast.get_docstring(verb) or "")
    return Stated(said, (*placed, *(one.replace(kind=Parameter.KEYWORD_ONLY) for one in named)))


def _argument(stated: ast.arg, default: ast.expr | None, constants: dict[str, ast.expr]) -> Parameter:
    """Return an argument; one that must be given is given by its place alone."""
    words = ast.unparse(stated.annotation) if stated.annotation is not None else ""
    if default is None:
        return Parameter(stated.arg, Parameter.POSITIONAL_ONLY, annotation=words)
    value = constants.get(default.id) if isinstance(default, ast.Name) else default
    plain = None if value is None else ast.literal_eval(value)
    return Parameter(stated.arg, Parameter.POSITIONAL_OR_KEYWORD, default=plain, annotation=words)


def _spoken(docstring: str) -> str:
    """Return a docstring with a paragraph or an argument a line, without examples and what is only said to readers of Python.

    >>> _spoken("Do it,\\nnow.\\n\\nArgs:\\n    n: A size. In Python a\\n        range.\\n    m: Another.\\n\\n>>> it()")
    'Do it, now.\\n\\nArgs:\\n    n: A size.\\n    m: Another.'
    """
    whole = WRAPPED.sub(" ", docstring.partition("\n>>>")[0].rstrip())
    return "\n".join(line.partition(PYTHON)[0] for line in whole.splitlines())
