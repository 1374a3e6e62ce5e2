import numpy as np

from milkway.core.schedule import steps


def test_what_was_planned_before_a_run_begins_is_in_force_when_it_does():
    plan = steps([(0, 5, "fed", 0.0), (0, -30, "fed", 1.0), (0, -40, "fed", 0.5), (1, -2, "fed", 0.2)]).since(-10)
    assert plan.day.tolist() == [-10, -10, -2, 5]
    assert plan.level.tolist() == [0.5, 1.0, 0.2, 0.0]


def test_a_plan_for_some_dyads_counts_them_anew():
    plan = steps([(0, 1, "fed", 1.0), (7, 2, "fed", 0.5), (3, 3, "fed", 0.0)])
    chosen = plan.taking(np.array([3, 7]))
    assert chosen.dyad.tolist() == [1, 0]
    assert chosen.level.tolist() == [0.5, 0.0]
