"""Tables of endpoints: the published result above the virtual ones, hypotheses side by side, and routes off, on and averaged."""

from collections.abc import Iterator

from milkway.analysis.kinds import COUNT, RECURRENCE, SHARE, ArmValue
from milkway.analysis.measure import Estimate
from milkway.analysis.measures.binary import ODDS_RATIO, RISK_DIFFERENCE, RISK_RATIO, odds_ratio, risk_difference, risk_ratio
from milkway.analysis.reasons import no_estimate
from milkway.analysis.registry import SCORES
from milkway.analysis.result import Result
from milkway.protocol.competing import said_of_competing
from milkway.protocol.endpoint import Endpoint, PublishedContrast
from milkway.reports.estimate_text import estimate_text, measure_text
from milkway.reports.numbers import UNREPORTED, counted, estimate, plain, share
from milkway.reports.table import Table
from milkway.reports.trial.design_words import analysed_as, entered
from milkway.trials.run_trial import TrialRun

FROM_COUNTS = {RISK_DIFFERENCE.name: risk_difference, RISK_RATIO.name: risk_ratio, ODDS_RATIO.name: odds_ratio}
TUNED = " †"


def endpoint_table(run: TrialRun, endpoint: Endpoint) -> Table:
    """Return one endpoint: what was published, then each hypothesis averaged over the disputed routes."""
    arms = [arm.name for arm in run.protocol.arms]
    columns = ("", *(arm.label for arm in run.protocol.arms), *(measure_text(measure) for measure in endpoint.measures))
    rows = [_published(run, endpoint, arms)] if endpoint.published else []
    for hypothesis in run.protocol.hypotheses:
        rows += _rows(hypothesis.label, run.results[hypothesis.name]["observed"][endpoint.name], endpoint, arms)
    note = f"Averaged over the settings of the disputed routes. {_population(run, endpoint)} Unit: {endpoint.unit}."
    note += f" {said}" if (said := said_of_competing(endpoint)) else ""
    if endpoint.name in run.protocol.used_in_tuning:
        note += f"{TUNED} The published result shaped the model's numbers, so agreement with it is no evidence."
    return Table(f"endpoint-{endpoint.name}", endpoint.label + _mark(run, endpoint), columns, tuple(rows), note)


def route_table(run: TrialRun, endpoint: Endpoint) -> Table:
    """Return one endpoint with the disputed routes off, on and averaged, by hypothesis."""
    arms = [arm.name for arm in run.protocol.arms]
    weights = {setting.name: setting.weight for setting in run.protocol.routes.settings}
    columns = (
        "Hypothesis",
        "Disputed routes",
        *(arm.label for arm in run.protocol.arms),
        *(measure_text(measure) for measure in endpoint.measures),
    )
    rows = []
    for hypothesis in run.protocol.hypotheses:
        for world in (one for one in run.worlds if one.hypothesis == hypothesis.name):
            setting = f"{world.setting} (weight {plain(weights[world.setting])})"
            rows += [
                (hypothesis.name, setting, *row[1:])
                for row in _rows("", world.results["observed"][endpoint.name], endpoint, arms)
            ]
        together = run.results[hypothesis.name]["observed"][endpoint.name]
        rows += [(hypothesis.name, "averaged", *row[1:]) for row in _rows("", together, endpoint, arms)]
    return Table(f"routes-{endpoint.name}", f"{endpoint.label}, by disputed routes", columns, tuple(rows), _routes_note(run))


def overview(run: TrialRun, view: str) -> Table:
    """Return every endpoint's leading contrast under every hypothesis, averaged over routes, as seen in one view."""
    columns = ("Endpoint", analysed_as(run.protocol), "Published", *(hypothesis.name for hypothesis in run.protocol.hypotheses))
    rows = tuple(_overview_row(run, endpoint, view) for endpoint in run.protocol.endpoints)
    if view == "oracle":
        title = f"Oracle: what was true of every woman {entered(run.protocol)} (no trial sees this)"
        note = "True signs of all women, whether or not they left or reported them; events as each estimand treats them."
        return Table("oracle", title, columns, rows, note)
    leading = "Leading estimate of the single arm" if run.protocol.single else "Leading contrast, product against placebo"
    note = f"{leading}, 95 % interval.{TUNED} used in tuning: agreement is no evidence."
    return Table("endpoints", "All endpoints under the four hypotheses, beside the published", columns, rows, note)


def told_of(endpoint: Endpoint, *usual: str) -> str:
    """Return the contrast by which an endpoint is told in few words: one of the usual where it has it, else the leading one.

    Where there is a margin it is the leading one, which the margin is of.
    """
    chosen = (one for one in usual if one in endpoint.analyses and endpoint.margin is None)
    return next(chosen, endpoint.analyses[0])


