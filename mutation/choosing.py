"""Which tests are asked about a mutant, in which order."""

import ast
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

from coverage import CoverageData

from mutation.places import PACKAGE

ALLOWANCE = 60.0  # seconds of tests that one mutant may cost
COMPILED = ("simulation", "systems", "invariants")  # folders of tests that run what Numba compiled, which no recorder sees


@dataclass(frozen=True)
class Reached:
    """A recorded pass of the suite: which tests reach a line, and how long they take."""

    root: Path
    folder: Path

    def tests(self, module: Path, lines: range) -> tuple[list[str], float]:
        """Return the tests to ask about a mutant, and their seconds without it."""
        package = module.relative_to(PACKAGE).parts[0].removesuffix(".py")
        whole = range(1, 1 + len((self.root / module).read_text().splitlines()))
        if lines.start in _compiled_lines(self.root / module):
            steps = (self._in(COMPILED), self._reaching(module, whole), self._in((package,)))
        else:
            close = self._reaching(module, lines)
            steps = (
                close,
                self._beside(close),
                () if close else self._reaching(module, whole),
                () if close else self._in((package,)),
            )
        ordered = chain.from_iterable(sorted(step, key=lambda test: self._order(test, package)) for step in steps)
        return self._afforded(dict.fromkeys(ordered))

    @cached_property
    def _tests(self) -> dict[str, dict]:
        tests = json.loads((self.folder / "tests.json").read_text())
        return {name: test for name, test in tests.items() if test["passed"] and "\n" not in name}

    @cached_property
    def _data(self) -> CoverageData:
        data = CoverageData(str(self.folder / "reached.sqlite"))
        data.read()
        return data

    def _reaching(self, module: Path, lines: range) -> set[str]:
        """Return the tests that reach any of the lines, themselves or by a fixture that they share."""
        found = self._data.contexts_by_lineno(str(self.root / module))
        contexts = {context for line in lines for context in found.get(line, ())}
        fixtures = {context.removeprefix("fixture ") for context in contexts if context.startswith("fixture ")}
        return {name for name, test in self._tests.items() if name in contexts or not fixtures.isdisjoint(test["fixtures"])}

    def _beside(self, tests: set[str]) -> set[str]:
        """Return the tests of the same files, which may use what the first of them left in memory."""
        files = {_file(name) for name in tests}
        return {name for name in self._tests if _file(name) in files}

    def _in(self, folders: Iterable[str]) -> set[str]:
        starts = tuple(f"{place}/{folder}" for folder in folders for place in ("tests", PACKAGE))
        return {name for name in self._tests if name.startswith(starts)}

    def _order(self, test: str, package: str) -> tuple[bool, float]:
        return test not in self._in_cached(package), self._tests[test]["seconds"]

    def _in_cached(self, package: str) -> set[str]:
        return self._own.setdefault(package, self._in((package,)))

    @cached_property
    def _own(self) -> dict[str, set[str]]:
        return {}

    def _afforded(self, tests: Iterable[str]) -> tuple[list[str], float]:
        """Return the first tests that are cheap enough together; one that is dearer than all is not left out."""
        chosen: list[str] = []
        spent = 0.0
        for name in tests:
            seconds = self._tests[name]["seconds"]
            if chosen and spent + seconds > ALLOWANCE:
                continue
            chosen.append(name)
            spent += seconds
        return chosen, spent


def _file(test: str) -> str:
    return test.partition("::")[0]


def _compiled_lines(path: Path) -> set[int]:
    """Return the lines of functions that Numba compiles."""
    return set(chain.from_iterable(_bodies(ast.parse(path.read_text()))))


def _bodies(tree: ast.Module) -> Iterator[range]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any("compiled" in ast.unparse(one) for one in node.decorator_list):
            yield range(node.lineno, (node.end_lineno or node.lineno) + 1)
