"""What contradicts itself in what a trial supposes: its product, hypotheses, routes, strata and sources."""

from collections.abc import Callable, Iterator
from importlib import import_module

from milkway.biology.exposures import TAKING_PRODUCT
from milkway.biology.interventions.killed_product import EFFECT, KILLED_DOSE
from milkway.biology.interventions.probiotic import DOSE
from milkway.biology.models import COMPLETE
from milkway.core.errors import Mistake
from milkway.core.network import parameters_used
from milkway.protocol.bibliography import known_sources, repeated_keys
from milkway.protocol.protocol import Protocol, RouteSetting
from milkway.protocol.treatment import Arm
from milkway.protocol.words import suggest


def never_taken(protocol: Protocol) -> Iterator[Mistake]:
    """Yield a product that no arm takes although hypotheses say what it does, and a reference arm that takes it alive."""
    living = [arm.name for arm in protocol.arms if _takes_living(arm)]
    killed = [arm.name for arm in protocol.arms if _takes_killed(arm)]
    if not living and not killed and any(one.sets for one in protocol.hypotheses):
        course = f'exposure = "{TAKING_PRODUCT.key}"'
        yield Mistake(
            "arms", "no arm that takes the product", f"[[arms.courses]] with {course} in an arm, or hypotheses without sets"
        )
    if protocol.reference in living:
        others = [arm.name for arm in protocol.arms if arm.name not in living]
        allowed = suggest(protocol.reference, others) or "an arm without it; every arm takes it"
        yield Mistake("reference", f"{protocol.reference!r}, which takes the product", allowed)
    yield from _killed_nowhere(protocol, killed)


def _killed_nowhere(protocol: Protocol, killed: list[str]) -> Iterator[Mistake]:
    """Yield dead cells that are not taken: supposed to act though no arm has any, or of an arm that takes no product."""
    for number, one in enumerate(protocol.hypotheses, start=1):
        if one.sets.get(EFFECT.key) and not killed:
            allowed = f'an arm that takes a killed product: {KILLED_DOSE.key} = "3e9 cell/day" in its sets, {DOSE.key} = "0 CFU"'
            yield Mistake(f"hypotheses[{number}].sets.{EFFECT.key}", "an effect of dead cells that nobody takes", allowed)
    for number, arm in enumerate(protocol.arms, start=1):
        if arm.sets.get(KILLED_DOSE.key) and arm.name not in killed:
            course = f'[[arms.courses]] with exposure = "{TAKING_PRODUCT.key}"'
            yield Mistake(f"arms[{number}].sets.{KILLED_DOSE.key}", "a killed product that is not taken", course)


def hypotheses_alike(protocol: Protocol) -> Iterator[Mistake]:
    """Yield hypotheses that suppose the same, and the lack of one that supposes nothing."""
    first: dict[frozenset[tuple[str, float]], str] = {}
    for number, one in enumerate(protocol.hypotheses, start=1):
        supposed = frozenset(one.sets.items())
        if supposed in first:
            yield Mistake(f"hypotheses[{number}].sets", f"the same as {first[supposed]}", "what no other hypothesis sets")
        first.setdefault(supposed, one.name)
    if not any(all(value == 0 for value in one.sets.values()) for one in protocol.hypotheses):
        yield Mistake(
            "hypotheses", "effects in each", "one without sets, since results are shown beside a product that does nothing"
        )


def routes_alike(protocol: Protocol) -> Iterator[Mistake]:
    """Yield route settings of one name, or that knock out the same."""
    settings = protocol.routes.settings
    for number, setting in enumerate(settings, start=1):
        before = settings[: number - 1]
        if setting.name in [other.name for other in before]:
            yield Mistake(f"routes.settings[{number}].name", repr(setting.name), "names that differ")
        same = [other.name for other in before if set(other.without) == set(setting.without)]
        if same:
            allowed = f"other routes than {same[0]} knocks out, or one setting with the weight of both"
            yield Mistake(f"routes.settings[{number}].without", str(list(setting.without)), allowed)


def lost_parameters(protocol: Protocol) -> Iterator[Mistake]:
    """Yield parameters that are set although a route setting knocks out every process that uses them."""
    given = tuple(_set_somewhere(protocol))
    lost = {setting.name: _lost(setting, frozenset(key for _, key in given)) for setting in protocol.routes.settings}
    for where, key in given:
        for setting in protocol.routes.settings:
            if key in lost[setting.name]:
                found = f"a value, though route setting {setting.name} knocks out {', '.join(setting.without)}"
                yield Mistake(f"{where}.{key}", found, "a parameter of a process that every route setting leaves")


def sampled_nobody(protocol: Protocol) -> Iterator[Mistake]:
    """Yield conditions that nobody meets and classes of strata that nobody is in; what samples women loads only for them."""
    subgroups = any(one.subgroups for one in protocol.endpoints)
    if protocol.design.strata or protocol.eligibility.covariates or subgroups:
        sampled = import_module("milkway.protocol.contradictions_sampled")
        find: Callable[[Protocol], Iterator[Mistake]] = sampled.empty_classes
        yield from find(protocol)


def unknown_sources(protocol: Protocol) -> Iterator[Mistake]:
    """Yield sources of the trial that the bibliography does not have, which would stop its report."""
    known = known_sources(protocol.bibliography)
    for number, key in enumerate(protocol.sources, start=1):
        if key not in known:
            yield Mistake(f"sources[{number}]", repr(key), f"a key of the bibliography: {suggest(key, known)}")
    yield from repeated_keys(protocol.bibliography)


def unknown_sources_of_women(protocol: Protocol) -> Iterator[Mistake]:
    """Yield sources of a population of the user's own that the bibliography does not have."""
    if isinstance(protocol.population, str):
        return
    known = known_sources(protocol.bibliography)
    for key in protocol.women.sources():
        if key not in known:
            allowed = f"a key of the bibliography: {suggest(key, known)}"
            yield Mistake(f"population {protocol.women.name}: source", repr(key), allowed)


def _takes_living(arm: Arm) -> bool:
    return _takes(arm) and arm.sets.get(DOSE.key, 1.0) != 0


def _takes_killed(arm: Arm) -> bool:
    return _takes(arm) and arm.sets.get(KILLED_DOSE.key, 0.0) != 0


def _takes(arm: Arm) -> bool:
    return any(course.exposure == TAKING_PRODUCT.key and course.level != 0 for course in arm.courses)


def _set_somewhere(protocol: Protocol) -> Iterator[tuple[str, str]]:
    """Yield the place and the key of everything that a protocol sets."""
    for number, one in enumerate(protocol.hypotheses, start=1):
        yield from ((f"hypotheses[{number}].sets", key) for key in one.sets)
    for number, arm in enumerate(protocol.arms, start=1):
        yield from ((f"arms[{number}].sets", key) for key in arm.sets)
    yield from ((f"parameters[{number}]", one.parameter) for number, one in enumerate(protocol.parameters, start=1))


def _lost(setting: RouteSetting, keys: frozenset[str]) -> frozenset[str]:
    """Return those of some parameters that only knocked-out processes use."""
    gone = parameters_used(COMPLETE, setting.without) & keys
    left = [process.name for process in COMPLETE.processes if process.name not in setting.without]
    return gone - parameters_used(COMPLETE, left) if gone else gone
