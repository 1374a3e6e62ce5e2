"""Contradictions of arms, courses, strata, centres and days: all found at once on reading, at their keys."""

import pytest

import milkway
from milkway.core.errors import InputError
from milkway.protocol.protocol_file import protocol_of
from milkway.protocol.resolve import resolve
from milkway.protocol.words import suggest

EXPERT = {"kind": "expert"}
PRODUCT = {"exposure": "taking_product"}


def told(protocol, words, **parts) -> dict[str, str]:
    tables = resolve(protocol)
    for key, part in parts.items():
        tables[key] = tables[key] | part if isinstance(part, dict) and key in tables else part
    with pytest.raises(InputError) as caught:
        protocol_of(tables, "test", words)
    return {mistake.where: mistake.allowed for mistake in caught.value.mistakes}


def arms(protocol, *courses, **sets) -> list:
    product, placebo = resolve(protocol)["arms"]
    return [product | {"courses": list(courses), "sets": sets}, placebo]


def test_all_contradictions_are_told_at_once(protocol, words):
    course = {"exposure": "taking_product", "until": 6}
    strata = [{"covariate": "parouss"}, {"covariate": "feeds_per_day"}]
    found = told(protocol, words, arms=arms(protocol, course), design={"block": 3, "strata": strata})
    assert set(found) == {"design.block", "design.strata[1]", "design.strata[2].cuts", "arms[1].courses[1].until"}
    assert "parous (did you mean that?)" in found["design.strata[1]"]


def test_courses_of_one_exposure_may_not_overlap(protocol, words):
    first = {"exposure": "maternal_antibiotic", "lasts": 10}
    second = {"exposure": "maternal_antibiotic", "begins": "9 days after enrolment", "lasts": 3}
    assert list(told(protocol, words, arms=arms(protocol, first, second, PRODUCT))) == ["arms[1].courses[2].exposure"]


def test_a_course_begins_with_enrolment_at_the_earliest(protocol, words):
    course = {"exposure": "taking_product", "begins": 2, "until": 30}
    assert list(told(protocol, words, arms=arms(protocol, course))) == ["arms[1].courses[1].begins"]


def test_what_the_model_itself_decides_is_no_treatment(protocol, words):
    assert list(told(protocol, words, arms=arms(protocol, {"exposure": "diagnosed"}, PRODUCT))) == ["arms[1].courses[1].exposure"]


def test_a_dose_has_a_unit_of_cells(protocol, words):
    found = told(protocol, words, arms=arms(protocol, PRODUCT, dose="3 mg"))
    assert "an amount in cell" in found["arms[1].sets"]


def test_an_arm_does_not_set_what_a_hypothesis_sets(protocol, words):
    found = told(protocol, words, arms=arms(protocol, PRODUCT, effect_competition=1.0))
    assert list(found) == ["arms[1].sets.effect_competition"]


def test_a_visit_after_the_end_is_impossible_on_either_clock(protocol, words):
    visits = [one | {"day": "112 days after enrolment"} if one["name"] == "end" else one for one in resolve(protocol)["visits"]]
    assert list(told(protocol, words, visits=visits)) == ["visits[3].day"]


def test_analyses_that_treat_women_of_a_centre_as_independent_are_refused_with_those_that_do_not(protocol, words):
    endpoints = [one for one in resolve(protocol)["endpoints"] if one["name"] in ("clinical_mastitis", "first_mastitis")]
    centres = {"number": 3, "basis": EXPERT}
    found = told(protocol, words, design={"centres": centres}, endpoints=endpoints, used_in_tuning=[])
    assert found["endpoints[1].analyses"] == "what accounts for whole centres: risk_difference_clustered, risk_ratio_clustered"
    assert "an endpoint other than clinical_first" in found["endpoints[2].analyses"]
    assert found["design.centres.number"].startswith("at least 4")


def test_women_enrolled_because_they_are_ill_were_not_free_of_illness(protocol, words):
    found = told(protocol, words, design={"at": "diagnosis", "enrolment": [0, 60]})
    assert set(found) == {"eligibility.free_of", "design.enrolment", "dropout.by", "visits[1].day", "visits[2].day"}


def test_a_share_stops_the_product_on_a_day_after_enrolment(protocol, words):
    stopping = {"share": 0.2, "by": 7, "basis": EXPERT}
    assert list(told(protocol, words, discontinuation=stopping)) == ["discontinuation.by"]


def test_a_look_that_adds_no_woman_to_another_is_refused(protocol, words):
    found = told(protocol, words, interim={"fractions": [0.5, 0.5001], "basis": EXPERT}, design={"size": 300})
    assert found == {"interim.fractions": "at least one woman more at each look than at the one before"}


