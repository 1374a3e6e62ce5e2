"""The page of verdicts is what the evidence says today."""

import runpy
from pathlib import Path

WRITER = Path(__file__).parent.parent / "docs" / "write_claims.py"


def test_the_page_of_verdicts_is_current():
    written = runpy.run_path(str(WRITER))
    assert written["PAGE"].read_text(encoding="utf-8") == written["page"](), "run: uv run python docs/write_claims.py"
