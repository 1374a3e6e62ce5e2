"""Predict the trials whose results could not be read, and write a JSON file and a page for each.

`uv run python -m predictions` takes about five minutes on two cores that do nothing else;
`--sets 2 --women 8 --out FOLDER` tries it in seconds.
"""

import argparse
import hashlib
import json
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from milkway.cohorts.declared import declared_parameters
from milkway.core.writing import write_whole
from milkway.folder import code_mark
from milkway.ledger.tables import ParameterTable, write_parameters
from milkway.protocol.known import read_known_protocol
from milkway.protocol.protocol import Protocol
from milkway.protocol.resolve import resolve, to_toml
from milkway.reports.progress import shown
from milkway.verbs.qualify import Uncertainty, parameter_sets
from predictions.counterparts import work
from predictions.pages import page
from predictions.predicted import plain, predicted

TRIALS = ("actrn12615000923561", "nct04032899")
SETS, WOMEN, SEED = 20, 64, 2026
HERE = Path(__file__).parent


def main() -> None:
    """Predict all trials."""
    asked = _asked()
    table = declared_parameters()
    uncertain = parameter_sets(table, asked.sets, SEED)
    protocols = [read_known_protocol(name) for name in TRIALS]
    with shown(sum(len(uncertain.sets) * work(one, asked.women) for one in protocols)) as tell:
        for protocol in protocols:
            found = predicted(protocol, [one.table for one in uncertain.sets], asked.women, SEED, tell)
            made = _made(protocol, table, uncertain, asked.women)
            write_whole(asked.out / f"{protocol.name}.json", (json.dumps(made | plain(found), indent=1) + "\n").encode())
            write_whole(asked.out / f"{protocol.name}.md", page(found, made).encode())


def _asked() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="predictions", description=__doc__)
    options.add_argument("--sets", type=int, default=SETS, help="parameter sets")
    options.add_argument("--women", type=int, default=WOMEN, help="women in both arms, for each set and route setting")
    options.add_argument("--out", type=Path, default=HERE, help="folder of the files")
    return options.parse_args()


def _made(protocol: Protocol, table: ParameterTable, uncertain: Uncertainty, women: int) -> dict:
    """Return what a prediction was made from; sums are SHA-256."""
    return {
        "date": datetime.now(tz=UTC).date().isoformat(),
        "milkway": version("milkway"),
        "code": code_mark(),
        "seed": SEED,
        "parameter_sets": len(uncertain.sets),
        "women_simulated": women,
        "varied": uncertain.varied,
        "parameter_tables": _table_sum(table),
        "posterior": _posterior_sum(),
        "protocol": hashlib.sha256(to_toml(resolve(protocol)).encode()).hexdigest(),
    }


def _table_sum(table: ParameterTable) -> str:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "parameters.csv"
        write_parameters(table, path)
        return hashlib.sha256(path.read_bytes()).hexdigest()


def _posterior_sum() -> str:
    places = [files("milkway.inference").joinpath("data", name) for name in ("posterior.csv", "rest.csv")]
    return hashlib.sha256(b"".join(place.read_bytes() for place in places)).hexdigest() if places[0].is_file() else "none"


if __name__ == "__main__":
    main()
