"""Data sets in the shape of ADaM as other people hand them in: read rightly or refused, never passed over."""

import pandas as pd
import pyreadstat
import pytest

import milkway
from milkway.core.errors import InputError

ARMS = ["L. fermentum CECT5716", "Maltodextrin placebo"]
SPELLS = [
    {"name": "first", "score": "clinical_first", "analyses": ["log_rank"]},
    {"name": "spells", "score": "clinical_episodes", "analyses": ["rate_ratio"]},
    {"name": "pain", "score": "pain_mean", "analyses": ["mean_difference"]},
    {"name": "load", "score": "load", "analyses": ["log10_difference"], "visit": "end", "group": "staphylococcus"},
]


@pytest.fixture(scope="module")
def protocol():
    whole = {"unit": "-", "population": "randomised"}
    endpoints = [one | whole | {"label": one["name"]} for one in SPELLS]
    return milkway.Protocol.read("hurtado2017").but(endpoints=endpoints, used_in_tuning=[], name="foreign")


def sets() -> dict[str, pd.DataFrame]:
    """Return twelve women, of whom one fell ill on study day 10 and again on day 40, another on day 20; all numbers as text."""
    women = pd.DataFrame({"USUBJID": [f"u{number}" for number in range(12)], "TRT01P": ARMS * 6})
    time = women.assign(PARAMCD="TTMAST", ADY="112", AVAL="111", AVALU="DAYS", CNSR="1", ADTF="")
    time.loc[[0, 1], ["ADY", "AVAL", "CNSR"]] = [["10", "9", "0"], ["20", "19", "0"]]
    wean = women.assign(PARAMCD="TTWEAN", ADY="112", AVAL="111", AVALU="DAYS", CNSR="1", ADTF="")
    ill = women.iloc[[0, 0, 1]].assign(AETERM="CLINICAL MASTITIS", ASTDY=["10", "40", "20"], ASTDTF="")
    loads = women.assign(PARAMCD="STAPHYLO", AVISIT="end", LBSTRESN=[str(100 * number + 100) for number in range(12)], BLQFL="N")
    pain = women.assign(PARAMCD="PAINMEAN", AVISIT="", AVAL=[str(number % 4) for number in range(12)])
    adsl = women.assign(RANDDSB="1", EOSDY="112", COMPLFL="Y")
    return {
        "adsl": adsl,
        "adtte": pd.concat([time, wean], ignore_index=True),
        "adae": ill.reset_index(drop=True),
        "adlb": loads,
        "adqs": pain,
    }


def as_csv(place, data):
    for name, frame in data.items():
        frame.to_csv(place / f"{name}.csv", index=False)
    return place


NUMBERS = ("ADY", "AVAL", "CNSR", "ASTDY", "LBSTRESN", "EOSDY")


def as_xpt(place, data, version=5):
    for name, frame in data.items():
        typed = frame.astype({one: float for one in NUMBERS if one in frame})
        pyreadstat.write_xport(typed, str(place / f"{name}.xpt"), table_name=name.upper(), file_format_version=version)
    return place


@pytest.fixture(scope="module")
def expected(protocol, tmp_path_factory):
    return milkway.analyse(protocol, as_csv(tmp_path_factory.mktemp("csv"), sets())).found.results


@pytest.fixture
def refused(protocol, tmp_path):
    """Return a function that gives the mistakes of data sets as (where, found)."""

    def of(data=None) -> list[tuple[str, str]]:
        with pytest.raises(InputError) as error:
            milkway.analyse(protocol, as_csv(tmp_path, data) if data is not None else tmp_path)
        return [(one.where.removeprefix(f"{tmp_path}/"), one.found) for one in error.value.mistakes]

    return of


def test_of_these_women_two_fell_ill_three_times(expected):
    """The fixture has what its docstring says: else the tests below would compare nothing."""
    assert sum(arm.count for arm in expected["spells"].arms.values()) == 3
    assert expected["first"].contrasts[0].found.n == (6, 6)
    assert expected["load"].contrasts[0].found.estimate is not None


def test_a_transport_file_is_read_as_the_csv_file(protocol, expected, tmp_path):
    assert milkway.analyse(protocol, as_xpt(tmp_path, sets())).found.results == expected


def test_variables_in_small_letters_are_those_in_capitals(protocol, expected, tmp_path):
    data = {name: one.rename(columns=str.lower) for name, one in sets().items()}
    assert milkway.analyse(protocol, as_csv(tmp_path, data)).found.results == expected


def test_variables_that_differ_in_capitals_alone_are_refused(refused):
    data = sets()
    data["adsl"] = data["adsl"].assign(eosdy="3")
    assert refused(data) == [("adsl.csv", "2 variables EOSDY")]


def test_numbers_that_another_program_wrote_with_a_point_are_whole(protocol, expected, tmp_path):
    data = sets()
    for one in data.values():
        for name in ("CNSR", "ADY", "AVAL", "ASTDY", "EOSDY"):
            if name in one:
                one[name] = [f"{cell}.0" for cell in one[name]]
    assert milkway.analyse(protocol, as_csv(tmp_path, data)).found.results == expected


