"""Error against cost of every solver as a small SVG: both axes logarithmic, a line per solver."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from benchmarks.peers.page import Row

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 860, 470, 70, 300, 20, 55
COLOURS = ("#0b5394", "#b45f06", "#cc0000", "#999999", "#6a329f", "#38761d", "#000000")
WANTED = 1e-3


@dataclass(frozen=True)
class Scale:
    """A logarithmic axis: powers of ten from `low` to `high` over pixels from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the pixel of a value."""
        return self.start + (math.log10(value) - self.low) / (self.high - self.low) * (self.end - self.start)

    def decades(self) -> list[float]:
        """Return the powers of ten on the axis."""
        return [10.0**power for power in range(math.ceil(self.low), math.floor(self.high) + 1)]


def draw(rows: Sequence[Row], path: Path) -> None:
    """Write the picture."""
    costs, errors = [row.cost for row in rows], [row.error for row in rows]
    across = _scale(min(costs), max(costs), LEFT, WIDTH - RIGHT)
    down = _scale(min(errors), max(errors), HEIGHT - BOTTOM, TOP)
    parts = [*_grid(across, down), *_lines(rows, across, down)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">'
    back = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    path.write_text("\n".join([head, back, *parts, "</svg>"]) + "\n", encoding="utf-8")


def _scale(low: float, high: float, start: float, end: float) -> Scale:
    return Scale(math.log10(low) - 0.15, math.log10(high) + 0.15, start, end)


def _grid(across: Scale, down: Scale) -> list[str]:
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    parts = []
    for cost in across.decades():
        parts.append(f'<path d="M{across(cost):.1f} {TOP}V{bottom}" stroke="#ddd"/>')
        parts.append(f'<text x="{across(cost):.1f}" y="{bottom + 18}" text-anchor="middle">{cost:g}</text>')
    for error in down.decades():
        parts.append(f'<path d="M{LEFT} {down(error):.1f}H{right}" stroke="{"#888" if error == WANTED else "#ddd"}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{down(error) + 4:.1f}" text-anchor="end">{error:.0e}</text>')
    middle = (TOP + bottom) / 2
    parts.append(
        f'<text x="{(LEFT + right) / 2}" y="{HEIGHT - 12}" text-anchor="middle">processor time, ms a dyad and year</text>'
    )
    turned = f'transform="rotate(-90 16 {middle})" text-anchor="middle"'
    return [*parts, f'<text x="16" y="{middle}" {turned}>largest error, log10</text>']


def _lines(rows: Sequence[Row], across: Scale, down: Scale) -> list[str]:
    parts = []
    for place, solver in enumerate(dict.fromkeys(row.solver for row in rows)):
        colour = COLOURS[place % len(COLOURS)]
        chosen = sorted((row for row in rows if row.solver == solver), key=lambda row: row.error)
        points = [(across(row.cost), down(row.error)) for row in chosen]
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in points]
        key = TOP + 20 * (place + 1)
        parts.append(f'<circle cx="{WIDTH - RIGHT + 20}" cy="{key}" r="5" fill="{colour}"/>')
        parts.append(f'<text x="{WIDTH - RIGHT + 32}" y="{key + 4}">{escape(solver)}</text>')
    return parts
