"""Settings in a protocol: how they are read, refused, overruled by a command and kept, and that a reference changes nothing."""

import json

import pytest

import milkway
from milkway.core.errors import InputError
from milkway.ledger.setting_values import read_settings
from milkway.protocol.chosen_settings import Settings
from milkway.protocol.known import known_words, read_known_protocol
from milkway.protocol.protocol import Protocol
from milkway.protocol.resolve import resolve, to_toml
from milkway.protocol.schema import protocol_schema

DYADS = 12


@pytest.fixture(scope="module")
def tables():
    """A protocol with one hypothesis and one route setting, as plain tables."""
    plain = resolve(read_known_protocol("hurtado2017"))
    plain["hypotheses"] = plain["hypotheses"][:1]
    plain["routes"]["settings"] = [plain["routes"]["settings"][0] | {"weight": 1.0}]
    return plain


@pytest.fixture(scope="module")
def written(tables, tmp_path_factory):
    """Return a function that writes the protocol with some parts replaced, and gives the path."""
    folder = tmp_path_factory.mktemp("protocols")

    def write(name, gone=(), **parts):
        path = folder / f"{name}.toml"
        path.write_text(to_toml({key: value for key, value in (tables | parts).items() if key not in gone}), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="module")
def plain_run(written, tmp_path_factory):
    """A trial of a file that says nothing of settings."""
    return milkway.trial(written("plain", gone=["settings"]), dyads=DYADS, out=tmp_path_factory.mktemp("run") / "plain")


def mistakes_of(path):
    with pytest.raises(InputError) as told:
        Protocol.read(path)
    return {one.where: (one.found, one.allowed) for one in told.value.mistakes}


def settings_of(summary):
    return {one["setting"]: one["value"] for one in summary["settings"]}


def chunks_of(finished):
    chunks = next((finished.folder / "chunks").iterdir())
    return {str(path.relative_to(chunks)): path.read_bytes() for path in chunks.rglob("*.npz")}


def test_a_protocol_knows_every_setting_and_has_its_reference_where_it_says_nothing(written):
    references = {one.key: one.reference for one in read_settings().values()}
    assert Settings().plain == Protocol.read(written("silent", gone=["settings"])).settings.plain == references


def test_a_value_of_the_table_is_read_and_kept_in_the_resolved_protocol(written):
    found = Protocol.read(written("sixty", settings={"sterile_share": "60"}))
    assert (found.settings.sterile_share, found.settings.ileum) == ("60", "1e5")
    assert resolve(found)["settings"]["sterile_share"] == "60"


def test_unknown_keys_and_values_are_refused_together_with_what_is_allowed(written):
    found = mistakes_of(written("wrong", settings={"sterile_share": "41", "ileum": 3e7, "illeum": "3e7"}))
    assert found["settings.sterile_share"] == ("'41'", "'22', '40', '60' or '80'")
    assert found["settings.ileum"][1] == "'3e3', '1e5' or '3e7'"
    assert found["settings.illeum"][1].startswith("ileum (did you mean that?)")


def test_the_schema_lists_the_values_of_each_setting():
    known = protocol_schema(known_words())["$defs"]["Settings"]["properties"]
    assert {key: part["enum"] for key, part in known.items()} == {
        one.key: [each.name for each in one.value] for one in read_settings().values()
    }


def test_a_new_protocol_has_the_table_with_the_references(tmp_path):
    milkway.new(tmp_path / "mine.toml")
    text = (tmp_path / "mine.toml").read_text(encoding="utf-8")
    assert "\n[settings]\n" in text
    assert '\nsterile_share = "40"\n' in text
    assert "--setting of a command wins" in text


def test_model_parameters_of_a_file_of_0_1_are_read_and_their_mistakes_stand_where_they_were(written, tables):
    old = written("old", gone=["parameters"], settings=tables["parameters"])
    assert Protocol.read(old) == Protocol.read(written("now"))
    wrong = written("old_wrong", gone=["parameters"], settings=[tables["parameters"][0] | {"parameter": "care"}])
    assert list(mistakes_of(wrong)) == ["settings[1].parameter"]
    assert "[[parameters]]" in mistakes_of(written("both", settings=tables["parameters"]))["settings"][1]


