"""The judged claims as plain values, as `milkway claims --json` prints them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from milkway.verdicts.judge import Found, Judged
from milkway.verdicts.unreported import Imagined
from milkway.verdicts.verdict import Word


def summary(
    judged: Sequence[Judged],
    counterfactuals: Mapping[str, dict],
    of_all: Mapping[str, Word],
    unreported: Mapping[str, Sequence[Imagined]],
) -> dict:
    """Return the claims as plain values.

    Args:
        judged: the claims in order.
        counterfactuals: what the model says, by claim; a claim that is missing was not simulated.
        of_all: the words of all findings, where `judged` leaves some out; else empty.
        unreported: by claim, plausible results of trials that were not reported; empty where nobody asked.
    """
    return {"claims": [_claim(one, counterfactuals.get(one.claim.id), of_all, unreported) for one in judged]}


def _claim(
    judged: Judged,
    counterfactual: dict | None,
    of_all: Mapping[str, Word],
    unreported: Mapping[str, Sequence[Imagined]],
) -> dict:
    claim = judged.claim
    plain: dict = {"id": claim.id, "statement": claim.statement, "verdict": judged.word}
    plain |= {side: [finding(one, judged) for one in judged.side(side)] for side in ("for", "against", "indirect")}
    plain["counterfactual"] = {
        "mechanism": list(claim.mechanism),
        "rival": claim.rival or None,
        "simulated": counterfactual is not None,
        **(counterfactual if counterfactual is not None else {"contrasts": []}),
    }
    if of_all:
        plain["verdict_of_all_findings"] = of_all[claim.id]
    if claim.id in unreported:
        plain["if_reported"] = [asdict(one) for one in unreported[claim.id]]
    return plain


def finding(found: Found, judged: Judged) -> dict:
    """Return a finding as plain values."""
    rated = found.rated
    return {
        "id": rated.source,
        "said": found.said,
        "direction": rated.direction,
        "directness": rated.directness,
        "certainty": rated.certainty,
        "because": rated.because,
        "citation": found.citation,
        "locator": found.locator,
        "sponsor": found.sponsor,
        "counts_once_with": list(judged.once_with(found)),
    }
