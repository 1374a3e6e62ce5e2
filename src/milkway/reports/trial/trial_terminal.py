"""What is printed at the end of a trial: the virtual results beside the published ones, and where the report is."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from milkway.analysis.measure import Estimate
from milkway.analysis.measures.binary import RISK_RATIO
from milkway.analysis.measures.rates import RATE_RATIO
from milkway.analysis.result import Result
from milkway.protocol.endpoint import Endpoint, PublishedContrast
from milkway.reports.estimate_text import p_heading, p_text, without_p
from milkway.reports.grid import grid
from milkway.reports.numbers import UNREPORTED, estimate, p_alone
from milkway.reports.table import Table
from milkway.reports.trial.endpoint_tables import arm_text, contrast_of, published_arm, published_contrast, told_of
from milkway.reports.trial.headline import routes, settings
from milkway.reports.trial.ill_table import ill_table, remark
from milkway.reports.trial.interim_table import ends_table
from milkway.reports.trial.setting_part import kept_for, setting_lines
from milkway.reports.trial.trial_report import REPORT, leading_endpoint
from milkway.trials.run_trial import TrialRun

LEADING = (RISK_RATIO.name, RATE_RATIO.name)


def print_trial(run: TrialRun, folder: Path) -> None:
    """Print the endpoints that have a published result, the disputed routes, and where the report is."""
    console = Console(highlight=False)
    leading = leading_endpoint(run)
    console.print(f"\n[bold]{run.protocol.title}[/bold]")
    console.print(f"Simulated, no human participants: {run.protocol.design.size} virtual women, seed {run.seed}.")
    console.print(routes(run))
    console.print(settings(run) + "\n")
    for endpoint in run.protocol.endpoints:
        if endpoint.published is not None or endpoint is leading:
            console.print(grid(printed_table(run, endpoint, every_setting=endpoint is leading)))
            console.print()
    console.print(grid(_ill(run)))
    console.print()
    if remark(run):
        console.print(remark(run) + "\n")
    if run.protocol.interim is not None:
        console.print(grid(ends_table(run, run.protocol.interim)))
        console.print()
    if run.protocol.used_in_tuning:
        console.print("† used in tuning: agreement with the published result is no evidence.")
    console.print("Parameters: " + ", ".join(f"{count} {kind}" for kind, count in run.kinds.items()) + ".")
    failed = sum(count for name, count in run.status.items() if name != "complete")
    console.print(f"Dyads simulated: {sum(run.status.values())}, failed: {failed}.")
    for line in setting_lines(run, kept_for(run)):
        console.print(line, markup=False)
    console.print("For research and teaching; not medical advice.")
    console.print(f"Report: {folder / REPORT}", soft_wrap=True)


def _ill(run: TrialRun) -> Table:
    """Return the women ill by days required under the first hypothesis; the page has them all."""
    whole = ill_table(run)
    return replace(whole, rows=tuple(row for row in whole.rows if row[0] == whole.rows[0][0]), note="")


def printed_table(run: TrialRun, endpoint: Endpoint, *, every_setting: bool) -> Table:
    """Return an endpoint with one contrast: published, then each hypothesis by route setting, or averaged only."""
    measure = told_of(endpoint, *LEADING)
    arms = [arm.name for arm in run.protocol.arms]
    rows: list[tuple[str, ...]] = []
    if endpoint.published is not None:
        found, _ = published_contrast(endpoint, arms, measure)
        text, p = _contrast(measure, found)
        if endpoint.margin is not None and p:
            p = f"{p} of no effect"
        rows.append(("published", "", *(published_arm(endpoint, name, short=True) for name in arms), text, p))
    for hypothesis in run.protocol.hypotheses:
        for setting, result in _settings(run, hypothesis.name, endpoint.name, every_setting=every_setting):
            cells = (arm_text(result.arms[name], endpoint, short=True) for name in arms)
            rows.append((hypothesis.name, setting, *cells, *_contrast(measure, contrast_of(result, measure))))
    mark = " †" if endpoint.name in run.protocol.used_in_tuning else ""
    chosen = next(one for one in endpoint.measures if one.name == measure)
    columns = ("", "routes", *arms, chosen.label + " (95 %)", p_heading(chosen))
    if chosen.alone:  # which has no p
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return Table(endpoint.name, f"{endpoint.label}{mark} ({endpoint.unit})", columns, tuple(rows))


def _settings(run: TrialRun, hypothesis: str, endpoint: str, *, every_setting: bool) -> Iterator[tuple[str, Result]]:
    for world in run.worlds if every_setting else ():
        if world.hypothesis == hypothesis:
            yield world.setting, world.results["observed"][endpoint]
    yield "averaged", run.results[hypothesis]["observed"][endpoint]


def _contrast(measure: str, found: Estimate | PublishedContrast | None) -> tuple[str, str]:
    if found is None:
        return UNREPORTED, ""
    if isinstance(found, Estimate):
        return without_p(found, to=", "), p_text(found)
    if found.estimate is None:
        return UNREPORTED, p_alone(found.p)
    return estimate(measure, found.estimate, found.low, found.high, None, to=", "), p_alone(found.p)