def test_more_looks_than_women_are_refused(protocol, words):
    fractions = [number / 20 for number in range(1, 20)]
    found = told(protocol, words, interim={"fractions": fractions, "basis": EXPERT}, design={"size": 12})
    assert list(found) == ["interim.fractions"]


def test_a_bound_of_futility_above_that_of_benefit_leaves_no_way_to_go_on(protocol, words):
    """The bounds at a half and three quarters of the information, 2.96 and 2.36, are those that R's rpact prints."""
    looks = {"fractions": [0.5, 0.75], "futility": [0.0, 2.5], "basis": EXPERT}
    assert told(protocol, words, interim=looks) == {"interim.futility": "below 2.96, 2.36, the bounds of Z at these looks"}


def test_a_size_at_which_a_look_adds_no_woman_is_refused_where_it_is_asked_for(protocol):
    looks = protocol.but(interim={"fractions": [0.5, 0.52], "basis": EXPERT})
    for refused in (lambda: milkway.check(looks, dyads=20), lambda: milkway.power(looks, n="20:60:20")):
        with pytest.raises(InputError, match="10, 10, 20 of 20 women at the looks"):
            refused()


def shared(protocol, words, **parts):
    return told(protocol, words, multiplicity={"endpoints": ["clinical_mastitis", "first_mastitis"]} | parts)


def test_a_graph_says_all_that_is_wrong_with_it(protocol, words):
    rows = [[0.5, 0.6], [1.0, 0.0, 0.0]]
    found = shared(protocol, words, method="graph", weights=[0.8, 0.4], transitions=rows)
    assert "add up to more than 0 and at most 1, not 1.2" in found["multiplicity.weights"]
    assert found["multiplicity.transitions"] == (
        "row 1: 0 for the claim itself; row 1: shares that add up to at most 1; row 2: 2 shares"
    )


def test_a_graph_without_its_parts_and_another_procedure_with_them_are_refused(protocol, words):
    assert set(shared(protocol, words, method="graph")) == {"multiplicity.weights", "multiplicity.transitions"}
    found = shared(protocol, words, method="holm", weights=[0.5, 0.5])
    assert found == {"multiplicity.weights": 'left out, or method = "graph": holm has none'}


def test_a_graph_has_a_weight_for_each_endpoint_of_each_arm(protocol, words):
    three = {"weights": [0.5, 0.5, 0.0], "transitions": [[0, 1, 0], [0, 0, 1], [1, 0, 0]]}
    found = shared(protocol, words, method="graph", **three)
    assert found == {"multiplicity.weights": "2, one for each claim: 2 endpoints, each of 1 arms against the reference"}


def test_a_graph_is_read_back_as_it_was_written(protocol, words):
    graph = {"method": "graph", "endpoints": ["clinical_mastitis", "first_mastitis"]}
    graph |= {"weights": [0.999, 0.001], "transitions": [[0.0, 1.0], [0.3, 0.0]]}
    read = protocol_of(resolve(protocol) | {"multiplicity": graph}, "test", words)
    assert resolve(read)["multiplicity"] == graph


def fits(protocol, words, **parts):
    tables = resolve(protocol)
    for key, part in parts.items():
        tables[key] = tables[key] | part if isinstance(part, dict) and tables.get(key) else part
    return protocol_of(tables, "test", words)


ENDS = {
    "one course begins on the day on which the other ends": (
        [{"exposure": "pumping", "lasts": 10}, {"exposure": "pumping", "begins": "10 days after enrolment"}],
        None,
    ),
    "a course of one day": ([{"exposure": "pumping", "lasts": 1}], None),
    "a course of no day": ([{"exposure": "pumping", "lasts": 0}], "lasts"),
    "from the last day of enrolment": ([{"exposure": "pumping", "begins": 6, "until": 30}], None),
    "from the day before": ([{"exposure": "pumping", "begins": 5, "until": 30}], "begins"),
    "until the day after the last woman is enrolled": ([{"exposure": "pumping", "until": 7}], None),
    "until the day on which she is": ([{"exposure": "pumping", "until": 6}], "until"),
    "until the end of the trial": ([{"exposure": "pumping", "until": 112}], None),
    "until a day later": ([{"exposure": "pumping", "until": 113}], "until"),
    "until the end, of the woman enrolled first": ([{"exposure": "pumping", "until": "111 days after enrolment"}], None),
}


@pytest.mark.parametrize(("courses", "wrong"), list(ENDS.values()), ids=list(ENDS))
def test_courses_lie_within_the_trial_and_last_at_least_a_day_for_every_woman(protocol, words, courses, wrong):
    """Women are enrolled on days 1 to 6 and followed to day 112."""
    if wrong is None:
        assert len(fits(protocol, words, arms=arms(protocol, PRODUCT, *courses)).arms[0].courses) == 1 + len(courses)
    else:
        assert list(told(protocol, words, arms=arms(protocol, PRODUCT, *courses))) == [f"arms[1].courses[2].{wrong}"]


