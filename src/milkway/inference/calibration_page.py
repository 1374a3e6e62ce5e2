"""The page of a calibration: what was fitted, what was learned, and how far to trust it, as Markdown."""

from collections.abc import Sequence

import numpy as np

from milkway.inference.calibration import Calibrated
from milkway.inference.checked_worlds import Checked
from milkway.inference.folds import everybody
from milkway.inference.halves import Half
from milkway.inference.infant_counts import COUNTED, STUDIES
from milkway.inference.infant_summaries import cohorts_of
from milkway.inference.learned_doubt import discrepancies, residuals
from milkway.inference.learned_numbers import Learned
from milkway.inference.transfer_weights import ENOUGH, Weighed
from milkway.published.page_tables import number, table

HEAD = """# Calibration

Written by `milkway calibrate`; do not edit by hand. How it is done, and why so: [0039](decisions/0039-calibration.md).

{fitted} ({studies} studies) were fitted with {sets} simulated sets.
{classes} numbers that results had tuned left their values behind and began log-uniform over a class without it
(`class_priors.toml`); {others} more were drawn from what the tables state of them.
Nothing is emulated: all below is read off {worlds} worlds, each simulated whole.
"""
INFANTS = """## Infants' guts alone

Numbers that results of women had tuned stay as the tables have them, drawn from the spread that these state: a search for them
does not arrive ([0039](decisions/0039-calibration.md), "Measured"). Nothing here is learned of women, of a route or of a product.
Women feel what lives in infants' guts: under this posterior they differ from what the tables say of them.
How well infants of cohorts that were left out are forecast is in the table of skill of the [qualification](qualification.md).
"""
UNTOLD = """## The route, and what a product does

Every set asks for the route and for effects of a product; weights of the likelihood are worth {effective:.0f} of {sets} sets,
where {enough:.0f} are the least that would say anything. So nothing is learned of either, and there is no hypothesis *learned*.
"""
INSIDE = """## Do worlds print what was published?

Of {n} results {half:.0%} lie in their 50 % interval and {most:.0%} in 90 %; all were fitted, so that this is a check and no
evidence. Set against a beta-binomial over clusters, with a correlation within them of {correlation:.2f}, the number inside 90 %
has p = {p:.2f}. Median width of a 90 % interval: {width}.
"""
TRANSFER = """## The route, and what a product does

Every set asks for the route and for effects of a product, each zero with a prior probability; weights are the likelihood itself,
worth {effective:.0f} of {sets} sets. Each strain travels or does not: a share of **{travels:.2f}** of strains travels (90 %
{low:.2f} to {high:.2f}; prior 0.05 to 0.95). The bias of arms with a stake is a factor of {bias:.2f} (prior median {prior:.2f}).
{zero}

| strain | log odds that it travels, where there is a flux |
|---|---|
{rows}
"""
CONTRACTION = (
    "Contraction is 1 less the share of the prior variance that is left, over draws of the posterior; of {draws} draws what is "
    "left is known to about {error:.0%} of itself."
)
NEVER = (
    "P(no flux) is {zero:.2f} (prior {spike:.2f}). It rests on expert priors of the route's rivals and would be contradicted by "
    "one count of lactobacilli from aseptic milk of women without any on the skin: it is no measurement of the route."
)


def page(found: Calibrated, learned: Sequence[Learned], women: tuple[Checked, Weighed] | None) -> str:
    """Return the page.

    Args:
        found: the calibration.
        learned: numbers.
        women: worlds set beside results of women, and weights of what was asked of the route; none of infants' guts alone.
    """
    known, classes = found.known, sum(one.prior is not None for one in found.known)
    studies = {one.study for one in found.data.results} | {*cohorts_of(found.occasions), *STUDIES}
    head = HEAD.format(
        fitted=_fitted(found),
        studies=len(studies),
        sets=found.evaluated,
        classes=classes,
        others=len(known) - classes,
        worlds=len(found.worlds.z),
    )
    if women is None:
        return "\n".join([head, INFANTS, _course(found), _learned(learned, len(found.worlds.z))])
    checked, weighed = women
    return "\n".join(
        [
            head,
            _inside(checked),
            _transfer(learned, weighed) if weighed.effective >= ENOUGH else _untold(weighed),
            _course(found),
            _learned(learned, len(found.worlds.z)),
            _results(checked),
        ]
    )


