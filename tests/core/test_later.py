"""A library that loads later is the library, once something of it is asked for."""

import math
import subprocess
import sys

from milkway.analysis.laws import CONFIDENCE, Z, normal_quantile
from milkway.core.lazy import Later


def test_nothing_loads_until_an_attribute_is_asked_for():
    code = """
import sys
from milkway.core.lazy import Later
colours = Later("colorsys")
before = "colorsys" in sys.modules
print(before, colours.rgb_to_hsv(0, 0, 0), "colorsys" in sys.modules)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[0] == "False (0.0, 0.0, 0) True"


def test_its_attributes_are_the_modules_own():
    assert Later("math").pi is math.pi


def test_the_quantile_that_is_written_down_is_scipys_to_the_last_bit():
    assert normal_quantile((1 + CONFIDENCE) / 2) == Z
