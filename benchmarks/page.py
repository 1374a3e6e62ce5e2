"""Measure the page of `milkway explore` in a headless Chromium, and write its section of docs/performance.md; two minutes.

Needs the extra `explorer`, Playwright and a Chromium.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.sections import paragraph, put_section

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
KEYS, QUIET = 30, 0.6  # presses of a slider, and seconds after each exact answer
LINK = "#/pathway?v=1&p=3e9&ps=4-100&t="
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def main() -> None:
    """Measure, print and write."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as driver:
        command = [str(Path(sys.executable).parent / "milkway"), "explore", "--no-browser", "--runs", place]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            found = re.search(r"(http://\S+?/)#\S*t=(\S+)", server.stdout.readline())
            assert found is not None
            started = _processor(server.pid)
            browser = driver.chromium.launch(
                executable_path=next(filter(None, map(shutil.which, BROWSERS))), args=["--no-sandbox"]
            )
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(found[1] + LINK + found[2])
            _until(page, "32 women, chance")
            told = _told(started, _paint(browser, found[1] + LINK + found[2]), _presses(page))
            browser.close()
        finally:
            server.terminate()
            server.wait()
    print(told)
    put_section(PAGE, told)


def _presses(page: Page) -> list[float]:
    """Return milliseconds from a press of the slider of the product's last day to the picture's change."""
    end = page.get_by_label("product, until day")
    page.evaluate(
        """() => {
            window.taken = [];
            const line = document.querySelector('.head-line > span');
            const quick = () => {
                if (!window.began || !line.textContent.includes('quick')) return;
                window.taken.push(performance.now() - window.began);
                window.began = 0;
            };
            new MutationObserver(quick).observe(line, {subtree: true, childList: true, characterData: true});
            addEventListener('keydown', (event) => { if (event.key !== 'Shift') window.began = performance.now(); }, true);
        }"""
    )
    end.focus()
    for _ in range(KEYS):
        page.keyboard.press("ArrowLeft")
        _until(page, "32 women, chance")  # the exact answer of the press before
        time.sleep(QUIET)
    return json.loads(page.evaluate("JSON.stringify(window.taken)"))


def _paint(browser: Browser, address: str) -> float:
    """Return milliseconds from navigation to the first contentful paint, the median of five new pages."""
    found = []
    for _ in range(5):
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.goto(address)
        time.sleep(2)
        found.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
        page.context.close()
    return statistics.median(found)


def _told(started: float, paint: float, taken: list[float]) -> str:
    taken = sorted(taken)
    late = taken[int(0.95 * (len(taken) - 1))]
    words = paragraph(
        "Written by `uv run --all-extras --group test python -m benchmarks.page`, in a headless Chromium on this machine. "
        "*Started* is the server's processor time until it printed its address; *slider* is from a key pressed on the end of a "
        "spell of the product to the picture's change "
        f"by the quick answer, {len(taken)} presses."
    )
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "not known"
    return (
        f"## The page\n\n{words}\n\n| what | found | target |\n|---|--:|--:|\n"
        f"| started, processor s | {started:.2f} | 2 |\n| first contentful paint, s | {paint / 1000:.2f} | 1 |\n"
        f"| slider, median, ms | {statistics.median(taken):.0f} | 250 |\n| slider, 95th percentile, ms | {late:.0f} | 600 |\n\n"
        f"Load average at the end {load}.\n"
    )


def _processor(pid: int) -> float:
    """Return the processor time of a process so far, where the system tells it."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return float("nan")
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _until(page: Page, words: str) -> None:
    end = time.monotonic() + 300
    while words not in page.inner_text("body"):
        assert time.monotonic() < end
        time.sleep(0.1)


if __name__ == "__main__":
    main()
