"""The settings of a protocol: which value of each hypothesis that no data decide holds in its trial."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from milkway.ledger.setting_values import read_settings
from milkway.protocol.fields import OneOf, Part


def _values(key: str) -> OneOf:
    return OneOf(tuple(one.name for one in read_settings()[key].value))


def _reference(key: str) -> str:
    """Return the default of a setting, with what a reader of the file is told."""
    one = read_settings()[key]
    told = f"{one.about}; the reference is {one.reference}, {one.reference_why}"
    return Field(default=one.reference, description=told)


class Settings(Part):
    """Hypotheses that no data decide, each at a value that is not called the truth; --setting of a command wins over it."""

    sterile_share: Annotated[str, _values("sterile_share")] = _reference("sterile_share")
    antibiotic_tolerant: Annotated[str, _values("antibiotic_tolerant")] = _reference("antibiotic_tolerant")
    ileum: Annotated[str, _values("ileum")] = _reference("ileum")

    @property
    def plain(self) -> dict[str, str]:
        """Return the value of each setting by key."""
        return self.model_dump()

    @property
    def marked(self) -> str:
        """Return what a folder's usual name has of the settings: those other than the reference.

        >>> Settings(ileum="3e7").marked, Settings().marked
        ('-ileum_3e7', '')
        """
        known = read_settings()
        return "".join(f"-{key}_{value}" for key, value in self.plain.items() if value != known[key].reference)

    def but(self, asked: Mapping[str, str]) -> "Settings":
        """Return the settings with some of them changed, such as those that a command asks for, which win.

        >>> Settings().but({"ileum": "3e7"}).ileum, Settings().but({}) == Settings()
        ('3e7', True)
        """
        return Settings.model_validate(self.plain | dict(asked))