def test_a_share_may_have_stopped_two_days_after_the_last_woman_is_enrolled(protocol, words):
    stopping = {"share": 0.2, "by": 8, "basis": EXPERT}
    assert fits(protocol, words, discontinuation=stopping).discontinuation.by.number == 8
    nobody = {"share": 0.0, "by": 7, "basis": EXPERT}
    assert fits(protocol, words, discontinuation=nobody).discontinuation.share == 0  # nobody stops too early


@pytest.mark.parametrize(("alpha", "right"), [(0.499, True), (0.5, False), (1e-6, True), (0.0, False)])
def test_the_level_of_all_looks_is_above_nothing_and_below_a_half(protocol, words, alpha, right):
    looks = {"fractions": [0.5], "alpha": alpha, "basis": EXPERT}
    if right:
        assert fits(protocol, words, interim=looks).interim.alpha == alpha
    else:
        assert list(told(protocol, words, interim=looks)) == ["interim.alpha"]


def test_a_look_may_add_a_single_woman(protocol, words):
    looks = {"fractions": [0.25, 0.5, 0.75], "basis": EXPERT}
    assert fits(protocol, words, interim=looks, design={"size": 4}).design.size == 4
    assert list(told(protocol, words, interim=looks, design={"size": 3})) == ["interim.fractions"]


@pytest.mark.parametrize(
    ("weights", "right"), [([0.5, 0.5 + 1e-10], True), ([0.5, 0.5 + 1e-8], False), ([0.0, 0.0], False), ([0.0, 0.1], True)]
)
def test_weights_add_up_to_something_and_to_no_more_than_one_but_for_rounding(protocol, words, weights, right):
    graph = {"method": "graph", "weights": weights, "transitions": [[0.0, 1.0], [1.0 - 1e-10, 0.0]]}
    if right:
        read = fits(protocol, words, multiplicity={"endpoints": ["clinical_mastitis", "first_mastitis"]} | graph)
        assert read.multiplicity.weights == tuple(weights)
    else:
        assert list(shared(protocol, words, **graph)) == ["multiplicity.weights"]


def test_a_long_value_is_shown_by_its_beginning(protocol, words):
    found = {}
    for length in (58, 59):
        with pytest.raises(InputError) as caught:
            fits(protocol, words, design={"size": "9" * length})
        found[length] = caught.value.mistakes[0].found
    assert found == {58: f"'{58 * '9'}'", 59: f"'{56 * '9'}..."}


def test_at_most_twelve_names_are_suggested_the_two_nearest_first():
    names = [f"taxon_{letter}" for letter in "abcdefghijklm"]
    assert suggest("nothing", names[:12]) == ", ".join(names[:12])
    assert suggest("nothing", names) == f"{', '.join(names[:12])} and 1 more"
    assert suggest("milk", ["gut", "mil", "milks", "skin"]).split(", ")[2:] == ["gut", "skin"]


@pytest.mark.parametrize(
    ("ends", "day", "allowed"),
    [
        (112, 113, "a day between -28 and 112, in days since birth"),
        (112, "112 days after enrolment", "a day between -29 and 111, in days after enrolment"),
        ("112 days after enrolment", 119, "a day between -28 and 118, in days since birth"),
        ("112 days after enrolment", "113 days after enrolment", "a day between -29 and 112, in days after enrolment"),
        (112, -29, "a day between -28 and 112, in days since birth"),
        (112, "-30 days after enrolment", "a day between -29 and 111, in days after enrolment"),
    ],
)
def test_a_day_lies_between_the_first_simulated_and_the_last_on_which_anybody_is_followed(protocol, words, ends, day, allowed):
    """Simulated from day -28 on, 29 days before the first woman is enrolled on day 1; the last is enrolled on day 6."""
    course = {"exposure": "pumping", "until": day}
    found = told(protocol, words, arms=arms(protocol, PRODUCT, course), design={"ends": ends})
    assert found["arms[1].courses[2].until"].startswith(allowed)


def test_the_first_day_that_is_simulated_is_a_day_of_the_trial(protocol, words):
    for first in (-28, "-29 days after enrolment"):
        found = told(protocol, words, arms=arms(protocol, PRODUCT, {"exposure": "pumping", "begins": first}))
        assert found == {"arms[1].courses[2].begins": "no day before a woman is enrolled"}


def test_where_the_beginning_cannot_be_read_no_day_is_too_early(protocol, words):
    assert list(told(protocol, words, begins="soon")) == ["begins"]
