"""What is declared of how each cohort sequenced stool: reads, background, patchiness, copies of the 16S gene."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def declared_assays() -> dict:
    """Return the file of how each cohort sequenced stool."""
    text = files("milkway.published").joinpath("data", "sequencing.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
