"""One draw of the parameters: the usual, each intervention and each pair in the first dyads whom it is for, and what differs.

All dyads of a draw live under the usual. Of those whom an intervention is for, the first live under it as well, up to a quarter
of all. Where nobody takes the product every hypothesis on it is the same, and is simulated once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from milkway.core.brief import brief
from milkway.core.streams import Streams
from milkway.interventions.asked_women import AskedWomen
from milkway.interventions.changed_lives import NO_EFFECT, Dyads, World
from milkway.interventions.dyad_outcomes import OUTCOMES, Lived
from milkway.interventions.intervention import Intervention, Pair
from milkway.lives.means import Means
from milkway.published.qualification import ParameterSet
from milkway.simulation.machine import Machine

ANY = "any"  # hypothesis on the product: none matters where nobody takes it
PART = 4  # of the dyads, that many times fewer live under each intervention
NIL = 1e-4  # what the tolerance of the solver, 1e-5, may make of a share or of a power of ten is no difference
Values = Mapping[str, np.ndarray]  # (dyad,) by outcome, of all dyads of the draw; NaN of those who did not live so


class Line(NamedTuple):
    """An intervention or pair, the hypothesis on the product, and an outcome."""

    what: str
    hypothesis: str
    outcome: str


@dataclass(frozen=True)
class Paired:
    """An outcome of the same dyads under the usual and otherwise.

    Attributes:
        n: dyads.
        usual: mean under the usual.
        spread: standard deviation under the usual.
        change: mean of what differs; of an interaction, of the pair less the sum of its parts.
        error: standard error of that.
        differing: dyads of whom anything differs.
    """

    n: int
    usual: float
    spread: float
    change: float
    error: float
    differing: int


@dataclass(frozen=True)
class Compared:
    """What one draw says.

    Attributes:
        changes: by line.
        interactions: of pairs, by line.
        whom: share of the dyads whom an intervention or pair is for, by name.
        lives: simulated.
    """

    changes: Mapping[Line, Paired]
    interactions: Mapping[Line, Paired]
    whom: Mapping[str, float]
    lives: int

    __repr__ = brief


@dataclass(frozen=True)
class Comparison:
    """What is compared in whom.

    Attributes:
        women: who they are.
        machine: the compiled model.
        interventions: each alone.
        pairs: of these, or of others of the catalogue.
        parts: interventions of the pairs, by name.
        outcomes: names.
        dyads: under each draw.
        seed: of all chance.
        means: with which lives are made.
    """

    women: AskedWomen
    machine: Machine
    interventions: tuple[Intervention, ...]
    pairs: tuple[Pair, ...]
    outcomes: tuple[str, ...]
    dyads: int
    seed: int
    means: Means

    __repr__ = brief

    @property
    def named(self) -> dict[str, tuple[Intervention, ...]]:
        """Return the interventions and pairs by name, each with its parts."""
        known = {one.name: one for one in self.interventions}
        alone = {one.name: (one,) for one in self.interventions}
        return alone | {pair.name: tuple(known[name] for name in pair.of) for pair in self.pairs}


def hypotheses_for(parts: Iterable[Intervention], hypotheses: Sequence[str]) -> tuple[str, ...]:
    """Return the hypotheses under which something is simulated: one that says nothing where nobody takes the product."""
    return tuple(hypotheses) if any(one.takes_product for one in parts) else (ANY,)


def compared_draw(asked: Comparison, drawn: ParameterSet, number: int) -> Compared:
    """Return what one draw says.

    Args:
        asked: what is compared in whom.
        drawn: parameters, with the product's effects by hypothesis.
        number: of the draw, which has its own dyads.

    Raises:
        RunError: dyads are too few, or could not be simulated.
    """
    streams, name = Streams(asked.seed * 1000 + number), f"parameter set {number + 1}"
    identities = asked.women.first(asked.dyads, streams)
    dyads = Dyads(asked.women, asked.machine, drawn.table, identities, streams, asked.means)
    everybody = World(np.arange(asked.dyads))
    usual = dyads.lived([everybody], f"{name} usual")
    (base,), covariates = _read(asked, [everybody], usual), dyads.covariates()
    for_whom = {what: _for_whom(parts, covariates, usual.ill) for what, parts in asked.named.items()}
    first = {what: np.flatnonzero(there)[: max(1, asked.dyads // PART)] for what, there in for_whom.items()}
    whom = {what: float(there.mean()) for what, there in for_whom.items()}
    worlds = _worlds(asked, first, drawn.hypotheses)
    inhabited = [one for one in worlds.values() if len(one.who)]
    if not inhabited:
        return Compared({}, {}, whom, asked.dyads)
    lived = dict(zip(worlds, _read(asked, list(worlds.values()), dyads.lived(inhabited, f"{name} otherwise")), strict=True))
    changes: dict[Line, Paired] = {}
    interactions: dict[Line, Paired] = {}
    for what, hypothesis in worlds:
        parts, who, given = asked.named[what], first[what], lived[what, hypothesis]
        singly = [_of_part(lived, one, hypothesis) for one in parts] if len(parts) > 1 else []
        for outcome in asked.outcomes:
            usually, line = base[outcome][who], Line(what, hypothesis, outcome)
            changed = given[outcome][who] - usually
            _add(changes, line, usually, changed)
            if singly:
                _add(interactions, line, usually, changed - sum(one[outcome][who] - usually for one in singly))
    return Compared(changes, interactions, whom, asked.dyads + sum(len(one.who) for one in inhabited))


def _worlds(
    asked: Comparison, first: Mapping[str, np.ndarray], effects: Mapping[str, Mapping[str, float]]
) -> dict[tuple[str, str], World]:
    """Return each intervention and pair under each hypothesis, with who lives so: parts in the dyads of their pairs, too."""
    found: dict[tuple[str, str], World] = {}
    for what, parts in asked.named.items():
        pairs = [first[pair.name] for pair in asked.pairs if what in pair.of]
        who = np.unique(np.concatenate([first[what], *pairs]))
        for hypothesis in hypotheses_for(parts, tuple(effects)):
            found[what, hypothesis] = World(who, parts, effects.get(hypothesis, NO_EFFECT))
    return found


def _read(asked: Comparison, worlds: Sequence[World], lived: Lived) -> list[Values]:
    """Return the outcomes of each world, which live side by side, in the places of all dyads."""
    sound = lived.trajectory.status == 0
    read = {name: np.where(sound, OUTCOMES[name].of(lived), np.nan) for name in asked.outcomes}
    ends = np.cumsum([len(one.who) for one in worlds])
    found: list[Values] = []
    for one, end in zip(worlds, ends.tolist(), strict=True):
        values = {name: np.full(asked.dyads, np.nan) for name in asked.outcomes}
        for name, every in read.items():
            values[name][one.who] = every[end - len(one.who) : end]
        found.append(values)
    return found


def _of_part(lived: Mapping[tuple[str, str], Values], one: Intervention, hypothesis: str) -> Values:
    return lived[one.name, hypothesis if one.takes_product else ANY]


def _for_whom(parts: Sequence[Intervention], covariates: Values, ill: np.ndarray) -> np.ndarray:
    """Return (dyad,) whom all the parts are for."""
    there = np.ones(len(ill), dtype=bool)
    for one in parts:
        for name, yes in one.among.items():
            there &= (covariates[name] > 0) == yes
        if one.when_ill:
            there &= ill
    return there


def _add(found: dict[Line, Paired], line: Line, usual: np.ndarray, changed: np.ndarray) -> None:
    """Add what differs, where there is anybody."""
    known = np.isfinite(changed)
    if known.any():
        found[line] = paired(usual[known], np.where(np.abs(changed[known]) < NIL, 0.0, changed[known]))


def paired(usual: np.ndarray, changed: np.ndarray) -> Paired:
    """Return what differs in some dyads.

    >>> paired(np.array([1.0, 3.0]), np.array([0.0, 2.0]))
    Paired(n=2, usual=2.0, spread=1.4142135623730951, change=1.0, error=1.0, differing=1)
    """
    n = len(usual)
    spread, error = (float(one.std(ddof=1)) if n > 1 else 0.0 for one in (usual, changed))
    return Paired(
        n, float(usual.mean()), spread, float(changed.mean()), error / float(np.sqrt(n)), int(np.count_nonzero(changed))
    )
