"""Women of whom nothing but a sample of milk is known, as a record that the scores of samples are read from."""

import numpy as np

from milkway.analysis.record import Record, Sample
from milkway.assays.mastitis import MastitisDays
from milkway.protocol.protocol import Protocol
from milkway.trials.endpoints import rules_of
from milkway.trials.observe import attended


def sampled_record(enrolled: np.ndarray, last_day: np.ndarray, samples: tuple[Sample, ...], protocol: Protocol) -> Record:
    """Return the record of a real trial's women: no sign, no exposure and no pain is known of them.

    Args:
        enrolled: (woman,) day since birth.
        last_day: (woman,) days until she was seen last, NaN where nothing of her is analysed.
        samples: of their milk.
        protocol: of the trial.
    """
    leaves = enrolled + np.nan_to_num(last_day).astype(np.int64)
    days = np.arange(int(enrolled.min(initial=0)), int(leaves.max(initial=0)) + 1)
    within = (days >= enrolled[:, None]) & (days < leaves[:, None])
    nothing = np.zeros(within.shape, dtype=bool)
    return Record(
        observed=True,
        days=days,
        enrolled=enrolled,
        leaves=leaves,
        within=within,
        mastitis=MastitisDays(nothing, nothing, nothing, nothing),
        signs=(),
        present=np.zeros((*within.shape, 0), dtype=bool),
        exposed=lambda _: nothing,
        pain=lambda: np.full(within.shape, np.nan),
        samples=samples,
        visits={visit.name: visit.day.of(enrolled) for visit in protocol.visits},
        attended={visit.name: attended(visit, enrolled, protocol) for visit in protocol.visits},
        rules=rules_of(protocol),
    )
