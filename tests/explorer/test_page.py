"""The page in a browser: every view at both widths and themes, by keyboard alone, hostile, offline, with its server gone."""

import json
import re
import signal
import time

import pytest
from accessible import violations
from opened_page import LINK, PATIENCE, SETTLED, VIEWS, until
from served import serving

from installed import needs, needs_browser

sync_api = pytest.importorskip("playwright.sync_api")
pytestmark = [needs("explorer"), needs_browser]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_accessible_and_scrolls_sideways_on_no_screen(opened, view, width):
    at, wrong = opened
    page = at(f"{view}?{LINK}&pick=skin-milk&w2.b=caesarean", width)
    until(page, SETTLED)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    assert wrong == []


def test_while_the_model_loads_the_page_shows_what_it_will_ask_for(opened, tmp_path):
    with serving(tmp_path) as served:
        at, wrong = opened
        page = at("pathway?v=1", served=served)
        asked = []
        page.on("request", lambda one: asked.append(one.post_data_json) if one.url.endswith("/api/run") else None)
        until(page, "kept answer of milkway")
        assert page.locator(".organ.milk .load").text_content()
        until(page, "32 women, chance, seed 1(?!; kept)")
        kept = json.loads(served.ask("GET", "/api/run/kept")[2])["asked"]
        assert [{key: one[key] for key in one if key not in ("page", "fine")} for one in asked] == [kept]
        assert asked[0]["fine"]
        assert wrong == []


def test_the_page_is_used_by_keyboard_alone(opened):
    at, wrong = opened
    page = at(f"pathway?{LINK}")
    until(page, SETTLED)
    page.get_by_label("Start from", exact=True).focus()
    page.keyboard.type("Caes")
    until(page, SETTLED)
    page.get_by_label("Day", exact=True).focus()
    page.keyboard.press("ArrowRight")
    until(page, "day 21, week 4")
    page.locator(".routes input").nth(2).focus()
    page.keyboard.press("Space")
    page.locator(".organ").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    until(page, "Numbers of this mechanism")
    page.get_by_role("button", name="As a table").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("figure table caption").first.inner_text() == "Bacteria in milk"
    time.sleep(0.6)
    link = page.evaluate("location.hash")
    assert {"b=caesarean", "ab=peripartum", "day=21", "off=skin"} <= set(re.split("[?&]", link))
    assert "t=" not in re.split("[?&]", link)
    assert wrong == []


def test_nothing_is_said_of_a_day_before_its_answer_is_there(opened):
    at, wrong = opened
    page = at("compare?v=1&days=40&n=2&c=0&day=20&w2.b=caesarean")
    until(page, "B has")
    told = page.get_by_label("What differs", exact=True)
    page.evaluate("location.hash = '#/compare?v=1&days=90&n=2&c=0&day=80&w2.b=caesarean'")
    seen = []
    while not re.search(r"On day 80, week 12", text := told.inner_text()):
        seen.append(text)
        assert len(seen) < 10 * PATIENCE, seen[-1]
        time.sleep(0.1)
    assert any("Computing the lives up to day 80" in one for one in seen)
    assert "NaN" not in "".join(seen)
    sizes = page.get_by_label("One thing in eight sizes", exact=True)
    page.get_by_label("Vary", exact=True).select_option("feeds")
    sync_api.expect(sizes.locator("figure").first).to_be_visible(timeout=1000 * PATIENCE)
    page.get_by_label("Vary", exact=True).select_option("fraction")
    sync_api.expect(sizes.locator("figure")).to_have_count(0, timeout=150)
    assert wrong == []


def test_a_mistake_is_told_and_the_last_answer_stays(opened):
    at, _ = opened
    page = at(f"pathway?{LINK}")
    until(page, SETTLED)
    milk = page.locator(".organ.milk .load").text_content()
    page.goto(re.sub("#.*", "#/pathway?v=1&days=40&n=2&c=0&day=20&off=entero_mammary", page.url))
    until(page, "This cannot be run")
    assert "a route of this run" in page.locator(".mistakes").inner_text()
    assert page.locator(".organ.milk .load").text_content() == milk


