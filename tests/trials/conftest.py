import pytest
from trial_worlds import EFFECTS, EXPOSURES, SIGNS, TAXA, still

from milkway.core.bounds import NOT_NEGATIVE, SHARE
from milkway.protocol.protocol_file import read_protocol
from milkway.protocol.words import Words


@pytest.fixture(scope="session")
def words() -> Words:
    return Words(
        processes=frozenset({"entero_mammary", "prenatal", "skin"}),
        taxa=frozenset(TAXA),
        sites=frozenset({"left_milk", "right_milk"}),
        stocks=frozenset({"left_milk__strain"}),
        exposures=frozenset({"taking_product", "pumping", "maternal_antibiotic", "diagnosed", *EXPOSURES}),
        parameters={"dose": "cell", "discontinuation_hazard": "1/day", "frailty": "dimensionless"}
        | dict.fromkeys(("adherence", "care_antibiotic_chance", *EFFECTS), "dimensionless"),
        bounds=dict.fromkeys(("dose", "discontinuation_hazard", "frailty"), NOT_NEGATIVE)
        | dict.fromkeys(("adherence", "care_antibiotic_chance", *EFFECTS), SHARE)
        | {"effect_competition": NOT_NEGATIVE},
        signs=frozenset(SIGNS),
        populations=frozenset({"spain_peripartum_antibiotics", "general"}),
    )


@pytest.fixture(scope="session")
def protocol(words):
    return read_protocol("hurtado2017", words)


@pytest.fixture
def quiet_women():
    """Six women from birth to day 112 without a sign, who stay and breastfeed; milk with 100 staphylococci per mL."""
    return still(6)
