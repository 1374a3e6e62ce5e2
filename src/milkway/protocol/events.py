"""Intercurrent events: what can happen to a randomised woman that changes what her outcome is or means.

An event is an exposure that her trajectory records, but for leaving, which `trials.leaving` draws. In the world without it, the
parameters named here are zero.
"""

from dataclasses import dataclass

from milkway.analysis.scores import antibiotic_scores
from milkway.analysis.scores.feeding_scores import FIRST, STOPS
from milkway.assays.occurrences import ANTIBIOTIC

LEAVING = "leaving"
CESSATION = STOPS


@dataclass(frozen=True)
class Event:
    """An intercurrent event.

    Attributes:
        label: as a reader calls it.
        exposure: in force from the event on.
        switch: parameter, a hazard or a chance, that is zero in the world in which the event does not happen.
        dial: parameter that a protocol's share of women with the event sets, where it can.
        code: PARAMCD of the time to it, in data sets; that of leaving is told by the end of her follow-up.
        anew: whether only what begins after enrolment counts, since the exposure is also planned around birth.
    """

    label: str
    exposure: str
    switch: str
    dial: str = ""
    code: str = ""
    anew: bool = False


EVENTS = {
    CESSATION: Event("end of breastfeeding", "ceased", "cessation_hazard", "cessation_enrolled", FIRST.code),
    "formula": Event("formula", "formula", "formula_hazard", "formula_hazard", "TTFORM"),
    "outside_probiotic": Event(
        "the strain from outside", "outside_probiotic", "outside_probiotic_hazard", "outside_probiotic_hazard", "TTOUTS"
    ),
    antibiotic_scores.GIVEN: Event(
        "rescue antibiotics", *ANTIBIOTIC, "care_antibiotic_chance", code=antibiotic_scores.FIRST.code, anew=True
    ),
    "rescue_anti_inflammatory": Event(
        "rescue anti-inflammatory drug", "anti_inflammatory", "care_anti_inflammatory_chance", code="TTRESAI"
    ),
    "discontinuation": Event("stopping the product", "discontinued", "discontinuation_hazard", code="TTSTOP"),
    LEAVING: Event("leaving the trial", "", ""),  # of what is seen of her, not of her
}
