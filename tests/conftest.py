"""What holds for all tests: Hypothesis tries the same examples in every run, and a test of a file that is not dear is fast."""

from collections import Counter

import pytest
from hypothesis import settings

from installed import CHROMIUM
from learned import prior_as_posterior
from milkway.inference.posterior import write_posterior
from processor_time import dear_files, keep, named, now, told

collect_ignore_glob = ["*conftest.py"]  # each holds fixtures; collecting them for doctests would import two of one name

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

POSTERIOR = "milkway.inference.posterior"
QUIET = (
    "--no-sandbox",  # as root there is none
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
SPENT = pytest.StashKey[Counter[str]]()


def pytest_addoption(parser):
    parser.addoption("--keep-seconds", action="store_true", help="measure the files of tests and write tests/dear.tsv again")


def pytest_configure(config):
    config.stash[SPENT] = Counter()


def pytest_ignore_collect(collection_path, config):
    """Do not even import a dear file if fast tests are asked for."""
    return True if config.option.markexpr == "fast" and named(collection_path) in dear_files() else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    dear = dear_files()
    for item in items:
        if named(item.path) not in dear and not item.get_closest_marker("slow"):
            item.add_marker("fast")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    began = now()
    try:
        return (yield)
    finally:
        item.config.stash[SPENT][named(item.path)] += now() - began


def pytest_sessionfinish(session):
    """Hand what a worker measured to the process that tells of all."""
    if hasattr(session.config, "workerinput"):
        session.config.workeroutput["spent"] = dict(session.config.stash[SPENT])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error):
    node.config.stash[SPENT].update(getattr(node, "workeroutput", {}).get("spent", {}))


def pytest_terminal_summary(terminalreporter, config):
    if config.option.keep_seconds:
        keep(config.stash[SPENT])
    if config.option.markexpr == "fast":
        terminalreporter.write_line(told(config.stash[SPENT]))


@pytest.fixture(scope="session")
def learned(tmp_path_factory):
    """A posterior that learned nothing, and its folder."""
    folder = tmp_path_factory.mktemp("posterior")
    posterior = prior_as_posterior()
    write_posterior(posterior, folder, {"code": "of tests", "seed": 5, "plan": "none"})
    return posterior, folder


@pytest.fixture
def posterior(learned, monkeypatch):
    """The same, shipped with the package for the time of a test."""
    monkeypatch.setattr(f"{POSTERIOR}.shipped", lambda: learned[1])
    return learned[0]


@pytest.fixture(scope="module")
def chromium():
    """A browser without a network of its own making; each test opens a context of its own in it."""
    driving = pytest.importorskip("playwright.sync_api")
    with driving.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()
