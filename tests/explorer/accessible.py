"""What axe finds wrong with a page: all its rules in the light, contrast again in the dark."""

import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
THEMES = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}


def violations(page):
    """Return the theme, the rule and the first places of all that is wrong."""
    found = []
    for theme, rules in THEMES.items():
        page.emulate_media(color_scheme=theme)
        told = axe.Axe().run(page, options={"resultTypes": ["violations"], **rules}).response["violations"]
        found += [(theme, one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in told]
    return found
