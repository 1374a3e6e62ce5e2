"""Write the data sets of a run in each format that is asked for, beside the files that say what each variable is."""

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from milkway.core.errors import Mistake
from milkway.core.extras import EXTRA_OF, is_absent, remedy
from milkway.core.tabular import csv_text, field
from milkway.core.writing import write_whole
from milkway.reports.datasets.adae import adae
from milkway.reports.datasets.adlb import adlb
from milkway.reports.datasets.adqs import adqs
from milkway.reports.datasets.adresult import adresult
from milkway.reports.datasets.adsl import adsl
from milkway.reports.datasets.adtte import adtte
from milkway.reports.datasets.dataset_json import dataset_json
from milkway.reports.datasets.define import DATA_SETS, Variable, variables
from milkway.reports.datasets.define_xml import define_xml
from milkway.trials.run_trial import TrialRun

NEEDS = {"csv": None, "parquet": "pyarrow", "xpt": "pyreadstat", "json": None}
DEFINED = ("xpt", "json")  # formats whose readers look for a define.xml, the first that is there being the one that it points to
MAKERS: dict[str, Callable[[TrialRun], pd.DataFrame]] = {
    "ADSL": adsl,
    "ADTTE": adtte,
    "ADLB": adlb,
    "ADQS": adqs,
    "ADAE": adae,
    "ADRESULT": adresult,
}
ABOUT = "synthetic: simulated, no human participants"
WRITTEN = re.compile(rb"\d\d[A-Z]{3}\d\d:\d\d:\d\d:\d\d")
HEADERS = 800  # bytes of a transport file before its first variable is described


def format_mistakes(asked: tuple[str, ...]) -> list[Mistake]:
    """Return what is wrong with the formats asked for: names that are unknown, and packages that are not installed."""
    unknown = [Mistake("data", repr(name), ", ".join(NEEDS)) for name in asked if name not in NEEDS]
    absent = [(name, package) for name in asked if (package := NEEDS.get(name)) and is_absent(package)]
    return unknown + [Mistake("data", f"{name} without {package}", remedy(EXTRA_OF[package])) for name, package in absent]


def write_datasets(run: TrialRun, formats: tuple[str, ...], folder: Path) -> None:
    """Write the data sets that have records in each format, `define.csv`, and beside transport files and JSON `define.xml`.

    Args:
        run: the trial.
        formats: "csv", "parquet", "xpt", "json"; the packages that they need are installed.
        folder: for the files.

    Raises:
        OSError: a file cannot be written.
    """
    made = {name: make(run) for name, make in MAKERS.items()}
    held = {name: frame.reindex(columns=_names(name)) for name, frame in made.items() if len(frame)}
    for name, frame in held.items():
        for form in formats:
            write_whole(folder / f"{name.lower()}.{form}", CONTENT[form](frame, name, variables(name)))
    write_whole(folder / "define.csv", _define(held).encode())
    for form in [one for one in DEFINED if one in formats][:1]:
        write_whole(folder / "define.xml", define_xml(run.protocol, held, form))


def _names(name: str) -> list[str]:
    return [one.variable for one in variables(name)]


def _define(names: Iterable[str]) -> str:
    columns = ("dataset", "variable", "label", "type", "derivation", "codes")
    return csv_text(columns, ([*vars(one).values()] for name in names for one in variables(name)))


def _csv(frame: pd.DataFrame, _: str, __: tuple[Variable, ...]) -> bytes:
    return frame.map(field).to_csv(index=False).encode()


def _json(frame: pd.DataFrame, name: str, columns: tuple[Variable, ...]) -> bytes:
    return dataset_json(frame, name, columns, str(frame["STUDYID"].iloc[0]))


def _parquet(frame: pd.DataFrame, name: str, columns: tuple[Variable, ...]) -> bytes:
    """Return a Parquet file whose columns carry their labels; one without a single value has its type all the same."""
    pa, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    table = pa.Table.from_pandas(frame, preserve_index=False)
    empty = {one.variable: pa.string() if one.type == "text" else pa.float64() for one in columns}
    found = [field.with_type(empty[field.name]) if pa.types.is_null(field.type) else field for field in table.schema]
    fields = [field.with_metadata({"label": one.label}) for field, one in zip(found, columns, strict=True)]
    table = table.cast(pa.schema(fields)).replace_schema_metadata({"label": DATA_SETS[name].label, "about": ABOUT})
    sink = pa.BufferOutputStream()
    parquet.write_table(table, sink)
    return sink.getvalue().to_pybytes()


def _xpt(frame: pd.DataFrame, name: str, columns: tuple[Variable, ...]) -> bytes:
    """Return a SAS transport file of version 5; its time of writing is no time, so that a run always writes the same."""
    plain = frame.astype({one.variable: "object" if one.type == "text" else "float64" for one in columns})
    labels = {one.variable: one.label for one in columns}
    with TemporaryDirectory() as place:
        path = Path(place) / f"{name.lower()}.xpt"
        import_module("pyreadstat").write_xport(
            plain, str(path), file_label=DATA_SETS[name].label, column_labels=labels, table_name=name, file_format_version=5
        )
        content = path.read_bytes()
    return WRITTEN.sub(b"01JAN60:00:00:00", content[:HEADERS]) + content[HEADERS:]


CONTENT: dict[str, Callable[[pd.DataFrame, str, tuple[Variable, ...]], bytes]] = {
    "csv": _csv,
    "parquet": _parquet,
    "xpt": _xpt,
    "json": _json,
}
