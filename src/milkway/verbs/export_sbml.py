"""`milkway.export_sbml`: the model of a what-if run for other simulators."""

from collections.abc import Sequence
from pathlib import Path

from milkway.arguments import file_mistakes
from milkway.cohorts.declared import declared_parameters
from milkway.core.errors import InputError
from milkway.core.extras import extra_mistakes
from milkway.scenarios.export import scenario_sbml
from milkway.scenarios.scenario_words import read_scenario


def export_sbml(
    out: str | Path | None = None,
    *,
    birth: str = "vaginal",
    feeding: str = "breast",
    probiotic: str = "none",
    antibiotics: str = "none",
    emptying: str = "usual",
    days: int = 120,
    model: str = "complete",
    routes: str | Sequence[str] = "off",
) -> str:
    """Return the SBML document of what `simulate` runs with the same words for one dyad without chance.

    Args:
        out: file for the document.
        birth: "vaginal" or "caesarean".
        feeding: "breast", "mixed" or "formula"; also "breast until day 90".
        probiotic: "none", or as "3e9 CFU/day from day 4 to day 64".
        antibiotics: of the mother: "none", "peripartum", or as "day 10 to 17".
        emptying: "usual", or as "12 feeds, fraction 0.8".
        days: last day, days since birth; exposures change up to it.
        model: "complete", or as "complete without skin,contact".
        routes: disputed routes that are asked for: "off" for none, "on" for all, or some, as "entero_mammary" or a list.

    Raises:
        InputError: every mistake of the arguments; among them that the library of the extra `sbml` is missing.
    """
    scenario, mistakes = read_scenario(birth, feeding, probiotic, antibiotics, emptying, days, model, routes)
    mistakes += file_mistakes("out", out, "") + extra_mistakes("sbml")
    if scenario is None or mistakes:
        raise InputError("export sbml", mistakes)
    document = scenario_sbml(scenario, declared_parameters())
    if out is not None:
        Path(out).write_text(document, encoding="utf-8")
    return document