def _fitted(found: Calibrated) -> str:
    infants = f"{len(found.occasions)} occasions of infants, {len(COUNTED)} results of PCR and culture of their stool"
    return f"{len(found.data.results)} results of women and {infants}" if found.data.results else infants


def _inside(checked: Checked) -> str:
    widths = [one.quantiles[4] - one.quantiles[0] for one in checked.results if 0 < one.published < 1]
    return INSIDE.format(
        n=len(checked.results),
        half=checked.within_50,
        most=checked.within_90,
        correlation=checked.correlation,
        p=checked.p_within_90,
        width=f"{100 * float(np.median(widths)):.0f} points of a share",
    )


def _untold(weighed: Weighed) -> str:
    return UNTOLD.format(effective=weighed.effective, sets=len(weighed.weights), enough=ENOUGH)


def _transfer(learned: Sequence[Learned], weighed: Weighed) -> str:
    route = next(one for one in learned if one.name == "carrier_uptake")
    place = np.cumsum(weighed.share) - weighed.share / 2
    low, high = (float(np.interp(q, place, weighed.travels)) for q in (0.05, 0.95))
    return TRANSFER.format(
        effective=weighed.effective,
        sets=len(weighed.weights),
        travels=float(weighed.share @ weighed.travels),
        low=low,
        high=high,
        bias=float(np.exp(np.median(weighed.bias))),
        prior=float(np.exp(0.3 * 0.6745)),
        zero=NEVER.format(zero=route.zero[0], spike=route.zero[1]),
        rows="\n".join(f"| {name} | {value:+.1f} |" for name, value in weighed.by_strain.items()),
    )


def _course(found: Calibrated) -> str:
    lines = f"## How it went\n\n{_search('infants', found.infants)}"
    if found.women is None:
        return f"{lines}- Worlds: {len(found.worlds.z)}.\n"
    doubt = discrepancies(found.data, residuals(found.data, everybody(found), {}))
    topics = "; ".join(f"{name} {np.median(widths):.2f}" for name, widths in doubt.items())
    return (
        f"{lines}{_search('women', found.women)}- Worlds: {len(found.worlds.z)}.\n"
        f"- Discrepancy by topic (median; log odds, logs or decades): {topics}.\n"
    )


def _search(whose: str, half: Half) -> str:
    found, drawn = half.found, half.drawn
    low, middle, high = np.quantile(drawn.misfit, (0.05, 0.5, 0.95))
    return (
        f"- Numbers of {whose}: {half.evaluated} sets. Minus log density {found.course[0]:.0f} after the first step of the "
        f"search, {found.course[-1]:.0f} after the last. Of {drawn.begun} draws {drawn.begun - len(drawn.draws)} stopped far "
        f"from the others and are left out; of the {len(drawn.draws)} half the squared errors from what was published are "
        f"{middle:.0f} (90 % of draws {low:.0f} to {high:.0f}); of a true model they would be about "
        f"{len(found.slopes.there) / 2:.0f}, half of the number of data. The last of {len(drawn.course)} corrections moved the "
        f"median of minus log density by {drawn.course[-2] - drawn.course[-1]:.1f}.\n"
    )


def _learned(learned: Sequence[Learned], draws: int) -> str:
    rows = [
        (
            one.name,
            f"{number(one.quantiles[1])} ({number(one.quantiles[0])} to {number(one.quantiles[2])})",
            f"{one.contraction:.2f}" if np.isfinite(one.contraction) and not np.isfinite(one.zero[0]) else "-",
            f"{one.zero[0]:.2f} ({one.zero[1]:.2f})" if np.isfinite(one.zero[0]) else "",
            "class" if one.class_prior and not np.isfinite(one.zero[0]) else "",
        )
        for one in learned
    ]
    head = ("number", "median (90 %)", "contraction", "P(zero) (prior)", "prior")
    said = CONTRACTION.format(draws=draws, error=(2 / draws) ** 0.5)
    return f"## What was learned\n\n{said}\n\n{table(head, 'll', rows)}"


def _results(checked: Checked) -> str:
    rows = [
        (
            one.result.name,
            number(one.published),
            f"{number(one.quantiles[2])} ({number(one.quantiles[0])} to {number(one.quantiles[4])})",
            "" if one.within[1] else "**outside 90 %**",
        )
        for one in checked.results
    ]
    return "## Fitted results of women\n\n" + table(("result", "published", "predicted median (90 %)", ""), "l", rows)
