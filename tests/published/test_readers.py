"""What is read off women to be set beside published results, from women whose days and cells are written by hand."""

from types import SimpleNamespace

import numpy as np
import pytest

from milkway.published import healthy_milk, incidence, infant_gut, signs, strain
from milkway.published.simulated_women import EXPOSURES, START, STOCKS, World
from milkway.simulation.trajectory import Trajectory

SIGNS = ("nipple_pain", "breast_pain", "redness", "lump", "fever", "flu_like")
LAST = 190
VOLUME = 40.0  # mL in each breast
GUT = 50.0  # mL in the infant's colon
USUAL = {"parous": 1.0, "caesarean": 0.0, "feeds_per_day": 8.0, "milk_supply": 1.0, "pumping": 0.0, "nipple_shield": 0.0}


class Women:
    """Women in whom nothing happens until it is written."""

    def __init__(self, n, **covariates):
        diary, days = np.arange(START, LAST), np.arange(START, LAST + 1)
        shape = (n, len(diary), len(SIGNS))
        self.amounts, self.reported = np.zeros((n, len(days), len(STOCKS))), np.zeros(shape, dtype=bool)
        self.realised = np.zeros((n, len(diary), len(EXPOSURES)), dtype=np.float32)
        still = {
            "level": np.zeros(shape, dtype=np.float32),
            "bothered": np.zeros(shape, dtype=bool),
            "status": np.zeros(n, dtype=int),
        }
        trajectory = Trajectory(
            dyads=np.arange(n), days=days, stocks=STOCKS, amounts=self.amounts, diary_days=diary, signs=SIGNS,
            reported=self.reported, exposures=EXPOSURES, realised=self.realised, **still,
        )  # fmt: skip
        for side in ("left", "right"):
            self.hold(f"{side}_breast__volume", VOLUME)
        known = {"gut_volume[infant_gut]": GUT, "gut_volume[maternal_gut]": 500.0, "removal_fraction": 0.5, "duct_narrowing": 0.2}
        known |= {"usual_feeds": 8.0, "shield_loss": 0.25}
        index = {key: place for place, key in enumerate(known)}
        machine = SimpleNamespace(network=SimpleNamespace(parameter_index=index))
        columns = {key: np.broadcast_to(np.asarray(value, dtype=float), n) for key, value in (USUAL | covariates).items()}
        cohort = SimpleNamespace(covariates=columns, parameters=np.tile(list(known.values()), (n, 1)), dyads=np.arange(n))
        self.world = World(SimpleNamespace(machine=machine, cohort=cohort), trajectory, None)

    def hold(self, stock, value, *days):
        places = [day - START for day in days] or slice(None)
        self.amounts[:, places, STOCKS.index(stock)] = np.atleast_1d(np.asarray(value, dtype=float))[:, None]
        return self

    def ill(self, woman, *days, signs=("breast_pain", "redness", "fever")):
        for sign in signs:
            self.reported[woman, [day - START for day in days], SIGNS.index(sign)] = True
        return self

    def exposed(self, woman, exposure, first, until=LAST):
        self.realised[woman, first - START : until - START, EXPOSURES.index(exposure)] = 1.0
        return self


def read(module, name, women):
    return module.READERS[name](women.world).value


@pytest.mark.parametrize(
    ("module", "name", "first", "last"),
    [
        (incidence, "amir2007.women_with_mastitis_26_weeks", 0, 181),
        (incidence, "cullinane2015.first_time_mothers_with_mastitis_8_weeks", 0, 55),
        (strain, "hurtado2017.women_with_mastitis_placebo", 4, 111),
        (strain, "hurtado2017.episodes_strain", 4, 111),
    ],
)
def test_illness_counts_from_the_first_to_the_last_day_that_a_study_followed(module, name, first, last):
    for day, ill in ((first - 1, 0), (first, 1), (first + 1, 1), (last - 1, 1), (last, 1), (last + 1, 0)):
        assert read(module, name, Women(3, parous=0.0).ill(1, day)) == pytest.approx(ill / 3), day


