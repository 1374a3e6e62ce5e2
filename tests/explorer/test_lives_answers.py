"""What the page shows is what its command prints, and a newer question stops an older one."""

import json
import math
import shlex

import pytest

from installed import needs, needs_browser
from milkway.cli import main

pytest.importorskip("starlette")
from milkway.core.errors import RunError
from milkway.explorer.bench import Bench, Stopped
from milkway.explorer.kept_answers import LIVES, REMADE_BY, kept_lives
from milkway.explorer.lives_answers import lives, origins, routes, sweep
from milkway.explorer.worlds_asked import Inside, Lives, Sweep, World

pytestmark = needs("explorer")
PRODUCT = World(birth="caesarean", probiotic="3e9 CFU/day from day 4 to day 10")


@pytest.fixture(scope="module")
def bench():
    made = Bench()
    made.load()
    return made


def _printed(told, capsys):
    program, *words = shlex.split(told["command"])
    capsys.readouterr()
    assert (program, main([*words, "--json"])) == ("milkway", 0)
    return json.loads(capsys.readouterr().out)


def test_lives_that_ship_are_those_that_the_page_would_get(bench):
    kept = kept_lives()
    assert not kept["kept"]["stale"], f"numbers have changed since: remake it with `{REMADE_BY} {LIVES}`"
    told = lives(bench, Lives.model_validate(kept["asked"] | {"fine": True}))
    (shipped,), (now,) = kept["worlds"], told["worlds"]
    assert shipped.keys() == now.keys()
    assert shipped["command"] == now["command"]
    curves = (one["milk"]["residents"]["p50"] for one in (shipped, now))
    middle = [(before, after) for before, after in zip(*curves, strict=True) if after]
    assert len(middle) > 100
    assert max(abs(before - after) for before, after in middle) <= 50  # thousandths of a decade


def _close(decades, cells):
    return decades is None and cells < 1.01e-3 if cells < 1.01e-3 else abs(decades - 1000 * math.log10(cells)) <= 0.51


@pytest.mark.parametrize("asked", [
    Lives(worlds=[World()], days=35, women=1, fine=True, chance=True),
    Lives(worlds=[World(), PRODUCT], days=35, women=9, seed=3, fine=True, chance=True),
    Lives(worlds=[World(off="skin", antibiotics="day 5 to 9")], days=35, women=5, fine=True),
])  # fmt: skip
def test_the_command_prints_the_numbers_of_the_page(asked, bench, capsys):
    for life in lives(bench, asked)["worlds"]:
        summary = _printed(life, capsys)
        for told in summary["milestones"]:
            place = life["days"].index(told["day"])
            for key, band in (("milk_residents", life["milk"]["residents"]), ("milk_strain", life["milk"]["strain"])):
                for name, whole in (("p5", "p5"), ("p50", "median"), ("p95", "p95")):
                    if told[key][whole] is not None:
                        assert _close(band[name][place], told[key][whole]), (key, name, told["day"])
            assert life["ph"]["p50"][place] == pytest.approx(told["infant_gut_ph"]["median"], abs=6e-5)
        assert sum(len(days) for days in life["episodes"]) == summary["mastitis"]["episodes"]
        rows = {(row["kind"], row["process"], row["from"], row["to"]): row["cells"] for row in life["flows"]}
        asked_rows = [row for row in summary["flows"] if (row["kind"], row["process"], row["from"], row["to"]) in rows]
        assert len(asked_rows) > 100
        for row in asked_rows:
            cells = rows[row["kind"], row["process"], row["from"], row["to"]]["p50"][life["diary_days"].index(row["day"] - 1)]
            assert _close(cells, row["cells"]["all residents"]), row


def test_the_python_is_the_command(bench):
    told = lives(bench, Lives(worlds=[PRODUCT], days=10, women=2))["worlds"][0]
    kept: dict = {}
    exec(told["python"], kept)
    assert kept["life"].summary["dyads"] == 2
    assert kept["life"].summary["scenario"]["birth"] == "caesarean"
    assert kept["life"].summary["mean_field"]


