"""Write the summaries of public tables that ship: `uv run --all-extras python -m public_tables [FOLDER]`, or MILKWAY_DATA."""

import csv
import os
import sys
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from public_tables.marks import OF_MARKS, marks
from public_tables.samples import samples, shao_children
from public_tables.summaries import OF_LAWS, OF_PAIRS, laws, pairs

DATA = Path(__file__).parent.parent / "src" / "milkway" / "published" / "data"
SOURCES = """\
# Made from public tables by `python -m public_tables`; do not edit by hand. {about}
# No row is of fewer than 8 infants, no quantile of fewer than 42. Sources (repository, commit, licence of that repository):
# shao2019: Shao 2019, as davidbarnett/microViz 87eaaa39 (curatedMetagenomicData 3.4.2) holds it, GPL-3; shares of marker genes.
# jakobsen2025: Jakobsen 2025, as GRvanderPloeg/NPLStoolbox 2f14f0da holds it, MIT; shares of 16S reads.
# bokulich2016: Bokulich 2016 (ECAM, Qiita 10249), as biocore/gemelli 00e3993f holds it, BSD-3; shares of 16S reads.
# maled: MAL-ED, as microbiomeDB/microbiomeData ef95c1d0 holds it, Apache-2.0; shares of 16S reads.
"""
ABOUT = {
    "gut_laws.csv": "Shares among eight guilds: quantiles over infants, one sample each; rivals as occasions.py says.",
    "gut_visits.csv": "How alike two visits of an infant are, and visits of two infants; shares among eight guilds.",
    "gut_marks.csv": "Of how many infants a statement on the mark of an antibiotic holds (antibiotics_current_use).",
}
DECIMALS, DIGITS = 5, 4  # a hundredth of the lowest floor, and as many digits as any comparison needs


def tables(folder: Path) -> dict[str, str]:
    """Return the text of each file that ships, by its name, from the folder of the public tables."""
    known = samples(folder)
    made = {
        "gut_laws.csv": (OF_LAWS, laws(known)),
        "gut_visits.csv": (OF_PAIRS, pairs(known)),
        "gut_marks.csv": (OF_MARKS, marks(shao_children(folder / "shao2019"))),
    }
    return {name: SOURCES.format(about=ABOUT[name]) + _written(*rows) for name, rows in made.items()}


def _written(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_short(cell) for cell in row] for row in rows)
    return text.getvalue()


def _short(cell: object) -> object:
    return f"{round(float(cell), DECIMALS):.{DIGITS}g}" if isinstance(cell, float) else cell


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("MILKWAY_DATA", "../shared/data")
    for name, text in tables(Path(given)).items():
        (DATA / name).write_text(text, encoding="utf-8")
