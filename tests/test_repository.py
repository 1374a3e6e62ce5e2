"""The repository keeps its own rules: layers, style, types, spelling, and exceptions that can only become fewer."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from installed import needs

ROOT = Path(__file__).parent.parent
FOLDERS = ("src", "tests", "verification", "predictions", "benchmarks", "mutation")
PYTHON_FILES = [path for folder in FOLDERS for path in ROOT.glob(f"{folder}/**/*.py")]

COMMANDS = {
    "layers": ["lint-imports", "--no-cache"],
    "lint": ["ruff", "check", "--no-cache", "."],
    "format": ["ruff", "format", "--check", "--no-cache", "."],
    "types": ["pyright", "--pythonpath", sys.executable],
    "spelling": ["codespell", *FOLDERS, "docs", "README.md", "CONTRIBUTING.md", "CHANGELOG.md"],
}

MARKED = {"types": needs("calibrate", "data", "sbml")}  # an import that is not found is an error of types

# Exceptions to lint and type rules; each has its reason beside it. Lower these numbers, never raise them.
# `relaxed` are files under a weaker type check than their layer's, since a library they use has no types.
MARKS = {"noqa": r"# noqa", "ignore": r"(type|pyright): ignore", "relaxed": r"# pyright: (basic|report)"}
ALLOWED = {"noqa": 3, "ignore": 3, "relaxed": 3}


@pytest.mark.parametrize("name", [pytest.param(name, marks=MARKED.get(name, ())) for name in COMMANDS])
def test_repository_passes(name: str) -> None:
    program, *arguments = COMMANDS[name]
    command = [str(Path(sys.executable).parent / program), *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_exceptions_to_the_rules_become_fewer() -> None:
    text = "\n".join(path.read_text() for path in PYTHON_FILES if path != Path(__file__))
    found = {name: len(re.findall(mark, text)) for name, mark in MARKS.items()}
    assert found == ALLOWED


def test_no_file_of_ours_is_two_ideas_long() -> None:
    long = {str(path.relative_to(ROOT)) for path in PYTHON_FILES if len(path.read_text().splitlines()) > 300}
    assert not long
