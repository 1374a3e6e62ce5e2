"""The basis of a number: what kind of number it is, and where it comes from."""

from typing import Self

from pydantic import Field, model_validator

from milkway.protocol.fields import Kind, Part, wrong


class Basis(Part):
    """Where a number comes from."""

    kind: Kind = Field(
        description="measured and derived name their source; expert is a judgement, placeholder a value that nothing supports yet"
    )
    source: str = Field(default="", description="key of the bibliography, or what was read")
    locator: str = Field(default="", description="place in the source: page, table, abstract")
    tuned_on: tuple[str, ...] = Field(
        default=(), description="studies whose results the number was tuned or calibrated on, no evidence for it afterwards"
    )
    note: str = Field(default="", description="what a reader should know: arithmetic, assumptions")

    @model_validator(mode="after")
    def _measured_has_source(self) -> Self:
        if self.kind == "measured" and not self.source:
            raise wrong("a kind other than measured, or a source")
        return self
