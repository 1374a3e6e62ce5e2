import csv
import json
import tomllib
from importlib.resources import files

import pytest

import milkway
from milkway.cli import main
from milkway.cohorts.population_file import population_names, read_population
from milkway.core.errors import InputError
from milkway.ledger.setting_values import read_settings
from milkway.ledger.stated_number import in_table
from milkway.ledger.tables import read_parameters
from milkway.protocol.protocol_file import shipped_protocols

ROWS = milkway.export_parameters().rows


def at(place):
    return {row["key"]: row for row in ROWS if row["place"].startswith(place)}


def test_csv_and_json_hold_the_same_numbers(tmp_path):
    milkway.export_parameters(tmp_path / "all.csv")
    milkway.export_parameters(tmp_path / "all.json")
    with (tmp_path / "all.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["key"]: row for row in csv.DictReader(file)}
    plain = {row["key"]: row for row in json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))["parameters"]}
    assert len(rows) == len(plain) == len(ROWS)
    for key, row in plain.items():
        assert float(rows[key]["value"]) == row["value"]
        assert (rows[key]["kind"], rows[key]["place"]) == (row["kind"], row["place"])


def test_every_row_of_the_tables_is_there_with_its_file():
    table, listed = read_parameters(), at("table ")
    assert set(listed) == set(table.rows)
    for key, row in table.rows.items():
        assert (listed[key]["value"], listed[key]["kind"], listed[key]["spread"]) == (row.value, row.kind, row.spread)
    assert listed["effect_competition"]["place"] == "table switched_off.csv"
    assert listed["feeds_per_day"]["place"] == "table lactation.csv"


def test_chances_and_effects_of_every_population_are_there():
    listed = at("population ")
    assert (listed["general.caesarean.chance"]["value"], listed["general.caesarean.chance"]["kind"]) == (0.266, "measured")
    assert listed["general.peripartum_antibiotic.chance_if.caesarean"]["value"] == 1.0
    assert listed["general.previous_mastitis.frailty.to"]["value"] == 4.0
    assert listed["general.s_aureus_areola.s_aureus_carriage_mother.absent"]["value"] == 0.02
    assert listed["general.caesarean.hospital.until_day"]["unit"] == "day"
    assert listed["spain_peripartum_antibiotics.caesarean.chance"]["value"] == 0.57
    assert "spain_peripartum_antibiotics.parous.chance" not in listed  # it is that of the general population
    laws = {f"{name}.{one.name}" for name in population_names() for one in read_population(name).covariates}
    assert {key.rpartition(".")[0] for key in listed if key.endswith((".chance", ".median", ".mean"))} <= laws
    assert {f"general.{one.name}" for one in read_population("general").covariates} <= {
        ".".join(key.split(".")[:2]) for key in listed
    }


def test_numbers_of_protocols_are_those_of_parts_with_a_basis():
    listed = at("protocol ")
    assert {key.partition(".")[0] for key in listed} == set(shipped_protocols())
    dose = listed["hurtado2017.arms.product.sets.dose"]
    assert (dose["parameter"], dose["value"], dose["unit"], dose["kind"]) == ("dose", 3e9, "cell", "measured")
    assert listed["hurtado2017.hypotheses.competition.sets.effect_competition"]["tuned_on"] == "hurtado2017;jimenez2008"
    assert listed["hurtado2017.assays.culture.milk_culture.limit"]["unit"] == "cell/mL"
    assert (listed["hurtado2017.design.ends"]["value"], listed["hurtado2017.design.ends"]["unit"]) == (112.0, "day")
    assert not [key for key in listed if ".endpoints." in key or key.endswith(".begins")]


@pytest.mark.parametrize("key", ["design.block", "mastitis.gap", "mastitis.recurrence_gap"])
def test_what_a_note_calls_assumed_is_not_called_measured(key):
    assert at("protocol ")[f"hurtado2017.{key}"]["kind"] == "expert"
    assert at("protocol ")["hurtado2017.design.size"]["kind"] == "measured"


def test_settings_assays_and_priors_are_there():
    stated = {f"{one.key}={value.name}" for one in read_settings().values() for value in one.value}
    assert {key.rpartition(".")[0] for key in at("setting ")} == stated
    sequencing = tomllib.loads(files("milkway.published").joinpath("data", "sequencing.toml").read_text(encoding="utf-8"))
    assert len(at("assay ")) == 1 + 2 * len(sequencing["method"]) + 3 * len(sequencing["copies"])
    assert at("prior ")["inflammation_half.high"]["value"] == 1e10


def test_every_number_has_a_key_of_its_own_and_a_kind():
    assert len({row["key"] for row in ROWS}) == len(ROWS)
    assert all(row["kind"] and row["unit"] for row in ROWS)


def test_given_back_as_values_only_rows_of_the_tables_are_read(tmp_path):
    lines = milkway.export_parameters().rows
    kept = [row for row in lines if row["key"] == "carrier_uptake" or not in_table(row["place"])]
    text = "key,value,unit,place\n" + "".join(f"{row['key']},{row['value']},{row['unit']},{row['place']}\n" for row in kept)
    (tmp_path / "mine.csv").write_text(text, encoding="utf-8")
    made = milkway.simulate(days=2, dyads=2, values=tmp_path / "mine.csv")
    assert [one["parameter"] for one in made.summary["values"]] == ["carrier_uptake"]


def test_another_suffix_or_a_missing_folder_is_refused(tmp_path):
    for file in (tmp_path / "all.txt", tmp_path / "nowhere" / "all.csv"):
        with pytest.raises(InputError, match="out"):
            milkway.export_parameters(file)


def test_the_command_names_the_file(tmp_path, capsys):
    assert main(["export", "parameters", "--out", str(tmp_path / "all.csv")]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "all.csv")
