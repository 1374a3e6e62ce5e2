"""The page in a browser: every view at both widths and themes, by keyboard alone, hostile, offline, with its server gone."""

import json
import re
import signal
import time

import pytest
from accessible import violations
from served import serving

from installed import needs, needs_browser

sync_api = pytest.importorskip("playwright.sync_api")
pytestmark = [needs("explorer"), needs_browser]
VIEWS = ("pathway", "compare")  # the others have tests of their own
LINK = "v=1&days=40&n=2&c=0&day=20"
HOSTILE = "<img src=x onerror=document.title='taken'>"
SETTLED = "2 women, mean field"
PATIENCE = 90
CHOSEN = "(menu, value) => { menu.value = value; menu.dispatchEvent(new Event('change', {bubbles: true})); }"


@pytest.fixture
def opened(chromium, page_served):
    """Return a function that opens a view, and a list of what went wrong in the page or left this machine."""
    wrong, contexts = [], []

    def at(link, width=1280, served=page_served):
        context = chromium.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" and "net::" not in said.text else None)
        page.on(
            "request",
            lambda asked: wrong.append(asked.url) if not asked.url.startswith((f"http://{served.host}/", "blob:")) else None,
        )
        page.goto(f"http://{served.host}/#/{link}{'&' if '?' in link else '?'}t={served.token}")
        return page

    yield at, wrong
    for context in contexts:
        context.close()


def _until(page, words, patience=PATIENCE):
    """Wait until the page says some words; its policy forbids what Playwright waits by."""
    end = time.monotonic() + patience
    while not re.search(words, page.inner_text("body")):
        assert time.monotonic() < end, f"the page never said {words!r}: {page.inner_text('body')[:2000]}"
        time.sleep(0.1)


def _until_link(page, words):
    """Wait until the address has some words, as it has once the state has settled."""
    time.sleep(0.6)
    end = time.monotonic() + PATIENCE
    while words not in re.split("[?&]", found := page.evaluate("location.hash")):
        assert time.monotonic() < end, f"the address never had {words!r}: {found}"
        time.sleep(0.1)


def _type(field, words):
    field.fill(words)
    field.press("Tab")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_accessible_and_scrolls_sideways_on_no_screen(opened, view, width):
    at, wrong = opened
    page = at(f"{view}?{LINK}&pick=skin-milk&w2.b=caesarean", width)
    _until(page, SETTLED)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    assert wrong == []


def test_while_the_model_loads_the_page_shows_what_it_will_ask_for(opened, tmp_path):
    with serving(tmp_path) as served:
        at, wrong = opened
        page = at("pathway?v=1", served=served)
        asked = []
        page.on("request", lambda one: asked.append(one.post_data_json) if one.url.endswith("/api/run") else None)
        _until(page, "kept answer of milkway")
        assert page.locator(".organ.milk .load").text_content()
        _until(page, "32 women, chance, seed 1(?!; kept)")
        kept = json.loads(served.ask("GET", "/api/run/kept")[2])["asked"]
        assert [{key: one[key] for key in one if key not in ("page", "fine")} for one in asked] == [kept]
        assert asked[0]["fine"]
        assert wrong == []


def test_the_page_is_used_by_keyboard_alone(opened):
    at, wrong = opened
    page = at(f"pathway?{LINK}")
    _until(page, SETTLED)
    page.get_by_label("Start from", exact=True).focus()
    page.keyboard.type("Caes")
    _until(page, SETTLED)
    page.get_by_label("Day", exact=True).focus()
    page.keyboard.press("ArrowRight")
    _until(page, "day 21, week 4")
    page.locator(".routes input").nth(2).focus()
    page.keyboard.press("Space")
    page.locator(".organ").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    _until(page, "Numbers of this mechanism")
    page.get_by_role("button", name="As a table").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("figure table caption").first.inner_text() == "Bacteria in milk"
    time.sleep(0.6)
    link = page.evaluate("location.hash")
    assert {"b=caesarean", "ab=peripartum", "day=21", "off=skin"} <= set(re.split("[?&]", link))
    assert "t=" not in re.split("[?&]", link)
    assert wrong == []


def test_back_returns_to_the_state_before_and_a_link_opens_it_again(opened):
    at, _ = opened
    page = at(f"pathway?{LINK}")
    _until(page, SETTLED)
    page.get_by_label("Birth", exact=True).select_option("caesarean")
    time.sleep(0.8)
    assert "b=caesarean" in page.evaluate("location.hash")
    page.go_back()
    time.sleep(0.3)
    assert page.get_by_label("Birth", exact=True).input_value() == "vaginal"
    page.go_forward()
    time.sleep(0.3)
    assert page.get_by_label("Birth", exact=True).input_value() == "caesarean"