def test_who_was_ill_or_had_weaned_before_entry_was_not_enrolled():
    women = Women(4).ill(0, 3).ill(1, 50).exposed(2, "ceased", 4)
    assert read(strain, "hurtado2017.women_with_mastitis_placebo", women) == 0.5  # one of two


def test_episodes_are_counted_by_when_they_begin_and_per_woman_who_had_any():
    women = Women(5).ill(0, 0, 27, 60).ill(1, 28, 100).ill(2, 181)
    assert read(incidence, "amir2007.episodes_in_first_4_weeks", women) == pytest.approx(2 / 6)
    assert read(incidence, "amir2007.episodes_per_affected_woman", women) == pytest.approx(2.0)
    assert read(incidence, "scott2008.further_episode", women) == pytest.approx(2 / 3)


def test_onsets_less_than_a_week_apart_are_one_episode():
    women = Women(2).ill(0, 10, 16).ill(1, 10, 17)
    assert read(incidence, "amir2007.episodes_per_affected_woman", women) == pytest.approx(1.5)


@pytest.mark.parametrize(("fell_ill", "treated", "diagnosed"), [(30, 32, 1.0), (83, 84, 1.0), (84, 85, 0.0), (30, 20, 0.0)])
def test_a_diagnosis_is_an_antibiotic_that_is_begun_after_an_onset_within_twelve_weeks(fell_ill, treated, diagnosed):
    women = Women(2).ill(0, fell_ill).exposed(0, "maternal_antibiotic", treated, treated + 7).ill(1, 40)
    assert read(incidence, "foxman2002.women_diagnosed_12_weeks", women) == diagnosed / 2


def test_infants_of_women_ill_are_compared_with_those_of_well_women_on_the_day_of_an_onset():
    women = Women(20)
    cells = np.arange(20.0)  # of infants of well women: 56 % of 16 carry more than the quantile says
    for woman in range(4):
        women.ill(woman, 30)
        cells[woman] = 100.0
    women.hold("infant_mouth__s_aureus", cells, 30)
    # nine of sixteen controls carry, seven do not; all four cases carry
    assert read(incidence, "amir2006.infant_carries_s_aureus", women) == pytest.approx(4.5 * 7.5 / (9.5 * 0.5))


def test_a_share_of_samples_is_not_a_share_of_women():
    women = Women(2).hold("left_milk__s_aureus", np.array([2 * VOLUME * 11, 0.0]), 2, 3, 4)
    assert read(healthy_milk, "carroll1979.s_aureus_of_samples", women) == pytest.approx(3 / 12)  # six days of two women


def test_a_rate_is_per_week_of_breastfeeding():
    women = Women(2).ill(0, 10, 174, 175).exposed(1, "ceased", 70)
    assert read(incidence, "wilson2020.episodes_per_1000_weeks", women) == pytest.approx(2 / (25 + 10) * 1000)


def test_a_duct_that_blocked_twice_is_a_repeated_stasis():
    once = Women(8)
    for woman in range(4):
        once.exposed(woman, "left_breast__blocked", 10, 14).ill(woman, 30)
    twice = Women(8)
    for woman in range(4):
        twice.exposed(woman, "left_breast__blocked", 10, 14).exposed(woman, "right_breast__blocked", 20, 22).ill(woman, 30)
    assert read(incidence, "chinastasis.repeated_stasis", once) == pytest.approx(0.5 * 4.5 / (4.5 * 0.5))  # nobody is exposed
    assert read(incidence, "chinastasis.repeated_stasis", twice) == pytest.approx(4.5 * 4.5 / (0.5 * 0.5))


@pytest.mark.parametrize(("day", "damaged"), [(-1, False), (0, True), (13, True), (14, False)])
def test_a_nipple_is_injured_in_the_first_two_weeks(day, damaged):
    women = Women(8, parous=0.0)
    for woman in range(4):
        women.exposed(woman, "right_breast__trauma", day, day + 1).ill(woman, 30)
    found = read(incidence, "cullinane2015.nipple_damage", women)
    # the injured are ill on day 30 and no longer at risk from day 31 on; the others are at risk for eight weeks
    assert (found == pytest.approx((4.5 / (4 * 31)) / (0.5 / (4 * 56)))) if damaged else np.isnan(found)


