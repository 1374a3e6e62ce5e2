"""What a protocol may not contradict itself in: one edit each of a protocol that ships, and many at once."""

from importlib import resources

import pytest

from milkway.biology.models import COMPLETE
from milkway.cohorts.population_file import population_names
from milkway.core.errors import InputError
from milkway.core.network import expand
from milkway.ledger.tables import read_parameters
from milkway.protocol.protocol_file import parse_protocol, shipped_protocols
from milkway.protocol.words import words_of

CULTURE = """[[assays.culture]]
name = "milk_culture"
sites = ["left_milk"]
visits = ["end"]
groups = { staphylococcus = ["s_aureus"] }
plated = "0.1 mL"
limit = "1000 CFU/mL"
error = 1.8
colonies = 10
basis = { kind = "expert", note = "a second laboratory" }

"""
IMMUNE = "sets = { effect_immunomodulation = 0.15 }"
BLOCK = "block = 4 "
ROUTES_ON = 'name = "on"\n'

# what to replace, by what, where the mistake is told, and words of what is told
CASES = {
    "a visit before the last woman is enrolled": (
        "day = 7\n",
        "day = 3\n",
        "visits[1].day",
        "day 6 (the last of enrolment) or later",
    ),
    "a visit after the end": ("day = 28\n", "day = 400\n", "visits[2].day", "a day between"),
    "a culture that is never taken": (
        'visits = ["entry", "week_4", "end"]',
        "visits = []",
        "assays.culture[1].visits",
        "at least one visit",
    ),
    "a group of no taxon": (
        'lactobacillus = ["lactobacillus", "strain"]',
        "lactobacillus = []",
        "groups.lactobacillus",
        "at least one",
    ),
    "a load at a visit without a sample": (
        'visits = ["entry", "week_4", "end"]',
        'visits = ["entry", "week_4"]',
        "endpoints[10].visit",
        "a visit with a sample of staphylococcus: week_4 (day 28), entry (day 7)",
    ),
    "a strain that no culture lets grow": (
        '"lactobacillus", "strain"',
        '"lactobacillus"',
        "endpoints[11].visit",
        "counts the strain",
    ),
    "more local signs than are listed": ("local_needed = 2 ", "local_needed = 4 ", "mastitis.local_needed", "at most 3"),
    "more systemic signs than are listed": (
        "systemic_needed = 1 ",
        "systemic_needed = 3 ",
        "mastitis.systemic_needed",
        "at most 2",
    ),
    "a clinician who needs more signs than are listed": (
        "lasting = 1 ",
        'clinician = { local_needed = 4, systemic_needed = 0, basis = { kind = "expert" } }\nlasting = 1 ',
        "mastitis.clinician.local_needed",
        "at most 3, the signs listed under local",
    ),
    "a clinician who diagnoses nobody beside the diary": (
        "lasting = 1 ",
        'clinician = { local_needed = 2, systemic_needed = 2, basis = { kind = "expert" } }\nlasting = 1 ',
        "mastitis.clinician:",
        "fewer signs of either kind",
    ),
    "a sign listed twice": ('"redness", "lump"]', '"redness", "redness"]', "mastitis.local:", "each sign once"),
    "a recurrence gap longer than follow-up": (
        "recurrence_gap = 7 ",
        "recurrence_gap = 150 ",
        "mastitis.recurrence_gap",
        "111 days",
    ),
    "tuning on a result that is not stated": ('"staphylococcus_load"]', '"abscess"]', "used_in_tuning[3]", "staphylococcus_load"),
    "a product that nobody takes": ('exposure = "taking_product"', 'exposure = "pumping"', "arms:", "taking_product"),
    "an effect of dead cells that nobody takes": (
        IMMUNE,
        "sets = { effect_immunomodulation = 0.15, effect_killed = 1.0 }",
        "hypotheses[3].sets.effect_killed",
        "an arm that takes a killed product",
    ),
    "a killed product that is not taken": (
        'label = "Maltodextrin placebo"\n',
        'label = "x"\nsets = { killed_dose = "3e9 cell/day" }\nbasis = { kind = "placeholder" }\n',
        "arms[2].sets.killed_dose",
        "taking_product",
    ),
    "a reference arm with the product": ('reference = "placebo"', 'reference = "product"', "reference:", "placebo"),
    "hypotheses that are alike": (
        IMMUNE,
        "sets = { effect_duct_persistence = 0.5, effect_competition = 4.0, effect_antagonism = 0.5 }",
        "hypotheses[3].sets",
        "the same as competition",
    ),
    "no hypothesis without effects": (
        'label = "Null: the strain does nothing"\n',
        'label = "x"\nsets = { effect_immunomodulation = 0.1 }\n',
        "hypotheses:",
        "one without sets",
    ),
    "routes that knock out the same": (
        ROUTES_ON,
        ROUTES_ON + 'without = ["prenatal", "entero_mammary"]\n',
        "routes.settings[2].without",
        "than off knocks out",
    ),
    "route settings of one name": (ROUTES_ON, 'name = "off"\n', "routes.settings[2].name", "differ"),
    "an effect of a process that is knocked out": (
        '"entero_mammary", "prenatal"]',
        '"immunomodulation"]',
        "hypotheses[3].sets.effect_immunomodulation",
        "every route setting leaves",
    ),
    "a stratum that nobody falls into": (
        BLOCK,
        'strata = [{ covariate = "frailty", cuts = [1.0, 1000.0] }]\n' + BLOCK,
        "design.strata[1]",
        "class 3 of 3",
    ),
    "a source that the bibliography does not have": (
        '"kvist2008"] ',
        '"kvist2009"] ',
        "sources[2]",
        "kvist2008 (did you mean that?)",
    ),
    "leaving by a day after the end": (
        '[dropout]\nshare = 0.5344              # (164 + 170) of 625 had left\nby = "16 weeks"',
        '[dropout]\nshare = 0.5344\nby = "20 weeks"',
        "dropout.by",
        "a day between",
    ),
    "two cultures of one name": (
        "[[assays.culture]]",
        CULTURE + "[[assays.culture]]",
        "assays.culture",
        "milk_culture twice",
    ),
    "women who leave one arm alone, by the day of enrolment": (
        'share = 0.5344              # (164 + 170) of 625 had left\nby = "16 weeks"',
        "share = 0.0\nshares = { product = 0.3 }\nby = 3",
        "dropout.by",
        "at least two days after the last woman is enrolled",
    ),
    "days with pain from the end of the trial on": (
        'score = "pain_max"',
        'score = "pain_days"\nvisit = "end"',
        "endpoints[8].visit",
        "a visit before the end of follow-up: entry, week_4",
    ),
    "an analysis that does not fit its score": (
        'analyses = ["log_rank"]',
        'analyses = ["risk_ratio"]',
        "endpoints[3].analyses",
        "log_rank",
    ),
}

