"""The time to a first clinical mastitis by arm, a panel per hypothesis, averaged over the disputed routes."""

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from milkway.analysis.aalen_johansen import aalen_johansen
from milkway.analysis.kaplan_meier import at_risk_on, kaplan_meier
from milkway.analysis.outcomes import Outcomes
from milkway.protocol.competing import competing_events
from milkway.reports.palette import DASHES, INK, REFERENCE, line_of, styled
from milkway.reports.trial.course_tables import days_at_risk, first_event
from milkway.trials.run_trial import TrialRun


def survival(run: TrialRun) -> go.Figure | None:
    """Return the share of women with the event as the trial saw it, with women at risk below; None without such an endpoint."""
    endpoint, names = first_event(run), [one.name for one in run.protocol.hypotheses]
    if not endpoint:
        return None
    dashes = _dashes([arm.name for arm in run.protocol.arms], run.protocol.reference)
    figure = make_subplots(1, len(names), subplot_titles=names, shared_yaxes=True, horizontal_spacing=0.055)
    for column, name in enumerate(names, start=1):
        for row, arm in enumerate(run.protocol.arms):
            colour = REFERENCE if arm.name == run.protocol.reference else line_of(column - 1).colour
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
                    showlegend=column == 1,
                ),
                1,
                column,
            )
            _numbers(figure, (column, row), days_at_risk(run), at_risk)
    for row, arm in enumerate(run.protocol.arms):
        text = {"text": arm.name, "xref": "paper", "x": -0.02, "xanchor": "right", "showarrow": False, "font": {"size": 11}}
        figure.add_annotation(yref="paper", y=_height(row), **text)
    shown = days_at_risk(run)
    figure.update_xaxes(range=[0, shown[-1]], tickvals=shown)
    figure.update_yaxes(rangemode="tozero")
    figure.update_yaxes(title="Women with clinical mastitis, %", col=1)
    figure.add_annotation(
        text="Days since enrolment; below: women at risk", x=0.5, y=-0.2, xref="paper", yref="paper", showarrow=False
    )
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


def _height(row: int) -> float:
    """Return where a line of women at risk stands below a panel."""
    return -0.30 - 0.075 * row


def _numbers(figure: go.Figure, place: tuple[int, int], days: tuple[int, ...], at_risk: np.ndarray) -> None:
    """Write women at risk below a panel; `place` is the panel and the line."""
    axis = "" if place[0] == 1 else str(place[0])
    font = {"size": 11, "color": INK}
    for day, women in zip(days, at_risk, strict=True):
        below = {"xref": f"x{axis}", "yref": "paper", "y": _height(place[1])}
        figure.add_annotation(x=day, text=f"{women:.0f}", showarrow=False, font=font, **below)
