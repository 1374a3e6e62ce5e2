"""What would make us withdraw a block: every block has an entry, dates ascend, and no entry is changed after its date."""

import hashlib
import runpy
from dataclasses import replace
from datetime import date
from pathlib import Path

from milkway.forecasts.withdrawal import entry_mistakes, of_families, withdrawals
from milkway.skill.naive_evidence import naive_evidence

WRITER = Path(__file__).parent.parent.parent / "docs" / "write_withdrawal.py"
BLOCKS = {
    "women ill",
    "what a product does",
    "women well again",
    "bacteria in milk",
    "a swallowed strain in milk or stool",
    "infant gut",
    "number of women",
}
# The digest of every entry as it was written. A new entry adds a line; a line is never changed.
WRITTEN = [
    "8322f16fa997b8c8",  # women ill, 2026-11-30
    "aed44a2dab5a3492",  # what a product does, 2026-11-30
    "ab28ab90586a1210",  # women well again, 2026-11-30
    "6e4afc7654679804",  # bacteria in milk, 2026-11-30
    "e3ee31f8b76d020b",  # a swallowed strain in milk or stool, 2026-11-30
    "e5e53385aeb93252",  # infant gut, 2026-11-30
    "f3b6a8f77e834234",  # number of women, 2026-11-30
]


def digest(one) -> str:
    told = (one.block, one.date.isoformat(), *one.families, one.withdraw_if, f"{one.chance:g}", one.why)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def test_every_block_has_an_entry():
    assert {one.block for one in withdrawals()} == BLOCKS


def test_every_family_of_endpoints_that_is_forecast_has_an_entry():
    for family in naive_evidence().families:
        assert of_families(frozenset({family.name})), family.name


def test_no_entry_was_changed_after_its_date():
    assert [digest(one) for one in withdrawals()] == WRITTEN, "an entry is never changed; add one below, and its digest here"


def test_dates_ascend_sentences_have_a_number_and_families_exist():
    first = withdrawals()[0]
    older = replace(first, date=date(2020, 1, 1))
    vague = replace(first, withdraw_if="it seems wrong", families=("health",))
    wrong = {one.where.rpartition(" ")[2] for one in entry_mistakes((first, older, vague))}
    assert wrong == {"date", "withdraw_if", "families"}
    assert not entry_mistakes(withdrawals())


def test_the_page_is_that_of_the_file():
    written = runpy.run_path(str(WRITER))
    assert written["PAGE"].read_text(encoding="utf-8") == written["page"](), "run: uv run python docs/write_withdrawal.py"