def contrast_of(result: Result, measure: str) -> Estimate:
    """Return the first contrast of one of the endpoint's measures."""
    return next(one.found for one in result.contrasts if one.found.measure.name == measure)


def arm_text(value: ArmValue, endpoint: Endpoint, *, short: bool = False) -> str:
    """Return an endpoint in one arm; short without how many women or episodes that is, save of a share."""
    kind = SCORES[endpoint.score].kind
    if value.value is None:
        return no_estimate(value.note)
    if kind is SHARE:
        return counted(value.count, value.n, value.value, short=short)
    shown = share(value.value) if kind.of_women else plain(value.value)
    if short:
        return shown
    if kind in (COUNT, RECURRENCE) and value.count is not None:
        return f"{shown} ({value.count} in {value.n})"
    return f"{shown} (n = {value.n})"


def published_contrast(endpoint: Endpoint, arms: list[str], measure: str) -> tuple[PublishedContrast | Estimate | None, bool]:
    """Return a published contrast, and whether it follows by arithmetic from printed counts."""
    published = endpoint.published
    if published is None:
        return None, False
    printed = next((one for one in published.contrasts if one.measure == measure), None)
    if printed is not None:
        return printed, printed.kind == "derived"
    pairs = [(one.count, one.n) for name in arms if (one := published.arms.get(name)) is not None]
    counts = [(count, n) for count, n in pairs if count is not None and n is not None]
    if measure not in FROM_COUNTS or len(counts) != 2:
        return None, False
    (first, n_first), (second, n_second) = counts
    return FROM_COUNTS[measure]((first, second), (n_first, n_second)), True


def published_text(endpoint: Endpoint, arms: list[str], measure: str, mark: str = " *") -> str:
    """Return a published contrast as text, and a mark on what follows by arithmetic from what was printed."""
    found, derived = published_contrast(endpoint, arms, measure)
    if found is None:
        return UNREPORTED
    of = " of no effect" if endpoint.margin is not None and found.p is not None else ""
    return estimate(measure, found.estimate, found.low, found.high, found.p) + of + (mark if derived else "")


def published_arm(endpoint: Endpoint, arm: str, *, short: bool = False) -> str:
    """Return what was published of an arm; short as of a virtual one."""
    found = endpoint.published.arms.get(arm) if endpoint.published is not None else None
    if found is None:
        return UNREPORTED
    if SCORES[endpoint.score].kind.of_women:
        return counted(found.count, found.n, found.value, short=short)
    return plain(found.value) + (f" ({found.count} in {found.n})" if found.count is not None and not short else "")


def _published(run: TrialRun, endpoint: Endpoint, arms: list[str]) -> tuple[str, ...]:
    cells = (published_arm(endpoint, name) for name in arms)
    contrasts = (published_text(endpoint, arms, measure) for measure in endpoint.analyses)
    return (f"Published ({run.protocol.study})", *cells, *contrasts)


def _rows(label: str, result: Result, endpoint: Endpoint, arms: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield a row per arm that is contrasted."""
    contrasted = dict.fromkeys(one.arm for one in result.contrasts)
    for arm in contrasted:
        found = {one.found.measure.name: one.found for one in result.contrasts if one.arm == arm}
        cells = (estimate_text(found[measure]) for measure in endpoint.analyses)
        yield (
            f"{label} [{arm}]" if len(contrasted) > 1 else label,
            *(arm_text(result.arms[name], endpoint) for name in arms),
            *cells,
        )


def _overview_row(run: TrialRun, endpoint: Endpoint, view: str) -> tuple[str, ...]:
    arms, measure = [arm.name for arm in run.protocol.arms], endpoint.analyses[0]
    found = (estimate_text(contrast_of(run.results[one.name][view][endpoint.name], measure)) for one in run.protocol.hypotheses)
    published = published_text(endpoint, arms, measure) if endpoint.published else UNREPORTED
    return (endpoint.label + _mark(run, endpoint), measure_text(endpoint.leading), published, *found)


def _mark(run: TrialRun, endpoint: Endpoint) -> str:
    return TUNED if endpoint.name in run.protocol.used_in_tuning else ""


def _population(run: TrialRun, endpoint: Endpoint) -> str:
    whole = f"All women {entered(run.protocol)}, until they left."
    return "Women who completed the trial." if endpoint.population == "completers" else whole


def _routes_note(run: TrialRun) -> str:
    off = sorted({name.replace("_", "-") for setting in run.protocol.routes.settings for name in setting.without})
    basis = run.protocol.routes.basis
    return f"Disputed routes: {', '.join(off)}. Weights ({basis.kind}): {basis.note}."
