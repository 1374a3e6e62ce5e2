"""What the address and the fields of the page say is what it shows, and nothing that is typed is taken for something else."""

import time

import pytest
from opened_page import LINK, PATIENCE, SETTLED, VIEWS, type_in, until, until_link

from installed import needs, needs_browser

sync_api = pytest.importorskip("playwright.sync_api")
pytestmark = [needs("explorer"), needs_browser]
HOSTILE = "<img src=x onerror=document.title='taken'>"
CHOSEN = "(menu, value) => { menu.value = value; menu.dispatchEvent(new Event('change', {bubbles: true})); }"


def test_back_returns_to_the_state_before_and_a_link_opens_it_again(opened):
    at, _ = opened
    page = at(f"pathway?{LINK}")
    until(page, SETTLED)
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
    until_link(page, "v=1")
    entries = page.evaluate("history.length")
    page.evaluate("location.hash = '#/compare?day=14&v=1'")
    until_link(page, "day=14")
    assert page.evaluate("[location.hash, history.length]") == ["#/compare?v=1&day=14", entries + 1]
    page.go_back()
    until_link(page, "v=1")
    assert page.evaluate("[location.hash, history.length]") == ["#/pathway?v=1", entries + 1]
    page.go_forward()
    until_link(page, "day=14")
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
        type_in(spell.locator("input").nth(place), typed)
        assert told in spell.get_by_role("alert").inner_text()
        assert spell.locator("input").nth(place).input_value() == typed
        until_link(page, kept)
        if other:
            type_in(spell.locator("input").nth(1 - place), other)
        until_link(page, settled)
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
        type_in(field.locator("input"), typed)
        sync_api.expect(field.get_by_role("alert")).to_have_text(told)
        assert field.locator("input").input_value() == typed
    feeds = page.get_by_label("Feeds a day, both breasts")
    feeds.fill("1e-7")
    page.get_by_label("Birth", exact=True).evaluate(CHOSEN, "caesarean")  # the page is drawn anew while somebody types
    feeds.press("Tab")
    until_link(page, "ef=1e-7")
    page.reload()
    assert page.get_by_label("Feeds a day, both breasts").input_value() == "1e-7"
    assert set(page.evaluate("location.hash").partition("?")[2].split("&")) == {*LINK.split("&"), "b=caesarean", "ef=1e-7"}
    assert wrong == []


def test_what_a_link_says_amiss_is_told_and_runs_nowhere(opened):
    at, wrong = opened
    page = at(f"pathway?{LINK}&b={HOSTILE}&p=lots&off=%27;--&unknown={HOSTILE}&w2.f=soup")
    until(page, "5 parts of this link were not understood")
    until(page, SETTLED)
    assert page.title() != "taken"
    assert page.locator("img").count() == 0
    page.get_by_role("button", name="Close").click()
    assert "not understood" not in page.inner_text("body")
    assert wrong == []


def test_a_link_opens_in_another_tab_of_the_browser_and_without_a_token_the_page_says_so(opened, page_served):
    at, wrong = opened
    page = at(f"pathway?{LINK}")
    with page.context.expect_page() as other:
        page.get_by_role("link", name="A beside B").click(modifiers=["Control"])
    until(other.value, "A and B are the same")
    sync_api.expect(other.value.locator(".version")).not_to_be_empty()
    spoilt = page.context.new_page()
    spoilt.goto(f"http://{page_served.host}/#/pathway?{LINK}&t=spoilt")
    sync_api.expect(spoilt.locator(".version")).not_to_be_empty()
    assert wrong == []
    stranger = page.context.browser.new_page()  # of a context of its own: another browser
    stranger.goto(f"http://{page_served.host}/#/pathway?{LINK}")
    until(stranger, "This page has no token")
    assert "could not be loaded" not in stranger.inner_text("body")
    stranger.close()
