"""The whole study: what interventions and pairs do over draws, the word of each line, and rankings as far as words allow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from milkway.core.brief import brief
from milkway.core.errors import RunError
from milkway.core.streams import Streams
from milkway.interventions.compared_draw import Compared, Comparison, Line, compared_draw, hypotheses_for
from milkway.interventions.dyad_outcomes import OUTCOMES
from milkway.interventions.effects_over_draws import LEAST_DRAWS, Effect, over_draws
from milkway.interventions.line_words import is_trusted, worst_of
from milkway.interventions.ranking import AS_USUAL, Front, Ranked, Ranking, pareto, ranked
from milkway.interventions.trial_of_best import TrialNeeded, trial_needed
from milkway.published.qualification import ParameterSet

FEWEST = 3  # draws, without which nothing is said
Under = tuple[str, str]  # outcome and hypothesis


@dataclass(frozen=True)
class Again:
    """A winner's effect on fresh draws, and the trial that it would need."""

    what: str
    effect: Effect
    whom: float
    trial: TrialNeeded


@dataclass(frozen=True)
class Optimised:
    """What was found.

    Attributes:
        asked: what was compared in whom.
        hypotheses: on the product, no effect among them.
        draws: that could be simulated.
        lives: simulated in all.
        effects: by line.
        interactions: of pairs, by line.
        whom: share of women whom an intervention or pair is for, by name.
        words: by line, what its blocks have earned.
        rankings: by outcome and hypothesis; none where nothing has earned a place.
        fronts: by hypothesis; none where mother and child have not both an outcome that counts.
        again: winners, by outcome and hypothesis.
        left_out: draws that could not be simulated, and why.
    """

    asked: Comparison
    hypotheses: tuple[str, ...]
    draws: int
    lives: int
    effects: Mapping[Line, Effect]
    interactions: Mapping[Line, Effect]
    whom: Mapping[str, float]
    words: Mapping[Line, str]
    rankings: Mapping[Under, Ranking]
    fronts: Mapping[str, Front]
    again: Mapping[Under, Again]
    left_out: tuple[str, ...]

    __repr__ = brief


def optimised(asked: Comparison, sets: Sequence[ParameterSet], words: Mapping[str, str]) -> Optimised:
    """Return what interventions do, ranked as far as the words of their blocks allow.

    Args:
        asked: what is compared in whom.
        sets: draws of the parameters; every other one is kept for winners, whose effect on the draws that chose them flatters.
        words: what the mechanism has earned, by block.

    Raises:
        RunError: too few draws could be simulated.
    """
    left_out: list[str] = []
    found = _simulated(asked, sets, range(0, len(sets), 2), left_out)
    effects = over_draws([one.changes for one in found])
    hypotheses = tuple(sets[0].hypotheses)
    lines = {line: _word(asked, line, words) for line in effects}
    known = _Known(asked, effects, _whom(found), lines)
    rankings = _rankings(known, hypotheses)
    fresh: list[Compared] = []
    winners = {one.winner for one in rankings.values()} - {AS_USUAL}
    if winners:
        fresh = _simulated(_only(asked, winners), sets, range(1, len(sets), 2), left_out)
    return Optimised(
        asked=asked,
        hypotheses=hypotheses,
        draws=len(found),
        lives=sum(one.lives for one in (*found, *fresh)),
        effects=effects,
        interactions=over_draws([one.interactions for one in found]),
        whom=known.whom,
        words=lines,
        rankings=rankings,
        fronts=_fronts(known, hypotheses),
        again=_again(asked, rankings, fresh),
        left_out=tuple(left_out),
    )


@dataclass(frozen=True)
class _Known:
    """What a ranking is made of."""

    asked: Comparison
    effects: Mapping[Line, Effect]
    whom: Mapping[str, float]
    words: Mapping[Line, str]

    def ranked_of(self, outcome: str, hypothesis: str) -> dict[str, Ranked]:
        """Return effects in all women, positive where better, of what may be ranked under a hypothesis."""
        found: dict[str, Ranked] = {}
        for name, parts in self.asked.named.items():
            line = Line(name, hypotheses_for(parts, (hypothesis,))[0], outcome)
            if line in self.words and is_trusted(self.words[line]) and not is_by_definition(self.asked, line):
                effect, whom = self.effects[line], self.whom[name]
                found[name] = Ranked(OUTCOMES[outcome].way * whom * effect.by_draw, whom * effect.noise)
        return {name: one for name, one in found.items() if np.isfinite(one.by_draw).sum() >= LEAST_DRAWS}


