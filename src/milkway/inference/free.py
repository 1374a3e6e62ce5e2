"""Free parameters: which rows of the tables each one moves, and what is believed about it before any data.

Every free parameter is a function of one standard normal number z. A log-normal one multiplies its rows by spread ** z,
within their bounds. One with a spike at zero is zero while the normal quantile of z is below `spike`, and beyond it climbs its
slab from the bottom, so that its prior is an exact mixture although z is continuous. A number beyond `WIDEST` counts as `WIDEST`.
Its coordinate x (0 at the spike, up to 1) is what emulators see.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from milkway.core.errors import InputError, Mistake
from milkway.core.lazy import Later
from milkway.ledger.tables import ParameterTable

SPECIAL = Later("scipy.special")
NOTE = "a draw of the calibration"
WIDEST = (
    2.5  # standard deviations of a prior beyond which a factor moves no further: none is simulated there, so none is emulated
)


@dataclass(frozen=True)
class Free:
    """A free parameter.

    Attributes:
        name: of the column.
        keys: rows that it moves; a name without an index means all rows of that parameter.
        kind: of its prior.
        why: the prior is as it is.
        spread: geometric standard deviation of the factor; 1 where there is a spike.
        spike: probability of exactly zero.
        slab: "none" without a spike, else "uniform" or "log".
        least: bottom of a log-uniform slab.
        most: top of the slab.
        rival: it brings lactobacilli or the strain into milk without the disputed route, and is always set free beside it.
        tuned_on: studies whose results widened or moved its prior, which are no test of it afterwards.
    """

    name: str
    keys: tuple[str, ...]
    kind: str
    why: str
    spread: float = 1.0
    spike: float = 0.0
    slab: str = "none"
    least: float = 0.0
    most: float = 0.0
    rival: bool = False
    tuned_on: tuple[str, ...] = ()

    @property
    def always(self) -> bool:
        """Return whether it is set free whatever the data hold about it."""
        return self.spiked or self.rival

    @property
    def spiked(self) -> bool:
        """Return whether it may be exactly zero."""
        return self.slab != "none"

    def coordinates(self, z: np.ndarray) -> np.ndarray:
        """Return what emulators see: z within `WIDEST`, or the height on the slab, 0 at the spike."""
        bounded = np.clip(np.asarray(z, dtype=float), -WIDEST, WIDEST)
        return np.maximum(0.0, (SPECIAL.ndtr(bounded) - self.spike) / (1 - self.spike)) if self.spiked else bounded

    def values(self, x: np.ndarray) -> np.ndarray:
        """Return the factor on the tables' values at coordinates, or with a spike the value itself.

        >>> Free("a", ("a",), "expert", "", spread=2.0).values(np.array([-1.0, 0.0, 1.0])).tolist()
        [0.5, 1.0, 2.0]
        >>> Free("b", ("b",), "expert", "", spike=0.5, slab="log", least=1.0, most=100.0).values(np.array([0.0, 0.5])).tolist()
        [0.0, 10.0]
        """
        x = np.asarray(x, dtype=float)
        if self.slab == "log":
            return np.where(x > 0, self.least * (self.most / self.least) ** x, 0.0)
        return x * self.most if self.spiked else self.spread**x


def at_tables(free: Sequence[Free], table: ParameterTable) -> np.ndarray:
    """Return (parameter,) coordinates at which the tables stand: 0, or the height of their value on its slab."""
    found = np.zeros(len(free))
    for i, one in enumerate(free):
        value = table.rows[rows_of(one, table)[0]].value if one.spiked else 0.0
        if value > 0:
            found[i] = np.log(value / one.least) / np.log(one.most / one.least) if one.slab == "log" else value / one.most
    return found


def read_free() -> tuple[Free, ...]:
    """Return the candidates for calibration, in file order."""
    text = files("milkway.inference").joinpath("data", "free.toml").read_text(encoding="utf-8")
    return tuple(
        Free(**(one | {"keys": tuple(one["keys"]), "tuned_on": tuple(one.get("tuned_on", ()))}))
        for one in tomllib.loads(text)["free"]
    )


def effects(free: Sequence[Free]) -> np.ndarray:
    """Return (parameter,) whether each is a product effect, which nothing feels where nobody takes the product."""
    return np.array([one.name.startswith("effect") for one in free])


def coordinates(free: Sequence[Free], z: np.ndarray) -> np.ndarray:
    """Return (set, parameter) coordinates at standard normal numbers of the same shape."""
    return np.stack([one.coordinates(z[..., i]) for i, one in enumerate(free)], axis=-1)


def values(free: Sequence[Free], x: np.ndarray) -> np.ndarray:
    """Return (set, parameter) factors and values at coordinates of the same shape."""
    return np.stack([one.values(x[..., i]) for i, one in enumerate(free)], axis=-1)


def rows_of(one: Free, table: ParameterTable) -> tuple[str, ...]:
    """Return the keys of the rows that a free parameter moves.

    Raises:
        InputError: a key has no row.
    """
    found = {key: tuple(row for row in table.rows if row == key or row.startswith(f"{key}[")) for key in one.keys}
    mistakes = [Mistake(f"{one.name} keys", key, "a key of the parameter tables") for key, rows in found.items() if not rows]
    if mistakes:
        raise InputError("free parameters", mistakes)
    return tuple(row for rows in found.values() for row in rows)


def check_priors(free: Sequence[Free], table: ParameterTable) -> None:
    """Check that what a prior with a spike can set lies within the bounds of its rows; the others are kept within them.

    Raises:
        InputError: spikes and ends of slabs that lie outside, all of them.
    """
    mistakes = [
        Mistake(f"{one.name} {end}", f"{value:g} for {key}", str(table.bounds[key]))
        for one in free
        if one.spiked
        for key in rows_of(one, table)
        for end, value in (("spike", 0.0), ("least", one.least), ("most", one.most))
        if key in table.bounds and not table.bounds[key].holds(value)
    ]
    if mistakes:
        raise InputError("free parameters", mistakes)


def table_at(table: ParameterTable, free: Sequence[Free], chosen: Mapping[str, float], note: str = NOTE) -> ParameterTable:
    """Return a table whose rows are moved.

    Args:
        table: reference, whose values are multiplied.
        free: parameters that may be moved.
        chosen: factor, or with a spike value, by name; parameters that are not named stay as they are.
        note: written into the rows.
    """
    moved: dict[str, float] = {}
    for one in free:
        if one.name in chosen:
            for key in rows_of(one, table):
                moved[key] = chosen[one.name] if one.spiked else moved.get(key, table.rows[key].value) * chosen[one.name]
    return table.replacing(moved, "calibrated", note)
