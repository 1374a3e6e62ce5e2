"""The time to a first clinical mastitis by arm, a panel per hypothesis, averaged over the disputed routes."""

from itertools import product

import numpy as np
import plotly.graph_objects as go

from milkway.analysis.aalen_johansen import aalen_johansen
from milkway.analysis.kaplan_meier import at_risk_on, kaplan_meier
from milkway.analysis.outcomes import Outcomes
from milkway.protocol.competing import competing_events
from milkway.reports.look import styled
from milkway.reports.narrow import BETWEEN, PANEL, column_height, panels, styled_narrow
from milkway.reports.palette import DASHES, INK, REFERENCE, line_of
from milkway.reports.trial.course_tables import days_at_risk, first_event
from milkway.trials.run_trial import TrialRun

ROW = 16  # height of a line of women at risk in the narrow form, in pixels


def survival(run: TrialRun, *, narrow: bool = False) -> go.Figure | None:
    """Return the share of women with the event as the trial saw it, with women at risk below; None without such an endpoint."""
    endpoint, names = first_event(run), [one.name for one in run.protocol.hypotheses]
    if not endpoint:
        return None
    arms = [arm.name for arm in run.protocol.arms]
    between = BETWEEN + ROW * len(arms)
    dashes = _dashes(arms, run.protocol.reference)
    figure, places = panels(names, narrow=narrow, spacing=0.055, between=between)
    for number, name in enumerate(names):
        for row, arm in enumerate(run.protocol.arms):
            colour = REFERENCE if arm.name == run.protocol.reference else line_of(number).colour
            dash = dashes[arm.name]
            days, with_event, at_risk = _averaged(run, name, arm.name, endpoint)
            line = {"color": colour, "width": 2, "shape": "hv", "dash": dash}
            figure.add_trace(
                go.Scatter(
                    x=days,
                    y=100 * with_event,
                    line=line,
                    mode="lines",
                    name=arm.label,
                    legendgroup=arm.name,
                    showlegend=number == 0,
                ),
                *places[number],
            )
            _numbers(figure, number, days_at_risk(run), at_risk, _height(row, narrow=narrow))
    for number, row in product(range(len(names)) if narrow else [0], range(len(arms))):
        text = {
            "text": arms[row],
            "xref": "paper",
            "x": -0.05 if narrow else -0.02,
            "xanchor": "right",
            "showarrow": False,
            "font": {"size": 11},
        }
        figure.add_annotation(yref=f"y{_axis(number)} domain", y=_height(row, narrow=narrow), **text)
    shown = days_at_risk(run)
    figure.update_xaxes(range=[0, shown[-1]], tickvals=shown)
    figure.update_yaxes(rangemode="tozero")
    figure.update_yaxes(title="Women with clinical mastitis, %", col=1)
    below = "Days since enrolment; below: women at risk"
    if narrow:
        figure.update_xaxes(title=below)
        left = max(52, 7 * max(map(len, arms)) + 24)
        return styled_narrow(figure, column_height(len(names), between), left=left, under=ROW * len(arms))
    figure.add_annotation(text=below, x=0.5, y=-0.2, xref="paper", yref="paper", showarrow=False)
    styled(figure, 400).update_layout(margin={"l": 70, "r": 20, "t": 70, "b": 110})
    return figure


def curves(run: TrialRun) -> str:
    """Return whose curves they are."""
    timed = next((one for one in run.protocol.endpoints if one.name == first_event(run)), None)
    return "Aalen-Johansen" if timed is not None and competing_events(timed) else "Kaplan-Meier"


def _dashes(arms: list[str], reference: str) -> dict[str, str]:
    """Return the dash of each arm: of the reference "dash", and of each other one its own.

    >>> _dashes(["one", "other", "placebo"], "placebo")
    {'one': 'solid', 'other': 'dot', 'placebo': 'dash'}
    """
    own = [dash for dash in DASHES if dash != "dash"]
    others = [name for name in arms if name != reference]
    # Plotly takes lengths of strokes and gaps too; a sixth arm and those after it have strokes that grow.
    more = [f"{3 * n}px,3px,{n}px,3px" for n in range(2, 2 + len(others))]
    return dict(zip(others, [*own, *more], strict=False)) | {reference: "dash"}


def _averaged(run: TrialRun, hypothesis: str, arm: str, endpoint: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return days, share with the event, and women at risk every few weeks, weighted over route settings."""
    days, marks = np.arange(days_at_risk(run)[-1] + 1), np.array(days_at_risk(run))
    weights = {setting.name: setting.weight for setting in run.protocol.routes.settings}
    event, risk = np.zeros(len(days)), np.zeros(len(marks))
    for world in (one for one in run.worlds if one.hypothesis == hypothesis):
        score = world.arms[arm].scores["observed"][endpoint].known()
        event += weights[world.setting] * _with_event(score, days)
        risk += weights[world.setting] * at_risk_on(score.value, marks)
    return days, event, risk


def _with_event(score: Outcomes, days: np.ndarray) -> np.ndarray:
    """Return the share of women with the event by each day."""
    if score.competing:
        found = aalen_johansen(score.value, score.seen, score.barred)
        return found.share[np.searchsorted(found.time, days, side="right") - 1]
    curve = kaplan_meier(score.value, score.seen)
    return 1 - curve.free[np.searchsorted(curve.time, days, side="right") - 1]


def _height(row: int, *, narrow: bool) -> float:
    """Return where a line of women at risk stands below a panel, in heights of it."""
    return -(64 + ROW * row) / PANEL if narrow else -0.30 - 0.075 * row


def _axis(number: int) -> str:
    """Return how the axes of a panel are called, counted from 0."""
    return "" if number == 0 else str(number + 1)


def _numbers(figure: go.Figure, number: int, days: tuple[int, ...], at_risk: np.ndarray, height: float) -> None:
    """Write women at risk below a panel."""
    font = {"size": 11, "color": INK}
    for day, women in zip(days, at_risk, strict=True):
        below = {"xref": f"x{_axis(number)}", "yref": f"y{_axis(number)} domain", "y": height}
        figure.add_annotation(x=day, text=f"{women:.0f}", showarrow=False, font=font, **below)
