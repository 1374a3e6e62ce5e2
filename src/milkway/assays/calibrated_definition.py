"""The case definition under which the model's incidence and signs were calibrated, so that another one can say that it was not.

Two of three signs of the breast and one of two of the whole body, as the cohort of Melbourne asked (amir2007, mast_amir: the
definition of hurtado2017). How long signs must last and how long they must be away were not read: a day, and five, are assumed.
"""

from milkway.assays.mastitis import Definition
from milkway.simulation.trajectory import Diagnosis

SOURCE, LOCATOR = "amir2007", "mast_amir"
ASKED = Diagnosis()
CALIBRATED = Definition(
    local=ASKED.local,
    local_needed=ASKED.local_needed,
    systemic=ASKED.systemic,
    systemic_needed=ASKED.systemic_needed,
    lasting=1,
    mild_lasting=2,
    gap=5,
)
OF_CASES = ("local", "local_needed", "systemic", "systemic_needed", "lasting")


def unlike(definition: Definition) -> tuple[str, ...]:
    """Return in what a definition of a case is other than the calibrated one, in words; nothing where it is the same.

    >>> from dataclasses import replace
    >>> unlike(replace(CALIBRATED, local_needed=1))
    ('local_needed is 1, not 2',)
    """
    alternative = ("a clinician's diagnosis makes a case too",) if definition.or_diagnosed else ()
    pairs = {name: (getattr(definition, name), getattr(CALIBRATED, name)) for name in OF_CASES}
    found = (f"{name} is {_words(own)}, not {_words(usual)}" for name, (own, usual) in pairs.items() if own != usual)
    return *found, *alternative


def _words(value: tuple[str, ...] | int) -> str:
    return str(value) if isinstance(value, int) else " and ".join(value) or "nothing"
