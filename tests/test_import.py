"""Which modules each entry point loads: what only names or reads something never loads what computes or draws."""

import subprocess
import sys
from pathlib import Path

import pytest

import milkway
from milkway.cli import app

COMPUTING = {"pandas", "numba", "llvmlite", "scipy.linalg", "scipy.optimize", "scipy.special", "scipy.stats", "statsmodels"}
COMPUTING |= {"plotly", "jinja2", "arviz_stats"}
READING = {"numpy", "pydantic"}
COMMANDS = (
    "trial",
    "analyse",
    "report",
    "new",
    "check",
    "combine",
    "optimise",
    "power",
    "predict",
    "designs",
    "controls",
    "settings",
    "simulate",
    "claims",
    "evidence",
    "explore",
    "cite",
    "qualify",
    "calibrate",
    "export",
)
HELPS = [[name, "--help"] for name in COMMANDS] + [["export", "sbml", "--help"], ["export", "parameters", "--help"]]
ENTRIES = {
    "import milkway": ("import milkway", COMPUTING | READING | {"rich", "cyclopts"}),
    "--help": ("told(['--help'])", COMPUTING | READING),
    "--help of each command": (f"[told(words) for words in {HELPS}]", COMPUTING | READING),
    "reading a protocol": (
        "from milkway.protocol.known import read_known_protocol; read_known_protocol('hurtado2017')",
        COMPUTING | {"rich", "cyclopts"},
    ),
    "check": ("told(['check', 'hurtado2017'])", COMPUTING | {"rich"}),
    "new": ("told(['new', 'my-trial.toml'])", COMPUTING | {"rich"}),
    "evidence": ("told(['evidence', 'hurtado2017'])", COMPUTING),
    "claims --without-model": ("told(['claims', '--without-model'])", COMPUTING),
    "cite": ("told(['cite', 'hurtado2017'])", COMPUTING),
}
TOLD = """
def told(words):
    from milkway.cli import main
    assert main(words) == 0
"""


def _loaded(code, folder="."):
    """Return the modules that are loaded after some code ran in a Python of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", f"{TOLD}\n{code}\nimport sys\nprint('LOADED', *sys.modules)"],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    assert ran.returncode == 0, ran.stderr
    return set(ran.stdout.rpartition("LOADED")[2].split())


@pytest.mark.parametrize("entry", ENTRIES)
def test_what_reads_or_explains_loads_nothing_that_computes(entry, tmp_path):
    code, heavy = ENTRIES[entry]
    assert not _loaded(code, tmp_path) & heavy


def test_every_command_is_in_the_table():
    assert set(COMMANDS) == {name for name in app if not name.startswith("-")}


def test_every_verb_with_a_file_is_public_and_unknown_ones_are_refused():
    files = sorted(path.stem for path in Path(milkway.__file__).parent.joinpath("verbs").glob("[a-z]*.py"))
    public = sorted([*files, "InputError", "Protocol", "RunError", "__version__"])
    _loaded(f"import milkway; assert milkway.__all__ == {public}, milkway.__all__; assert not hasattr(milkway, 'cure')")


def test_public_names_are_shown_before_any_is_loaded():
    assert not _loaded("import milkway; assert dir(milkway) == milkway.__all__") & READING