@pytest.mark.parametrize(("day", "healthy"), [(20, 1.0), (21, 0.0), (27, 0.0), (28, 1.0)])
def test_a_woman_is_healthy_without_breast_signs_in_the_week_before(day, healthy):
    women = Women(1).ill(0, day, signs=("breast_pain", "redness")).hold("left_milk__lactobacillus", 1e6)
    found = read(healthy_milk, "soto2014.lactobacilli", women)
    assert found == healthy if healthy else np.isnan(found)


def test_bacteria_of_milk_are_of_both_breasts_mixed_and_above_the_limit():
    few, more = (Women(1).hold("right_milk__s_aureus", 2 * VOLUME * cells, 21, 60) for cells in (10.0, 10.5))
    for name in ("amir2013.s_aureus_in_4_weeks", "kvist2008.s_aureus_of_healthy"):
        assert (read(healthy_milk, name, few), read(healthy_milk, name, more)) == (0.0, 1.0)
    women = Women(4).hold("left_milk__s_aureus", 1000.0 * VOLUME).hold("right_milk__staphylococcus_cons", 1000.0 * VOLUME)
    assert read(healthy_milk, "milkbank2023.bacteria", women) == pytest.approx(3.0)


def test_what_an_infant_drinks_leaves_both_breasts_at_each_feed():
    women = Women(2).hold("left_breast__inflammation", 1.0)
    # four feeds a breast each take half: -ln(1/2) of the mean content; the inflamed side gives a fifth less
    assert read(healthy_milk, "saint1984.milk_day_3", women) == pytest.approx(4 * np.log(2) * VOLUME * 1.8)
    women.exposed(0, "nipple_shield", 0).exposed(1, "nipple_shield", 0)  # a shield costs a quarter of what an infant takes
    assert read(healthy_milk, "saint1984.milk_day_3", women) == pytest.approx(4 * np.log(2) * VOLUME * 1.8 * 0.75)


def test_the_first_day_of_life_is_from_birth_to_the_next_midnight():
    women = Women(2).hold("left_breast__volume", 0.0, 0).hold("right_breast__volume", 0.0, 0)
    # at the beginning of the day there is nothing, at its end half of both breasts a feed
    assert read(healthy_milk, "saint1984.milk_day_1", women) == pytest.approx(4 * np.log(2) * VOLUME)


@pytest.mark.parametrize("day", [1, 7, 30, 90, 180])
def test_carriers_are_infants_born_vaginally_in_whose_stool_a_thousand_are_found(day):
    women = Women(4, caesarean=[0, 0, 0, 1]).hold("infant_gut__bifidobacterium", np.array([1000.0, 1001.0, 1e9, 1e9]) * GUT, day)
    assert read(infant_gut, f"nagpal2017.carriers_day_{day}", women) == pytest.approx(2 / 3)
    assert read(infant_gut, f"nagpal2017.bifidobacteria_day_{day}", women) == pytest.approx((np.log10(1001) + 9) / 2)


def test_bacteroides_after_a_caesarean_are_read_in_these_infants_alone():
    women = Women(4, caesarean=[1, 1, 0, 0]).hold("infant_gut__bacteroides", np.array([1e6, 0, 1e6, 1e6]) * GUT, 7)
    assert read(infant_gut, "mitchell2020.bacteroides_after_caesarean", women) == 0.5


