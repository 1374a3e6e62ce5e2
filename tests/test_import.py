import re
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import milkway
from milkway.core.extras import EXTRA_OF

NAMED = {"SALib": "salib", "libsbml": "python-libsbml"}  # where a library is imported by another name than it is installed


def _loaded(code):
    told = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in told.stdout.split()}


def test_importing_the_package_does_no_work():
    assert not _loaded("import milkway") & {"numpy", "pandas", "numba", "scipy", "plotly", "rich", "pydantic"}


def test_help_loads_nothing_that_computes():
    assert not _loaded("import milkway.cli") & {"numpy", "pandas", "numba", "scipy", "plotly", "pydantic"}


def test_every_verb_with_a_file_is_public_and_unknown_ones_are_refused():
    files = sorted(path.stem for path in Path(milkway.__file__).parent.joinpath("verbs").glob("[a-z]*.py"))
    _loaded(f"import milkway; assert milkway.__all__ == {files}, milkway.__all__; assert not hasattr(milkway, 'cure')")


def test_each_library_of_an_extra_is_known_by_the_name_that_brings_it():
    stated = {re.match(r"[\w-]+", one).group(): re.search(r"extra == ['\"](\w+)", one) for one in requires("milkway")}
    brought = {NAMED.get(library, library): extra for library, extra in EXTRA_OF.items()}
    assert brought == {library: extra.group(1) for library, extra in stated.items() if extra}