def test_a_reference_that_is_asked_for_gives_the_very_run(plain_run, tmp_path):
    """The reference sets nothing, so every stored bit and every number of the summary is the same."""
    asked = ["sterile_share=40", "antibiotic_tolerant=no", "ileum=1e5"]
    again = milkway.trial(plain_run.run.protocol, dyads=DYADS, setting=asked, out=tmp_path / "run")
    assert chunks_of(again) == chunks_of(plain_run)
    assert again.summary | {"report": ""} == plain_run.summary | {"report": ""}


def test_another_value_gives_other_lives_and_is_told(plain_run, tmp_path):
    other = milkway.trial(plain_run.run.protocol, dyads=DYADS, setting="sterile_share=80", out=tmp_path / "run")
    assert chunks_of(other) != chunks_of(plain_run)
    assert settings_of(other.summary) == {"sterile_share": "80", "antibiotic_tolerant": "no", "ileum": "1e5"}
    page = (other.folder / "report.html").read_text(encoding="utf-8")
    assert "sterile_share 80 (reference 40), antibiotic_tolerant no (the reference)" in page
    identity = json.loads((other.folder / "run.json").read_text(encoding="utf-8"))
    assert identity["protocol"]["settings"]["sterile_share"] == "80"


def test_the_command_wins_over_the_protocol(written, plain_run, tmp_path):
    sixty = written("over", settings={"sterile_share": "60"})
    back = milkway.trial(sixty, dyads=DYADS, setting="sterile_share=40", out=tmp_path / "back")
    assert chunks_of(back) == chunks_of(plain_run)
    checked = milkway.check(sixty, setting="ileum=3e7")
    assert settings_of(checked.summary) == {"sterile_share": "60", "antibiotic_tolerant": "no", "ileum": "3e7"}
    assert settings_of(milkway.check(sixty, setting="sterile_share=22").summary)["sterile_share"] == "22"


def test_a_folder_made_under_one_setting_is_not_resumed_under_another(plain_run):
    with pytest.raises(InputError, match="another run .*sterile_share 40"):
        milkway.trial(plain_run.run.protocol, dyads=DYADS, setting="sterile_share=60", out=plain_run.folder)


def test_a_finished_run_under_a_setting_is_drawn_again_under_it(plain_run, tmp_path):
    made = milkway.trial(plain_run.run.protocol, dyads=DYADS, setting="ileum=3e3", out=tmp_path / "run")
    assert milkway.report(made.folder).summary["settings"] == made.summary["settings"]


def test_what_sets_a_parameter_twice_is_refused(written, tables):
    basis = tables["parameters"][0]["basis"]
    stated = [*tables["parameters"], {"parameter": "antibiotic_tolerant", "value": 0.5, "basis": basis}]
    with pytest.raises(InputError, match=r"settings.antibiotic_tolerant: found yes, and \[\[parameters\]\] sets"):
        milkway.check(written("twice", parameters=stated), setting="antibiotic_tolerant=yes")
    with pytest.raises(InputError, match="settings.ileum: found 3e7, and a value of yours sets ileal_density"):
        milkway.check(written("twice", settings={"ileum": "3e7"}), values={"ileal_density": 5.0})


def test_numbers_that_are_no_value_of_a_setting_are_told_as_none(written, tables):
    basis = tables["parameters"][0]["basis"]
    stated = [*tables["parameters"], {"parameter": "antibiotic_tolerant", "value": 0.5, "basis": basis}]
    assert settings_of(milkway.check(written("half", parameters=stated)).summary)["antibiotic_tolerant"] == "none of its values"


def test_a_design_cannot_choose_a_setting():
    planned = read_known_protocol("hurtado2017").but(designs=[{"name": "other", "changes": {"settings.ileum": "3e7"}}])
    with pytest.raises(InputError, match="what a trial can choose"):
        milkway.designs(planned, pool=20)
