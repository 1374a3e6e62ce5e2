"""Evidence and what would decide in a browser: what is shown is what the verbs say, by keyboard and on small screens too."""

import json

import pytest
from accessible import violations

import milkway
from installed import needs, needs_browser
from milkway.explorer.decide_answers import kept_decision
from milkway.explorer.evidence_answers import statements

sync_api = pytest.importorskip("playwright.sync_api")
pytestmark = [needs_browser, needs("explorer")]
PATIENCE = 90_000  # ms
HOSTILE = "<img src=x onerror=window.hurt=1>"
VIEWS = {
    "statements": "/evidence?v=1",
    "part": "/evidence?v=1&part=oral_strain_reaches_milk.any_strain",
    "parameters": "/evidence?v=1&see=parameters&used=entero_mammary&entry=carrier_uptake",
    "studies": "/evidence?v=1&see=studies&entry=hurtado2017",
    "predictions": "/evidence?v=1&see=qualification",
    "decide": "/decide?v=1",
}


@pytest.fixture
def opened(chromium, page_served):
    """Return a function that opens a view and waits until it has its answer."""
    contexts = []

    def open_view(link, width=1280):
        context = chromium.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.goto(f"http://{page_served.host}/#{link}&t={page_served.token}")
        page.locator("main h2").wait_for()
        sync_api.expect(page.locator(".awaited")).to_have_count(0, timeout=PATIENCE)
        return page

    yield open_view
    for one in contexts:
        one.close()


@pytest.fixture
def told(page_served):
    """Return a function that asks the server what the page asks it."""
    return lambda path: json.loads(page_served.ask("GET", f"/api/{path}")[2])


def words(page):
    return [" ".join(one.split()[1:]) for one in page.locator(".statement-word .word").all_inner_texts()]


def test_the_words_of_the_page_are_those_of_the_verb(opened):
    said = milkway.claims(without_model=True).summary["claims"]
    assert words(opened(VIEWS["statements"])) == [part["verdict"] for one in said for part in one["parts"]]


def test_leaving_out_those_with_a_stake_shows_the_words_and_chips_without_them(opened):
    page = opened(VIEWS["statements"])
    assert page.locator(".statement .chip.staked").count() > 0
    page.get_by_label("Leave out what producers").check()
    said = milkway.claims(without_model=True, without_sponsor=True).summary["claims"]
    assert words(page) == [part["verdict"] for one in said for part in one["parts"]]
    assert page.locator(".statement .chip.staked").count() == 0


