"""What may be sampled of a dyad: where its cells are, what its volume is, and from when on there is any."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Material:
    """What a sample is of.

    Attributes:
        name: as readers see it; sites of the same material may be mixed in one sample.
        site: of the cells; none in a blank.
        volume: name of the recorded mL that hold them; none of a swab, which takes cells up into a medium, nor of a blank.
        first: day since birth from which on there is any; none where that does not depend on the infant.
    """

    name: str
    site: str
    volume: str = ""
    first: int | None = None

    @property
    def swabbed(self) -> bool:
        """Return whether a swab takes the sample."""
        return bool(self.site) and not self.volume


MATERIALS: dict[str, Material] = {
    "left_milk": Material("milk", "left_milk", "left_breast__volume"),
    "right_milk": Material("milk", "right_milk", "right_breast__volume"),
    "left_areola": Material("areola", "left_areola"),
    "right_areola": Material("areola", "right_areola"),
    "infant_mouth": Material("infant's mouth", "infant_mouth", first=1),
    "infant_stool": Material("infant's stool", "infant_gut", "infant_gut__volume", first=1),
    "mother_stool": Material("mother's stool", "maternal_gut", "maternal_gut__volume"),
    "blank": Material("blank", ""),
}
MILK = MATERIALS["left_milk"].name
INFANT_STOOL, MOTHER_STOOL = (MATERIALS[site].name for site in ("infant_stool", "mother_stool"))
AREOLAE = {"left_milk": "left_areola", "right_milk": "right_areola"}
MOUTH = MATERIALS["infant_mouth"].site
