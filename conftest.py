"""A module that imports a library of an extra is skipped where it is not installed, doctests of src as well as tests."""

import re
from collections.abc import Generator

import pytest

from milkway.core.extras import EXTRA_OF, is_absent

LACKING = re.compile(r"No module named '(\w+)'")


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a failed import of such a library into a skip that says which extra is missing."""
    report = yield
    lacking = LACKING.findall(str(report.longrepr)) if report.failed else []
    if lacking and lacking[-1] in EXTRA_OF and is_absent(lacking[-1]):
        report.outcome = "skipped"
        report.longrepr = (
            str(collector.path),
            0,
            f"Skipped: the extra {EXTRA_OF[lacking[-1]]} is not installed: no {lacking[-1]}",
        )
    return report
