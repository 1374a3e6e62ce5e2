"""What moved in an accepted step, added to the day's tallies: as its stages have it, or as whole cells lived it.

Where cells are many a row adds what the step moved of it, to rounding. Where they are few, whole cells are told apart: those that
came, moved and left were drawn; those born less those lost are what is left of the change, and how many were lost is the whole
number next to their mean. Numbers are divided among the processes of a stock in proportion to what each moves in the mean. Draws
are keyed apart from those by which cells live, so that tallies change nothing.
"""

import math

from milkway.core.compiled import compiled
from milkway.simulation.chance import binomial, poisson, uniform
from milkway.simulation.layout import LANES
from milkway.simulation.lineages import MOST_GROWTH, gone_and_more, mean_exponential
from milkway.simulation.rodas import STAGES, WEIGHTS

BORN, CAME, ARRIVED, LEFT, LOST = 0, 1, 2, 3, 4  # places in `compilers.tallies.KINDS`
DIVIDING = 40  # passes that draw how numbers are divided, behind those in which cells live
FAMILIES = 8  # that are drawn one by one
GROSS, SILENT = 1001, 1000  # draws
PASS = 0x9E3779B1


@compiled(nogil=True)
def note_cut(tally, rules, work, state, group, accepted):
    """Add to each stock's own row what the solver added to its step: to keep it from below zero, or to make it whole."""
    first = tally.kind.size
    for i in range(state.size // LANES):
        for lane in range(LANES):
            if not accepted[lane] or (
                tally.dividing[i] >= 0 and rules.threshold > 0.0 and tally.whole[tally.dividing[i], lane] >= 0.0
            ):
                continue
            k = i * LANES + lane
            end = state[k]
            for s in range(STAGES):
                end += WEIGHTS[s] * work.stages[s][k]
            tally.moved[group, first + i, lane] += work.trial[k] - end


@compiled(nogil=True)
def note_before(tally, rules, state):
    """Note which populations live the step as whole cells."""
    tally.afar[:] = 0.0
    tally.sent[:] = 0.0
    for q in range(rules.dividing.size):
        for lane in range(LANES):
            cells = state[rules.dividing[q] * LANES + lane]
            tally.whole[q, lane] = cells if cells < rules.threshold else -1.0


@compiled(nogil=True)
def arrivals_of(descendants, coming, births, losses, time, key):
    """Return how many came in a step at a constant rate (cell/day), given how many descend from them.

    Those with descendants are as many as families among the descendants: the i-th of these begins one with chance r / (r + i),
    r = coming / births, drawn one by one for the first, and for ever longer stretches of the others with the mean chance of each.
    Those without descendants are a Poisson number of their own.
    """
    rise = math.expm1(min((births - losses) * time, MOST_GROWTH))
    _, beta = gone_and_more(births, losses, time, rise)
    if beta > 1e-9:
        rate = coming / births
        families, first, draw = 0.0, float(FAMILIES), FAMILIES
        for i in range(int(min(descendants, FAMILIES))):
            families += 1.0 if uniform(key, i) * (rate + i) < rate else 0.0
        while first < descendants:
            last = min(2.0 * first, descendants)
            chance = rate * math.log((rate + last - 0.5) / (rate + first - 0.5)) / (last - first)
            families += binomial(last - first, min(1.0, chance), uniform(key, draw))
            first, draw = last, draw + 1
        silent = coming * time + rate * math.log1p(-beta)
        return families + poisson(max(0.0, silent), uniform(key, SILENT))
    x = -losses * time
    alive = mean_exponential(x, math.expm1(x))
    return descendants + poisson(max(0.0, coming * time * (1.0 - alive)), uniform(key, SILENT))


@compiled(nogil=True)
def add_flows(tally, group, accepted):
    """Add what moved in a step of the mean field to the day's tallies."""
    for row in range(tally.flowing):
        for lane in range(LANES):
            if accepted[lane]:
                tally.moved[group, row, lane] += tally.step[row * LANES + lane]


@compiled(nogil=True)
def add_step(tally, rules, lanes, work, group, day, draws, accepted):
    """Add what moved in the step to the day's tallies."""
    for row in range(tally.flowing):
        q = tally.place[row]
        for lane in range(LANES):
            if accepted[lane] and (q < 0 or tally.whole[q, lane] < 0.0):
                tally.moved[group, row, lane] += tally.step[row * LANES + lane]
    _add_moves(tally, rules, lanes, group, day, draws, accepted)
    for q in range(rules.dividing.size):
        for lane in range(LANES):
            if accepted[lane] and tally.whole[q, lane] >= 0.0:
                key = (rules.seed, lanes.dyads[group, lane], rules.events[q], day, draws[lane])
                _add_whole(tally, rules, work, group, q, lane, key)


@compiled(nogil=True)
def _add_moves(tally, rules, lanes, group, day, draws, accepted):
    """Add whole cells that moved, and leave in `tally.net` how many came and went of each population."""
    tally.net[:] = 0.0
    for q in range(rules.dividing.size):
        for p in range(rules.first_move[q], rules.first_move[q + 1]):
            target = rules.moves[p]
            for lane in range(LANES):
                number = tally.sent[p, lane]
                if number == 0.0 or not accepted[lane]:
                    continue
                key = (rules.seed, lanes.dyads[group, lane], rules.events[q], day, draws[lane])
                tally.net[q, lane] -= number
                _divide(tally, rules.dividing[q], group, lane, LEFT, q, p, number, key)
                if tally.whole[target, lane] >= 0.0:
                    tally.net[target, lane] += number
                    _divide(tally, rules.dividing[target], group, lane, ARRIVED, target, p, number, key)


@compiled(nogil=True)
def _add_whole(tally, rules, work, group, q, lane, key):
    """Add what whole cells of a population lived, but for those that moved."""
    stock = rules.dividing[q]
    start, end, afar = tally.whole[q, lane], work.trial[stock * LANES + lane], tally.afar[q, lane]
    if start == 0.0 and end == 0.0 and afar == 0.0 and tally.net[q, lane] == 0.0:
        return
    grown = end - start - afar - tally.net[q, lane]
    births, losses = work.after[4 * q * LANES + lane], work.after[(4 * q + 1) * LANES + lane]
    leaving = min(losses, work.leaving[q * LANES + lane])
    mean = max(0.0, losses - leaving) * 0.5 * (start + end) * work.step[lane]
    lost = 0.0 if births <= 0.0 else math.floor(mean + uniform(_apart(key, 0), GROSS))
    lost = max(lost, -grown)
    _divide(tally, stock, group, lane, LOST, q, -1, lost, key)
    _divide(tally, stock, group, lane, BORN, q, -1, grown + lost, key)
    _divide(tally, stock, group, lane, CAME, q, -2, afar, key)


@compiled(inline="always")
def _fits(tally, row, lane, kind, pair):
    """Return whether a row of a stock shares in a number: of a kind, and for moves of a pair.

    What came from afar (pair -2) came from outside or from stocks where cells are many.
    """
    if pair == -2:
        return tally.kind[row] == CAME or (tally.kind[row] == ARRIVED and _many(tally, row, lane))
    return tally.kind[row] == kind and (pair < 0 or tally.pair[row] == pair)


@compiled(inline="always")
def _many(tally, row, lane):
    """Return whether the population from which a row's cells arrive is not lived as whole cells."""
    q = tally.source[row]
    return q < 0 or tally.whole[q, lane] < 0.0


@compiled(nogil=True)
def _divide(tally, stock, group, lane, kind, q, pair, number, key):
    """Divide a whole number among the rows that share in it, in proportion to what each moves in the mean."""
    if number == 0.0:
        return
    rest, last = 0.0, -1
    for place in range(tally.first[q], tally.first[q + 1]):
        row = tally.rows[place]
        if _fits(tally, row, lane, kind, pair):
            rest += max(0.0, tally.step[row * LANES + lane])
            last = row
    if rest == 0.0:
        tally.moved[group, tally.kind.size + stock, lane] += -number if kind >= LEFT else number
        return
    left = number
    for place in range(tally.first[q], tally.first[q + 1]):
        row = tally.rows[place]
        if left == 0.0 or not _fits(tally, row, lane, kind, pair):
            continue
        share = max(0.0, tally.step[row * LANES + lane])
        going = left
        if row != last and share < rest:
            going = binomial(left, share / rest, uniform(_apart(key, 1 + kind), place - tally.first[q]))
        rest -= share
        left -= going
        tally.moved[group, row, lane] += going


@compiled(inline="always")
def _apart(key, number):
    """Return a key whose draws are not those by which cells live."""
    return key[0], key[1], key[2] + (DIVIDING + number) * PASS, key[3], key[4]