def test_a_part_is_opened_with_the_keyboard_and_shows_its_quotes_and_what_the_model_says(opened):
    page = opened(VIEWS["statements"])
    button = page.get_by_role("button", name="a strain taken by mouth is found in milk", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    part = page.locator(".opened")
    found = next(one for one in statements()["statements"] if one["id"] == "oral_strain_reaches_milk")["parts"][0]
    assert button.get_attribute("aria-expanded") == "true"
    assert part.locator("blockquote").all_inner_texts() == [
        each["said"] for side in ("for", "against", "none") for each in found[side]
    ]
    assert found["counterfactual"]["not_modelled"] in part.inner_text()


def test_only_parts_with_a_word_are_left_when_it_is_chosen(opened):
    page = opened(VIEWS["statements"])
    page.get_by_role("group", name="Words").get_by_role("button").filter(has_text="contradicted").click()
    assert set(words(page)) == {"contradicted"}


def test_what_is_searched_for_is_shown_as_text(opened):
    page = opened(VIEWS["statements"])
    page.get_by_label("Search everything on record").fill(HOSTILE)
    page.locator(".found q").wait_for()
    assert page.locator(".found q").inner_text().strip("“”") == HOSTILE
    assert page.locator("main img").count() == 0
    assert page.evaluate("window.hurt") is None


def test_a_search_leads_to_the_entry_and_escape_leads_back(opened):
    page = opened(VIEWS["statements"])
    page.get_by_label("Search everything on record").fill("abscess_drive")
    link = page.locator(".found").get_by_role("button", name="abscess_drive")
    link.click()
    page.get_by_text("nothing supports it yet").wait_for()
    assert page.evaluate("document.activeElement.id") == "entry"
    page.keyboard.press("Escape")
    page.locator("#entry").wait_for(state="detached")
    assert page.evaluate("document.activeElement.textContent") == "abscess_drive"


def test_parameters_of_a_kind_are_as_many_as_their_rows(opened, told):
    page = opened("/evidence?v=1&see=parameters&kind=measured")
    rows = [one for one in told("parameters")["rows"] if one["kind"] == "measured"]
    assert page.locator(".parameter-table tbody tr").count() == len(rows) > 0


def test_predictions_outside_are_as_many_as_the_kept_run_missed(opened, told):
    page = opened(VIEWS["predictions"])
    page.get_by_role("button", name="outside 90 %").click()
    missed = [one for one in told("qualification")["results"] if not one["inside_90"]]
    assert page.locator(".qualification > table tbody tr").count() == len(missed) > 0


def test_the_sentence_on_top_is_of_the_pair_that_is_chosen(opened):
    page = opened("/decide?v=1&first=null&second=both")
    said = {tuple(one["pair"]): one["says"] for one in kept_decision()["pairs"]}
    assert page.locator(".headline").inner_text() == said["null", "both"]
    page.locator(".pair select").nth(1).select_option("immune")
    assert page.locator(".headline").inner_text() == said["null", "immune"]
    page.locator(".pair select").nth(0).select_option("immune")  # both the same: the other gives way
    assert "immune" in page.locator(".headline").inner_text()


def test_with_the_women_that_the_ranking_names_the_chance_is_what_was_asked_for(opened):
    (pair,) = (one for one in kept_decision()["pairs"] if one["pair"] == ["competition", "immune"])
    named = [one for one in pair["measurements"] if one["women_per_arm"]]
    page = opened(f"/decide?v=1&measure={named[-1]['quantity']}&arm={named[-1]['women_per_arm']}")
    shown = page.locator("tr.chosen .chance b").inner_text()
    assert int(shown.removesuffix(" %")) == pytest.approx(80, abs=1)
    assert page.locator(".ranked tbody tr").count() == len(pair["measurements"])


def test_a_link_that_names_what_is_not_there_shows_the_view_all_the_same(opened):
    page = opened("/decide?v=1&first=immune&second=immune&measure=no_such&arm=nine")
    assert page.locator(".headline").inner_text()
    assert "arm=nine" in page.locator(".banner").last.inner_text()
    assert opened("/evidence?v=1&part=no.such&used=nothing&see=parameters").get_by_text("0 of").count() == 1


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_accessible_scrolls_sideways_on_no_screen_and_asks_nobody_else(view, width, opened, page_served):
    page = opened(VIEWS[view], width)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = """[...document.querySelectorAll('main *')].filter(one => [...one.childNodes].some(node => node.nodeType === 3 &&
      node.data.trim()) && parseFloat(getComputedStyle(one).fontSize) < 13).map(one => one.outerHTML.slice(0, 90))"""
    assert page.evaluate(small) == []
    asked = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    assert [one for one in asked if not one.startswith(f"http://{page_served.host}/")] == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("evidence/search?q=", 422),
        (f"evidence/search?q={'a' * 81}", 422),
        ("evidence/entry?id=no_such", 422),
        ("evidence/entry?id=..%2F..%2Fetc%2Fpasswd", 422),
        ("evidence/search?q=%3Cimg%20src%3Dx%3E", 200),
    ],
)
def test_a_word_that_cannot_be_is_refused_with_what_is_allowed(path, status, page_served):
    found, headers, text = page_served.ask("GET", f"/api/{path}")
    assert (found, headers["content-type"]) == (status, "application/json")
    assert status == 200 or json.loads(text)["mistakes"][0]["allowed"]
