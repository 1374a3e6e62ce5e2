"""An endpoint analysed: each arm, and every contrast with the reference, from the outcomes of women alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from milkway.analysis.kinds import ArmValue
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.multiplicity import Adjusting
from milkway.analysis.outcomes import NOBODY, Outcomes
from milkway.analysis.registry import SCORES
from milkway.core.brief import brief


@dataclass(frozen=True)
class Contrast:
    """An estimate of one arm against the reference; of the arm alone where the reference has no name, being nobody."""

    arm: str
    reference: str
    found: Estimate


@dataclass(frozen=True)
class Result:
    """An endpoint: each arm, and every contrast; the leading one first."""

    arms: dict[str, ArmValue]
    contrasts: tuple[Contrast, ...]

    __repr__ = brief


def analysed(score: str, analyses: tuple[Measure, ...], outcomes: Mapping[str, Outcomes], reference: str) -> Result:
    """Return an endpoint with its analyses.

    Args:
        score: that it is.
        analyses: contrasts, or levels of a single arm, the leading one first.
        outcomes: of the women of each arm, by its name.
        reference: the arm that the others are compared with; none where there is a single arm.
    """
    values = {name: SCORES[score].kind.arm(one) for name, one in outcomes.items()}
    found = [
        Contrast(name, reference, measure.between(one, outcomes.get(reference, NOBODY)))
        for name, one in outcomes.items()
        if name != reference
        for measure in analyses
    ]
    return Result(values, tuple(found))


def adjusted(
    results: Mapping[str, Result], adjusting: Adjusting, endpoints: tuple[str, ...]
) -> dict[tuple[str, str], tuple[float | None, float | None]]:
    """Return p as found and adjusted of each claim of a protocol, by endpoint and arm.

    Args:
        results: of one hypothesis in one view, by endpoint; the leading contrast of each arm is a claim.
        adjusting: the procedure.
        endpoints: whose claims share one chance of a false one, in the order of testing.
    """
    claims: dict[tuple[str, str], float | None] = {}
    for endpoint in endpoints:
        for one in results[endpoint].contrasts:
            claims.setdefault((endpoint, one.arm), one.found.claim)
    found = adjusting({"/".join(claim): p for claim, p in claims.items()})
    return {claim: (p, found["/".join(claim)]) for claim, p in claims.items()}
