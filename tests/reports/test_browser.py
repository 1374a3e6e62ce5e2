"""Finished pages opened in a browser that has no network: figures are drawn, and nothing scrolls sideways on a narrow screen."""

import pytest

import milkway
from installed import needs_browser
from milkway.ledger.tables import read_parameters
from milkway.reports.trial.trial_report import write_report

pytestmark = needs_browser


@pytest.fixture
def page(chromium):
    with chromium.new_context(offline=True, viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(120_000)  # a page has all of plotly, and a busy machine is slow
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
    assert figures.count() == (tmp_path / "report.html").read_text(encoding="utf-8").count('<script>draw("') > 0
    for figure in figures.all():
        assert figure.locator("svg.main-svg .trace").count() > 0


NAMES = ("report", "protocol", "analysis", "power", "designs", "optimise", "claims", "what-if", "saved")
OPEN = "document.querySelectorAll('details').forEach(one => one.open = true)"
OVER_THE_EDGE = "document.documentElement.scrollWidth - innerWidth"
SCROLLING = """[...document.querySelectorAll('body *')]
  .filter(one => ['auto', 'scroll'].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth)
  .map(one => one.tagName + '.' + one.className)"""
CUT = """[...document.querySelectorAll('figure svg text')].map(one => [one.textContent, one.getBoundingClientRect()])
  .filter(([words, box]) => words.trim() && box.width && (box.left < 0 || box.right > innerWidth)).map(([words]) => words)"""
CELLS = """[...document.querySelectorAll('tbody tr:not(.group)')].flatMap(row => [...row.cells].map((cell, column) => ({
  words: cell.textContent.trim(),
  header: row.closest('table').tHead.rows[0].cells[column].textContent,
  label: cell.dataset.label,
  shown: cell.offsetWidth > 0,
  said: getComputedStyle(cell, '::before').content})))"""
TABLES = "[...document.querySelectorAll('table')].map(one => getComputedStyle(one).display)"
WIDTHS = "[...document.querySelectorAll('.js-plotly-plot')].map(one => one._fullLayout.width)"


@pytest.fixture(scope="module")
def places(run, tmp_path_factory):
    """Return every kind of page, of runs as small as they can be."""
    folder, kept = tmp_path_factory.mktemp("pages"), tmp_path_factory.mktemp("kept") / "run"
    write_report(run, read_parameters(), folder)
    alone = milkway.Protocol.read("hurtado2017")
    settings, hypotheses = (alone.model_dump(mode="json")[one] for one in ("routes", "hypotheses"))
    settings = settings | {"settings": [settings["settings"][0] | {"weight": 1.0}]}
    stated = [{"name": "later", "changes": {"visits.week_4.day": "6 weeks"}}]
    alone = alone.but(routes=settings, hypotheses=hypotheses[:2], designs=stated)
    milkway.trial(alone, dyads=24, out=kept, parameters="tables", data="csv")
    milkway.analyse(alone, kept / "data", world="null/off", out=folder / "analysis")
    milkway.power(alone, n=(40, 60), reps=10, truth="protocol", pool=20, out=folder / "power")
    milkway.designs(alone, truth="protocol", reps=10, pool=20, out=folder / "designs")
    milkway.optimise("general", only="product,latch_support", dyads=16, draws=3, out=folder / "optimise")
    milkway.claims(without_model=True, without_sponsor=True, with_unreported=True, out=folder / "claims.html")
    milkway.simulate(days=9, mean_field=True, origins=True, each_off=True, picture=folder / "what-if.html")
    milkway.evidence().save(folder / "saved.html")
    return {path.stem: path for path in folder.rglob("*.html")}


@pytest.mark.parametrize("name", NAMES)
def test_no_page_scrolls_sideways_tables_become_cards_and_paper_is_as_a_wide_screen(name, page, places):
    page.goto(places[name].as_uri())
    page.evaluate(OPEN)
    assert page.evaluate(OVER_THE_EDGE) <= 0
    page.set_viewport_size({"width": 390, "height": 900})
    page.wait_for_function(f"{WIDTHS}.every(one => one < 390)")
    assert page.evaluate(OVER_THE_EDGE) <= 0
    assert page.evaluate(SCROLLING) == []
    assert page.evaluate(CUT) == []
    for cell in page.evaluate(CELLS):
        assert cell["label"] == cell["header"]
        assert cell["shown"] or not cell["words"]
        assert not cell["shown"] or not cell["label"] or cell["said"] == f'"{cell["label"]}"'
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert set(page.evaluate(TABLES)) <= {"table"}
    assert set(page.evaluate(WIDTHS)) <= {680}
