"""What every imputation shares: what is assumed of women who left, and a draw of a model's coefficients for each data set."""

from dataclasses import dataclass

import numpy as np

from milkway.analysis.laws import Fit
from milkway.core.streams import Streams

SETS = 20


@dataclass(frozen=True)
class Assumed:
    """What is assumed of women who left an arm, against women like them who were seen.

    Attributes:
        as_reference: whether from then on they fare as women of the reference arm.
        shift: added to the log odds of an episode on each day, or to the log10 load.
    """

    as_reference: bool = False
    shift: float = 0.0


AS_SEEN = Assumed()


def drawn(fit: Fit, streams: Streams, name: str, number: int) -> np.ndarray:
    """Return (column,) coefficients drawn around their estimates, for one completed data set.

    Args:
        fit: of the model.
        streams: all chance.
        name: of the model.
        number: of the data set.
    """
    scale, directions = np.linalg.eigh(fit.covariance)
    luck = streams.normal(f"imputation model {name}", np.arange(len(scale)), number)
    return fit.coefficients + directions @ (np.sqrt(np.maximum(scale, 0.0)) * luck)