def _simulated(asked: Comparison, sets: Sequence[ParameterSet], numbers: range, left_out: list[str]) -> list[Compared]:
    """Return the draws of some numbers; one that cannot be simulated is left out and told.

    Raises:
        RunError: too few are left.
    """
    found: list[Compared] = []
    for number in numbers:
        try:
            found.append(compared_draw(_telling(asked, number, len(sets)), sets[number], number))
        except RunError as error:
            left_out.append(f"parameter set {number + 1}: {error}")
    if len(found) < FEWEST:
        raise RunError(f"fewer than {FEWEST} of {len(numbers)} parameter sets could be simulated: {'; '.join(left_out)}")
    return found


def _telling(asked: Comparison, number: int, sets: int) -> Comparison:
    """Return the comparison of which a stage is told for each draw, not for each world."""
    progress = asked.means.progress
    stage = f"parameter set {number + 1} of {sets}"
    return replace(asked, means=replace(asked.means, progress=lambda _, days: progress(stage, days)))


def _whom(found: Sequence[Compared]) -> dict[str, float]:
    return {name: float(np.mean([one.whom[name] for one in found])) for name in found[0].whom}


def _word(asked: Comparison, line: Line, words: Mapping[str, str]) -> str:
    """Return the worst word of the blocks that an effect passes through."""
    return worst_of(words[block] for block in blocks_of(asked, line))


def blocks_of(asked: Comparison, line: Line) -> tuple[str, ...]:
    """Return the blocks that an effect passes through: of the intervention, or both of a pair, and of the outcome."""
    own = [block for part in asked.named[line.what] for block in part.blocks]
    return tuple(dict.fromkeys([*own, OUTCOMES[line.outcome].block]))


def _asked_hypotheses(known: _Known, hypotheses: tuple[str, ...]) -> tuple[str, ...]:
    return hypotheses_for((one for parts in known.asked.named.values() for one in parts), hypotheses)


def _rankings(known: _Known, hypotheses: tuple[str, ...]) -> dict[Under, Ranking]:
    under = [(outcome, name) for outcome in known.asked.outcomes for name in _asked_hypotheses(known, hypotheses)]
    candidates = {place: known.ranked_of(*place) for place in under}
    streams = Streams(known.asked.seed)
    return {place: ranked(effects, streams) for place, effects in candidates.items() if effects}


def _fronts(known: _Known, hypotheses: tuple[str, ...]) -> dict[str, Front]:
    """Return for each hypothesis what nothing beats, of what may be ranked by every outcome by which anything may."""
    found: dict[str, Front] = {}
    for hypothesis in _asked_hypotheses(known, hypotheses):
        every = {outcome: known.ranked_of(outcome, hypothesis) for outcome in known.asked.outcomes}
        counted = [outcome for outcome, effects in every.items() if effects]
        names = [name for name in known.asked.named if all(name in every[outcome] for outcome in counted)]
        if names and {OUTCOMES[one].whose for one in counted} == {"mother", "child"}:
            found[hypothesis] = pareto({name: {one: every[one][name].by_draw for one in counted} for name in names}, counted)
    return found


def _only(asked: Comparison, winners: set[str]) -> Comparison:
    """Return a comparison of winners alone, with the parts of pairs."""
    pairs = tuple(pair for pair in asked.pairs if pair.name in winners)
    needed = winners | {name for pair in pairs for name in pair.of}
    return replace(asked, interventions=tuple(one for one in asked.interventions if one.name in needed), pairs=pairs)


def _again(asked: Comparison, rankings: Mapping[Under, Ranking], fresh: Sequence[Compared]) -> dict[Under, Again]:
    effects, whom = over_draws([one.changes for one in fresh]), _whom(fresh) if fresh else {}
    found: dict[Under, Again] = {}
    for (outcome, hypothesis), ranking in rankings.items():
        what = ranking.winner
        if what == AS_USUAL:
            continue
        line = Line(what, hypotheses_for(asked.named[what], (hypothesis,))[0], outcome)
        if line in effects:
            needed = trial_needed(OUTCOMES[outcome], effects[line], whom[what])
            found[outcome, hypothesis] = Again(what, effects[line], whom[what], needed)
    return found


def is_by_definition(asked: Comparison, line: Line) -> bool:
    """Return whether an outcome is as it is whatever the model says, since the intervention or whom it is for decides it."""
    return any(line.outcome in part.by_definition for part in asked.named[line.what])
