"""The flow of women as CONSORT draws it, as a picture that stands alone and prints in black and white, wide or narrow."""

from dataclasses import dataclass
from itertools import batched, pairwise
from textwrap import wrap

from markupsafe import Markup

from milkway.reports.pages import template_of
from milkway.reports.trial.design_words import entered
from milkway.reports.trial.people_tables import flow_by_arm
from milkway.trials.run_trial import TrialRun

WIDTH, NARROW, GAP, LINE, PADDING, DOWN = 760, 360, 24, 17, 10, 26
ABREAST = 2  # arms side by side on a narrow screen; others follow below, reached through the gap between these
LETTER, BOLD = 6.6, 8.0  # width of a letter at 12.5 px; on a narrow screen a bold name may fill its box, in any font


@dataclass(frozen=True)
class Box:
    """A box of the flow: its place and its lines, the first one bold."""

    x: float
    y: float
    width: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """Return the height that the lines need."""
        return LINE * len(self.lines) + 2 * PADDING


def flow_picture(run: TrialRun, *, narrow: bool = False) -> Markup:
    """Return the flow of a virtual trial as an SVG picture: candidates, randomised, and each arm to the analysis."""
    heads = [(0.6, _screened(run)), (0.4, [f"{run.protocol.design.size} {entered(run.protocol)}"])]
    arms = [
        _steps(arm.label, flow_by_arm(run)[arm.name], "in the single arm" if run.protocol.single else "allocated")
        for arm in run.protocol.arms
    ]
    return flow_drawing(heads, arms, "Simulated, no human participants", narrow=narrow)


def flow_drawing(heads: list[tuple[float, list[str]]], arms: list[list[list[str]]], above: str, *, narrow: bool) -> Markup:
    """Return boxes from the whole trial down to what was analysed of each arm, as an SVG picture.

    Args:
        heads: boxes of the whole trial, from above: share of the width, and lines.
        arms: boxes of each arm, from above, as lines.
        above: what is written above them all.
        narrow: whether it is for a narrow screen.
    """
    boxes: list[Box] = []
    whole, abreast, letter = (NARROW, ABREAST, BOLD) if narrow else (WIDTH, len(arms), LETTER)
    for share, texts in heads:
        y = boxes[-1].y + boxes[-1].height + DOWN if boxes else 30
        boxes.append(_box(whole * (1 - share) / 2, y, whole * share, texts, letter))
    lines = [_between(one, other) for one, other in pairwise(boxes)]
    head, lowest = boxes[-1], boxes[-1].y + boxes[-1].height
    columns = min(abreast, len(arms))
    width = (whole - GAP * (columns - 1)) / columns
    for together in batched(arms, columns):
        top = lowest + DOWN
        for number, steps in enumerate(together):
            over, y = head, top
            for texts in steps:
                box = _box(number * (width + GAP), y, width, texts, letter)
                lines.append(_between(over, box))
                boxes.append(box)
                over, y = box, box.y + box.height + DOWN
        lowest = max(box.y + box.height for box in boxes)
    height = lowest + 2
    told = ". ".join(" ".join(box.lines) for box in boxes)
    form, template = "narrow" if narrow else "wide", template_of("flow.svg.j2")
    return Markup(template.render(boxes=boxes, lines=lines, width=whole, height=height, told=told, above=above, form=form))


def _screened(run: TrialRun) -> list[str]:
    reasons = next(iter(run.screening.values()))
    out = [f"{count} {reason}" for reason, count in reasons.items() if reason != "eligible" and count]
    return [f"{sum(reasons.values())} candidates screened", "Excluded: " + ("; ".join(out) or "none")]


def _steps(label: str, steps: dict[str, str], allotted: str) -> list[list[str]]:
    failed = [] if steps["failed"] == "0" else [f"{steps['failed']} lost to a failed simulation"]
    return [
        [label, f"{steps['randomised']} {allotted}"],
        [
            f"{steps['withdrew']} left the trial",
            f"{steps['stopped breastfeeding']} stopped breastfeeding, then or later",
            *failed,
        ],
        [f"{steps['completed']} completed", f"{steps['completed, still breastfeeding']} of them still breastfeeding"],
    ]


def _box(x: float, y: float, width: float, texts: list[str], letter: float) -> Box:
    letters = int((width - 2 * PADDING) / letter)
    return Box(x, y, width, tuple(line for text in texts for line in wrap(text, letters)))


def _between(above: Box, below: Box) -> tuple[float, float, float, float]:
    """Return the line from one box to the next; to an arm it leaves from the middle of the box above."""
    middle = below.x + below.width / 2
    start = above.x + above.width / 2 if not above.x <= middle <= above.x + above.width else middle
    return start, above.y + above.height, middle, below.y
