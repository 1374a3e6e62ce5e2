from cohort_worlds import row, table_of

from milkway.cohorts.match import check_population
from milkway.cohorts.population import Population
from milkway.ledger.quantities import read_quantities
from milkway.ledger.studies import read_studies

WOMEN = Population(name="general", about="women", who=("lactating women", "infants"))


def warnings(*rows):
    return check_population(WOMEN, table_of(*rows), read_quantities(), read_studies())


def test_a_number_from_mice_is_said_to_come_from_animals():
    (said,) = warnings(row("carriage", 3.0, "day", locator="dc_live"), row("feeds", 11.0, "1/day", locator="feeds_per_day"))
    assert said == "1 parameter comes from animals, not from lactating women or infants: carriage"


def test_a_value_tuned_on_women_with_antibiotics_is_said_to_come_from_them():
    (said,) = warnings(row("hazard", 0.01, "1/day", tuned_on=("hurtado2017",)), row("other", 0.02, "1/day", source="hurtado2017"))
    assert said.startswith("2 parameters come from lactating women after peripartum antibiotics")


def test_a_number_without_a_trace_is_not_judged():
    assert warnings(row("guess", 1.0, "1/day")) == ()
