"""Published results as a user gives them: what is read, and that every mistake of a file is told at once."""

import tomllib

import pytest

from milkway.core.errors import InputError
from milkway.forecasts.given_results import read_results, results_template, stated_contrasts, stated_results
from milkway.protocol.endpoint import Published, PublishedArm
from milkway.protocol.known import read_known_protocol

HURTADO, ARROYO = read_known_protocol("hurtado2017"), read_known_protocol("arroyo2010")


def told(tmp_path, text, protocol=HURTADO):
    path = tmp_path / "results.toml"
    path.write_text(text, encoding="utf-8")
    return read_results(path, protocol)[0]


def result(**keys):
    return "[[result]]\n" + "\n".join(f"{key} = {value!r}".replace("'", '"') for key, value in keys.items()) + "\n"


def test_counts_rates_and_means_are_read(tmp_path):
    found = told(
        tmp_path,
        result(endpoint="clinical_mastitis", arm="placebo", count=30, n=152)
        + result(endpoint="clinical_episodes", arm="placebo", rate=0.263, n=152)
        + result(endpoint="staphylococcus_load", arm="product", mean=2.9, n=100),
    )
    assert found["clinical_mastitis", "placebo"].value == 30 / 152
    assert found["clinical_episodes", "placebo"].count == 40
    assert (found["staphylococcus_load", "product"].value, found["staphylococcus_load", "product"].count) == (2.9, None)


def test_every_mistake_is_named_at_once(tmp_path):
    text = (
        result(endpoint="clinical_mastitis", arm="placbo", count=30, n=152)
        + result(endpoint="clinical_mastitis", arm="placebo", count=153, n=152)
        + result(endpoint="second_mastitis", arm="placebo", count=3, n=152)
        + result(endpoint="staphylococcus_load", arm="placebo", count=3, n=152)
        + result(endpoint="clinical_mastitis", arm="placebo", rate=1.5, n=152)
    )
    with pytest.raises(InputError) as raised:
        told(tmp_path, text)
    found = [str(one) for one in raised.value.mistakes]
    wanted = ("'placbo'", "153 of 152 women", "'second_mastitis'", "count; allowed: mean", "a second one", "1.5")
    assert all(any(part in one for one in found) for part in wanted), found


def test_of_a_time_the_share_with_the_event_by_a_day_or_a_mean_of_days_is_read(tmp_path):
    found = told(
        tmp_path,
        result(endpoint="first_mastitis", arm="placebo", count=30, n=152)
        + result(endpoint="first_mastitis", arm="placebo", rate=0.1, n=152, day=28)
        + result(endpoint="first_mastitis", arm="placebo", mean=90.5, n=152),
    )
    assert [(name, one.value, one.count) for (name, _), one in found.items()] == [
        ("first_mastitis", 30 / 152, 30),
        ("first_mastitis by day 28", 0.1, 15),
        ("first_mastitis, mean of 106 days", 90.5, None),
    ]


def test_a_day_beyond_follow_up_or_of_what_is_no_time_is_refused(tmp_path):
    with pytest.raises(InputError) as raised:
        told(
            tmp_path,
            result(endpoint="first_mastitis", arm="placebo", count=3, n=152, day=400)
            + result(endpoint="clinical_mastitis", arm="placebo", count=3, n=152, day=28),
        )
    assert [one.where for one in raised.value.mistakes] == ["result 1 day", "result 2 day"]


def test_a_share_without_the_event_that_a_protocol_states_is_one_with_it():
    first = next(one for one in HURTADO.endpoints if one.name == "first_mastitis")
    printed = Published(arms={"placebo": PublishedArm(value=0.8, n=150)}, source="hurtado2017", locator="none")
    asked = HURTADO.model_copy(update={"endpoints": (first.model_copy(update={"published": printed}),)})
    found = stated_results(asked)["first_mastitis", "placebo"]
    assert (found.value, found.count) == (pytest.approx(0.2), 30)


INFANTS = """
[[infants]]
name = "a month"
arm = "placebo"
day = 28
n = 5
reads = 20000
background = 0.01
"""


def test_infants_are_of_an_arm_and_within_follow_up(tmp_path):
    (tmp_path / "a.toml").write_text(INFANTS, encoding="utf-8")
    given, infants = read_results(tmp_path / "a.toml", HURTADO)
    assert not given
    assert [(one.name, one.arm, one.birth) for one in infants] == [("a month", "placebo", "any")]
    for wrong, told_ in (('arm = "placebo"', "arm: found nothing"), ('"placebo"', "placbo"), ("day = 28", "day")):
        text = INFANTS.replace(wrong, {'"placebo"': '"placbo"', "day = 28": "day = 300"}.get(wrong, ""))
        with pytest.raises(InputError, match=told_):
            told(tmp_path, text)


def test_a_wrong_key_and_a_lacking_n_are_named(tmp_path):
    with pytest.raises(InputError) as raised:
        told(tmp_path, result(endpoint="clinical_mastitis", arm="placebo", counted=30))
    found = str(raised.value)
    assert "counted" in found
    assert "result 1 n" in found


def test_a_row_that_is_no_result_hides_no_mistake_of_another(tmp_path):
    text = (
        "version = 1\n"
        + result(endpoint="clinical_mastitis", arm="placbo", counted=30)
        + result(endpoint="clinical_mastitis", arm="placebo", count=153, n=152)
        + result(endpoint="second_mastitis", arm="product", count="many", n=10)
    )
    with pytest.raises(InputError) as raised:
        told(tmp_path, text)
    found = str(raised.value)
    wanted = ("version", "result 1 counted", "result 1 n", "'placbo'", "153 of 152 women", "'second_mastitis'", "result 3 count")
    assert [one for one in wanted if one not in found] == []


@pytest.mark.parametrize("mean", ["nan", "inf", "-inf", "1e999"])
def test_a_mean_is_a_number(tmp_path, mean):
    with pytest.raises(InputError, match="result 1 mean"):
        told(tmp_path, f'[[result]]\nendpoint = "staphylococcus_load"\narm = "product"\nn = 10\nmean = {mean}\n')


@pytest.mark.parametrize("text", ["", "result = 3\n", "result = []\n"])
def test_a_file_without_results_is_refused(tmp_path, text):
    with pytest.raises(InputError, match="result"):
        told(tmp_path, text)


def test_the_template_is_a_file_that_can_be_read(tmp_path):
    text = results_template(HURTADO, tmp_path / "mine.toml")
    rows = tomllib.loads(text)["result"]
    assert {one["arm"] for one in rows} == {"product", "placebo"}
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    assert len(read_results(path, HURTADO)[0]) == len(rows)


def test_a_share_of_n_that_a_protocol_states_is_a_count():
    assert stated_results(ARROYO)["pain_free", "fermentum"].count == 109


def test_of_which_arm_a_contrast_is_is_known_where_there_is_one_other():
    assert stated_contrasts(HURTADO)["clinical_mastitis", "product", "odds_ratio"] == 0.531
    ill = next(one for one in HURTADO.endpoints if one.name == "clinical_mastitis")
    asked = ARROYO.model_copy(update={"endpoints": (ill,)})
    assert stated_contrasts(asked)["clinical_mastitis", "", "odds_ratio"] == 0.531


def test_a_share_of_an_unread_number_of_women_has_no_count():
    given = stated_results(read_known_protocol("abrahamsson2009"))
    assert (given["strain_in_milk", "reuteri"].count, given["strain_in_milk", "reuteri"].n) == (None, None)
