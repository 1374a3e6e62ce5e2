"""The score of the trials that go on, carried from look to look as a density.

The score process is a Brownian motion observed at the information of the looks. Its density among trials that went on is carried
by quadrature (Armitage, McPherson and Rowe 1969, armitage1969; Jennison and Turnbull 2000, ch. 19, jennison2000). A look smooths
what the bounds before it cut off over the square root of the information since, so panels of Gauss-Legendre nodes are as fine as
that near those cuts and wide elsewhere; a step shorter than a panel is integrated over pieces of it.
"""

import math
from dataclasses import dataclass

import numpy as np

from milkway.analysis.laws import normal_density, normals_above, normals_below

NODES, WEIGHTS = np.polynomial.legendre.leggauss(12)
FAR = 9.0  # standard deviations: the chance beyond is 1e-19
FINE = 1.5  # standard deviations that a panel may be wide: a normal density is then integrated to rounding
BARYCENTRIC = 1 / np.array([np.prod(node - np.delete(NODES, place)) for place, node in enumerate(NODES)])


@dataclass(frozen=True)
class Cut:
    """Where a bound cut the density off, with drift added since, and the information at which it did."""

    score: float
    information: float


@dataclass(frozen=True)
class Going:
    """The trials that went on after a look.

    Attributes:
        edges: (panel + 1,) of the score.
        density: (panel, node) of the score.
        cuts: those of this look and of the ones before.
        information: of the look.
    """

    edges: np.ndarray
    density: np.ndarray
    cuts: tuple[Cut, ...]
    information: float


@dataclass(frozen=True)
class Coming:
    """The trials that reach a look: (node,) means of their scores there, the chance of each, and what chance adds since."""

    middle: np.ndarray
    weight: np.ndarray
    spread: float
    information: float

    def above(self, z: float) -> float:
        """Return the chance of reaching the look with more than this Z."""
        return float(self.weight @ normals_above((z * math.sqrt(self.information) - self.middle) / self.spread))

    def below(self, z: float) -> float:
        """Return the chance of reaching the look with less than this Z."""
        return float(self.weight @ normals_below((z * math.sqrt(self.information) - self.middle) / self.spread))

    def beyond(self, limit: float) -> float:
        """Return the chance of reaching the look and crossing the bound of |Z|."""
        return self.above(limit) + self.below(-limit)


def coming(going: Going | None, information: float, drift: float) -> Coming:
    """Return the trials that reach a look.

    Args:
        going: after the look before; None at the first.
        information: at this look.
        drift: of the score at information 1.
    """
    if going is None:
        return Coming(np.array([drift * information]), np.ones(1), math.sqrt(information), information)
    step = information - going.information
    score, weight = _pieces(going, math.sqrt(step))
    return Coming(score + drift * step, weight, math.sqrt(step), information)


def staying(going: Going | None, information: float, limit: float, drift: float) -> Going:
    """Return the trials that go on after a look with a bound of |Z|; other arguments as for `coming`."""
    edge, centre, spread = limit * math.sqrt(information), drift * information, math.sqrt(information)
    low, high = max(-edge, centre - FAR * spread), min(edge, centre + FAR * spread)
    moved: tuple[Cut, ...] = ()
    if going is not None:
        step = information - going.information
        moved = tuple(Cut(one.score + drift * step, one.information) for one in going.cuts)
        reach = drift * step, FAR * math.sqrt(step)
        low, high = max(low, going.edges[0] + reach[0] - reach[1]), min(high, going.edges[-1] + reach[0] + reach[1])
    edges = _panels(low, high, moved, information)
    score, _ = _grid(edges)
    cuts = (*moved, Cut(-edge, information), Cut(edge, information))
    return Going(edges, _density(going, score.ravel(), information, drift).reshape(score.shape), cuts, information)


def _density(going: Going | None, score: np.ndarray, information: float, drift: float) -> np.ndarray:
    """Return the density at these scores of the trials that went on to a look; (score,), rising."""
    if going is None:
        spread = math.sqrt(information)
        return normal_density((score - drift * information) / spread) / spread
    step = information - going.information
    spread = math.sqrt(step)
    source, weight = _pieces(going, spread)
    middle = score - drift * step
    first = np.searchsorted(source, middle - FAR * spread)
    near = first[:, None] + np.arange(int((np.searchsorted(source, middle + FAR * spread) - first).max(initial=0)))
    near = np.minimum(near, len(source))  # past the end stands a weight of nothing
    source, weight = np.append(source, 0.0), np.append(weight, 0.0)
    return (normal_density((middle[:, None] - source[near]) / spread) * weight[near]).sum(axis=1) / spread


def _panels(low: float, high: float, cuts: tuple[Cut, ...], information: float) -> np.ndarray:
    """Return edges of panels, each no wider than what it holds is smooth: narrow near a cut of late, growing away from it."""
    where = np.array([one.score for one in cuts])
    spread = np.sqrt([information - one.information for one in cuts])
    edges = [float(low)]
    while edges[-1] < high:
        smooth = np.maximum(spread, np.abs(where - edges[-1]) / 2).min(initial=math.sqrt(information))
        edges.append(min(high, edges[-1] + FINE * float(smooth)))
    return np.array(edges)


def _pieces(going: Going, spread: float) -> tuple[np.ndarray, np.ndarray]:
    """Return nodes, and the chance at each, of a quadrature fine enough for a step of this spread; (node,) each, rising."""
    widths = np.diff(going.edges)
    parts = np.ceil(widths / (FINE * spread)).astype(int)
    score, weight = _grid(going.edges)
    if parts.max(initial=1) == 1:
        return score.ravel(), (weight * going.density).ravel()
    found = [_piece(going, panel, int(many)) for panel, many in enumerate(parts)]
    return np.concatenate([score for score, _ in found]), np.concatenate([weight for _, weight in found])


def _piece(going: Going, panel: int, many: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the same of one panel cut into so many; its density between nodes is that of the polynomial through them."""
    low, high = float(going.edges[panel]), float(going.edges[panel + 1])
    score, weight = (one.ravel() for one in _grid(np.linspace(low, high, many + 1)))
    if many == 1:
        return score, weight * going.density[panel]
    place = (2 * score - low - high) / (high - low)
    away = place[:, None] - NODES
    away[away == 0] = np.finfo(float).tiny
    share = BARYCENTRIC / away
    return score, weight * (share @ going.density[panel]) / share.sum(axis=1)


def _grid(edges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return nodes and weights of the panels between edges; (panel, node) each."""
    half = np.diff(edges)[:, None] / 2
    return edges[:-1, None] + half * (1 + NODES), half * WEIGHTS
