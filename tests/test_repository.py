"""The repository keeps its own rules: layers, style, types, spelling, and exceptions that can only become fewer."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from installed import needs
from milkway.analysis.registry import MEASURES, SCORES

ROOT = Path(__file__).parent.parent
FOLDERS = ("src", "tests", "verification", "predictions", "benchmarks", "mutation", "public_tables")
PYTHON_FILES = [path for folder in FOLDERS for path in ROOT.glob(f"{folder}/**/*.py")]

COMMANDS = {
    "layers": ["lint-imports", "--no-cache"],
    "lint": ["ruff", "check", "--no-cache", "."],
    "format": ["ruff", "format", "--check", "--no-cache", "."],
    "types": ["pyright", "--pythonpath", sys.executable],
    "spelling": ["codespell", *FOLDERS, "docs", "README.md", "CONTRIBUTING.md", "CHANGELOG.md"],
}

MARKED = {"types": needs("calibrate", "data", "explorer", "sbml")}  # an import that is not found is an error of types

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
    page = [*ROOT.glob("src/milkway/explorer/page/*.*"), *ROOT.glob("src/milkway/explorer/page/views/*.mjs")]
    long = {str(path.relative_to(ROOT)) for path in (*PYTHON_FILES, *page) if len(path.read_text().splitlines()) > 300}
    assert not long


def test_a_score_or_measure_is_named_in_its_own_file_alone() -> None:
    names = {*SCORES, *MEASURES}
    own = {"analysis/scores", "analysis/measures"}
    files = [path for path in ROOT.glob("src/**/*.py") if not any(part in path.as_posix() for part in own)]
    found = {
        f"{path.relative_to(ROOT)}: {node.value}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and node.value in names
    }
    assert found == {"src/milkway/biology/behaviour/cessation.py: cessation"}  # the episode, which is called like the score


def test_no_module_is_named_twice() -> None:
    names = [path.stem for path in ROOT.glob("src/**/*.py") if path.stem != "__init__"]
    twice = {name for name in names if names.count(name) > 1}
    assert not twice


def test_no_two_files_of_tests_have_one_name() -> None:
    names = [path.name for path in ROOT.glob("tests/**/test_*.py")]  # pytest imports them by name alone
    assert sorted(names) == sorted(set(names))
