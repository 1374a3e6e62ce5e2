"""What a test needs beyond the core, an extra or a browser: without it the test is skipped, with its reason."""

from shutil import which

import pytest

from milkway.core.extras import absent

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((path for path in map(which, BROWSERS) if path), None)

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


def needs(*extras):
    """Return the mark of a test that needs extras."""
    lacking = [f"the extra {extra} is not installed: no {', '.join(absent(extra))}" for extra in extras if absent(extra)]
    return pytest.mark.skipif(bool(lacking), reason="; ".join(lacking))
