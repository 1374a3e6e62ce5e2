"""A pandas DataFrame as a table of text, so that what it holds is read as strictly as a CSV file."""

import pandas as pd

from milkway.core.errors import Mistake
from milkway.trials.entered.text_table import TextTable, text_table

WHOLE = 1e15  # beyond it not every whole number is one of a computer's


def framed_table(frame: pd.DataFrame, mistakes: list[Mistake], source: str = "data") -> TextTable | None:
    """Return a data frame as text; what pandas takes for missing is blank, and a whole number is written as one.

    Args:
        frame: a row a woman or a record.
        mistakes: to which all that is wrong is added.
        source: how messages call it.
    """
    missing = frame.isna().to_numpy()
    rows = [
        (f"row {index}", tuple("" if gone else _cell(value) for value, gone in zip(row, blank, strict=True)))
        for index, row, blank in zip(frame.index, frame.itertuples(index=False, name=None), missing, strict=True)
    ]
    return text_table(source, tuple(map(str, frame.columns)), rows, mistakes)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < WHOLE else str(value)