# a line of the protocol, the last value that contradicts nothing, and the first that does
BOUNDS = [
    ("day = 7\n", "day = 6\n", "day = 5\n"),
    ("day = 28\n", "day = 112\n", "day = 113\n"),
    ("local_needed = 2 ", "local_needed = 3 ", "local_needed = 4 "),
    ("systemic_needed = 1 ", "systemic_needed = 2 ", "systemic_needed = 3 "),
    *(
        (f"{key} ", f"{key.split('=')[0]}= 111 ", f"{key.split('=')[0]}= 112 ")
        for key in ("lasting = 1", "gap = 5", "recurrence_gap = 7")
    ),
]


@pytest.fixture(scope="module")
def known():
    network = expand(COMPLETE, read_parameters().keys())
    return words_of(network, population_names())


@pytest.fixture(scope="module")
def text():
    return resources.files("milkway.protocol.shipped").joinpath("hurtado2017.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_a_contradiction_is_told_with_its_key_and_a_suggestion(case, text, known):
    right, wrong, where, words = CASES[case]
    assert text.count(right) >= 1
    with pytest.raises(InputError) as raised:
        parse_protocol(text.replace(right, wrong, 1), "x.toml", known)
    told = [str(mistake) for mistake in raised.value.mistakes]
    assert [one for one in told if where.rstrip(":") in one.split(": found")[0] and words in one], told


@pytest.mark.parametrize(("line", "last", "beyond"), BOUNDS)
def test_the_last_value_that_is_possible_is_read_and_the_next_refused(line, last, beyond, text, known):
    assert text.count(f"\n{line}") == 1
    assert parse_protocol(text.replace(f"\n{line}", f"\n{last}"), "x.toml", known)
    with pytest.raises(InputError) as raised:
        parse_protocol(text.replace(f"\n{line}", f"\n{beyond}"), "x.toml", known)
    assert len(raised.value.mistakes) == 1


def test_a_mistake_in_the_design_does_not_hide_what_the_rest_contradicts(text, known):
    broken = text.replace("size = 625", "size = 0").replace("local_needed = 2 ", "local_needed = 4 ")
    with pytest.raises(InputError) as raised:
        parse_protocol(broken, "x.toml", known)
    assert [mistake.where for mistake in raised.value.mistakes] == ["design.size", "mastitis.local_needed"]


def test_contradictions_and_mistakes_of_other_kinds_are_told_at_once(text, known):
    broken = text.replace("plated = ", "platd = ")
    chosen = ("more local signs than are listed", "routes that knock out the same", "tuning on a result that is not stated")
    for case in (*chosen, "a visit before the last woman is enrolled"):
        broken = broken.replace(*CASES[case][:2], 1)
    with pytest.raises(InputError) as raised:
        parse_protocol(broken, "x.toml", known)
    told = {mistake.where for mistake in raised.value.mistakes}
    assert {
        "assays.culture[1].platd",
        "mastitis.local_needed",
        "routes.settings[2].without",
        "used_in_tuning[3]",
        "visits[1].day",
    } <= told


@pytest.mark.parametrize("name", shipped_protocols())
def test_a_protocol_that_ships_contradicts_itself_nowhere(name, known):
    shipped = resources.files("milkway.protocol.shipped").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    assert parse_protocol(shipped, name, known).name == name
