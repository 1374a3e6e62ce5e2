"""Write docs/claims.md: every statement with its verdict and findings, without any number of the model."""

from pathlib import Path

import milkway
from milkway.reports.claims.claims_markdown import claims_page

PAGE = Path(__file__).parent / "claims.md"


def page() -> str:
    """Return the page as it must be now."""
    everything = milkway.claims(without_model=True)
    independent = milkway.claims(without_model=True, without_sponsor=True)
    return claims_page(everything.summary, independent.summary)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
