"""Figures of what is on record: each shows every row of its result, where it belongs."""

import milkway
from milkway.reports.calibration_figure import contraction_figure
from milkway.reports.qualification_figure import EDGE, places_figure


def test_every_statement_has_its_word_and_its_findings():
    found = milkway.claims(without_model=True)
    parts = [part for one in found.summary["claims"] for part in one["parts"]]
    figure = found.plot()
    for bar in figure.data:
        assert [abs(count) for count in bar.x] == [len(part[bar.name]) for part in parts]
    assert all(part["verdict"] in label for part, label in zip(parts, figure.data[0].y, strict=True))


def test_numbers_of_the_record_are_all_in_a_bar_of_their_kind():
    found = milkway.evidence()
    assert sum(sum(bar.x) for bar in found.plot().data) == found.summary["parameters"]
    assert sum(sum(bar.x) for bar in milkway.evidence("feeds_per_day").plot().data) == 1
    assert milkway.evidence("hurtado2017").plot() is None


def test_a_citation_shows_how_many_parameters_rest_on_each_source():
    found = milkway.cite("hurtado2017")
    rows = found.summary["parameter_sources"]
    assert sum(sum(bar.x) for bar in found.plot().data) == sum(one["parameters"] for one in rows)
    assert list(found.plot().data[0].y) == [one["key"] for one in rows]


def _result(name, published, *, inside):
    predicted = dict(zip(("q05", "q25", "q50", "q75", "q95"), (1.0, 2.0, 3.0, 4.0, 7.0), strict=True))
    return {
        "result": name,
        "under": "",
        "says": name,
        "unit": "1",
        "published": published,
        "predicted": predicted,
        "inside_90": inside,
    }


def test_a_published_value_stands_where_it_lies_in_its_prediction():
    figure = places_figure([_result("a", 5.0, inside=True), _result("b", -100.0, inside=False)])
    points = {y: x for one in figure.data if one.mode == "markers" for x, y in zip(one.x, one.y, strict=True)}
    assert points == {"a": 0.5, "b": -EDGE}


def test_what_was_learned_most_stands_first():
    rows = [
        {"name": "little", "median": 1.0, "low": 0.5, "high": 2.0, "contraction": 0.1, "zero": None},
        {"name": "much", "median": 1.0, "low": 0.9, "high": 1.1, "contraction": 0.9, "zero": 0.2},
    ]
    figure = contraction_figure(rows)
    assert list(figure.data[0].y) == ["much", "little"]
    assert list(figure.data[1].x) == [0.2]
