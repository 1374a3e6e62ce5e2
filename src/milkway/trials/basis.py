"""The basis of a number: what kind of number it is, and where it comes from."""

from typing import Self

from pydantic import model_validator

from milkway.trials.fields import Kind, Part, wrong


class Basis(Part):
    """Where a number comes from."""

    kind: Kind
    source: str = ""
    locator: str = ""
    tuned_on: tuple[str, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _measured_has_source(self) -> Self:
        if self.kind == "measured" and not self.source:
            raise wrong("a kind other than measured, or a source")
        return self
