"""A protocol's case definition as the diary reads it, who is diagnosed, and what it is unlike the calibrated one in."""

from milkway.assays.calibrated_definition import LOCATOR, SOURCE, unlike
from milkway.assays.mastitis import Definition
from milkway.protocol.illness_definition import Mastitis
from milkway.protocol.resolve import Plain
from milkway.simulation.trajectory import Diagnosis


def definition_of(mastitis: Mastitis) -> Definition:
    """Return the protocol's definition in the form that the diary reads."""
    return Definition(
        local=mastitis.local,
        local_needed=mastitis.local_needed,
        systemic=mastitis.systemic,
        systemic_needed=mastitis.systemic_needed,
        lasting=mastitis.lasting,
        mild_lasting=mastitis.mild_lasting,
        gap=mastitis.gap,
        or_diagnosed=mastitis.clinician is not None,
    )


def diagnosis_of(mastitis: Mastitis) -> Diagnosis:
    """Return when a woman is diagnosed: as the clinician sees it, or else on a day of signs that the definition asks for."""
    sees = mastitis.clinician
    local, systemic = (
        (mastitis.local_needed, mastitis.systemic_needed) if sees is None else (sees.local_needed, sees.systemic_needed)
    )
    seen = 1.0 if sees is None else sees.seen
    return Diagnosis(mastitis.local, local, mastitis.systemic, systemic, mastitis.gap, seen)


def plain_definition(rule: Mastitis) -> Plain:
    """Return for a summary in what a case definition is unlike the calibrated one; nothing where it is the same."""
    found = unlike(definition_of(rule))
    return {"case_definition": {"calibrated_on": SOURCE, "locator": LOCATOR, "unlike": list(found)}} if found else {}


def definition_line(summary: Plain) -> list[str]:
    """Return the remark on a summary's case definition, as a line; none where it is the calibrated one.

    >>> definition_line({"case_definition": {"calibrated_on": "amir2007", "unlike": ["local_needed is 1, not 2"]}})[0][:61]
    'The case definition is not the one that was calibrated on ami'
    """
    known = summary.get("case_definition")
    if known is None:
        return []
    return [
        f"The case definition is not the one that was calibrated on {known['calibrated_on']}: {'; '.join(known['unlike'])}."
        " How many women fall ill by it follows from the model and was compared with no cohort."
    ]
