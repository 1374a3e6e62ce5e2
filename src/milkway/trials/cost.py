"""What a trial costs, told from its protocol alone: women, worlds, days that are simulated, processor time and disk."""

from dataclasses import dataclass

from milkway.protocol.design import last_day
from milkway.protocol.protocol import Protocol
from milkway.protocol.worlds import is_alike_in_all_worlds, worlds_asked

YEAR = 365.25
CANDIDATES = 1.2  # women simulated up to enrolment for each who is randomised
# `milkway trial hurtado2017`, warm, takes 43.2 s of processor time (docs/performance.md) for 1,337 dyad-years. Runs with 20 and
# with 100 women say that about 7 s of it do not grow with the women, and that their folders hold 7.3 and 12.4 MB.
SPEED = 37.0  # dyad-years per second of processor time
FIXED = 7.0  # seconds
MEASURED = "docs/performance.md: milkway trial hurtado2017 on one core, compiled code in the cache"
BYTES = 80.0  # of a dyad-day
PAGE = 6e6  # bytes of the report, its tables and its figures


@dataclass(frozen=True)
class Cost:
    """What a trial costs.

    Attributes:
        dyads: women randomised, in all arms.
        routes: settings of the disputed routes.
        hypotheses: of the product.
        worlds: arms that are simulated, each in each of its worlds, over all settings of the routes.
        dyad_days: that are simulated, candidates who are not enrolled included.
        seconds: of processor time on one core, about, compiled code in the cache.
        megabytes: of the folder, about.
    """

    dyads: int
    routes: int
    hypotheses: int
    worlds: int
    dyad_days: int
    seconds: float
    megabytes: float


def cost_of(protocol: Protocol, draws: int = 0, *, missing: bool = False) -> Cost:
    """Return what a trial costs.

    Args:
        protocol: the trial.
        draws: of the posterior, each a trial of its own beside the central one.
        missing: whether missing data are studied too.
    """
    days, routes = dyad_days(protocol) * (1 + draws) + (missing_days(protocol) if missing else 0.0), len(protocol.routes.settings)
    return Cost(
        dyads=protocol.design.size,
        routes=routes,
        hypotheses=len(protocol.hypotheses),
        worlds=routes * sum(worlds_of_arms(protocol).values()),
        dyad_days=round(days),
        seconds=FIXED + days / YEAR / SPEED,
        megabytes=(PAGE + BYTES * days) / 1e6,
    )


def dyad_days(protocol: Protocol) -> float:
    """Return the dyad-days of a trial: per route setting the candidates, arms without product once, others per hypothesis."""
    design, times = protocol.design, worlds_of_arms(protocol)
    ratio = sum(arm.allocation for arm in protocol.arms)
    worlds = sum(arm.allocation * times[arm.name] for arm in protocol.arms) / ratio
    lead_in, whole = design.enrolment[1] - protocol.begins, last_day(design) - protocol.begins
    return len(protocol.routes.settings) * design.size * (CANDIDATES * lead_in + worlds * whole)


def missing_days(protocol: Protocol) -> float:
    """Return the dyad-days of a study of missing data: in one route setting, two arms that nobody leaves, a hypothesis or two."""
    hypotheses = len({any(one.sets.values()) for one in protocol.hypotheses})
    reference = next(arm for arm in protocol.arms if arm.name == protocol.reference)
    first = next(arm for arm in protocol.arms if arm.name != protocol.reference)
    shared = 1 if is_alike_in_all_worlds(reference, protocol) else hypotheses
    times = (reference.allocation * shared + first.allocation * hypotheses) / sum(arm.allocation for arm in protocol.arms)
    lead_in, whole = protocol.design.enrolment[1] - protocol.begins, last_day(protocol.design) - protocol.begins
    return protocol.design.size * (CANDIDATES * lead_in + times * whole)


def worlds_of_arms(protocol: Protocol) -> dict[str, int]:
    """Return in how many worlds each arm is simulated under one setting of the routes: one for all hypotheses, or one each."""
    supposed = 1 + len(worlds_asked(protocol))
    return {
        arm.name: supposed * (1 if is_alike_in_all_worlds(arm, protocol) else len(protocol.hypotheses)) for arm in protocol.arms
    }
