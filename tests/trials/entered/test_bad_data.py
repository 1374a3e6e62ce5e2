"""What is wrong with a data file is told all at once, with row, column, what was found and what is allowed."""

import json

import pandas as pd
import pytest

import milkway
from milkway.cli import main
from milkway.core.errors import InputError


def endpoint(name: str, score: str, analyses: list[str], **more: object) -> dict[str, object]:
    return {"name": name, "label": name, "unit": "-", "score": score, "population": "randomised", "analyses": analyses} | more


ENDPOINTS = [
    endpoint("ill", "clinical_any", ["risk_difference"]),
    endpoint("spells", "clinical_episodes", ["rate_ratio"]),
    endpoint("first", "clinical_first", ["log_rank"]),
    endpoint("again", "clinical_recurrent", ["mean_cumulative_difference"]),
    endpoint("pain", "pain_mean", ["mean_difference"]),
    endpoint("load", "load", ["log10_difference"], visit="end", group="staphylococcus"),
]
HEADER = "woman,arm,enrolled,last_day,completed,reason,breastfeeding_cessation_day,"
HEADER += "ill,spells,spells_days,first_days,first_event,again_onsets,pain,load"
GOOD = [
    "a,product,1,111,1,,,1,2,111,40,1,40;90,3.5,1200",
    "b,product,1,80,0,moved away,60,0,0,80,80,0,,2,",
    "c,product,1,111,1,,,0,0,111,111,0,,0,<10",
    "d,placebo,1,111,1,,,1,1,111,12,1,12,7,1e5",
    "e,placebo,1,111,1,,,,,,,,,,350",
    "f,placebo,1,111,1,,,0,0,111,111,0,,4,90",
]


@pytest.fixture(scope="module")
def protocol():
    return milkway.Protocol.read("hurtado2017").but(endpoints=ENDPOINTS, used_in_tuning=[], name="small")


def text(*rows: str, header: str = HEADER) -> bytes:
    return ("\n".join([header, *rows]) + "\n").encode()


def changed(row: int, column: str, cell: str) -> bytes:
    """Return the good table with another cell."""
    rows = [line.split(",") for line in GOOD]
    rows[row][HEADER.split(",").index(column)] = f'"{cell}"' if "," in cell else cell
    return text(*(",".join(line) for line in rows))


@pytest.fixture
def refused(protocol, tmp_path):
    """Return a function that gives the mistakes of a file as (place, found)."""

    def of(content: bytes) -> list[tuple[str, str]]:
        file = tmp_path / "data.csv"
        file.write_bytes(content)
        with pytest.raises(InputError) as error:
            milkway.analyse(protocol, file)
        return [(one.where.removeprefix(str(file)).removeprefix(", "), one.found) for one in error.value.mistakes]

    return of


def test_a_good_file_is_analysed_also_with_a_mark_of_its_bytes_and_ends_of_lines_of_other_systems(protocol, tmp_path):
    plain = text(*GOOD)
    found = []
    for number, content in enumerate(
        [plain, b"\xef\xbb\xbf" + plain, plain.replace(b"\n", b"\r\n"), b"# a comment, with commas\n" + plain]
    ):
        (tmp_path / f"{number}.csv").write_bytes(content)
        found.append(milkway.analyse(protocol, tmp_path / f"{number}.csv").summary["endpoints"])
    assert found[0]["ill"]["arms"] == {
        "product": {
            "value": pytest.approx(1 / 3),
            "n": 3,
            "count": 1,
            "low": pytest.approx(0.0615, abs=1e-4),
            "high": pytest.approx(0.7923, abs=1e-4),
        },
        "placebo": {
            "value": 0.5,
            "n": 2,
            "count": 1,
            "low": pytest.approx(0.0945, abs=1e-4),
            "high": pytest.approx(0.9055, abs=1e-4),
        },
    }  # Wilson's interval
    assert all(one == found[0] for one in found)


