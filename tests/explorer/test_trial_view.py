"""The Trial view in a browser: a protocol edited as form and text, run, stopped, gone on with, and its results read."""

import json
import re
import time

import pytest
from accessible import violations
from served import serving
from small_trial import finished_runs, small_protocol, summary_of, until

from installed import needs, needs_browser
from milkway.explorer.trial_results import trial_results

pytestmark = [needs("explorer"), needs_browser]
PARTS = {"design": "No mistakes and no contradictions", "run": "Runs: ", "results": "What no trial sees", "power": "At .* women"}
HOSTILE = "<img src=x onerror=document.title='taken'>"
PATIENCE = 90


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    finished_runs(folder)
    return folder


@pytest.fixture(scope="module")
def served(runs):
    with serving(runs) as found:
        yield found


@pytest.fixture
def opened(chromium, served):
    """Return a function that opens a part of the view; nothing may go wrong in the page."""
    wrong, contexts = [], []

    def at(link="", width=1280):
        context = chromium.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(1000 * PATIENCE)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" and "net::" not in said.text else None)
        page.goto(f"http://{served.host}/#/trial?v=1&{link}&t={served.token}")
        return page

    yield at
    for context in contexts:
        context.close()
    assert wrong == []


def _until(page, words):
    """Wait until the page says some words; its policy forbids what Playwright waits by."""
    end = time.monotonic() + PATIENCE
    while not re.search(words, page.inner_text("body")):
        assert time.monotonic() < end, f"the page never said {words!r}: {page.inner_text('main')[:2000]}"
        time.sleep(0.1)


