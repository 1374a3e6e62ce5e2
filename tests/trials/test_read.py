import json

import pytest

from milkway.core.errors import InputError
from milkway.protocol.design import Design
from milkway.protocol.moment import Moment
from milkway.protocol.protocol import resized
from milkway.protocol.protocol_file import parse_protocol, protocol_of, read_protocol
from milkway.protocol.resolve import resolve, to_toml
from milkway.protocol.treatment import Arm

BROKEN = {
    "dose = 3000000000.0": 'dose = "3e9 mg"',
    "day = 28": "day = 400",
    'name = "placebo"\n': "",
    '"s_aureus"': '"s_aurus"',
    "size = 625": "size = -5",
    "effect_antagonism = 0.5": "effect_antagonsm = 0.5",
    "[eligibility]": "[eligibilty]",
    'exposure = "taking_product"': 'exposure = "taking_probiotic"',
    'without = ["entero_mammary", "prenatal"]': 'without = ["entero_mamary"]',
}


def test_every_mistake_of_a_file_is_told_at_once(protocol, words):
    text = to_toml(resolve(protocol))
    for right, wrong in BROKEN.items():
        assert right in text, right
        text = text.replace(right, wrong)
    with pytest.raises(InputError) as raised:
        parse_protocol(text, "broken.toml", words)
    told = str(raised.value)
    places = ("arms[1].sets", "visits[2].day", "arms[2].name", "groups.staphylococcus[2]", "design.size", "effect_antagonsm")
    for place in (*places, "eligibilty", "taking_probiotic", "entero_mamary"):
        assert place in told
    assert "'3e9 mg' is in mg, not in cell" in told
    assert "eligibility (did you mean that?)" in told


def test_a_value_that_a_parameter_cannot_have_is_refused(protocol, words):
    text = to_toml(resolve(protocol)).replace("effect_antagonism = 0.5", "effect_antagonism = 1.5")
    with pytest.raises(InputError, match=r"hypotheses.*effect_antagonism: 0 to 1"):
        parse_protocol(text, "broken.toml", words)


@pytest.mark.parametrize("text", ["", "   \n", "not toml at all", "name = [1,"])
def test_an_empty_or_unreadable_file_is_bad_input(text, words):
    with pytest.raises(InputError, match=r"x\.toml: 1 mistake"):
        parse_protocol(text, "x.toml", words)


def test_a_protocol_that_is_nowhere_names_those_that_ship(words):
    with pytest.raises(InputError, match="hurtado2017"):
        read_protocol("hurtado2071", words)


def test_a_binary_file_is_bad_input(tmp_path, words):
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        read_protocol(path, words)


def test_the_resolved_protocol_reads_back_as_the_same_protocol(protocol, words):
    plain = resolve(protocol)
    assert parse_protocol(to_toml(plain), "resolved", words) == protocol
    assert protocol_of(json.loads(json.dumps(plain)), "resolved", words) == protocol


def test_an_enrolment_that_ends_before_it_begins_is_impossible(protocol, words):
    text = to_toml(resolve(protocol)).replace("enrolment = [1, 6]", "enrolment = [6, 1]")
    with pytest.raises(InputError, match="first <= last < ends"):
        parse_protocol(text, "x", words)


def test_a_block_must_hold_the_arms_in_their_ratio(protocol, words):
    text = to_toml(resolve(protocol)).replace("block = 4", "block = 3")
    with pytest.raises(InputError, match="multiple of 2"):
        parse_protocol(text, "x", words)


def test_an_analysis_must_suit_its_endpoint(protocol, words):
    text = to_toml(resolve(protocol)).replace('analyses = ["log_rank"]', 'analyses = ["risk_ratio"]')
    with pytest.raises(InputError, match="analyses for clinical_first: log_rank"):
        parse_protocol(text, "x", words)


def test_a_negative_number_of_dyads_is_bad_input(protocol):
    with pytest.raises(InputError, match="found -3"):
        resized(protocol, -3)


def test_the_shipped_protocol_states_the_published_counts(protocol):
    arms = protocol.endpoints[0].published.arms
    assert (arms["product"].count, arms["product"].n, arms["placebo"].count, arms["placebo"].n) == (16, 139, 30, 152)
    assert protocol.arms[0].sets == {"dose": 3e9}
    assert protocol.design.ends == Moment(112)


def test_keys_that_a_protocol_of_an_older_edition_has_are_refused_by_name(protocol, words):
    older = '[dropout]\nsets = "withdrawal_hazard"\npain_sets = "withdrawal_pain"\n'
    with pytest.raises(InputError) as caught:
        parse_protocol(to_toml(resolve(protocol)).replace("[dropout]\n", older), "old.toml", words)
    assert {one.where for one in caught.value.mistakes} == {"dropout.sets", "dropout.pain_sets"}
    assert all("0.1.0 had it" in one.allowed for one in caught.value.mistakes)


def test_a_key_that_is_missing_is_asked_for_in_the_words_of_its_own_meaning(protocol, words):
    plain = resolve(protocol)
    del plain["arms"][1]["name"], plain["design"]["size"]
    with pytest.raises(InputError) as raised:
        protocol_of(plain, "x", words)
    wanted = {one.where: (one.found, one.allowed) for one in raised.value.mistakes}
    assert wanted["arms[2].name"] == ("nothing", f"required: {Arm.model_fields['name'].description}")
    assert wanted["design.size"] == ("nothing", f"required: {Design.model_fields['size'].description}")
    assert "None" not in str(raised.value)