def test_a_drag_computes_few_answers_and_the_last_one_wins(opened):
    at, wrong = opened
    page = at(f"pathway?{LINK}&p=3e9&ps=4-30")
    until(page, SETTLED)
    ended = []
    page.on("response", lambda one: ended.append(one.status) if one.url.endswith("/api/run") else None)
    end = page.get_by_label("product, until day")
    end.focus()
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
    time.sleep(0.5)
    until(page, SETTLED)
    time.sleep(0.6)
    until(page, SETTLED)
    assert end.get_attribute("aria-valuenow") == "10"
    assert ended.count(200) <= 4
    assert set(ended) <= {200, 409}
    assert wrong == [] or all("409" in one for one in wrong)


def test_where_cells_come_from_is_traced_when_asked(opened):
    at, wrong = opened
    page = at(f"pathway?{LINK}")
    until(page, SETTLED)
    page.get_by_role("button", name="Trace them").click()
    until(page, "came by")
    told = page.get_by_label("Where cells come from", exact=True).inner_text()
    assert re.search(r"skin flora of the areola\s+\d", told)
    assert "--origins" in told
    assert wrong == []


def test_two_pages_do_not_mix(opened):
    at, _ = opened
    first, second = at(f"pathway?{LINK}"), at(f"pathway?{LINK}&f=formula")
    for page in (first, second):
        until(page, SETTLED)
    for number in range(6):
        first.get_by_label("Birth", exact=True).select_option("caesarean" if number % 2 else "vaginal")
        second.get_by_label("Birth", exact=True).select_option("caesarean" if number % 2 else "vaginal")
    for page in (first, second):
        time.sleep(0.4)
        until(page, SETTLED)
    assert "cells per mL" in first.locator(".organ.milk .load").text_content()
    assert first.locator("[data-id=milk-gut] title").text_content() != second.locator("[data-id=milk-gut] title").text_content()


def test_the_page_survives_its_server_and_goes_on_by_itself(opened, tmp_path):
    at, _ = opened
    with serving(tmp_path) as served:
        page = at(f"pathway?{LINK}", served=served)
        until(page, SETTLED)
        milk = page.locator(".organ.milk .load").text_content()
        served.process.send_signal(signal.SIGKILL)
        served.process.wait()
        page.get_by_label("Birth", exact=True).select_option("caesarean")
        until(page, "The page's server has stopped")
        time.sleep(1)
        assert page.locator(".organ.milk .load").text_content() == milk
        with serving(tmp_path, "--port", str(served.port)) as other:
            until(page, "Another server than the one that this page knew runs here")
            assert page.locator(".organ.milk .load").text_content() == milk
            page.context.new_page().goto(f"http://{other.host}/#/evidence?v=1&t={other.token}")
            sync_api.expect(page.get_by_text("Another server")).to_have_count(0, timeout=1000 * PATIENCE)
            assert "has stopped" not in page.inner_text("body")


def test_a_first_paint_needs_no_model(opened, page_served):
    at, _ = opened
    page = at(f"pathway?{LINK}")
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint').map((one) => one.startTime)")
    weight = page.evaluate(
        "performance.getEntriesByType('resource').map((one) => one.transferSize).reduce((one, more) => one + more, 0)"
    )
    assert len(painted) <= 1
    assert weight < 1_200_000
    state = json.loads(page_served.ask("GET", "/api/state")[2])
    assert {"stage", "ready", "seconds", "version"} <= set(state)


def test_an_answer_of_another_question_is_not_shown_under_this_one(opened):
    at, wrong = opened
    page = at(f"compare?{LINK}&w2.b=caesarean")
    until(page, SETTLED)
    vary = page.get_by_label("Vary", exact=True)
    shown = page.get_by_label("One thing in eight sizes").locator("figure")
    vary.select_option("feeds")
    shown.first.wait_for(timeout=PATIENCE * 1000)
    vary.select_option("fraction")
    assert shown.count() == 0
    shown.first.wait_for(timeout=PATIENCE * 1000)
    assert wrong == []