@pytest.mark.parametrize(
    ("row", "column", "cell"),
    [
        *((0, "ill", cell) for cell in ("2", "yes", "Y", "1.0", "NaN", "NA", " 1", "True", "0,5", "½")),
        *((0, "pain", cell) for cell in ("3,5", "11", "-1", "nan", "inf", "1e999", "1_0", "3 ", "٣", "\u22123", "1 000")),
        *((0, "last_day", cell) for cell in ("-5", "111.5", "16 weeks", "2009-01-01", "")),
        *((0, "spells", cell) for cell in ("-1", "1.5", "two")),
        *((0, "spells_days", cell) for cell in ("-1", "inf", "1,5")),
        *((0, "again_onsets", cell) for cell in ("90;40", "40;40", "40,90", "40; 90", "-3", "40;", "4.5")),
        *(
            (0, "load", cell)
            for cell in ("3.08", "0", "-4", "1200 CFU/mL", "< 10", "<0", "<", "below", "1,200", "1.200,5", "1e3x")
        ),
        *((0, "breastfeeding_cessation_day", cell) for cell in ("-1", "never", "1.5")),
        *((0, "completed", cell) for cell in ("", "2", "Y")),
        *((0, "woman", cell) for cell in ("", " a", "NA", "None")),
        *((0, "arm", cell) for cell in ("", "Product", "PRODUCT", "product ", "verum", "1")),
        *((0, "enrolled", cell) for cell in ("", "1.5", "day 1", "2024-05-01")),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_with_its_line_and_column(refused, row, column, cell):
    told = refused(changed(row, column, cell))
    assert (f"line {row + 2}, column {column}", repr(cell) if cell else "nothing") in told


@pytest.mark.parametrize(
    ("row", "column", "cell", "found"),
    [
        (1, "woman", "a", "'a', as in line 2"),
        (1, "first_days", "81", "day 81"),
        (1, "spells_days", "80.5", "day 80.5"),
        (1, "breastfeeding_cessation_day", "90", "day 90"),
        (0, "again_onsets", "40;112", "day 112"),
        (0, "reason", "moved", "'moved' of a woman who completed"),
        (0, "first_event", "", "nothing"),
        (0, "spells_days", "", "nothing"),
    ],
)
def test_what_contradicts_another_cell_is_told(refused, row, column, cell, found):
    assert refused(changed(row, column, cell)) == [(f"line {row + 2}, column {column}", found)]


def test_all_mistakes_are_told_at_once(refused):
    rows = [*GOOD, "a,verum,1,111,1,,,2,1,111,40,1,,3,5", "g,product,x,-1,1,,,0,0,111,111,0,,0"]
    assert [place for place, _ in refused(text(*rows))] == ["line 9"]  # a row with fewer cells: columns are not known
    told = refused(text(*rows[:-1], rows[-1] + ",<10"))
    columns = [place.split("column ")[-1] for place, _ in told]
    assert sorted(columns) == ["arm", "enrolled", "ill", "last_day", "load", "woman"]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "no line with the names of columns"),
        (b"# only a comment\n", "no line with the names of columns"),
        (text(), "no woman"),
        (text(*GOOD).replace(b",", b";"), "semicolons between columns"),
        (text(*GOOD).replace(b",", b"\t"), "tabs between columns"),
        (text(*GOOD).decode().encode("utf-16"), "a byte at 0 that is not UTF-8"),
        (text(*GOOD).replace(b"moved away", b"m\xfcde"), "that is not UTF-8"),
        (text(*GOOD, header=HEADER.replace("enrolled", "arm")), "2 columns 'arm'"),
        (text(*GOOD, header=HEADER.replace("pain", "pain ")), "no column pain"),
        (text(*GOOD, header=HEADER.replace("first_event", "event")), "no column first_event"),
        (text(*GOOD[:3]), "no woman in arm placebo"),
        (text(*GOOD).replace(b"moved away", b'"moved'), "unexpected end of data"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_with_what_it_is(refused, content, found):
    assert any(found in one for _, one in refused(content))


def test_mistakes_of_the_protocol_and_of_the_folder_are_told_with_those_of_the_data(tmp_path, capsys):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    assert (
        main(["analyse", "hurtado2017", str(tmp_path / "no.csv"), "--out", str(tmp_path / "out"), "--seed", "x", "--json"]) == 2
    )
    told = json.loads(capsys.readouterr().out)["error"]["mistakes"]
    assert [one["where"] for one in told] == ["out", "seed", str(tmp_path / "no.csv")]


def test_a_data_frame_is_read_as_strictly_as_a_file(protocol):
    cells = [line.split(",") for line in GOOD]
    frame = pd.DataFrame(cells, columns=HEADER.split(","))
    numbers = frame.assign(**{name: pd.to_numeric(frame[name]) for name in ("enrolled", "last_day", "ill", "pain", "spells")})
    by_text, by_number = (milkway.analyse(protocol, one).summary["endpoints"] for one in (frame, numbers))
    assert by_text == by_number
    with pytest.raises(InputError) as error:
        milkway.analyse(protocol, numbers.assign(ill=[1, 0, 0.5, 1, None, float("inf")]))
    assert [(one.where, one.found) for one in error.value.mistakes] == [
        ("data, row 2, column ill", "'0.5'"),
        ("data, row 5, column ill", "'inf'"),
    ]


def test_what_is_no_data_is_refused(protocol):
    with pytest.raises(InputError, match="a pandas DataFrame"):
        milkway.analyse(protocol, 7)


def test_methods_for_women_who_left_say_what_they_lack(protocol):
    frame = pd.DataFrame([line.split(",") for line in GOOD], columns=HEADER.split(","))
    with pytest.raises(InputError) as error:
        milkway.analyse(protocol, frame.drop(columns=["completed", "reason"]), missing=True)
    assert [one.found for one in error.value.mistakes] == ["no column completed"]
    alone = protocol.but(endpoints=ENDPOINTS[:1])
    with pytest.raises(InputError) as error:
        milkway.analyse(alone, frame[["woman", "arm", "ill"]], missing=True)
    lacking = [
        "no column last_day",
        "no column completed",
        "no column enrolled",
        "no endpoint that a method for women who left answers",
    ]
    assert [one.found for one in error.value.mistakes] == lacking


def test_a_file_of_shares_needs_no_more_than_woman_arm_and_share(protocol):
    frame = pd.DataFrame([line.split(",") for line in GOOD], columns=HEADER.split(","))
    found = milkway.analyse(protocol.but(endpoints=ENDPOINTS[:1]), frame[["woman", "arm", "ill"]])
    assert found.estimates["estimate"].tolist() == pytest.approx([1 / 3 - 1 / 2])
    assert found.flow["step"].tolist() == ["randomised", "analysed"] * 2
