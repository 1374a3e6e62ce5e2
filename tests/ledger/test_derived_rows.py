"""Every derived number of tables and populations, its conversion worked out again by hand from what its sources print."""

import pytest

import milkway

PLACES = ("table ", "population ")
ROWS = {row["key"]: row for row in milkway.export_parameters().rows if row["place"].startswith(PLACES)}

# key: the printed conversion, and how near the value is rounded
DERIVED = {
    "milk_need_rise": ((705.4 - 37.1) / (5 - 1), 0.5),
    "initial_gut_density[lactobacillus]": (10**6.3, 0.05e6),
    "general.peripartum_antibiotic.chance": (42688 / 156381, 0.0005),
    "general.peripartum_antibiotic.chance_if.caesarean": (1.0, 0.0),
    "general.nipple_shield_throughout.chance": (0.0, 0.0),
    "general.nipple_shield_throughout.chance_if.nipple_shield": (7 / 22, 0.0005),
    "spain_peripartum_antibiotics.caesarean.chance": (0.266 / (0.266 + 0.734 * 0.273), 0.0005),
}
# key: what its source prints, in the unit of the row
MEASURED = {
    "milk_need_first": (37.1, 0.0),
    "milk_need_full": (798, 0.0),
    "dose": (3e9, 0.0),
    "feeds_per_day": (11, 0.0),
    "usual_feeds": (11, 0.0),
    "removal_fraction": (0.673, 0.0),
    "storage_capacity": (179, 0.0),
    "initial_gut_density[enterobacteriaceae]": (10**7.1, 0.005e7),
    "initial_gut_density[enterococcus]": (10**6.2, 0.05e6),
    "initial_gut_density[streptococcus]": (10**7.5, 0.05e7),
    "general.parous.chance": (7537 / (6377 + 7537), 0.0005),
    "general.caesarean.chance": (0.266, 0.0),
    "general.s_aureus_carrier_mother.chance": (45 / 98, 0.005),
    "general.s_aureus_carrier_infant.chance": (253 / 346, 0.005),
    "general.feeds_per_day.mean": (11, 0.0),
    "general.feeds_per_day.sd": (3, 0.0),
    "general.feeds_per_day.low": (6, 0.0),
    "general.feeds_per_day.high": (18, 0.0),
    "general.care_antibiotic.chance": (171 / 207, 0.0005),
    "spain_peripartum_antibiotics.peripartum_antibiotic.chance": (1.0, 0.0),
}


@pytest.mark.parametrize(("kind", "worked"), [("derived", DERIVED), ("measured", MEASURED)])
def test_each_number_of_a_kind_is_worked_out_here(kind, worked):
    assert {key for key, row in ROWS.items() if row["kind"] == kind} == set(worked)


@pytest.mark.parametrize("key", [*DERIVED, *MEASURED])
def test_a_conversion_gives_the_value_to_its_last_figure(key):
    expected, rounding = (DERIVED | MEASURED)[key]
    assert ROWS[key]["value"] == pytest.approx(expected, rel=1e-12, abs=rounding)


@pytest.mark.parametrize("key", [key for key, (_, rounding) in DERIVED.items() if rounding])
def test_the_note_of_a_derived_number_has_its_arithmetic(key):
    assert any(sign in ROWS[key]["note"] for sign in (" / ", " * ", "10^"))
