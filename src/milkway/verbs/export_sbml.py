"""`milkway.export_sbml`: the model of a what-if run for other simulators."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from milkway.arguments import file_mistakes
from milkway.cohorts.chosen import parameters_for, read_model
from milkway.core.errors import InputError, Mistake
from milkway.core.extras import extra_mistakes
from milkway.core.model import Model
from milkway.core.writing import write_whole
from milkway.ledger.own_values import NOTHING, Given
from milkway.scenarios.export import scenario_sbml
from milkway.scenarios.prepare import value_mistakes
from milkway.scenarios.scenario import Scenario
from milkway.scenarios.scenario_words import read_scenario


@dataclass(frozen=True)
class ExportedModel:
    """An SBML document, what it is of, and its file if it was written to one."""

    text: str
    scenario: Scenario
    path: Path | None = None

    @property
    def summary(self) -> dict:
        """Return the file, or the document where there is none, as plain values."""
        return {"sbml": self.text} if self.path is None else {"out": str(self.path)}

    def save(self, path: str | Path) -> Path:
        """Write the document to a file and return the file.

        Raises:
            InputError: the folder of the file does not exist.
        """
        if mistakes := file_mistakes("path", path, ""):
            raise InputError("save", mistakes)
        write_whole(Path(path), self.text.encode())
        return Path(path)

    def tell(self) -> None:
        """Print the file, or the document where there is none."""
        sys.stdout.write(self.text if self.path is None else f"{self.path}\n")

    def __repr__(self) -> str:
        """Return length and file in a line."""
        where = "" if self.path is None else f", in {self.path}"
        return f"<SBML document of {self.scenario.days} days, {len(self.text):,} characters{where}>"


def export_sbml(
    out: str | Path | None = None,
    *,
    birth: str = "vaginal",
    feeding: str = "breast",
    probiotic: str = "none",
    antibiotics: str = "none",
    infant_antibiotics: str = "none",
    emptying: str = "usual",
    days: int = 120,
    model: str | Model = "complete",
    routes: str | Sequence[str] = "off",
    off: str | Sequence[str] = "",
    hypothesis: str = "null",
    values: Given = NOTHING,
) -> ExportedModel:
    """Write what `milkway simulate --mean-field` runs as SBML Level 3 Version 2, for other simulators.

    Args:
        out: File of the document; without it the document is printed.
        birth: "vaginal" or "caesarean".
        feeding: "breast", "mixed" or "formula"; also "breast until day 90".
        probiotic: "none", "3e9 CFU/day" from birth on, or as "3e9 CFU/day from day 4 to day 64"; several spells as "3e9 CFU/day
            from day 4 to day 64, day 90 to day 120".
        antibiotics: Antibiotics of the mother: "none", "peripartum", or as "day 10 to 17" or "day 10 to 17, day 30 to 37".
        infant_antibiotics: Antibiotics of the infant itself: "none", or as "day 2 to 5" or "day 2 to 5, day 30 to 37".
        emptying: How breasts are emptied: "usual", or as "12 feeds, fraction 0.8".
        days: Last day, days since birth; exposures change up to it.
        model: Mechanisms: "complete"; "complete without skin,contact"; or a model of your own, as FILE.py:NAME (the file is run)
            or package.module:NAME. In Python also a `Model`.
        routes: Disputed routes to switch on: "off" for none, "on" for all, or some, as "entero_mammary". In Python also a list.
        off: Routes to shut, as "skin,contact". In Python also a list.
        hypothesis: What the product is supposed to do: "null" for nothing, "competition", "immune" or "both".
        values: File of numbers of your own in place of rows of the tables: TOML (key = value) or CSV (key,value,unit). In Python
            also a mapping, such as `{"carrier_uptake": 1e-6}` or `{"feeds_per_day": "12 1/day"}`.

    Raises:
        InputError: every mistake of the arguments; among them that the library of the extra `sbml` is missing.
    """
    wrong: list[Mistake] = []
    chosen = read_model(model, wrong)
    scenario, mistakes = read_scenario(
        *(birth, feeding, probiotic, antibiotics, emptying, days, chosen, routes, off, hypothesis),
        infant_antibiotics=infant_antibiotics,
    )
    table, yours = parameters_for(chosen, values, mistakes)
    mistakes += wrong + (value_mistakes(scenario, yours) if scenario is not None else [])
    mistakes += file_mistakes("out", out, "") + extra_mistakes("sbml")
    if scenario is None or mistakes:
        raise InputError("export sbml", mistakes)
    document = scenario_sbml(scenario, table)
    found = ExportedModel(document, scenario, None if out is None else Path(out))
    if found.path is not None:
        found.save(found.path)
    return found