def test_back_leads_back_from_a_link_made_by_hand(opened):
    at, wrong = opened
    page = at("pathway")
    _until_link(page, "v=1")
    entries = page.evaluate("history.length")
    page.evaluate("location.hash = '#/compare?day=14&v=1'")
    _until_link(page, "day=14")
    assert page.evaluate("[location.hash, history.length]") == ["#/compare?v=1&day=14", entries + 1]
    page.go_back()
    _until_link(page, "v=1")
    assert page.evaluate("[location.hash, history.length]") == ["#/pathway?v=1", entries + 1]
    page.go_forward()
    _until_link(page, "day=14")
    assert wrong == []


def test_the_card_of_a_disputed_way_leads_to_its_claim_and_back_with_the_worlds_kept(opened):
    at, wrong = opened
    page = at("pathway?v=1&days=40&n=1&c=0&b=caesarean&w2.f=formula&pick=before")
    page.get_by_role("link", name="What the evidence says").click()
    sync_api.expect(page.locator("#entry h3")).to_have_text("placental_bacteria", timeout=1000 * PATIENCE)
    assert {"b=caesarean", "w2.f=formula", "days=40"} < set(page.evaluate("location.hash").split("&"))
    page.go_back()
    sync_api.expect(page.get_by_label("Birth", exact=True)).to_have_value("caesarean")
    assert wrong == []


def test_the_menu_of_women_says_the_number_that_a_link_asks_for(opened):
    at, wrong = opened
    for view in VIEWS:
        women = at(f"{view}?v=1&n=20").get_by_label("Women", exact=True)
        assert women.evaluate("(menu) => menu.selectedOptions[0].text") == "20 women"
        assert women.locator("option").all_inner_texts() == ["the median woman", "8 women", "20 women", "32 women"]
    assert wrong == []


def test_nothing_is_said_of_a_day_before_its_answer_is_there(opened):
    at, wrong = opened
    page = at("compare?v=1&days=40&n=2&c=0&day=20&w2.b=caesarean")
    _until(page, "B has")
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


def test_days_that_cannot_be_are_told_beside_the_field_and_change_nothing(opened):
    at, wrong = opened
    page = at("pathway?v=1&days=100&n=1&c=0&p=3e9&ps=4-28&ab=10-17&iab=10-17")
    for section, place, typed, told, other, kept, settled in (
        ("Product taken", 0, "40", "before day 28", "60", "ps=4-28", "ps=40-60"),
        ("Mother's antibiotic", 0, "20", "before day 17", None, "ab=10-17", "ab=10-17"),
        ("Infant's antibiotic", 1, "9", "after day 10", "5", "iab=10-17", "iab=5-9"),
        ("Infant's antibiotic", 0, "5.5", "whole days", None, "iab=5-9", "iab=5-9"),
    ):
        spell = page.get_by_role("group", name=section, exact=True)
        _type(spell.locator("input").nth(place), typed)
        assert told in spell.get_by_role("alert").inner_text()
        assert spell.locator("input").nth(place).input_value() == typed
        _until_link(page, kept)
        if other:
            _type(spell.locator("input").nth(1 - place), other)
        _until_link(page, settled)
    assert wrong == []


def test_a_part_of_a_day_is_refused_where_days_are_whole(opened):
    at, wrong = opened
    page = at(f"pathway?{LINK}")
    page.get_by_text("Emptying of the breasts").click()
    for label, typed, told in (
        ("Weaned on day", "30.5", "whole days alone"),
        ("Last day", "90.5", "whole days alone"),
        ("Last day", "", "30 to 730"),
        ("Share of the milk removed", "0x1", "0.05 to 1"),
    ):
        field = page.locator("label.field", has_text=label)
        _type(field.locator("input"), typed)
        sync_api.expect(field.get_by_role("alert")).to_have_text(told)
        assert field.locator("input").input_value() == typed
    feeds = page.get_by_label("Feeds a day, both breasts")
    feeds.fill("1e-7")
    page.get_by_label("Birth", exact=True).evaluate(CHOSEN, "caesarean")  # the page is drawn anew while somebody types
    feeds.press("Tab")
    _until_link(page, "ef=1e-7")
    page.reload()
    assert page.get_by_label("Feeds a day, both breasts").input_value() == "1e-7"
    assert set(page.evaluate("location.hash").partition("?")[2].split("&")) == {*LINK.split("&"), "b=caesarean", "ef=1e-7"}
    assert wrong == []


def test_what_a_link_says_amiss_is_told_and_runs_nowhere(opened):
    at, wrong = opened
    page = at(f"pathway?{LINK}&b={HOSTILE}&p=lots&off=%27;--&unknown={HOSTILE}&w2.f=soup")
    _until(page, "5 parts of this link were not understood")
    _until(page, SETTLED)
    assert page.title() != "taken"
    assert page.locator("img").count() == 0
    page.get_by_role("button", name="Close").click()
    assert "not understood" not in page.inner_text("body")
    assert wrong == []


