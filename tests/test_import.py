import subprocess
import sys


def _loaded(code):
    told = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in told.stdout.split()}


def test_importing_the_package_does_no_work():
    assert not _loaded("import milkway") & {"numpy", "pandas", "numba", "scipy", "plotly", "rich", "pint", "pydantic"}


def test_help_loads_nothing_that_computes():
    assert not _loaded("import milkway.cli") & {"numpy", "pandas", "numba", "scipy", "plotly", "pint", "pydantic"}


def test_public_verbs_are_listed_and_unknown_ones_refused():
    _loaded("import milkway; assert milkway.__all__ == ['export_sbml', 'simulate', 'trial']; assert not hasattr(milkway, 'cure')")