def test_the_strain_is_read_in_first_milk_and_in_the_mothers_stool_while_taken_and_after():
    women = Women(2).hold("left_milk__strain", np.array([2 * VOLUME * 11, 0]), 1)
    women.hold("maternal_gut__strain", 1e5 * 500.0, 28).hold("maternal_gut__strain", np.array([1001.0, 1000.0]) * 500.0, 42)
    assert read(strain, "abrahamsson2009.strain_in_first_milk", women) == 0.5
    assert read(strain, "lcs_vietnam.strain_in_stool", women) == pytest.approx(5.0)
    assert read(strain, "lcs_australia.strain_after_14_days", women) == 0.5


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("mastitis_ed_china.breast_pain", 1.0),
        ("mastitis_ed_china.redness", 2 / 3),
        ("mastitis_ed_china.lump", 1 / 3),
        ("kvist2007.fever", 2 / 3),
    ],
)
def test_signs_of_a_case_are_those_of_the_day_on_which_it_begins(name, share):
    women = Women(3).ill(0, 20).ill(0, 21, signs=("lump",)).ill(0, 60).ill(2, 20, signs=("breast_pain", "redness"))
    women.ill(1, 181, signs=("breast_pain", "lump", "flu_like"))  # three cases, two of one woman; the third woman has none
    assert read(signs, name, women) == pytest.approx(share)


@pytest.mark.parametrize(
    ("day", "found", "share"),
    [
        (26, ("breast_pain", "redness"), 0.0),
        (27, ("breast_pain", "redness"), 1 / 2),
        (28, ("breast_pain", "redness"), 0.0),
        (27, ("breast_pain", "fever"), 0.0),
        (27, ("redness", "lump", "fever"), 1 / 3),  # and a new case, which is well a week later
    ],
)
def test_a_treatment_has_failed_where_a_week_later_there_are_enough_signs_of_the_breast(day, found, share):
    women = Women(2).ill(0, 20).ill(1, 20).ill(0, day, signs=found)
    assert read(signs, "mastitis_ed_china.failure_by_day_7", women) == pytest.approx(share)


@pytest.mark.parametrize(("day", "fails"), [(19, 0), (20, 1), (27, 1), (28, 0)])
def test_an_abscess_within_the_week_is_a_failure(day, fails):
    women = Women(2).ill(0, 20).ill(1, 20).exposed(0, "left_breast__abscess", day, day + 1)
    assert read(signs, "mastitis_ed_china.failure_by_day_7", women) == fails / 2


def test_a_case_whose_week_goes_beyond_what_is_known_is_not_asked():
    assert np.isnan(read(signs, "mastitis_ed_china.failure_by_day_7", Women(1).ill(0, 175)))


@pytest.mark.parametrize(("caesarean", "day", "sore"), [(0.0, 1, 1), (0.0, 2, 0), (1.0, 3, 1), (1.0, 4, 0)])
def test_nipple_pain_in_hospital_is_that_of_first_time_mothers_until_they_go_home(caesarean, day, sore):
    women = Women(3, parous=np.array([0.0, 0.0, 1.0]), caesarean=caesarean).ill(0, day, signs=("nipple_pain",))
    assert read(signs, "buck2014.nipple_pain_in_hospital", women.ill(2, 0, signs=("nipple_pain",))) == sore / 2


def test_nipples_at_week_8_are_asked_on_day_56_and_injuries_before_it():
    women = Women(4, parous=np.array([0.0, 0.0, 0.0, 1.0]))
    women.ill(0, 56, signs=("nipple_pain",)).ill(1, 55, 57, signs=("nipple_pain",)).ill(3, 56, signs=("nipple_pain",))
    women.exposed(0, "left_breast__trauma", 55, 57).exposed(1, "right_breast__trauma", 56).exposed(
        2, "right_breast__trauma", -2, 0
    )
    assert read(signs, "buck2014.nipple_pain_week_8", women) == pytest.approx(1 / 3)
    assert read(signs, "buck2014.nipple_damage_by_week_8", women) == pytest.approx(1 / 3)


@pytest.mark.parametrize(("name", "day"), [("schwartz2002.feeding_week_6", 42), ("schwartz2002.feeding_week_12", 84)])
def test_a_woman_still_breastfeeds_on_the_last_day_of_the_weeks(name, day):
    women = Women(4).exposed(0, "ceased", day).exposed(1, "ceased", day + 1).exposed(2, "ceased", 3)
    assert read(signs, name, women) == 0.5