def test_a_mistake_is_told_and_the_last_answer_stays(opened):
    at, _ = opened
    page = at(f"pathway?{LINK}")
    _until(page, SETTLED)
    milk = page.locator(".organ.milk .load").text_content()
    page.goto(re.sub("#.*", "#/pathway?v=1&days=40&n=2&c=0&day=20&off=entero_mammary", page.url))
    _until(page, "This cannot be run")
    assert "a route of this run" in page.locator(".mistakes").inner_text()
    assert page.locator(".organ.milk .load").text_content() == milk


def test_a_drag_computes_few_answers_and_the_last_one_wins(opened):
    at, wrong = opened
    page = at(f"pathway?{LINK}&p=3e9&ps=4-30")
    _until(page, SETTLED)
    ended = []
    page.on("response", lambda one: ended.append(one.status) if one.url.endswith("/api/run") else None)
    end = page.get_by_label("product, until day")
    end.focus()
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
    time.sleep(0.5)
    _until(page, SETTLED)
    time.sleep(0.6)
    _until(page, SETTLED)
    assert end.get_attribute("aria-valuenow") == "10"
    assert ended.count(200) <= 4
    assert set(ended) <= {200, 409}
    assert wrong == [] or all("409" in one for one in wrong)


def test_where_cells_come_from_is_traced_when_asked(opened):
    at, wrong = opened
    page = at(f"pathway?{LINK}")
    _until(page, SETTLED)
    page.get_by_role("button", name="Trace them").click()
    _until(page, "came by")
    told = page.get_by_label("Where cells come from", exact=True).inner_text()
    assert re.search(r"skin flora of the areola\s+\d", told)
    assert "--origins" in told
    assert wrong == []


def test_two_pages_do_not_mix(opened):
    at, _ = opened
    first, second = at(f"pathway?{LINK}"), at(f"pathway?{LINK}&f=formula")
    for page in (first, second):
        _until(page, SETTLED)
    for number in range(6):
        first.get_by_label("Birth", exact=True).select_option("caesarean" if number % 2 else "vaginal")
        second.get_by_label("Birth", exact=True).select_option("caesarean" if number % 2 else "vaginal")
    for page in (first, second):
        time.sleep(0.4)
        _until(page, SETTLED)
    assert "cells per mL" in first.locator(".organ.milk .load").text_content()
    assert first.locator("[data-id=milk-gut] title").text_content() != second.locator("[data-id=milk-gut] title").text_content()


def test_the_page_survives_its_server_and_goes_on_by_itself(opened, tmp_path):
    at, _ = opened
    with serving(tmp_path) as served:
        page = at(f"pathway?{LINK}", served=served)
        _until(page, SETTLED)
        milk = page.locator(".organ.milk .load").text_content()
        served.process.send_signal(signal.SIGKILL)
        served.process.wait()
        page.get_by_label("Birth", exact=True).select_option("caesarean")
        _until(page, "The page's server has stopped")
        time.sleep(1)
        assert page.locator(".organ.milk .load").text_content() == milk
        with serving(tmp_path, "--port", str(served.port)) as other:
            _until(page, "Another server than the one that this page knew runs here")
            assert page.locator(".organ.milk .load").text_content() == milk
            page.context.new_page().goto(f"http://{other.host}/#/evidence?v=1&t={other.token}")
            sync_api.expect(page.get_by_text("Another server")).to_have_count(0, timeout=1000 * PATIENCE)
            assert "has stopped" not in page.inner_text("body")


def test_a_link_opens_in_another_tab_of_the_browser_and_without_a_token_the_page_says_so(opened, page_served):
    at, wrong = opened
    page = at(f"pathway?{LINK}")
    with page.context.expect_page() as other:
        page.get_by_role("link", name="A beside B").click(modifiers=["Control"])
    _until(other.value, "A and B are the same")
    sync_api.expect(other.value.locator(".version")).not_to_be_empty()
    spoilt = page.context.new_page()
    spoilt.goto(f"http://{page_served.host}/#/pathway?{LINK}&t=spoilt")
    sync_api.expect(spoilt.locator(".version")).not_to_be_empty()
    assert wrong == []
    stranger = page.context.browser.new_page()  # of a context of its own: another browser
    stranger.goto(f"http://{page_served.host}/#/pathway?{LINK}")
    _until(stranger, "This page has no token")
    assert "could not be loaded" not in stranger.inner_text("body")
    stranger.close()


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
    _until(page, SETTLED)
    vary = page.get_by_label("Vary", exact=True)
    shown = page.get_by_label("One thing in eight sizes").locator("figure")
    vary.select_option("feeds")
    shown.first.wait_for(timeout=PATIENCE * 1000)
    vary.select_option("fraction")
    assert shown.count() == 0
    shown.first.wait_for(timeout=PATIENCE * 1000)
    assert wrong == []
