"""The calibration itself: screen, simulate, emulate, infer, simulate again where the posterior is, and infer again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from milkway.core.brief import brief
from milkway.inference.common_factors import common, factors
from milkway.inference.emulator import Emulator, fit
from milkway.inference.free import Free, at_tables, effects
from milkway.inference.likelihood import Case, Priors, Quadratics, Unreported
from milkway.inference.nuts import Draws, Effort, sample
from milkway.inference.observed import Datum, Observed, error_on_scale, guilds, observed, on_scale, typical_error
from milkway.inference.prior_scales import BIAS, DISCREPANCY, SPREAD, SPREAD_WIDTH
from milkway.inference.screening import Screened, screen
from milkway.inference.waves import Bench, Wave, joined, near, run_wave, spread_out

COPIES = 0.4  # prior scale of the log of reads per cell of a guild: a factor of about 1.5; no copy number was read with a source
WIDER = 1.5  # the second wave reaches beyond the first posterior by this factor


@dataclass(frozen=True)
class Sizes:
    """How much is simulated and sampled.

    Attributes:
        first: sets over all candidates.
        second: sets around the posterior of the free ones; all others are drawn from their priors here too.
        most: parameters set free.
        effort: of the sampler.
    """

    first: int
    second: int
    most: int
    effort: Effort


@dataclass(frozen=True)
class Question:
    """What is fitted: results, trials never reported, and the scale and error of each result."""

    data: Sequence[Datum]
    unreported: Sequence[tuple[float, float, str, str]]

    def silent(self) -> Unreported:
        """Return the unreported trials as arrays."""
        place = {one.name: i for i, one in enumerate(self.data)}
        columns = list(zip(*((a, b, place[c], place[d]) for a, b, c, d in self.unreported), strict=True))
        treated, untreated, first, second = columns if columns else ((), (), (), ())
        return Unreported(
            np.array(treated, float),
            np.array(untreated, float),
            np.array(first, int),
            np.array(second, int),
            np.ones(len(treated)),
        )


@dataclass(frozen=True)
class Calibration:
    """Everything that a report of a calibration needs.

    Attributes:
        question: what was fitted.
        screened: candidates, free ones first.
        free: parameters set free.
        others: candidates that are not free.
        waves: sets simulated, by name.
        seen: results as arrays.
        topics: that share a discrepancy.
        emulator: over all candidates, free ones first and curved.
        quadratics: the same restricted to the free ones.
        priors: of the inference.
        draws: of the posterior.
        tables: (parameter,) coordinates at which the tables stand.
        rest: (set, number) standard normal numbers of all that is not free: candidates left out, then rows by themselves.
        factors: (set, factor) what each set shows of the common factors.
        blind: (set, result) prediction minus simulation of the second wave before it was fitted, in units of the stated error.
    """

    question: Question
    screened: tuple[Screened, ...]
    free: tuple[Free, ...]
    others: tuple[Free, ...]
    waves: Mapping[str, Wave]
    seen: Observed
    topics: tuple[str, ...]
    emulator: Emulator
    quadratics: Quadratics
    priors: Priors
    draws: Draws
    tables: np.ndarray
    rest: np.ndarray
    factors: np.ndarray
    blind: np.ndarray

    __repr__ = brief


def calibrate(question: Question, bench: Bench, sizes: Sizes, seed: int) -> Calibration:
    """Return the posterior of the free parameters.

    Args:
        question: published results.
        bench: what simulates.
        sizes: how much.
        seed: of designs, dyads and draws.
    """
    data, candidates = question.data, bench.candidates
    seen, topics = observed(list(data))
    first = run_wave(bench, "first", lambda: spread_out(len(candidates), sizes.first, seed), seed)
    wide = np.hypot(typical_error(seen, SPREAD), DISCREPANCY)
    senses = [one.senses for one in data]
    screened = screen(candidates, _names(data), senses, first.x, *scaled(data, first), wide, sizes.most)
    order = [[one.name for one in candidates].index(one.name) for one in screened]
    free = tuple(candidates[i] for i in order[: sum(one.free for one in screened)])
    priors, case = priors_of(free, len(topics), len(guilds(data))), Case(seen, question.silent())
    about = (effects([candidates[i] for i in order]), senses)
    before = fit(_names(data), first.x[:, order], *scaled(data, first), len(free), about)

    def nearer() -> np.ndarray:
        (guess,) = sample([case], quadratics(before, len(free)), priors, sizes.effort, seed)
        return _with_rest(near(guess.z, sizes.second, WIDER, seed), spread_out(len(candidates), sizes.second, seed + 1), order)

    second = run_wave(bench, "second", nearer, seed + 20_000)
    everything = joined([first, second])
    y, noise = scaled(data, everything)
    emulator = fit(_names(data), everything.x[:, order], y, noise, len(free), about)
    restricted = quadratics(emulator, len(free))
    (draws,) = sample([case], restricted, priors, sizes.effort, seed + 1)
    waves = {"first": first, "second": second}
    blind = _blind(before, data, second, order)
    others = everything.z[:, order[len(free) :]]
    rest, shown = np.concatenate([others, everything.alone], axis=1), factors(emulator, len(free), others, noise)
    at, what = at_tables(free, bench.table), (emulator, restricted, priors, draws)
    left = tuple(candidates[i] for i in order[len(free) :])
    return Calibration(question, screened, free, left, waves, seen, topics, *what, at, rest, shown, blind)


def scaled(data: Sequence[Datum], wave: Wave) -> tuple[np.ndarray, np.ndarray]:
    """Return (set, result) simulated results on their scales and their Monte-Carlo errors; NaN where there is none."""
    y, noise = np.full((2, len(wave.results), len(data)), np.nan)
    for row, found in enumerate(wave.results):
        for column, one in enumerate(data):
            got = None if found is None else found.get(one.name)
            if got is not None and got.n > 0 and np.isfinite(got.value):
                y[row, column] = on_scale(one.scale, np.array(got.value), np.array(got.n))
                noise[row, column] = error_on_scale(one.scale, np.array(got.value), np.array(got.n), np.array(got.error))
    return _contrasted(data, y, noise)


def _contrasted(data: Sequence[Datum], y: np.ndarray, noise: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the same with contrasts of arms; the same women with the same luck are in both arms, so their error is not known."""
    place, levels = {one.name: i for i, one in enumerate(data)}, y.copy()
    for column, one in enumerate(data):
        if one.against:
            y[:, column], noise[:, column] = levels[:, column] - levels[:, place[one.against]], 0.0
    return y, noise


