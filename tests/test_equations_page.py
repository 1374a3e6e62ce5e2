"""The equations page is what the model says today."""

import runpy
from pathlib import Path

WRITER = Path(__file__).parent.parent / "docs" / "model" / "write_equations.py"


def test_the_equations_page_is_current():
    written = runpy.run_path(str(WRITER))
    assert written["PAGE"].read_text(encoding="utf-8") == written["page"](), "run: uv run python docs/model/write_equations.py"
