"""The page of a calibration: what was fitted, what was learned, and how far to trust it, as Markdown."""

from collections.abc import Sequence

import numpy as np

from milkway.inference.calibration_page_tables import indices, left_out, predictions, screening, table, three
from milkway.inference.diagnostics import Diagnostics, coverage, failed
from milkway.inference.fit import Calibration
from milkway.inference.free import Free
from milkway.inference.learning import SEEN
from milkway.inference.prior_scales import BIAS, DISCREPANCY

ROUTE = "entero_mammary_flux"
DECISIVE = (
    "What would tell them apart: the marked strain in milk of women who take it in pregnancy, before the first feed, when no "
    "infant's mouth and no contact with it can bring the strain into the breast; and the same in women who only pump."
)
TOLD = 10.0  # odds must change by this factor before the data are said to tell anything
FEW = 100  # draws below which no interval is given
MIXED = 1.05  # R-hat above which chains have not met
HEAD = """# Calibration

Written by `milkway calibrate`; do not edit by hand. Method and choices: [decision 0011](decisions/0011-calibration.md). What no
calibration can mend is in [limits](model/limits.md). **Nothing here is evidence that a product works**: product effects are
learned from trials that their makers ran, and a spike at zero that loses weight says no more than that such a trial was printed.
Rival ways into milk (skin, the infant's mouth, contact with the product, growth in the duct) are free beside the disputed route.
"""


def page(found: Calibration, checked: Diagnostics, compared: Sequence[str]) -> str:
    """Return the page; `compared` are paragraphs on the comparison with the tables tuned by hand."""
    parts = (
        _fitted(found),
        *compared,
        _learned(checked),
        _rivals(found, checked),
        _ridges(checked),
        _trust(found, checked),
        screening(found),
    )
    return "\n".join((HEAD, *parts, predictions(checked), left_out(checked), indices(checked)))


def _fitted(found: Calibration) -> str:
    lost, sets = failed(found)
    data = found.question.data
    studies = len({one.study for one in data})
    waves = ", ".join(f"{len(wave.results)} ({name})" for name, wave in found.waves.items())
    return (
        f"## What was done\n\n{len(data)} results of {studies} studies, {len(found.free)} free parameters, {sets} parameter sets "
        f"simulated: {waves}; {lost} failed. In each set all that is not free was drawn from its prior; what that moves in "
        f"several results at once is {len(found.quadratics.common)} common factors of the inference. Prior scales: of model "
        f"discrepancy {DISCREPANCY} (log odds, logs or decades) for each of {len(found.topics)} topics, of the bias of arms with "
        f"a stake or unblinded {BIAS} (logs).\n"
    )


def _learned(checked: Diagnostics) -> str:
    rows = [
        (
            one.name,
            three(one.quantiles),
            f"{one.contraction:.2f}",
            "" if np.isnan(one.zero[0]) else f"{one.zero[0]:.2f} ({one.zero[1]:.2f})",
            f"{checked.r_hat[i]:.2f}",
            f"{checked.effective[i]:.0f}",
        )
        for i, one in enumerate(checked.learned)
    ]
    head = ("parameter", "factor, or value if not zero (5 to 95 %)", "contraction", "P(zero), prior in brackets", "R-hat", "ESS")
    text = "Contraction is 1 minus posterior over prior variance: 0 means that the data say nothing, 1 that they say all.\n"
    return f"## What was learned\n\n{text}\n{table(head, rows)}"


def _rivals(found: Calibration, checked: Diagnostics) -> str:
    """Return whether the data tell the disputed route from its rivals, and what would."""
    names = [one.name for one in checked.learned]
    if ROUTE not in names:
        return ""
    flux = names.index(ROUTE)
    after, before = checked.learned[flux].zero
    together = np.corrcoef(found.draws.z, rowvar=False)[flux]
    rivals = [(i, one) for i, one in enumerate(found.free) if one.rival]
    named = ", ".join(f"`{one.name}` {together[i]:.2f}" for i, one in rivals)
    without = found.draws.x[:, flux] == 0
    needed = table(
        ("rival, as a factor on the tables", "without the route", "with it", "prior"),
        [(one.name, _factor(one, found, i, without), _factor(one, found, i, ~without), _prior(one)) for i, one in rivals],
    )
    odds = after * (1 - before) / max((1 - after) * before, 1e-9)
    if 1 / TOLD < odds < TOLD:
        word = "**The data cannot tell the route from its rivals.**"
    else:
        word = "The odds are conditional on these priors and this model, and no more than that."
    return (
        f"## The disputed route beside its rivals\n\nP(zero) of `{ROUTE}` is {after:.2f}, its prior {before:.2f}: odds of no "
        f"route changed by a factor of {odds:.2g}. Correlation with what else brings such bacteria into milk: {named}. "
        f"{word} Draws without the route have the rivals below: where these are as before, such draws do not explain otherwise "
        f"what the route explains, but miss it, and the odds are how improbable expert priors make a rival. "
        f"{DECISIVE}\n\n{needed}"
    )


