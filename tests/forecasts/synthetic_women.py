"""Women of hurtado2017 as a simulation would give them, with known risks."""

import numpy as np

from milkway.forecasts.predicted import Predicted
from milkway.forecasts.women_read import Cell, Women
from milkway.protocol.known import read_known_protocol

HURTADO = read_known_protocol("hurtado2017")
ILL = Predicted(next(one for one in HURTADO.endpoints if one.name == "clinical_mastitis"))


def made(placebo, product, endpoint="clinical_mastitis", hypotheses=("null",), settings=("off",)):
    """Return simulated women of both arms; (draw, woman) each."""
    arms = {"placebo": placebo, "product": product}
    return {
        Cell(setting, hypothesis, endpoint, arm): [
            Women(np.asarray(row, dtype=float), float(np.isfinite(row).mean())) for row in rows
        ]
        for setting in settings
        for hypothesis in hypotheses
        for arm, rows in arms.items()
    }