@pytest.mark.parametrize(
    ("name", "variable", "cell"),
    [
        ("adsl", "EOSDY", "0"),
        ("adsl", "EOSDY", "2024-03-01"),
        ("adsl", "COMPLFL", "y"),
        ("adtte", "AVAL", "-1"),
        ("adtte", "AVAL", ""),
        ("adtte", "AVAL", "."),
        ("adtte", "CNSR", ""),
        ("adtte", "CNSR", ".A"),
        ("adtte", "AVALU", "MONTHS"),
        ("adae", "ASTDY", "0"),
        ("adae", "ASTDY", "-4"),
        ("adae", "ASTDY", ""),
        ("adae", "AETERM", "Clinical mastitis"),
        ("adae", "AETERM", "CLINICAL MASTITIS "),
        ("adlb", "BLQFL", "YES"),
        ("adlb", "AVISIT", "End"),
        ("adlb", "PARAMCD", "staphylo"),
        ("adqs", "AVAL", "11"),
        ("adqs", "PARAMCD", " PAINMEAN"),
    ],
)
def test_a_cell_that_would_be_read_otherwise_than_meant_is_refused(refused, name, variable, cell):
    data = sets()
    data[name].loc[0, variable] = cell
    (where, found), *others = refused(data)
    assert where == f"{name}.csv, line 2, variable {variable}"
    assert found == repr(cell)
    assert not others


def test_a_time_that_counts_the_day_of_randomisation_as_one_is_refused(refused):
    data = sets()
    data["adtte"] = data["adtte"].assign(AVAL=data["adtte"]["ADY"])
    assert ("adtte.csv, line 2, variable AVAL", "10 where ADY is 10") in refused(data)


def test_an_event_after_the_end_of_her_study_is_refused(refused):
    data = sets()
    data["adae"].loc[1, "ASTDY"] = "113"
    assert refused(data) == [("adae.csv, line 3, variable ASTDY", "day 112 since randomisation")]


def test_a_count_below_the_limit_says_so(refused):
    data = sets()
    data["adlb"].loc[[0, 1], "LBSTRESN"] = ["2.5", "0"]
    assert refused(data) == [
        ("adlb.csv, line 2, variable LBSTRESN", "'2.5' where BLQFL is N"),
        ("adlb.csv, line 3, variable LBSTRESN", "'0' where BLQFL is N"),
    ]


def test_a_count_below_a_limit_that_is_not_said_is_refused_and_not_taken_for_missing(refused):
    data = sets()
    data["adlb"].loc[0, ["LBSTRESN", "BLQFL"]] = ["", "Y"]
    assert refused(data) == [("adlb.csv, line 2, variable LBSTRESN", "'' where BLQFL is Y")]


def test_a_count_in_another_unit_is_refused(refused):
    data = sets()
    data["adlb"] = data["adlb"].assign(LBSTRESU=["10^3 CFU/mL"] + ["CFU/mL"] * 11)
    assert refused(data) == [("adlb.csv, line 2, variable LBSTRESU", "'10^3 CFU/mL'")]


@pytest.mark.parametrize("write", [as_csv, as_xpt])
def test_a_record_without_a_value_is_as_no_record(protocol, tmp_path, write):
    data, fewer = sets(), sets()
    data["adqs"].loc[3, "AVAL"], data["adlb"].loc[4, "LBSTRESN"] = ("", "") if write is as_csv else (None, None)
    fewer["adqs"], fewer["adlb"] = fewer["adqs"].drop(index=3), fewer["adlb"].drop(index=4)
    places = [tmp_path / "blank", tmp_path / "fewer"]
    for place in places:
        place.mkdir()
    found = [milkway.analyse(protocol, write(place, one)).found.results for place, one in zip(places, (data, fewer), strict=True)]
    assert found[0] == found[1]
    assert sum(found[0]["pain"].contrasts[0].found.n) == 11


@pytest.mark.parametrize("code", [b".", b"_", b"A", b"Z"])
def test_a_special_missing_value_of_a_transport_file_is_missing_and_no_number(protocol, tmp_path, code):
    data = sets()
    data["adqs"].loc[3, "AVAL"] = "-7777"
    place = as_xpt(tmp_path, data)
    file = place / "adqs.xpt"
    content = file.read_bytes()
    number = bytes.fromhex("c41e610000000000")  # -7777 in IBM's format: 0x1e61 sixteenths of 16**4, the sign in the first bit
    assert content.count(number) == 1
    file.write_bytes(content.replace(number, code + bytes(7)))
    assert sum(milkway.analyse(protocol, place).found.results["pain"].contrasts[0].found.n) == 11


