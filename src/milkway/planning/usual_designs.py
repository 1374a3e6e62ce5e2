"""The designs that are compared with any protocol, one difference at a time.

How large a difference is, is a choice for comparison (a tenth and ten times the dose, two weeks, half the women who leave), not
a finding. Days move within the protocol's own bounds.
"""

from collections.abc import Iterator

from milkway.trials.baseline import ASKED
from milkway.trials.endpoint import ON_A_DAY, SAMPLED, Endpoint
from milkway.trials.protocol import Protocol
from milkway.trials.variant import Among, RunIn, Variant

DOSES = {"a tenth of the dose": 0.1, "ten times the dose": 10.0}
FORTNIGHT = 14
WEEK = 7
CAPSULES = 0.8
MORE = 1.5
MOST_LEAVE = 0.9


def usual_designs(protocol: Protocol, endpoint: str) -> tuple[Variant, ...]:
    """Return designs that differ from a protocol in one thing each.

    Args:
        protocol: as read.
        endpoint: leading; others are designs of their own.
    """
    made = (_endpoints, _visits, _doses, _starts, _follow_ups, _run_ins, _enriched, _retained)
    return tuple(variant for make in made for variant in make(protocol, endpoint))


def moved(protocol: Protocol, days: int) -> dict[str, object]:
    """Return the changes by which women are enrolled so many days later, no visit before that."""
    first, last = (day + days for day in protocol.design.enrolment)
    late = {f"visits.{visit.name}.day": last + 1 for visit in protocol.visits if visit.day <= last}
    return {"design.enrolment": [first, last], **late}


def left_by(protocol: Protocol, share: float, days: float) -> float:
    """Return the share that has left after so many days, at the constant hazard by which `share` leave on time."""
    whole = protocol.dropout.by - sum(protocol.design.enrolment) / 2
    return 1 - (1 - share) ** (days / whole)


def _endpoints(protocol: Protocol, endpoint: str) -> Iterator[Variant]:
    for one in protocol.endpoints:
        if one.name != endpoint and one.better != "neither":
            yield Variant(name=one.name, about="endpoint", endpoint=one.name)
    leading = next(one for one in protocol.endpoints if one.name == endpoint)
    other = "randomised" if leading.population == "completers" else "completers"
    yield Variant(
        name=f"analysed in all {other}" if other == "randomised" else "analysed in completers",
        about="endpoint",
        changes={f"endpoints.{endpoint}.population": other},
    )


def _visits(protocol: Protocol, _: str) -> Iterator[Variant]:
    for one in protocol.endpoints:
        if one.better != "neither" and one.score in (*SAMPLED, *ON_A_DAY):
            for visit in _other_visits(protocol, one):
                changes = {f"endpoints.{one.name}.visit": visit}
                yield Variant(name=f"{one.name} at {visit}", about="visit", endpoint=one.name, changes=changes)


def _other_visits(protocol: Protocol, endpoint: Endpoint) -> list[str]:
    sampled = {name for culture in protocol.assays.culture for name in culture.visits}
    held = [visit.name for visit in protocol.visits if endpoint.score in ON_A_DAY or visit.name in sampled]
    return [name for name in held if name != endpoint.visit]


def _doses(protocol: Protocol, _: str) -> Iterator[Variant]:
    for name, factor in DOSES.items():
        yield Variant(name=name, about="dose", changes={"product.dose": f"{factor * protocol.product.dose!r} cell/day"})


def _starts(protocol: Protocol, _: str) -> Iterator[Variant]:
    first, last = protocol.design.enrolment
    if first - FORTNIGHT > protocol.begins:
        yield Variant(name="two weeks earlier", about="start", changes=moved(protocol, -FORTNIGHT))
    if last + FORTNIGHT < min(protocol.dropout.by, protocol.product.until) - 1:
        yield Variant(name="two weeks later", about="start", changes=moved(protocol, FORTNIGHT))


def _follow_ups(protocol: Protocol, _: str) -> Iterator[Variant]:
    last, ends = protocol.design.enrolment[1], protocol.design.ends
    half = (last + ends) // 2
    if half - last < WEEK:
        return
    by = min(protocol.dropout.by, half)
    changes: dict[str, object] = {
        "design.ends": half,
        "product.until": min(protocol.product.until, half),
        "dropout.by": by,
        "dropout.share": left_by(protocol, protocol.dropout.share, by - sum(protocol.design.enrolment) / 2),
        "composition_days": [day for day in protocol.composition_days if day <= half],
    }
    changes |= {f"visits.{visit.name}.day": half for visit in protocol.visits if visit.day > half}
    yield Variant(name="half the follow-up", about="follow-up", changes=changes)


def _run_ins(protocol: Protocol, _: str) -> Iterator[Variant]:
    if protocol.design.enrolment[1] + WEEK < min(protocol.dropout.by, protocol.product.until) - 1:
        run_in = RunIn(days=WEEK, taking=CAPSULES)
        yield Variant(name="a week in which 80 % of capsules are taken", about="run-in", run_in=run_in)


def _enriched(protocol: Protocol, _: str) -> Iterator[Variant]:
    for name in ASKED:
        about = "history" if name in ("parous", "previous_mastitis") else "birth and feeding"
        yield Variant(name=f"only with {name}", about=about, among=(Among(covariate=name, at_least=1.0),))
    if protocol.design.enrolment[0] > 0:
        limits = {
            taxon: culture.limit for culture in protocol.assays.culture for group in culture.groups.values() for taxon in group
        }
        for taxon, limit in limits.items():
            if taxon != protocol.product.taxon:
                name = f"only with {taxon} in milk"
                yield Variant(name=name, about="carriage", among=(Among(taxon=taxon, at_least=limit),))


def _retained(protocol: Protocol, _: str) -> Iterator[Variant]:
    share = protocol.dropout.share
    if share:
        for name, other in (("nobody leaves", 0.0), ("half as many leave", share / 2)):
            yield Variant(name=name, about="retention", changes={"dropout.share": other})
        more = min(MOST_LEAVE, MORE * share)
        if more > share:
            yield Variant(name=f"{100 * more:.0f} % leave", about="retention", changes={"dropout.share": more})
