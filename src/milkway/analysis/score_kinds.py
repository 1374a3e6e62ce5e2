"""What can be scored of a woman, and the kinds of number that a score is."""

from typing import Literal

Score = Literal[
    "clinical_any",
    "clinical_episodes",
    "clinical_first",
    "clinical_recurrence",
    "clinical_recurrent",
    "mild_any",
    "abscess_any",
    "abscess_first",
    "adverse_any",
    "cessation",
    "duration_breastfeeding",
    "pain_max",
    "pain_mean",
    "pain_visits",
    "pain_free",
    "signs_free",
    "load",
    "strain_detected",
]
Way = Literal["lower", "higher", "neither"]
SHARES = (
    "clinical_any",
    "clinical_recurrence",
    "mild_any",
    "abscess_any",
    "adverse_any",
    "cessation",
    "pain_free",
    "signs_free",
    "strain_detected",
)
ON_A_DAY = ("pain_free", "signs_free")
SAMPLED = ("load", "strain_detected")
EPISODES = ("clinical_episodes",)
MEANS = ("pain_max", "pain_mean")
TIMES = ("clinical_first", "abscess_first", "duration_breastfeeding")
EITHER_WAY = ("load", "strain_detected")


def good(score: Score) -> tuple[Way, ...]:
    """Return which ways of a score can be good for a woman: less illness, longer without it, and either where it depends.

    >>> good("pain_mean"), good("clinical_first")
    (('lower', 'neither'), ('higher', 'neither'))
    """
    if score in EITHER_WAY:
        return ("lower", "higher", "neither")
    return ("higher" if score in (*TIMES, *ON_A_DAY) else "lower", "neither")
