"""A plugin of pytest that records which test, or shared fixture, reaches which line: `pytest -p mutation.recorder`.

What is set up once for several tests counts for each of them. What Milkway or the helpers of tests keep in memory is forgotten
between files of tests, so that a file is seen to reach what it needs.
"""

import json
import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from coverage import Coverage

ROOT = Path.cwd()
FOLDER = Path(os.environ.get("MUTATION_RECORD", "."))  # a plugin has no other argument
COVERAGE = Coverage(data_file=str(FOLDER / "reached.sqlite"), source=[str(ROOT / "src")], config_file=False)
TESTS: dict[str, dict] = {}
FILES: list[str] = []


def pytest_configure() -> None:
    """Start before Milkway is imported; lines that run then belong to no test."""
    COVERAGE.start()
    COVERAGE.switch_context("import")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Give the lines of a test its name."""
    if FILES[-1:] != [str(item.path)]:
        FILES.append(str(item.path))
        _forget()
    TESTS[item.nodeid] = {"seconds": 0.0, "passed": True, "fixtures": [*getattr(item, "fixturenames", ())]}
    COVERAGE.switch_context(item.nodeid)
    try:
        return (yield)
    finally:
        COVERAGE.switch_context("import")


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef, request: pytest.FixtureRequest) -> Generator[None, object, object]:
    """Give the lines of a fixture that tests share the name of the fixture."""
    if fixturedef.scope == "function":
        return (yield)
    before = os.environ.get("PYTEST_CURRENT_TEST", "import").removesuffix(" (setup)").removesuffix(" (call)")
    COVERAGE.switch_context(f"fixture {fixturedef.argname}")
    try:
        return (yield)
    finally:
        COVERAGE.switch_context(before)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep how long a test took, shared fixtures included, and whether it passed."""
    test = TESTS[report.nodeid]
    test["seconds"] += report.duration
    test["passed"] &= report.passed


def pytest_sessionfinish() -> None:
    """Write what was found."""
    COVERAGE.stop()
    COVERAGE.save()
    (FOLDER / "tests.json").write_text(json.dumps(TESTS))


def _forget() -> None:
    """Empty what functions keep in memory."""
    for module in list(sys.modules.values()):
        if str(getattr(module, "__file__", None) or "").startswith((str(ROOT / "src"), str(ROOT / "tests"))):
            for thing in list(vars(module).values()):
                if callable(getattr(thing, "cache_clear", None)):
                    thing.cache_clear()
