from rich.console import Console

from milkway.reports.grid import grid
from milkway.reports.numbers import counted, estimate, p_value, plain, share
from milkway.reports.trial import endpoint_tables, people_tables
from milkway.reports.trial.trial_terminal import printed_table


def _endpoint(run, name):
    return next(one for one in run.protocol.endpoints if one.name == name)


def test_a_value_that_does_not_exist_is_said_to_be_not_available():
    assert plain(None) == plain(float("nan")) == share(None) == counted(None, None, None) == "not available"
    assert estimate("risk_ratio", None, None, None, None) == "not available"
    assert p_value(None) == ""


def test_a_virtual_trial_with_the_published_counts_shows_the_published_risk_ratio(run):
    table = endpoint_tables.route_table(run, _endpoint(run, "clinical_mastitis"))
    row = table.rows[0]
    assert row[2:4] == ("16/139 (11.5 %)", "30/152 (19.7 %)")
    assert row[table.columns.index("Risk ratio")].startswith("0.58 (0.33 to 1.01)")


def test_the_published_result_stands_first_and_a_study_used_in_tuning_is_marked(run):
    table = endpoint_tables.endpoint_table(run, _endpoint(run, "clinical_mastitis"))
    assert table.rows[0][0] == "Published (hurtado2017)"
    assert table.title.endswith("†")
    assert "no evidence" in table.note
    assert len(table.rows) == 1 + len(run.protocol.hypotheses)


def test_an_endpoint_that_was_not_published_says_so_and_none_shows_nan(run):
    overview = endpoint_tables.overview(run, "observed")
    assert ["not reported" in row for row in overview.rows].count(True) == sum(
        one.published is None for one in run.protocol.endpoints
    )
    assert not any("nan" in cell.lower() for row in overview.rows for cell in row)


def test_the_disputed_routes_are_shown_off_on_and_averaged_with_their_weights(run):
    table = endpoint_tables.route_table(run, _endpoint(run, "clinical_mastitis"))
    assert [row[1] for row in table.rows[:3]] == ["off (weight 0.50)", "on (weight 0.50)", "averaged"]


def test_the_oracle_is_labelled_as_what_no_trial_sees(run):
    assert "no trial sees this" in endpoint_tables.overview(run, "oracle").title


def test_flow_adds_up_from_randomised_to_completed(run):
    for steps in people_tables.flow_by_arm(run).values():
        assert int(steps["randomised"]) == int(steps["withdrew"]) + int(steps["failed"]) + int(steps["completed"])


def test_the_printed_table_fits_a_terminal_of_80_columns_without_a_broken_interval(run):
    console = Console(width=80)
    with console.capture() as caught:
        console.print(grid(printed_table(run, _endpoint(run, "clinical_mastitis"), every_setting=True)))
    lines = caught.get().splitlines()
    assert max(map(len, lines)) <= 80
    assert sum("0.58 (0.33, 1.02)" in line for line in lines) == 1  # published: of logarithms
    assert sum("0.58 (0.33, 1.01)" in line for line in lines) == 3 * len(run.protocol.hypotheses)