def _open_text(page, text):
    chosen = {"name": "small.toml", "mimeType": "application/toml", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(chosen)


def _section(page, name):
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("width", [1280, 390])
def test_every_part_is_accessible_and_scrolls_sideways_on_no_screen(opened, width):
    page = opened("", width)
    for part, words in PARTS.items():
        page.get_by_role("navigation", name="Steps of the trial").get_by_role("link", name=part.title()).click()
        _until(page, words)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []


def test_a_change_in_the_form_rewrites_its_key_in_the_text_and_keeps_its_comment(opened):
    page = opened()
    _section(page, "Women")
    page.locator("#field-design-size").fill("40")
    page.locator("#field-design-size").press("Tab")
    _until(page, "40 women under 4 hypotheses")
    text = page.get_by_role("textbox", name="Text").input_value()
    assert re.search(r"^size = 40 +# women randomised; 303 and 322", text, re.MULTILINE)
    assert "changed, not saved" in page.inner_text("main")


def test_a_change_in_the_text_reaches_the_form_and_mistakes_lead_to_their_line_and_field(opened):
    page = opened()
    _until(page, "No mistakes")
    area = page.get_by_role("textbox", name="Text")
    area.fill(area.input_value().replace("size = 625 ", 'size = "many" ').replace("gap = 5 ", "gapp = 5 "))
    _until(page, "3 mistakes")
    page.locator("li", has_text="design.size").get_by_role("button").click()
    chosen = "(area) => area.value.slice(area.selectionStart, area.selectionEnd)"
    assert area.evaluate(chosen).startswith('size = "many"')
    field = page.locator("#field-design-size")
    assert (field.input_value(), field.get_attribute("aria-invalid")) == ("many", "true")
    assert "Found 'many'" in page.locator(f"#{field.get_attribute('aria-describedby')}").inner_text()


def test_a_text_that_is_no_toml_locks_the_form_and_loses_nothing(opened):
    page = opened()
    _until(page, "No mistakes")
    area = page.get_by_role("textbox", name="Text")
    before = area.input_value()
    area.fill(before + "\nthis is no TOML\n")
    _until(page, "the form waits")
    page.wait_for_timeout(1000)  # where the caret is, a section opens
    if not page.locator("#field-name").count():
        _section(page, "The trial")
    assert page.locator("#field-name").is_disabled()
    area.fill(before)
    _until(page, "No mistakes and no contradictions")
    page.wait_for_timeout(1000)
    if not page.locator("#field-name").count():
        _section(page, "The trial")
    assert page.locator("#field-name").is_enabled()


def test_markup_in_a_protocol_is_text_everywhere(opened):
    page = opened()
    _until(page, "No mistakes")
    _open_text(page, small_protocol(title=HOSTILE, name="x" + HOSTILE[:40]))
    _until(page, "onerror=document.title='taken'")
    _section(page, "Arms")
    assert page.title() != "taken"
    assert page.locator("main img").count() == 0


def test_results_are_those_of_the_run_with_every_hypothesis_beside_the_published(opened, runs):
    told = trial_results(summary_of(runs))
    page = opened("step=results")
    _until(page, "What no trial sees")
    words = page.inner_text("main")
    assert "True of every woman" not in words
    assert "Not known for the tables" in words
    for arm in told["flow"]["arms"]:
        assert arm["label"] in words
    for endpoint in (told["endpoints"][0], told["endpoints"][-1]):
        page.get_by_label("Endpoint", exact=True).select_option(endpoint["name"])
        page.get_by_role("button", name="As a table").click()
        rows = page.locator("figure table tbody tr")
        assert [row.locator("td").last.inner_text() for row in rows.all()] == [row["text"] for row in endpoint["rows"]]
        names = [row.locator("th").inner_text() for row in rows.all()]
        virtual = [name for name in names if name != "published"]
        assert virtual[0].startswith("null")
        assert {name.split(",")[0] for name in virtual} == {one["name"] for one in told["hypotheses"]}
        page.get_by_role("button", name="As a table").click()
    page.get_by_text("What no trial sees").click()
    _until(page, "True of every woman")


def test_a_run_of_the_list_leads_to_its_results(opened):
    page = opened("step=run")
    _until(page, "Runs: ")
    page.get_by_role("row", name=re.compile("Trial")).last.get_by_role("link", name="Results").click()
    _until(page, "What no trial sees")
    page = opened("step=run")
    _until(page, "Runs: ")
    page.get_by_role("row", name=re.compile("Power")).last.get_by_role("link", name="Results").click()
    _until(page, "Trials with a claim")


def test_a_report_opens_in_a_sandbox_and_files_are_saved(opened, served):
    page = opened("step=results")
    _until(page, "What no trial sees")
    with page.context.expect_page() as other:
        page.get_by_role("button", name=re.compile("^Report")).click()
    report = other.value
    report.wait_for_load_state()
    assert "Simulated" in report.inner_text("body")
    status, headers, _ = served.ask("GET", report.url.removeprefix(f"http://{served.host}"), **{"X-Milkway-Token": None})
    assert status == 200
    assert headers["content-security-policy"].startswith("sandbox allow-scripts; default-src 'none'")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Summary, JSON").click()
    assert saved.value.suggested_filename == "hurtado2017-summary.json"


def test_power_of_any_size_is_read_by_the_line_with_the_null_first(opened):
    page = opened("step=power")
    _until(page, "At .* women")
    slider = page.get_by_label("Women randomised", exact=False).last
    slider.focus()
    page.keyboard.press("Home")
    _until(page, "At 20 women")
    page.keyboard.press("ArrowRight")
    _until(page, "At 21 women")
    names = page.locator("ul.read strong").all_inner_texts()
    assert names == ["null", "immune"]


def test_links_state_part_run_and_endpoint(opened):
    page = opened("step=results&endpoint=worst_pain&job=trial-000000000000")
    _until(page, "What no trial sees")
    assert page.get_by_label("Endpoint", exact=True).input_value() == "worst_pain"
    assert "not understood" not in page.inner_text("body")
    page = opened("step=../x&job=../../etc/passwd&protocol=/etc/passwd")
    _until(page, "3 parts of this link were not understood")


@pytest.mark.slow
def test_many_tabs_follow_a_run_and_another_still_opens(opened, served):
    asked = {"verb": "trial", "protocol": small_protocol(200), "dyads": 200}
    run = f"/api/jobs/{json.loads(served.ask('POST', '/api/jobs', asked)[2])['id']}"
    tabs = [opened("step=run")]
    for _ in range(6):
        _until(tabs[-1], "so far")
        tabs.append(tabs[0].context.new_page())
        tabs[-1].goto(f"http://{served.host}/#/trial?v=1&step=run&t={served.token}", wait_until="commit")
    _until(tabs[-1], "so far")
    assert json.loads(served.ask("GET", run)[2])["state"] == "running"
    served.ask("DELETE", run)
    for tab in (tabs[0], tabs[-1]):
        _until(tab, r"Stopped at \d+ %|stopped")
    until(lambda: json.loads(served.ask("GET", run)[2])["state"] == "stopped")
    served.ask("POST", f"{run}/remove", {})


@pytest.mark.slow
def test_a_trial_from_its_text_to_its_results_stopped_and_gone_on_with(opened, runs):
    page = opened()
    _until(page, "No mistakes")
    _open_text(page, small_protocol(200))
    _until(page, "200 women under 2 hypotheses")
    page.get_by_role("link", name="Run", exact=True).click()
    page.get_by_role("button", name="Run", exact=True).click()
    _until(page, r"routes off: \w+")
    page.get_by_role("button", name="Stop").first.click()
    _until(page, r"Stopped at \d+ %")
    page.get_by_role("button", name="Go on").first.click()
    _until(page, "Finished in")
    page.get_by_role("row", name=re.compile("seed 1")).first.get_by_role("link", name="Results").click()
    _until(page, "200 virtual women, seed 1")
    (name,) = re.findall(r"job=(trial-\w+)", page.evaluate("location.hash")) or [page.url]
    kept = json.loads((runs / name / "run" / "summary.json").read_text(encoding="utf-8"))
    assert trial_results(kept)["flow"]["arms"][0]["steps"]["randomised"] in page.inner_text(".consort")