def quadratics(emulator: Emulator, free: int) -> Quadratics:
    """Return an emulator restricted to its leading parameters; what the others do is in its common factors and its error."""
    linear, medians = emulator.weights[1 : len(emulator.centre) + 1], -emulator.centre[free:] / emulator.scale[free:]
    constant = emulator.weights[0] + medians @ linear[free:]
    weights = np.concatenate([constant[None], linear[:free], emulator.weights[len(emulator.centre) + 1 :]])
    loadings, error = common(emulator, free)
    return Quadratics(emulator.centre[:free], emulator.scale[:free], weights, error, loadings)


def priors_of(free: Sequence[Free], topics: int, guilds_read: int) -> Priors:
    """Return what is believed before the data."""
    spikes = np.array([one.spike for one in free])
    copies = np.array([1e-3] + [COPIES] * (guilds_read - 1))
    spiked = np.array([one.spiked for one in free])
    return Priors(spikes, spiked, np.full(topics, DISCREPANCY), SPREAD, SPREAD_WIDTH, BIAS, copies)


def _names(data: Sequence[Datum]) -> tuple[str, ...]:
    return tuple(one.name for one in data)


def _with_rest(z: np.ndarray, prior: np.ndarray, order: Sequence[int]) -> np.ndarray:
    """Return (set, candidate) numbers in file order: the free ones as given, the others of the prior."""
    full = prior.copy()
    full[:, list(order[: z.shape[1]])] = z
    return full


def _blind(before: Emulator, data: Sequence[Datum], wave: Wave, order: Sequence[int]) -> np.ndarray:
    y, noise = scaled(data, wave)
    return (before.predict(wave.x[:, list(order)]) - y) / np.hypot(before.error, noise)
