"""Run all validations, print a line for each score, and write the table of docs/model/validation.md."""

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from validation import (
    arroyo2010,
    hurtado2017,
    incidence,
    infant_gut,
    jimenez2008,
    known_failures,
    milk_loads,
    risk_factors,
    strain_persistence,
    thomsen1984,
    v03_route_design,
    v07_emptying,
    v08_antibiotic,
    v09_established,
    v10_dose,
)
from validation.score import Score, line, row, tuned_on

FILES = (
    incidence,
    risk_factors,
    milk_loads,
    infant_gut,
    v03_route_design,
    v07_emptying,
    hurtado2017,
    jimenez2008,
    arroyo2010,
    v08_antibiotic,
    v09_established,
    v10_dose,
    thomsen1984,
    strain_persistence,
    known_failures,
)
PAGE = Path(__file__).parent.parent / "docs" / "model" / "validation.md"
HEAD = """# Published results against the model

Written by `uv run python -m validation`; do not edit by hand. Nothing here is a gate. Ranges follow the rules at the top of
`validation/score.py`; five of them were replaced after a first run had been seen (Lindberg's prevalence, Mitchell, carriage
by mothers, Hurtado's episodes, Kvist's correlation), the others were written before it; the interval after a simulated value
is 95 % and says how far chance alone moves it, not how far the parameters could. Women come from the general population
unless a title says otherwise, with the entero-mammary route on and the prenatal one off. "Tuned" means that the study shaped
a parameter of the tables or a product hypothesis: such a hit is no evidence for the model. A miss is explained, where we can,
in [limits](limits.md).
"""


def main() -> None:
    """Run the validations named on the command line, or all."""
    wanted = sys.argv[1:]
    chosen = [one for one in FILES if not wanted or one.__name__.removeprefix("validation.") in wanted]
    found = [(one, _run(one.scores, one.__name__)) for one in chosen]
    if not wanted:
        PAGE.write_text(
            HEAD + _summary(found) + "".join(_section(one.__doc__ or "", scores) for one, scores in found), encoding="utf-8"
        )


def _run(scores: Callable[[], list[Score]], name: str) -> list[Score]:
    began = perf_counter()
    found = scores()
    print(f"== {name.removeprefix('validation.')} ({perf_counter() - began:.0f} s)")
    for score in found:
        print(line(score), flush=True)
    return found


def _summary(found: list[tuple]) -> str:
    everything = [score for _, scores in found for score in scores]
    free = [score for score in everything if score.target.study not in tuned_on()]
    hits, free_hits = (sum(score.hit for score in group) for group in (everything, free))
    return f"\n{hits} of {len(everything)} results hit; of the {len(free)} from studies that nothing was tuned on, {free_hits}.\n"


def _section(about: str, scores: list[Score]) -> str:
    head = "| result | study | published | simulated (95 %) | n | range | score | tuned |\n|---|---|---|---|---|---|---|---|\n"
    return f"\n## {about.splitlines()[0]}\n\n{head}" + "".join(row(score) + "\n" for score in scores)


if __name__ == "__main__":
    main()