def _factor(one: Free, found: Calibration, place: int, among: np.ndarray) -> str:
    """Return the interval of a factor among some draws."""
    if among.sum() < FEW:
        return f"under {FEW} draws"
    low, middle, high = np.quantile(one.values(found.draws.x[among, place]), (0.05, 0.5, 0.95)).tolist()
    return three((low, middle, high))


def _prior(one: Free) -> str:
    return three((one.spread**-1.645, 1.0, one.spread**1.645))


def _ridges(checked: Diagnostics) -> str:
    seen = [one for one in checked.directions if one.left < SEEN]
    rows = [(f"{one.left:.2f}", " ".join(f"{name}^{power:.2f}" for name, power in one.powers[:4])) for one in seen]
    pairs = [(a, b, f"{together:.2f}") for a, b, together in checked.ridges]
    products = table(("variance left", "product (largest powers)"), rows)
    return (
        f"## Ridges: the products that the data see\n\n{len(seen)} of {len(checked.directions)} directions lost more than "
        f"half of their prior variance; all else the data do not see.\n\n{products}\n"
        f"Seen together only (posterior correlation beyond 0.4):\n\n{table(('parameter', 'with', 'correlation'), pairs)}"
    )


def _trust(found: Calibration, checked: Diagnostics) -> str:
    return "## How far to trust it\n\n" + "".join(
        f"- {line}\n" for line in (*_numerics(found, checked), *_beliefs(found, checked))
    )


def _numerics(found: Calibration, checked: Diagnostics) -> tuple[str, ...]:
    p, draws = checked.ranks.p_values(), found.draws
    within, simulated = checked.blind
    return (
        f"Sampler: largest R-hat {checked.r_hat.max():.3f}, fewest effective draws {checked.effective.min():.0f}, "
        f"{draws.divergent} divergent of {len(draws.z)}.{_warned(checked)}",
        f"Simulation-based calibration, {len(checked.ranks.ranks)} synthetic data sets: smallest p of even ranks {p.min():.3f} "
        f"over {len(p)} parameters (expected about {1 / (len(p) + 1):.3f}).",
        f"Emulator: it explains a median {np.median(found.emulator.explained):.2f} of the variance of results in unseen sets; "
        f"{within:.2f} of {simulated} results of the second wave lay in 90 % of their prediction before they were fitted.",
    )


def _warned(checked: Diagnostics) -> str:
    apart = [one.name for one, r_hat in zip(checked.learned, checked.r_hat, strict=False) if r_hat > MIXED]
    apart += ["what is not free"] if checked.r_hat[len(checked.learned) :].max() > MIXED else []
    return (
        f" **Chains disagree** (R-hat above {MIXED}) about {', '.join(apart)}: read these as a range, no more." if apart else ""
    )


def _beliefs(found: Calibration, checked: Diagnostics) -> tuple[str, ...]:
    half, most = coverage(checked.predicted)
    low, middle, high = np.exp(checked.bias)
    widths = np.median(found.draws.discrepancy, axis=0)
    topics = ", ".join(f"{topic} {widths[i]:.2f}" for i, topic in enumerate(found.topics))
    return (
        f"Posterior prediction: {half:.2f} of published results in their 50 % interval, {most:.2f} in 90 %; all were fitted.",
        f"Bias of arms with a stake or unblinded: factor {middle:.2f} ({low:.2f} to {high:.2f}); prior median "
        f"{np.exp(0.6745 * BIAS):.2f}.",
        f"Chance that a trial without significance is reported: {three(checked.reporting)}; prior 0.05 to 0.95.",
        f"Discrepancy by topic (median; log odds, logs or decades): {topics}.",
    )
