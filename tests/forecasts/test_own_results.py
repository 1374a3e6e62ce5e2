"""A file of one's own results: what is read, that every mistake is told at once, and that the template can be read."""

import pytest

from milkway.core.errors import InputError
from milkway.forecasts.own_results import GUILDS, read_own
from milkway.forecasts.own_template import own_template

INFANTS = """
[[infants]]
name = "a month"
birth = "vaginal"
day = 30
n = 5
reads = 20000
background = 0.01
"""


def told(tmp_path, text):
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return read_own(path)


def mistakes(tmp_path, text):
    with pytest.raises(InputError) as raised:
        told(tmp_path, text)
    return [str(one) for one in raised.value.mistakes]


def test_the_template_is_a_file_that_can_be_read(tmp_path):
    found = told(tmp_path, own_template(tmp_path / "mine.toml"))
    assert [one.name for one in found.groups] == ["ill in eight weeks", "episodes in eight weeks", "bacteria in milk"]
    assert [one.name for one in found.infants] == ["a month after birth"]
    assert found.groups[2].taxa == GUILDS


def test_results_of_a_protocol_are_those_of_its_study(tmp_path):
    row = '[[result]]\nendpoint = "clinical_mastitis"\narm = "placebo"\ncount = 30\nn = 152\n'
    found = told(tmp_path, 'protocol = "hurtado2017"\n' + row)
    assert found.study == "hurtado2017"
    assert found.given["clinical_mastitis", "placebo"].count == 30
    assert "protocol: found nothing" in mistakes(tmp_path, row)[0]
    assert "study" in mistakes(tmp_path, 'protocol = "hurtado2017"\nstudy = "amir2007"\n' + row)[0]


def test_every_mistake_is_named_at_once(tmp_path):
    text = (
        "version = 1\n"
        + '[[women_ill]]\nname = "a"\nuntil = 900\ncount = 3\nn = 2\n'
        + '[[women_ill]]\nname = "b"\nuntil = 56\ncount = 3\nn = 2\n'
        + '[[milk]]\nname = "c"\nday = 28\nmean = 3.0\nn = 9\ntaxa = ["yeast"]\npopulation = "martians"\n'
        + INFANTS
        + "[infants.guilds.yeast]\nmean = 0.5\n[infants.guilds.bifidobacterium]\nquantiles = [0.5, 0.2]\nshares = [0.1, 1.5]\n"
    )
    found = "\n".join(mistakes(tmp_path, text))
    wanted = ("version", "women_ill 1 until", "3 of 2 women", "'yeast'", "'martians'", "guilds.yeast", "ascending", "from 0 to 1")
    assert [one for one in (*wanted, "shares and quantiles", "as many as n, 5") if one not in found] == []


@pytest.mark.parametrize("text", ["", 'study = "amir2007"\n', "infants = 3\n", "[[infants]]\n"])
def test_a_file_without_results_is_refused(tmp_path, text):
    assert mistakes(tmp_path, text)


def test_two_results_of_one_name_are_refused(tmp_path):
    assert "each name once" in mistakes(tmp_path, INFANTS + INFANTS)[0]


def test_without_a_protocol_infants_have_a_birth_and_no_arm(tmp_path):
    assert "birth" in mistakes(tmp_path, INFANTS.replace('"vaginal"', '"any"'))[0]
    assert "arm" in mistakes(tmp_path, INFANTS + 'arm = "placebo"\n')[0]
    found = told(tmp_path, 'protocol = "hurtado2017"\n' + INFANTS.replace('"vaginal"', '"any"') + 'arm = "placebo"\n')
    assert [one.arm for one in found.infants] == ["placebo"]