def test_each_route_off_is_what_its_command_prints(bench, capsys):
    told = routes(bench, Inside(world=World(), days=20, day=14, women=2))
    printed = _printed(told, capsys)["each_off"]
    assert json.loads(json.dumps(told["off"])) == printed
    assert printed["skin"]["milestones"][0]["milk_residents"] != printed[""]["milestones"][0]["milk_residents"]


@pytest.mark.parametrize("asked", [
    Inside(world=World(), days=20, day=14),
    Inside(world=PRODUCT, days=20, day=14, women=3),
])  # fmt: skip
def test_sources_of_cells_sum_to_one_and_are_what_the_command_prints(bench, capsys, asked):
    told = origins(bench, asked)
    printed = [row for row in _printed(told, capsys)["origins"] if row["group"] == "all residents"]
    assert [row["day"] for row in printed] == [14] * 3
    for row in printed:
        shown = told["organs"][row["organ"]]["residents"]
        assert sum(shown["sources"].values()) == pytest.approx(1, abs=2e-3)
        assert shown["sources"] == pytest.approx(row["sources"], abs=1e-3)
        assert shown["routes"] == pytest.approx(row["through"], abs=1e-3)


def test_a_sweep_tells_worlds_side_by_side(bench):
    told = sweep(bench, Sweep(worlds=[World(), PRODUCT], days=20, day=14, women=2))
    assert [one["day"] for one in told["worlds"]] == [14, 14]
    assert told["worlds"][0]["milk_strain"]["median"] == 0 < told["worlds"][1]["infant_gut"]["median"]


def test_a_product_under_the_null_changes_no_resident(bench):
    told = lives(bench, Lives(worlds=[World(), World(probiotic="3e9 CFU/day")], days=20, women=3, chance=True, fine=True))
    first, second = told["worlds"]
    assert first["milk"]["residents"] == second["milk"]["residents"]
    assert set(told["paired"]["milk"]["p95"]) <= {0.0, None}


def test_a_newer_question_of_the_same_page_stops_the_older(bench):
    older, other = bench.alive("a page"), bench.alive("another page")
    older("simulating", 1.0)
    newer = bench.alive("a page")
    newer("simulating", 1.0)
    other("simulating", 1.0)
    with pytest.raises(Stopped):
        older("simulating", 1.0)


def test_an_older_question_that_runs_last_stops_itself_and_no_newer_one(bench):
    newer, other = bench.alive("a tab:12"), bench.alive("a tab:3", "sweep")
    older, again = bench.alive("a tab:9"), bench.alive("a tab:12")
    for tell in (newer, other, again):
        tell("simulating", 1.0)
    with pytest.raises(Stopped):
        older("simulating", 1.0)
    with pytest.raises(Stopped):
        lives(bench, Lives(worlds=[World()], days=10, women=1, page="a tab:11"))


@needs_browser
def test_a_question_that_was_stopped_though_the_page_waits_for_it_is_asked_once_more(chromium, page_served):
    page, numbers = chromium.new_page(), []

    def stop(route):
        numbers.append(int(route.request.post_data_json["page"].partition(":")[2]))
        if len(numbers) == 1:
            route.fulfill(status=409, json={"message": "stopped", "mistakes": []})
        else:
            route.continue_()

    page.route("**/api/run", stop)
    page.goto(f"http://{page_served.host}/#/pathway?v=1&days=40&n=2&c=0&day=20&b=caesarean&t={page_served.token}")
    page.get_by_text("2 women, mean field, no chance", exact=True).first.wait_for(timeout=90_000)
    page.close()
    assert len(numbers) == 3  # the quick one, which is stopped, again, and the command's own
    assert numbers == sorted(set(numbers))


def test_before_the_model_is_ready_that_is_said():
    with pytest.raises(RunError, match="not ready: reading the tables"):
        lives(Bench(), Lives(worlds=[World()]))