def test_days_of_dates_that_are_known_in_part_are_counted_in_a_note(protocol, expected, tmp_path):
    data = sets()
    data["adae"].loc[[0, 2], "ASTDTF"] = "D"
    data["adtte"].loc[0, "ADTF"] = "M"
    found = milkway.analyse(protocol, as_csv(tmp_path, data))
    assert found.found.results == expected
    told = [one for one in found.summary["notes"] if "known in part" in one]
    assert len(told) == 1
    assert ": 3. " in told[0]


@pytest.mark.parametrize("ending", ["sas7bdat", "xlsx", "parquet"])
def test_a_data_set_in_another_format_is_named(refused, tmp_path, ending):
    data = sets()
    del data["adae"]
    (tmp_path / f"ADAE.{ending}").write_bytes(b"anything")
    assert refused(data) == [(str(tmp_path), f"no adae.csv, but ADAE.{ending}")]


def test_a_transport_file_of_version_8_is_named(refused, tmp_path):
    as_xpt(tmp_path, sets())
    as_xpt(tmp_path, {"adsl": sets()["adsl"]}, version=8)
    assert refused() == [("adsl.xpt", "a transport file of version 8")]


def test_a_transport_file_of_two_data_sets_is_not_read_as_one(refused, tmp_path):
    as_xpt(tmp_path, sets())
    second = (tmp_path / "adtte.xpt").read_bytes()
    file = tmp_path / "adsl.xpt"
    file.write_bytes(file.read_bytes() + second[second.index(b"HEADER RECORD*******MEMBER") :])
    assert refused() == [("adsl.xpt", "2 data sets in one file")]


def test_a_transport_file_in_another_code_page_is_named(refused, tmp_path):
    data = sets()
    data["adsl"].loc[0, "USUBJID"] = "é"
    as_xpt(tmp_path, data)
    file = tmp_path / "adsl.xpt"
    file.write_bytes(file.read_bytes().replace("é".encode(), "é".encode("cp1252") + b" "))
    assert refused() == [("adsl.xpt", "texts that are not UTF-8")]


def test_what_is_no_transport_file_is_named(refused, tmp_path):
    as_xpt(tmp_path, sets())
    (tmp_path / "adsl.xpt").write_bytes(b"USUBJID,EOSDY\n")
    assert refused() == [("adsl.xpt", "no transport file")]


def test_one_file_of_another_format_is_named(protocol, tmp_path):
    file = as_xpt(tmp_path, sets()) / "adsl.xpt"
    with pytest.raises(InputError) as error:
        milkway.analyse(protocol, file)
    assert [one.found for one in error.value.mistakes] == ["a SAS transport file (.xpt)"]


def test_the_order_of_records_plays_no_part(protocol, expected, tmp_path):
    data = {name: one.sample(frac=1, random_state=3) if name != "adsl" else one for name, one in sets().items()}
    assert milkway.analyse(protocol, as_csv(tmp_path, data)).found.results == expected


def test_a_transport_file_without_a_record_is_as_none(protocol, tmp_path):
    """Nobody fell ill: then ADAE has no record, and ADTTE says so."""
    data = sets()
    data["adtte"] = data["adtte"].assign(ADY="112", AVAL="111", CNSR="1")
    data["adae"] = data["adae"].iloc[:0]
    found = milkway.analyse(protocol, as_xpt(tmp_path, data)).found.results
    assert sum(arm.count for arm in found["spells"].arms.values()) == 0


def test_a_text_with_a_line_break_stays_one_cell(protocol, expected, tmp_path):
    data = {name: one.assign(COMMENT='two\nlines, and a "quote"') for name, one in sets().items()}
    assert milkway.analyse(protocol, as_csv(tmp_path, data)).found.results == expected


def test_a_record_of_a_woman_who_is_not_in_adsl_is_refused(refused):
    data = sets()
    data["adae"].loc[0, "USUBJID"] = "u99"
    assert refused(data) == [("adae.csv, line 2, variable USUBJID", "'u99'")]


def test_a_second_time_of_one_woman_is_refused(refused):
    data = sets()
    data["adtte"] = pd.concat([data["adtte"], data["adtte"].iloc[:1]])
    assert ("adtte.csv, line 26", "a second record TTMAST of u0") in refused(data)


@pytest.mark.parametrize("write", [as_csv, as_xpt])
def test_an_arm_that_is_labelled_null_is_found_in_both_formats(protocol, expected, tmp_path, write):
    """In CSV such a text stands between apostrophes, so that no program takes it for missing; a transport file needs none."""
    label = "'null'" if write is as_csv else "null"
    data = {name: one.replace({"TRT01P": {ARMS[0]: label}}) for name, one in sets().items()}
    arms = protocol.model_dump(mode="json")["arms"]
    found = milkway.analyse(protocol.but(arms=[arms[0] | {"label": "null"}, *arms[1:]]), write(tmp_path, data))
    assert found.found.results == expected


def test_blanks_where_nothing_is_meant_are_told(refused):
    data = sets()
    data["adqs"].loc[0, "AVISIT"] = "  "
    assert refused(data) == [("adqs.csv, line 2, variable AVISIT", "'  '")]
