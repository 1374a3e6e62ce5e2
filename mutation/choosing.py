"""Which tests are asked about a mutant, in which order."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

from coverage import CoverageData

from mutation.lines import is_compiled, runs_when_called, statement
from mutation.places import PACKAGE

ALLOWANCE = 90.0  # seconds of tests that one mutant may cost
COMPILED = ("simulation", "systems", "invariants")  # folders of tests that run what Numba compiled, which no recorder sees


@dataclass(frozen=True)
class Reached:
    """A recorded pass of the suite: which tests reach a line, and how long they take."""

    root: Path
    folder: Path

    def tests(self, module: Path, line: int) -> tuple[list[str], float]:
        """Return the tests to ask about a mutant, and their seconds without it."""
        package = module.relative_to(PACKAGE).parts[0].removesuffix(".py")
        steps = self._steps(module, line, package)
        return self._afforded(dict.fromkeys(chain.from_iterable(self._ordered(step, package) for step in steps)))

    def _steps(self, module: Path, line: int, package: str) -> Iterator[set[str]]:
        """Yield sets of tests, the likeliest to notice first."""
        path = self.root / module
        if is_compiled(path, line):
            yield self._in(COMPILED)
        elif runs_when_called(path, line) and (close := self._reaching(module, statement(path, line))):
            yield close
            yield self._beside(close)
            return
        yield self._reaching(module, range(1, 1 + len(path.read_text().splitlines())))
        yield self._in((package,))

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
        starts = tuple(f"{place}/{folder}/" for folder in folders for place in ("tests", PACKAGE))
        return {name for name in self._tests if name.startswith(starts)}

    def _ordered(self, tests: Iterable[str], package: str) -> list[str]:
        """Return tests of the package first, and of each the quickest of every file before any second one."""
        own, rank = self._in((package,)), Counter[str]()
        place: dict[str, tuple[bool, int]] = {}
        for name in sorted(tests, key=self._seconds):
            place[name] = (name not in own, rank[_file(name)])
            rank[_file(name)] += 1
        return sorted(place, key=lambda name: (*place[name], self._seconds(name)))

    def _seconds(self, test: str) -> float:
        return self._tests[test]["seconds"]

    def _afforded(self, tests: Iterable[str]) -> tuple[list[str], float]:
        """Return the first tests that are cheap enough together; one that is dearer than all is not left out."""
        chosen: list[str] = []
        spent = 0.0
        for name in tests:
            seconds = self._seconds(name)
            if chosen and spent + seconds > ALLOWANCE:
                continue
            chosen.append(name)
            spent += seconds
        return chosen, spent


def _file(test: str) -> str:
    return test.partition("::")[0]
