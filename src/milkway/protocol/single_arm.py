"""What a trial with a single arm must say, and cannot: nobody is randomised, and nothing is compared."""

from collections.abc import Iterator

from milkway.analysis.registry import ANALYSES, suited, suited_alone
from milkway.core.errors import Mistake
from milkway.protocol.protocol import Protocol

COMPARED = ("multiplicity", "interim")


def needless_reference(protocol: Protocol) -> Iterator[Mistake]:
    """Yield a reference where there is a single arm, and the lack of one where there are several."""
    names = ", ".join(arm.name for arm in protocol.arms)
    if protocol.single and protocol.reference:
        yield Mistake("reference", repr(protocol.reference), "left out: a single arm is compared with none")
    if not protocol.single and not protocol.reference:
        yield Mistake("reference", "nothing", f"the arm that the others are compared with: {names}")


def unlike_its_arms(protocol: Protocol) -> Iterator[Mistake]:
    """Yield analyses that compare arms where there is one, and those of a single one where there are several."""
    for number, endpoint in enumerate(protocol.endpoints, start=1):
        fit = suited_alone(endpoint.score) if protocol.single else suited(endpoint.score)
        for name in endpoint.analyses:
            if ANALYSES[name].alone != protocol.single:
                found = f"{name}, which {'compares arms' if protocol.single else 'is of a single arm'}"
                yield Mistake(f"endpoints[{number}].analyses", found, f"with {_arms(protocol)}: {', '.join(fit)}")


def compared_alone(protocol: Protocol) -> Iterator[Mistake]:
    """Yield what only a trial of several arms can have, where there is one."""
    if not protocol.single:
        return
    why = "left out, since a single arm is compared with none"
    for key in COMPARED:
        if getattr(protocol, key) is not None:
            yield Mistake(key, "planned", why)
    for number, endpoint in enumerate(protocol.endpoints, start=1):
        if endpoint.subgroups:
            yield Mistake(f"endpoints[{number}].subgroups", "planned", why)
        if endpoint.published is not None and endpoint.published.contrasts:
            yield Mistake(f"endpoints[{number}].published.contrasts", "printed", why)
    if protocol.dropout.mechanism == "arm_and_pain":
        yield Mistake("dropout.mechanism", "'arm_and_pain'", '"random" or "pain", since there is no reference arm')
    for key in ("strata", "centres"):
        if getattr(protocol.design, key):
            yield Mistake(f"design.{key}", "planned", "left out, since nobody is randomised")


def contrast_mistakes(protocol: Protocol) -> list[Mistake]:
    """Return why what compares arms has nothing to do with a protocol."""
    allowed = "two arms or more, one of them the reference: this compares arms (trial, predict and check take a single one)"
    return [Mistake("arms", "a single arm", allowed)] if protocol.single else []


def _arms(protocol: Protocol) -> str:
    return "a single arm" if protocol.single else "several arms"
