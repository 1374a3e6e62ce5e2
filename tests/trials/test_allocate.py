import numpy as np

from milkway.core.streams import Streams
from milkway.trials.allocate import Plan, enrolment_days, planned_steps, randomisation_list, randomise


def test_every_full_block_holds_the_arms_in_their_ratio(protocol):
    arms = randomisation_list(protocol.arms, 4, 400, Streams(1)).reshape(100, 4)
    assert (arms.sum(axis=1) == 2).all()


def test_the_order_within_blocks_differs(protocol):
    arms = randomisation_list(protocol.arms, 4, 400, Streams(1)).reshape(100, 4)
    assert len({tuple(block) for block in arms}) == 6


def test_more_women_do_not_change_the_arms_of_those_before_them(protocol):
    few, many = (randomisation_list(protocol.arms, 4, n, Streams(3)) for n in (25, 625))
    assert (few == many[:25]).all()


def test_the_first_eligible_candidates_are_randomised_in_their_order(protocol):
    eligible = np.array([True, False, True, True, False])
    plan = randomise(eligible, np.arange(5), protocol.arms, protocol.design.model_copy(update={"size": 2}), Streams(1))
    assert plan.positions.tolist() == [0, 2]
    assert plan.enrolled.tolist() == [0, 2]


def test_enrolment_days_are_uniform_and_belong_to_the_woman(protocol):
    days = enrolment_days(protocol.design, np.arange(6000), Streams(2))
    counts = np.bincount(days, minlength=7)
    assert counts[0] == 0
    # 1000 expected a day; 5 standard errors of a binomial count are 144
    assert (abs(counts[1:] - 1000) < 145).all()
    assert (enrolment_days(protocol.design, np.arange(10, 20), Streams(2)) == days[10:20]).all()


def test_arms_differ_in_the_product_alone(protocol):
    plan = Plan(np.array([4, 9]), np.array([0, 0]), np.array([2, 5]))
    product, placebo = (planned_steps(plan, arm, protocol.product) for arm in protocol.arms)
    rows = list(zip(product.dyad.tolist(), product.day.tolist(), product.exposure, product.level.tolist(), strict=True))
    assert [row for row in rows if row[2] == "taking_product"] == [
        (0, 2, "taking_product", 1.0),
        (1, 5, "taking_product", 1.0),
        (0, 112, "taking_product", 0.0),
        (1, 112, "taking_product", 0.0),
    ]
    assert set(placebo.exposure) == {"born", "enrolled"}
