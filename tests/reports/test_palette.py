"""Colours as readers without the middle cone, and grey printers, see them."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from milkway.reports.palette import DASHES, HYPOTHESES, PATTERNS, SYMBOLS, TAXA, fill, line_of

# Machado, Oliveira and Fernandes 2009, deuteranopia at severity 1, on linear RGB.
DEUTERANOPIA = np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]])
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])  # of linear sRGB, IEC 61966
WHITE = TO_XYZ.sum(axis=1)
USUAL = np.eye(3)


def lab(colour, seen=USUAL):
    """CIELAB of a colour, through the eyes of a reader."""
    value = np.array([int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)])
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    x, y, z = np.cbrt(np.maximum(TO_XYZ @ np.clip(seen @ linear, 0, 1) / WHITE, 0.008856))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize(("one", "other"), list(combinations(HYPOTHESES, 2)))
def test_hypotheses_differ_for_readers_without_the_middle_cone(one, other):
    assert np.linalg.norm(lab(one, DEUTERANOPIA) - lab(other, DEUTERANOPIA)) > 10  # five times what the eye can tell apart


def test_lines_of_hypotheses_differ_in_dash_and_marker_where_a_printer_has_no_colours():
    assert len(set(DASHES)) == len(set(SYMBOLS)) == len(HYPOTHESES)


def test_neighbours_in_a_stack_of_taxa_differ_in_lightness_or_in_pattern():
    for place in range(len(TAXA) - 1):
        grey = abs(lab(TAXA[place])[0] - lab(TAXA[place + 1])[0])
        assert grey > 15 or PATTERNS[place] != PATTERNS[place + 1]  # fifteen steps of a hundred are seen on paper


def test_no_two_of_many_taxa_look_alike_and_neighbours_differ_on_paper():
    looks = [fill(number) for number in range(40)]
    assert len(set(looks)) == 40
    for (one, shape), (other, next_shape) in pairwise(looks):
        assert abs(lab(one)[0] - lab(other)[0]) > 15 or shape != next_shape


def test_no_two_of_many_hypotheses_look_alike():
    looks = [line_of(number) for number in range(24)]
    assert len({(one.colour, one.dash) for one in looks}) == 24
    assert len({(one.colour, one.symbol) for one in looks}) == 24
    assert len({(one.colour, one.filling) for one in looks}) == 24
