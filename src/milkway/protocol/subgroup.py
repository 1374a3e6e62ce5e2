"""A subgroup analysis of an endpoint: the covariate in whose levels it is analysed, and whether that is a planned claim."""

from pydantic import Field

from milkway.protocol.design import Stratum
from milkway.protocol.fields import Part, Text, Value, YesNo


class Subgroup(Part):
    """A covariate in each level of which the leading contrast is estimated, with its interaction."""

    covariate: Text = Field(description="a covariate of the population, such as previous_mastitis")
    cuts: tuple[Value, ...] = Field(default=(), description="where a quantity is cut into levels, in its canonical unit")
    confirmatory: YesNo = Field(
        default=False,
        description="whether levels and interaction are claims, adjusted by Holm's procedure together with the endpoint's own;"
        " else they are exploratory",
    )

    @property
    def stratum(self) -> Stratum:
        """Return the covariate with its cuts, as randomisation would use it."""
        return Stratum(covariate=self.covariate, cuts=self.cuts)

    @property
    def key(self) -> tuple[str, tuple[float, ...]]:
        """Return what tells its levels from those of other subgroups."""
        return self.covariate, self.cuts

    @property
    def label(self) -> str:
        """Return the covariate as a reader sees it."""
        return self.covariate.replace("_", " ")

    @property
    def levels(self) -> tuple[str, ...]:
        """Return the names of the levels, in the order of their numbers.

        >>> Subgroup(covariate="previous_mastitis").levels
        ('previous mastitis: no', 'previous mastitis: yes')
        >>> Subgroup(covariate="feeds_per_day", cuts=(8.0, 12.0)).levels
        ('feeds per day below 8', 'feeds per day from 8 to below 12', 'feeds per day from 12')
        """
        if not self.cuts:
            return f"{self.label}: no", f"{self.label}: yes"
        shown = [f"{cut:g}" for cut in self.cuts]
        between = [f"{self.label} from {low} to below {high}" for low, high in zip(shown[:-1], shown[1:], strict=True)]
        return f"{self.label} below {shown[0]}", *between, f"{self.label} from {shown[-1]}"
