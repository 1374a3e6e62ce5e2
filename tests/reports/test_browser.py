"""A finished page opened in a browser that has no network: its scripts run and its figures are drawn."""

import pytest

import milkway
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


@pytest.mark.parametrize("width", [1280, 390])
def test_a_comparison_of_interventions_scrolls_sideways_on_no_screen(width, chromium, tmp_path):
    milkway.optimise("general", only="product,latch_support", dyads=16, draws=3, out=tmp_path / "a")
    with chromium.new_context(offline=True, viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.goto((tmp_path / "a" / "optimise.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        wide = "[...document.querySelectorAll('.scroll')].filter(one => one.scrollWidth > one.clientWidth).length"
        assert page.evaluate(wide) == 0
