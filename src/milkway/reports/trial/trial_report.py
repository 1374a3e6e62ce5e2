"""Write a trial's report: one page that opens offline, its tables as CSV, and the summary as JSON."""

import json
from functools import partial
from pathlib import Path

import plotly.graph_objects as go
from markupsafe import Markup

from milkway.core.writing import write_whole
from milkway.ledger.own_values import yours_of
from milkway.ledger.tables import ParameterTable
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.resolve import to_toml
from milkway.reports.evidence import evidence_tables
from milkway.reports.pages import embedded, plotly_script, template_of
from milkway.reports.table import Table, write_table
from milkway.reports.trial import (
    course_figures,
    course_tables,
    design_words,
    endpoint_tables,
    headline,
    people_tables,
    sequencing_tables,
)
from milkway.reports.trial.course_tables import first_event
from milkway.reports.trial.estimand_table import estimand_tables
from milkway.reports.trial.estimates import estimates
from milkway.reports.trial.flow_figure import flow_picture
from milkway.reports.trial.forest import MEASURE, forest
from milkway.reports.trial.ill_table import ill_table, remark
from milkway.reports.trial.interim_table import interim_table
from milkway.reports.trial.multiplicity_table import multiplicity_table
from milkway.reports.trial.protocol_page import PROTOCOL, protocol_page
from milkway.reports.trial.setting_part import kept_for, setting_lines, setting_table
from milkway.reports.trial.subgroup_tables import subgroup_tables
from milkway.reports.trial.survival_figure import curves, survival
from milkway.trials.run_trial import TrialRun
from milkway.trials.trial_summary import summary

REPORT = "report.html"


def write_report(run: TrialRun, table: ParameterTable, folder: Path, missing: tuple[Table, ...] = ()) -> dict:
    """Write report.html, protocol.html, tables/*.csv, figures/, summary.json and protocol.toml, and return the summary.

    A file is written whole or not at all. No file names the folder: it may be moved.

    Args:
        run: the trial.
        table: parameters, which say what was tuned on what.
        folder: of the run.
        missing: tables of the study of missing data, if it was asked for.

    Raises:
        OSError: a file cannot be written.
    """
    tables = all_tables(run, table)
    for one in (*tables.values(), estimates(run), *missing):
        write_table(one, folder / "tables")
    write_whole(folder / REPORT, page(run, table, tables, missing).encode())
    write_whole(folder / PROTOCOL, protocol_page(run.protocol, run.versions["milkway"]).encode())
    write_whole(folder / "figures" / "flow.svg", flow_picture(run).encode())
    write_whole(folder / "protocol.toml", to_toml(run.resolved).encode())
    plain = summary(run)
    kept = json.dumps({**plain, "report": REPORT}, indent=1, allow_nan=False, ensure_ascii=False)
    write_whole(folder / "summary.json", (kept + "\n").encode())
    return {**plain, "report": str(folder / REPORT)}


def all_tables(run: TrialRun, table: ParameterTable) -> dict[str, Table]:
    """Return every table of the report by name."""
    leading = leading_endpoint(run)
    claims = run.protocol.multiplicity
    tables = [
        *([multiplicity_table(run, claims)] if claims is not None else []),
        *([interim_table(run, run.protocol.interim)] if run.protocol.interim is not None else []),
        design_words.outcomes(run.protocol),
        people_tables.baseline(run),
        people_tables.flow(run),
        people_tables.screening(run),
        people_tables.status(run),
        *estimand_tables(run),
        ill_table(run),
        endpoint_tables.overview(run, "observed"),
        endpoint_tables.overview(run, "oracle"),
        endpoint_tables.route_table(run, leading),
        *(endpoint_tables.endpoint_table(run, one) for one in run.protocol.endpoints),
        *subgroup_tables(run),
        course_tables.at_risk(run),
        course_tables.detection(run),
        course_tables.loads(run),
        *([sequencing_tables.reads(run)] if run.protocol.assays.sequencing else []),
        *([sequencing_tables.sharing(run)] if run.protocol.assays.sharing else []),
        course_tables.composition(run),
        evidence_tables.kinds(run),
        *([evidence_tables.yours(table)] if yours_of(table) else []),
        *([kept] if (kept := setting_table(kept_for(run))) is not None else []),
        evidence_tables.tuning(run, table),
        evidence_tables.hypotheses(run),
        evidence_tables.assumptions(run),
    ]
    return {one.name: one for one in tables}


def page(run: TrialRun, table: ParameterTable, tables: dict[str, Table], missing: tuple[Table, ...] = ()) -> str:
    """Return the report as one HTML page that needs nothing else."""
    leading = leading_endpoint(run)
    harms = design_words.harms(run.protocol)
    reported = [one for one in run.protocol.endpoints if one.published is not None and one not in harms]
    template = template_of("report.html.j2")
    return template.render(
        run=run,
        protocol=run.protocol,
        leading=leading,
        headline=headline,
        remark=remark(run),
        setting_lines=setting_lines(run, kept_for(run)),
        tables=tables,
        missing=missing,
        reported=[tables[f"endpoint-{one.name}"] for one in reported],
        others=[tables[f"endpoint-{one.name}"] for one in run.protocol.endpoints if one.published is None and one not in harms],
        subgroups=[one for name, one in tables.items() if name.startswith("subgroup-")],
        notes=[f"{one.label}: {one.published.note}." for one in reported if one.published and one.published.note],
        curves=curves(run),
        figures=_figures(run, leading) | {"flow": flow_picture(run) + flow_picture(run, narrow=True)},
        words=design_words,
        study=design_words.study_of(run.protocol),
        adherence=table.rows.get("adherence"),
        plotly=plotly_script(),
        resolved=to_toml(run.resolved),
    )


def leading_endpoint(run: TrialRun) -> Endpoint:
    """Return the first endpoint with a risk ratio, or the first."""
    return next((one for one in run.protocol.endpoints if MEASURE in one.analyses), run.protocol.endpoints[0])


def main_figure(run: TrialRun) -> go.Figure | None:
    """Return the time to the first clinical mastitis; where no endpoint is one, the forest of the leading endpoint."""
    leading = leading_endpoint(run)
    return survival(run) or (forest(run, leading) if MEASURE in leading.analyses else None)


def _figures(run: TrialRun, leading: Endpoint) -> dict[str, Markup]:
    makers = {
        "forest": partial(forest, run, leading) if MEASURE in leading.analyses else None,
        "survival": partial(survival, run) if first_event(run) else None,
        "loads": partial(course_figures.milk_loads, run),
        "strain": partial(course_figures.strain, run),
        "gut": partial(course_figures.infant_gut, run),
    }
    return {name: embedded(make(), make(narrow=True), name) for name, make in makers.items() if make is not None}
