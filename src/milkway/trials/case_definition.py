"""A protocol's case definition as the diary reads it, and what it is unlike the calibrated one in."""

from milkway.assays.calibrated_definition import LOCATOR, SOURCE, unlike
from milkway.assays.mastitis import Definition
from milkway.protocol.protocol import Mastitis
from milkway.protocol.resolve import Plain


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
    )


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
