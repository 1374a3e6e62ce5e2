"""How the mark of an antibiotic persists in Shao's infants: `antibiotics_current_use` of one sample and of a later one."""

from collections.abc import Iterator

import pandas as pd

OF_MARKS = ("study", "statement", "count", "of")
SPANS = {  # first sample and later one
    "marked on day 4 and still on day 7": ((4, 4), (7, 7)),
    "marked on day 7 and still on day 21": ((7, 7), (18, 24)),
    "marked on day 7 and still on a day from 140 to 428": ((7, 7), (140, 428)),
}
CHANGES = "infants with several samples whose mark ever changes"


def marks(about: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Return rows with columns `OF_MARKS`.

    Args:
        about: (sample, ...) with `subject_id`, `infant_age` in days and `antibiotics_current_use`, "no" or "yes".
    """
    for statement, (days, later) in SPANS.items():
        first, second = (_marked(about, *one) for one in (days, later))
        still = second.reindex(first[first].index).dropna()
        yield "shao2019", statement, int(still.sum()), len(still)
    kinds = about.groupby("subject_id").antibiotics_current_use.agg(["size", "nunique"])
    several = kinds[kinds["size"] > 1]
    yield "shao2019", CHANGES, int((several["nunique"] > 1).sum()), len(several)


def _marked(about: pd.DataFrame, first: int, last: int) -> pd.Series:
    """Return whether each infant is marked in its first sample of some days."""
    chosen = about[about.infant_age.between(first, last)].sort_values("infant_age", kind="stable")
    return chosen.drop_duplicates("subject_id").set_index("subject_id").antibiotics_current_use == "yes"
