"""The data file that a protocol's analyses ask for, with a row a woman: a comment for each column, the header, and no women."""

from collections.abc import Iterator

from milkway.core.tabular import csv_text
from milkway.protocol.protocol import Protocol
from milkway.trials.entered.text_table import COMMENT
from milkway.trials.entered.woman_columns import Column, columns_of

HEAD = """Data of {title} for `milkway analyse`: a row a woman, in UTF-8, commas between columns, a point in numbers.
Nothing stands for what is missing: leave the cell blank. Days count from enrolment, which is day 0, unless it says otherwise.
Lines that begin with # before the header are comments."""


def data_template(protocol: Protocol) -> str:
    """Return the text of the file."""
    columns = columns_of(protocol)
    lines = [*HEAD.format(title=" ".join(protocol.title.split())).splitlines(), "", *map(_comment, columns)]
    return "\n".join(f"{COMMENT} {line}".rstrip() for line in lines) + "\n" + csv_text([one.name for one in columns], (), "\n")


def _comment(column: Column) -> str:
    return f"{column.name}: {'; '.join(_parts(column))}"


def _parts(column: Column) -> Iterator[str]:
    yield column.meaning
    if column.kind is not None:
        yield column.kind.allowed
    if not column.needed:
        yield "this column may be left out"
