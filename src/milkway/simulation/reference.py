"""The slow, obvious twin of the compiled simulator: SciPy's Radau for the mean field, Gillespie's method for chance.

Equations come from the interpreter and derivatives from finite differences, so nothing that the fast path emits is used.
"""

from collections.abc import Callable

import numpy as np
from scipy.integrate import solve_ivp

from milkway.compilers.assembly import Assembly, add_all, assemble
from milkway.compilers.interpret import evaluate, evaluate_in_order, needed
from milkway.core.declare import Flow
from milkway.core.expression import Expression
from milkway.core.network import Network
from milkway.core.schedule import Schedule
from milkway.simulation.trajectory import Record

Leaves = dict[tuple, np.ndarray | float]


def reference_mean_field(
    network: Network, parameters: np.ndarray, schedule: Schedule, record: Record, tolerance: float = 1e-9
) -> np.ndarray:
    """Return one dyad's amounts without chance: expected pulses, no episodes, no care rules.

    Args:
        network: its equations.
        parameters: (parameter,) canonical units.
        schedule: planned exposures of the dyad at position 0.
        record: what to keep.
        tolerance: relative, and absolute in canonical units.

    Returns:
        (record day, recorded stock or watched quantity).
    """
    assembly, schedule = assemble(network), schedule.since(record.start)
    levels = {exposure.key: exposure.planned for exposure in network.exposures}
    before = dict(levels)
    state = _initial(assembly, network, parameters, levels)
    day, kept = (
        record.start,
        {record.start: _recorded(assembly, network, record, _leaves(network, parameters, levels, state, record.start))},
    )
    while day < record.end:
        _take_steps(levels, schedule, day)
        fixed = _leaves(network, parameters, levels)
        _give_expected(assembly, network, fixed, before, levels, state)
        until = _next_event(network, schedule, levels, day, record.end)
        path = _path(assembly, network, fixed, state, (day, until), tolerance)
        for passed, amounts in enumerate(path, start=day + 1):
            leaves = fixed | _stocks(network, amounts) | {("day",): float(passed)}
            kept[passed] = _recorded(assembly, network, record, leaves)
        state, before, day = path[-1], dict(levels), until
    return np.array([kept[day] for day in record.days])


def reference_chance(network: Network, parameters: np.ndarray, days: float, generator: np.random.Generator) -> np.ndarray:
    """Return (stock,) whole amounts after some days by Gillespie's direct method (Gillespie 1977, gillespie1977).

    For small networks of flows with whole stoichiometry whose rates do not depend on the day; exposures stay as planned.
    """
    assembly = assemble(network)
    flows = [flow for _, flow in network.flows]
    rates = add_all(assembly, [flow.rate() for flow in flows])
    levels = {exposure.key: exposure.planned for exposure in network.exposures}
    state = np.round(_initial(assembly, network, parameters, levels))
    fixed = _leaves(network, parameters, levels)
    jumps = np.array([_jump(assembly, network, flow, fixed) for flow in flows])
    time = 0.0
    while True:
        propensities = np.array([float(rate) for rate in evaluate(assembly.graph, rates, fixed | _stocks(network, state))])
        if propensities.sum() <= 0:
            return state
        time += generator.exponential(1.0 / propensities.sum())
        if time > days:
            return state
        state = state + jumps[generator.choice(len(flows), p=propensities / propensities.sum())]


def _jump(assembly: Assembly, network: Network, flow: Flow, fixed: Leaves) -> np.ndarray:
    index, jump = network.stock_index, np.zeros(len(network.stocks))
    if flow.out_of is not None:
        jump[index[flow.out_of.key]] -= 1
    for stock, number in flow.into.items():
        jump[index[stock.key]] += _value(assembly, number, fixed)
    return jump


def _stocks(network: Network, state: np.ndarray) -> Leaves:
    return {("stock", stock.key): state[i] for i, stock in enumerate(network.stocks)}


def _leaves(
    network: Network, parameters: np.ndarray, levels: dict[str, float], state: np.ndarray | None = None, day: float | None = None
) -> Leaves:
    leaves: Leaves = {("parameter", p.key): float(parameters[i]) for i, p in enumerate(network.parameters)}
    leaves |= {("exposure", key): level for key, level in levels.items()}
    leaves |= {} if state is None else _stocks(network, state)
    return leaves if day is None else leaves | {("day",): day}


def _value(assembly: Assembly, expression: Expression, leaves: Leaves) -> float:
    return float(evaluate(assembly.graph, [assembly.graph.add(expression)], leaves)[0])


def _initial(assembly: Assembly, network: Network, parameters: np.ndarray, levels: dict[str, float]) -> np.ndarray:
    state, index = np.zeros(len(network.stocks)), network.stock_index
    for initial in network.initials:
        state[index[initial.stock.key]] += _value(assembly, initial.amount, _leaves(network, parameters, levels))
    return state


def _recorded(assembly: Assembly, network: Network, record: Record, leaves: Leaves) -> list[float]:
    known: dict[str, Expression] = {watch.name: watch.quantity for watch in network.watches} | {s.key: s for s in network.stocks}
    return [_value(assembly, known[name], leaves) for name in record.stocks]


def _take_steps(levels: dict[str, float], schedule: Schedule, day: int) -> None:
    for dyad, when, key, level in zip(schedule.dyad, schedule.day, schedule.exposure, schedule.level, strict=True):
        if dyad == 0 and when == day and key in levels:
            levels[key] = float(level)


def _give_expected(
    assembly: Assembly, network: Network, leaves: Leaves, before: dict[str, float], levels: dict[str, float], state: np.ndarray
) -> None:
    index = network.stock_index
    for pulse in network.pulses:
        key = pulse.exposure.key
        if levels[key] > 0 and (pulse.daily or before[key] <= 0):
            state[index[pulse.into.key]] += _value(assembly, pulse.amount, leaves) * _value(assembly, pulse.chance, leaves)


def _next_event(network: Network, schedule: Schedule, levels: dict[str, float], day: int, end: int) -> int:
    """Return the next midnight at which an exposure changes or something is given."""
    if any(pulse.daily and levels[pulse.exposure.key] > 0 for pulse in network.pulses):
        return day + 1
    return min([end, *(int(later) for later in schedule.day if later > day)])


def _path(
    assembly: Assembly, network: Network, fixed: Leaves, state: np.ndarray, days: tuple[int, int], tolerance: float
) -> np.ndarray:
    """Return (midnight, stock) amounts at each midnight after the first day."""
    rate = _derivative(assembly, network, fixed)
    midnights = np.arange(days[0] + 1, days[1] + 1)
    solution = solve_ivp(rate, days, state, method="Radau", t_eval=midnights, rtol=tolerance, atol=tolerance, vectorized=True)
    assert solution.success, solution.message
    return np.maximum(solution.y.T, 0.0)


def _derivative(assembly: Assembly, network: Network, fixed: Leaves) -> Callable[[float, np.ndarray], np.ndarray]:
    order = needed(assembly.graph, assembly.change, fixed)

    def change(day: float, state: np.ndarray) -> np.ndarray:
        """Return (stock, column) the change of (stock, column) amounts; SciPy asks for many columns at once."""
        values = evaluate_in_order(assembly.graph, order, fixed | _stocks(network, state) | {("day",): day})
        return np.array([np.broadcast_to(values[node], state.shape[1:]) for node in assembly.change])

    return change
