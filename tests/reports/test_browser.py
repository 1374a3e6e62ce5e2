"""A finished page opened in a browser that has no network: its scripts run and its figures are drawn."""

import pytest

from installed import CHROMIUM, needs_browser
from milkway.ledger.tables import read_parameters
from milkway.reports.trial.trial_report import write_report

sync_api = pytest.importorskip("playwright.sync_api")
pytestmark = needs_browser
QUIET = (
    "--no-sandbox",  # as root there is none
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="module")
def chromium():
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    with chromium.new_context(offline=True) as context:
        yield context.new_page()


def test_a_report_draws_every_figure_without_a_network_and_without_a_script_error(run, page, tmp_path):
    write_report(run, read_parameters(), tmp_path)
    wrong, asked = [], []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "report.html").as_uri())
    figures = page.locator(".js-plotly-plot")
    assert wrong == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert figures.count() == (tmp_path / "report.html").read_text(encoding="utf-8").count("Plotly.newPlot(") > 0
    for figure in figures.all():
        assert figure.locator("svg.main-svg .trace").count() > 0
