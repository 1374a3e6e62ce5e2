"""The planned exposures of the women of an arm: birth, enrolment, and the courses that the arm is given."""

from collections.abc import Iterator, Mapping

import numpy as np

from milkway.core.schedule import Schedule, steps
from milkway.protocol.treatment import Arm
from milkway.trials.allocate import Plan

Row = tuple[int, int, str, float]


def planned_steps(plan: Plan, arm: Arm | None, resting: Mapping[str, float]) -> Schedule:
    """Return the exposure steps of women; positions count along the plan.

    Args:
        plan: who is enrolled when.
        arm: of the protocol; without one only birth and enrolment are planned, as for candidates.
        resting: level of each exposure where nothing is planned, to which it returns when a course ends.
    """
    rows: list[Row] = [(woman, 0, "born", 1.0) for woman in range(len(plan.positions))]
    rows += [(woman, int(day), "enrolled", 1.0) for woman, day in enumerate(plan.enrolled)]
    if arm is not None:
        rows += [*_ends(arm, plan.enrolled, resting), *_beginnings(arm, plan.enrolled)]
    return steps(rows)


def _ends(arm: Arm, enrolled: np.ndarray, resting: Mapping[str, float]) -> Iterator[Row]:
    """Yield ends; they come before beginnings, so that a course that follows another on its last day is in force."""
    for course in arm.courses:
        ends = course.ends(enrolled)
        for woman, day in enumerate(() if ends is None else ends.tolist()):
            yield woman, day, course.exposure, resting[course.exposure]


def _beginnings(arm: Arm, enrolled: np.ndarray) -> Iterator[Row]:
    for course in arm.courses:
        for woman, day in enumerate(course.begins.of(enrolled).tolist()):
            yield woman, day, course.exposure, course.level
