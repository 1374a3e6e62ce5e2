"""What the women of an arm are planned to be exposed to, each on days of her own."""

import numpy as np

from milkway.protocol.moment import Moment
from milkway.protocol.treatment import Arm, Course
from milkway.trials.allocate import Plan
from milkway.trials.exposure_plan import planned_steps

PLAN = Plan(np.array([4, 9]), np.array([0, 0]), np.array([2, 5]))
RESTING = {"taking_product": 0.0, "maternal_antibiotic": 0.0, "fed": 1.0}


def rows(arm: Arm, exposure: str) -> list[tuple[int, int, float]]:
    found = planned_steps(PLAN, arm, RESTING)
    steps = zip(found.dyad.tolist(), found.day.tolist(), found.exposure, found.level.tolist(), strict=True)
    return sorted((woman, day, level) for woman, day, name, level in steps if name == exposure)


def arm_of(protocol, *courses: Course) -> Arm:
    return protocol.arms[0].model_copy(update={"courses": courses})


def test_arms_differ_in_their_courses_alone(protocol):
    product, placebo = protocol.arms
    assert rows(product, "taking_product") == [(0, 2, 1.0), (0, 112, 0.0), (1, 5, 1.0), (1, 112, 0.0)]
    assert set(planned_steps(PLAN, placebo, RESTING).exposure) == {"born", "enrolled"}


def test_a_course_of_ten_days_is_ten_days_of_each_woman(protocol):
    arm = arm_of(protocol, Course(exposure="maternal_antibiotic", lasts=10))
    assert rows(arm, "maternal_antibiotic") == [(0, 2, 1.0), (0, 12, 0.0), (1, 5, 1.0), (1, 15, 0.0)]


def test_a_course_may_begin_later_and_never_end(protocol):
    arm = arm_of(protocol, Course(exposure="taking_product", level=0.5, begins=Moment(7, "enrolment")))
    assert rows(arm, "taking_product") == [(0, 9, 0.5), (1, 12, 0.5)]


def test_an_exposure_returns_to_what_it_is_without_a_plan(protocol):
    arm = arm_of(protocol, Course(exposure="fed", level=0.5, lasts=3))
    assert rows(arm, "fed") == [(0, 2, 0.5), (0, 5, 1.0), (1, 5, 0.5), (1, 8, 1.0)]


def test_a_course_that_follows_another_without_a_gap_is_in_force_on_its_first_day(protocol):
    second = Course(exposure="taking_product", level=2.0, begins=Moment(3, "enrolment"), lasts=3)
    found = planned_steps(PLAN, arm_of(protocol, second, Course(exposure="taking_product", lasts=3)), RESTING)
    steps = zip(found.dyad, found.day, found.exposure, found.level, strict=True)
    on = [level for woman, day, name, level in steps if (woman, day, name) == (0, 5, "taking_product")]
    assert on[-1] == 2.0
