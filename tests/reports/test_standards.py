"""The report and the protocol against their standards: every item named, in the order of the checklist."""

import re

import pytest

from milkway.ledger.tables import read_parameters
from milkway.reports.trial.trial_report import write_report

# Items of the CONSORT 2025 and SPIRIT 2025 checklists (Hopewell and others, Chan and others, BMJ 2025).
CONSORT = (
    "1a 1b 2 3 4 5a 5b 6 7 8 9 10 11 12a 12b 13 14 15 16a 16b 17a 17b 18 19 20a 20b 21a 21b 21c 21d"
    " 22a 22b 23a 23b 24a 24b 25 26 27 28 29 30"
)
SPIRIT = (
    "1a 1b 2 3a 3b 3c 3d 4 5 6 7a 7b 8 9a 9b 10 11 12 13 14a 14b 15a 15b 15c 15d 16 17 18 19 20 21a 21b 22 23"
    " 24a 24b 24c 25a 25b 26 27a 27b 27c 27d 28a 28b 29 30 31 32a 32b 33 34"
)


@pytest.fixture(scope="module")
def pages(run, tmp_path_factory):
    place = tmp_path_factory.mktemp("standards")
    write_report(run, read_parameters(), place)
    texts = {name: (place / name).read_text(encoding="utf-8") for name in ("report.html", "protocol.html", "figures/flow.svg")}
    return {name: re.sub(r"<(script|style)>.*?</\1>", "", text, flags=re.DOTALL) for name, text in texts.items()}


def items(page, standard):
    """Return the items that a page names, each where it stands first, in the order of the page."""
    marks = re.findall(rf'class="item">{standard} ([^<]*)<', page)
    return list(dict.fromkeys(one for mark in marks for one in mark.split(", ")))


@pytest.mark.parametrize(
    ("page", "standard", "expected"), [("report.html", "CONSORT", CONSORT), ("protocol.html", "SPIRIT", SPIRIT)]
)
def test_every_item_of_the_standard_is_named_in_its_order(pages, page, standard, expected):
    assert items(pages[page], standard) == expected.split()


@pytest.mark.parametrize("page", ["report.html", "protocol.html"])
def test_headings_never_skip_a_level_and_links_on_the_page_lead_somewhere(pages, page):
    levels = [int(level) for level in re.findall(r"<h([1-6])", pages[page])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    names = re.findall(r'\bid="([^"]*)"', pages[page])
    assert len(names) == len(set(names))
    assert set(re.findall(r'href="#([^"]*)"', pages[page])) <= set(names)


@pytest.mark.parametrize("page", ["report.html", "protocol.html"])
def test_tables_have_headed_columns_and_rows_and_pictures_have_words(pages, page):
    assert pages[page].count("<thead>") == pages[page].count("<table")
    assert "<th>" not in pages[page]
    assert all("aria-label=" in one for one in re.findall(r"<[^>]*role=\"img\"[^>]*>", pages[page]))
    assert pages[page].count('role="img"') >= pages[page].count('id="figure-')


def test_what_a_simulated_trial_cannot_have_is_said_to_be_absent(pages):
    assert "This virtual trial is not registered" in pages["report.html"]
    assert "There are no dates" in pages["report.html"]
    assert "No approval, consent, biological samples" in pages["protocol.html"]


def test_the_flow_of_women_stands_alone_and_its_numbers_are_told_in_words(pages):
    picture = pages["figures/flow.svg"]
    assert picture.lstrip().startswith("<svg xmlns=")
    told = re.search(r'aria-label="([^"]*)"', picture)
    assert told is not None
    assert all(number in told[1] for number in ("632 candidates", "625 randomised", "303 allocated", "139 completed"))


def test_the_schedule_marks_milk_samples_on_their_visits_and_the_product_until_it_ends(pages):
    row = re.search(r"Milk sample: milk culture</span></th>(.*?)</tr>", pages["protocol.html"])
    assert row is not None
    assert re.findall(r"<td[^>]*><span>(x?)</span></td>", row[1]) == ["", "", "x", "x", "x"]
