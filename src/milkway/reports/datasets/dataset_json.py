"""A data set as Dataset-JSON 1.1 of CDISC: its columns described, then its records as arrays; what is missing is null."""

import json
import math
from collections.abc import Iterable
from importlib.metadata import version

import pandas as pd

from milkway.reports.datasets.define import DATA_SETS, NO_TIME, Variable

TYPES = {"text": "string", "integer": "integer", "float": "double"}


def dataset_json(frame: pd.DataFrame, name: str, columns: tuple[Variable, ...], study: str) -> bytes:
    """Return the content of a file.

    Args:
        frame: the records.
        name: of the data set.
        columns: of it, in the order of the frame's.
        study: name of the protocol.
    """
    keys = {key: place for place, key in enumerate(DATA_SETS[name].keys, start=1)}
    whole = [one.type == "integer" for one in columns]
    rows = [
        [_cell(value, integer=integer) for value, integer in zip(row, whole, strict=True)]
        for row in frame.itertuples(index=False, name=None)
    ]
    described = {
        "datasetJSONCreationDateTime": NO_TIME,
        "datasetJSONVersion": "1.1.0",
        "fileOID": f"{study}.{name}",
        "originator": "Milkway: synthetic, simulated, no human participants",
        "sourceSystem": {"name": "Milkway", "version": version("milkway")},
        "studyOID": f"STDY.{study}",
        "metaDataVersionOID": "MDV.1",
        "metaDataRef": "define.xml",
        "itemGroupOID": f"IG.{name}",
        "records": len(frame),
        "name": name,
        "label": DATA_SETS[name].label,
        "columns": [_column(one, list(frame[one.variable]), keys) for one in columns],
        "rows": rows,
    }
    return json.dumps(described, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def byte_length(values: Iterable[object]) -> int:
    """Return the bytes of the longest text of a column in UTF-8, at least 1.

    >>> byte_length(["", "é"]), byte_length([])
    (2, 1)
    """
    return max((len(str(value).encode()) for value in values), default=1) or 1


def _column(one: Variable, values: Iterable[object], keys: dict[str, int]) -> dict[str, object]:
    length = {"length": byte_length(values)} if one.type == "text" else {}
    key = {"keySequence": keys[one.variable]} if one.variable in keys else {}
    plain = {"itemOID": f"IT.{one.dataset}.{one.variable}", "name": one.variable, "label": one.label}
    return {**plain, "dataType": TYPES[one.type], **length, **key}


def _cell(value: float | str | None, *, integer: bool) -> object:
    if isinstance(value, str):
        return value
    if value is None or not math.isfinite(value):
        return None
    return round(float(value)) if integer else float(value)
