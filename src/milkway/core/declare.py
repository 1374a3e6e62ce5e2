"""The nouns that a mechanism is written in: sites, taxa, stocks, parameters, exposures, and the terms that a process yields."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from milkway.core.bounds import ANY, NOT_NEGATIVE, Bounds
from milkway.core.brief import brief
from milkway.core.expression import Expression, Operand, wrap
from milkway.core.units import DIMENSIONLESS, UnitError, parse_unit


@dataclass(frozen=True)
class Taxon:
    """A microbial group, or a marked strain that can be told apart."""

    name: str
    label: str
    ncbi: str
    marked: bool = False


@dataclass(frozen=True)
class Substance:
    """A chemical that bacteria use or make, counted in micromole."""

    name: str
    label: str
    chebi: str


@dataclass(frozen=True, eq=False, slots=True)
class Stock(Expression):
    """An amount at a site that changes with time: cells, micromoles, a state; one that `follows` others steers no steps."""

    site: str
    what: str
    divides: bool = False
    marked: bool = False
    follows: bool = False

    @property
    def key(self) -> str:
        """Return the identifier used everywhere: `site__what`."""
        return f"{self.site}__{self.what}"


@dataclass(frozen=True)
class Site:
    """A body site; `site[taxon]` and `site[substance]` are its stocks."""

    name: str
    host: str
    uberon: str
    label: str
    cells_divide: bool = True

    def __getitem__(self, what: Taxon | Substance) -> Stock:
        """Return the stock of a taxon (cell) or of a substance (micromole)."""
        if isinstance(what, Taxon):
            return Stock(parse_unit("cell"), self.name, what.name, self.cells_divide, what.marked)
        return Stock(parse_unit("micromole"), self.name, what.name)

    def state(self, name: str, unit: str) -> Stock:
        """Return a stock that is neither cells nor a substance, such as volume or inflammation."""
        return Stock(parse_unit(unit), self.name, name)


@dataclass(frozen=True, eq=False, slots=True)
class Parameter(Expression):
    """A named quantity without a value; values, spread and source are in the evidence tables."""

    name: str
    meaning: str
    per: tuple[str, ...] = ()
    index: tuple[str, ...] = ()
    within: Bounds = ANY
    apart: bool = False

    def __getitem__(self, index: "Named | tuple[Named, ...]") -> "Parameter":
        """Return the parameter for a taxon, substance or site (or several, in the order of `per`)."""
        names = tuple(item if isinstance(item, str) else item.name for item in (index if isinstance(index, tuple) else (index,)))
        if len(names) != len(self.per):
            raise UnitError(f"{self.name} is per {self.per}, indexed by {names}")
        return Parameter(self.unit, self.name, self.meaning, self.per, names, self.within, self.apart)

    @property
    def key(self) -> str:
        """Return `name` or `name[taxon,resource]`, as in the evidence tables."""
        return f"{self.name}[{','.join(self.index)}]" if self.index else self.name


Named = Taxon | Substance | Site | str


def parameter(
    name: str, unit: str, meaning: str, per: tuple[str, ...] = (), *, within: Bounds | None = None, apart: bool = False
) -> Parameter:
    """Return a parameter declaration.

    Args:
        name: as in the evidence tables.
        unit: of its value.
        meaning: one line that a reader of the table understands.
        per: the axes it is indexed by, of "taxon", "partner", "resource", "site".
        within: the values that it may have, in canonical units. Amounts and speeds are not negative unless it says otherwise;
            a number without a unit may be a share, a ratio or an exponent, and must say it.
        apart: whether dyads differ in each row of it by a draw of its own, rather than in all its rows alike.

    Raises:
        UnitError: a number without a unit has no bounds.

    >>> parameter("transit_rate", "1/day", "fraction of gut contents leaving per day").key
    'transit_rate'
    """
    parsed = parse_unit(unit)
    if within is None and parsed == DIMENSIONLESS:
        raise UnitError(
            f"{name} has no unit and must say within= which bounds, such as SHARE or NOT_NEGATIVE of milkway.core.bounds"
        )
    return Parameter(parsed, name, meaning, per, within=NOT_NEGATIVE if within is None else within, apart=apart)


@dataclass(frozen=True, eq=False, slots=True)
class Exposure(Expression):
    """A stepwise covariate: breastfed, on antibiotics, taking the product; changes at midnight only."""

    name: str
    meaning: str
    planned: float = 0.0
    place: str = ""

    @property
    def key(self) -> str:
        """Return `name` or `place__name`."""
        return f"{self.place}__{self.name}" if self.place else self.name


def exposure(name: str, unit: str, meaning: str, planned: float = 0.0, place: str = "") -> Exposure:
    """Return an exposure declaration; `planned` is its level where no schedule says otherwise."""
    return Exposure(parse_unit(unit), name, meaning, planned, place)


@dataclass(frozen=True)
class Flow:
    """Cells or molecules out of one stock and into others at rate `each * out_of * by` (either stock may be left out).

    Loss per cell of `out_of` is `each * by`; where `by` is a stock that also receives, its births per cell are
    `each * out_of * number`.
    """

    each: Expression
    out_of: Stock | None = None
    by: Stock | None = None
    into: Mapping[Stock, Expression] = field(default_factory=dict[Stock, Expression])

    def rate(self) -> Expression:
        """Return the extent per day."""
        rate = self.each
        for factor in (self.out_of, self.by):
            rate = rate if factor is None else rate * factor
        return rate


def flow(
    each: Operand, *, out_of: Stock | None = None, by: Stock | None = None, into: Mapping[Stock, Operand] | None = None
) -> Flow:
    """Return a flow after checking that every stock changes in its own unit per day.

    Raises:
        UnitError: the rate does not fit a stock; both units are named.
    """
    made = Flow(wrap(each), out_of, by, {stock: wrap(number) for stock, number in (into or {}).items()})
    rate, day = made.rate().unit, parse_unit("day")
    ends = [(made.out_of, DIMENSIONLESS)] if made.out_of is not None else []
    ends += [(stock, number.unit) for stock, number in made.into.items()]
    for stock, number in ends:
        if rate * number != stock.unit / day:
            raise UnitError(f"flow of {stock.key}: rate is in {rate * number}, must be in {stock.unit / day}")
    return made


@dataclass(frozen=True)
class Rate:
    """A state that moves toward a target with a first-order speed: d(state)/dt = at * (toward - state)."""

    state: Stock
    toward: Expression
    at: Expression


def rate(state: Stock, *, toward: Operand, at: Expression) -> Rate:
    """Return a relaxation after checking units.

    Raises:
        UnitError: the target or the speed does not fit the state.
    """
    if at.unit != parse_unit("1/day"):
        raise UnitError(f"rate of {state.key}: speed is in {at.unit}, must be in 1/day")
    return Rate(state, wrap(toward) + state * 0, at)


@dataclass(frozen=True)
class Initial:
    """The amount of a stock at the start of a run, from parameters only."""

    stock: Stock
    amount: Expression


@dataclass(frozen=True)
class Pulse:
    """Something given at a midnight: daily while an exposure lasts, or once where it rises from zero.

    With chance it happens with probability `chance` (one draw per dyad, day and name), and `thinned` makes the amount
    a Poisson number of cells; in the mean field the expected amount is given.
    """

    name: str
    amount: Expression
    into: Stock
    exposure: Exposure
    daily: bool
    chance: Expression
    thinned: bool


def pulse(
    name: str,
    amount: Expression,
    *,
    into: Stock,
    daily: Exposure | None = None,
    at: Exposure | None = None,
    chance: Operand = 1,
    thinned: bool = False,
) -> Pulse:
    """Return a pulse; give either `daily` or `at`."""
    if (daily is None) == (at is None):
        raise UnitError(f"pulse {name}: give either daily= or at=")
    if amount.unit != into.unit:
        raise UnitError(f"pulse {name}: amount is in {amount.unit}, {into.key} in {into.unit}")
    gate = daily if daily is not None else at
    assert gate is not None
    return Pulse(name, amount, into, gate, daily is not None, wrap(chance), thinned)


@dataclass(frozen=True)
class Episode:
    """A random exposure (a blocked duct, a cracked nipple): starts with a hazard, lasts a log-normal time.

    A duration of `None` lasts for ever (breastfeeding that has ended). Partial days count in proportion.
    """

    name: str
    hazard: Expression
    lasts: Expression | None
    spread: Expression
    sets: Exposure


def episode(name: str, *, hazard: Expression, lasts: Expression | None, sets: Exposure, spread: Operand = 1) -> Episode:
    """Return a random exposure; `spread` is the geometric standard deviation of its duration."""
    if hazard.unit != parse_unit("1/day"):
        raise UnitError(f"episode {name}: hazard is in {hazard.unit}, must be in 1/day")
    return Episode(name, hazard, lasts, wrap(spread), sets)


@dataclass(frozen=True)
class CareRule:
    """An exposure set in answer to another (a diagnosis): with a chance, after a delay, for a course."""

    name: str
    when: Exposure
    chance: Expression
    after: Expression
    lasts: Expression
    sets: Exposure

    __repr__ = brief


@dataclass(frozen=True)
class Sign:
    """A symptom that a woman may report: a latent level, her threshold, and how sharply she reports around it."""

    name: str
    level: Expression
    threshold: Expression
    sharpness: Expression


@dataclass(frozen=True)
class Watch:
    """A derived quantity worth recording with the stocks (pH, milk IgA)."""

    quantity: Expression
    name: str


Term = Flow | Rate | Initial | Pulse | Episode | CareRule | Sign | Watch
