"""What a colour alone leaves too pale on white paper has ink: WCAG 2.2 asks a contrast of 3 to 1 of what a picture means."""

import plotly.graph_objects as go
import pytest

from milkway.reports.look import styled
from milkway.reports.palette import HYPOTHESES, INK, contrast, fill, filled, pale

PALE, DARK = "#E69F00", "#0072B2"


def lines(colour, dash="solid"):
    line = {"color": colour, "width": 2, "dash": dash, "shape": "hv"}
    return styled(go.Figure(go.Scatter(x=[0, 1], y=[0, 1], mode="lines+markers", line=line, marker={"color": colour})), 300)


def test_contrast_is_that_of_black_and_of_white():
    assert contrast("#000000") == pytest.approx(21)
    assert contrast("#ffffff") == pytest.approx(1)


def test_the_four_hypotheses_of_a_trial_need_no_edge_so_that_none_looks_heavier():
    assert not any(map(pale, HYPOTHESES[:4]))


@pytest.mark.parametrize(("dash", "stroke"), [("solid", "solid"), ("dash", "9px,9px")])
def test_a_pale_line_lies_on_a_wider_one_of_ink_with_the_same_strokes_and_steps(dash, stroke):
    edge, line = lines(PALE, dash).data
    assert (edge.line.color, edge.line.width, edge.line.dash, edge.line.shape) == (INK, 4, stroke, "hv")
    assert (line.line.color, line.marker.line.color) == (PALE, INK)
    assert list(edge.x) == list(line.x)
    assert edge.showlegend is False


def test_a_line_of_enough_contrast_stands_alone():
    (line,) = lines(DARK).data
    assert line.marker.line.color is None


def test_a_pale_area_has_a_hatch_of_ink_and_every_area_a_hairline():
    for number in range(70):
        colour, pattern = filled(number)
        assert not pale(colour) or (pattern["shape"] and pattern["fgcolor"] == INK)
    assert len({fill(number) for number in range(70)}) == 70
    figure = styled(go.Figure([go.Bar(x=[1], y=[1]), go.Scatter(x=[0, 1], y=[1, 1], stackgroup="one")]), 300)
    bar, area = figure.data
    assert bar.marker.line.color == area.line.color == INK
