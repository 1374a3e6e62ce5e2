"""Which lines show that a test reached a place: those of its statement, if the statement runs when a function is called."""

import ast
from collections.abc import Iterator
from itertools import chain
from pathlib import Path


def runs_when_called(path: Path, line: int) -> bool:
    """Return whether a line stands in the body of a function; others run once, while whichever test comes first imports them."""
    return any(body.start <= line < body.stop for body in _bodies(path, marked=""))


def is_compiled(path: Path, line: int) -> bool:
    """Return whether Numba compiles the function that a line stands in, so that no recorder sees it."""
    return any(line in body for body in _bodies(path, marked="compiled"))


def statement(path: Path, line: int) -> range:
    """Return the lines of the innermost statement, of one that holds others only its head."""
    around = [node for node in ast.walk(_tree(path)) if isinstance(node, ast.stmt) and node.lineno <= line <= _end(node)]
    inner = max(around, key=lambda node: (node.lineno, -_end(node)))
    held = chain.from_iterable(getattr(inner, part, []) for part in ("body", "cases"))
    first = min((_first(one) for one in held), default=_end(inner) + 1)
    return range(inner.lineno, max(first, inner.lineno + 1))


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def _bodies(path: Path, marked: str) -> Iterator[range]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef) and (not marked or any(marked in ast.unparse(one) for one in node.decorator_list)):
            yield range(node.body[0].lineno, _end(node) + 1)


def _first(held: ast.stmt | ast.match_case) -> int:
    return held.pattern.lineno if isinstance(held, ast.match_case) else held.lineno


def _end(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno
