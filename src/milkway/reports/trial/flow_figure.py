"""The flow of women as CONSORT draws it, as a picture that stands alone and prints in black and white."""

from dataclasses import dataclass
from textwrap import wrap

from markupsafe import Markup

from milkway.reports.pages import template_of
from milkway.reports.trial.people_tables import flow_by_arm
from milkway.trials.run_trial import TrialRun

WIDTH, GAP, LINE, PADDING, DOWN = 760, 24, 17, 10, 26
LETTER = 6.6  # width of a letter at 12.5 px, on the safe side


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


def flow_picture(run: TrialRun) -> Markup:
    """Return the flow as an SVG picture: candidates, randomised, and each arm to the analysis."""
    screened = _box(WIDTH * 0.2, 30, WIDTH * 0.6, _screened(run))
    randomised = _box(WIDTH * 0.3, screened.y + screened.height + DOWN, WIDTH * 0.4, [f"{run.protocol.design.size} randomised"])
    boxes, lines = [screened, randomised], [_between(screened, randomised)]
    width = (WIDTH - GAP * (len(run.protocol.arms) - 1)) / len(run.protocol.arms)
    top = randomised.y + randomised.height + DOWN
    for number, arm in enumerate(run.protocol.arms):
        above, y = randomised, top
        for texts in _steps(arm.label, flow_by_arm(run)[arm.name]):
            box = _box(number * (width + GAP), y, width, texts)
            lines.append(_between(above, box))
            boxes.append(box)
            above, y = box, box.y + box.height + DOWN
    height = max(box.y + box.height for box in boxes) + 2
    told = ". ".join(" ".join(box.lines) for box in boxes)
    return Markup(template_of("flow.svg.j2").render(boxes=boxes, lines=lines, width=WIDTH, height=height, told=told))


def _screened(run: TrialRun) -> list[str]:
    reasons = next(iter(run.screening.values()))
    out = [f"{count} {reason}" for reason, count in reasons.items() if reason != "eligible" and count]
    return [f"{sum(reasons.values())} candidates screened", "Excluded: " + ("; ".join(out) or "none")]


def _steps(label: str, steps: dict[str, str]) -> list[list[str]]:
    failed = [] if steps["failed"] == "0" else [f"{steps['failed']} lost to a failed simulation"]
    return [
        [label, f"{steps['randomised']} allocated"],
        [
            f"{steps['withdrew']} left the trial",
            f"{steps['stopped breastfeeding']} stopped breastfeeding, then or later",
            *failed,
        ],
        [f"{steps['completed']} completed", f"{steps['completed, still breastfeeding']} of them still breastfeeding"],
    ]


def _box(x: float, y: float, width: float, texts: list[str]) -> Box:
    letters = int((width - 2 * PADDING) / LETTER)
    return Box(x, y, width, tuple(line for text in texts for line in wrap(text, letters)))


def _between(above: Box, below: Box) -> tuple[float, float, float, float]:
    """Return the line from one box to the next; to an arm it leaves from the middle of the box above."""
    middle = below.x + below.width / 2
    start = above.x + above.width / 2 if not above.x <= middle <= above.x + above.width else middle
    return start, above.y + above.height, middle, below.y
