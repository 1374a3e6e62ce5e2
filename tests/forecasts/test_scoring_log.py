"""The log of scorings grows by a line for each, and nothing in it is ever rewritten."""

from milkway.forecasts.scoring_log import append_scoring, log_of_checkout

CELLS = ("2026-01-01", "0.2.0", "abc", "predict x", "results", "log -7.5 | rival -7.0")


def test_a_line_is_appended_and_none_is_rewritten(tmp_path):
    log = tmp_path / "log.md"
    append_scoring(log, CELLS)
    first = log.read_text(encoding="utf-8")
    append_scoring(log, CELLS)
    assert log.read_text(encoding="utf-8").startswith(first)
    assert log.read_text(encoding="utf-8").count("| 2026-01-01 |") == 2
    assert first.count("| date |") == 1


def test_a_bar_in_a_cell_does_not_break_the_table(tmp_path):
    append_scoring(tmp_path / "log.md", CELLS)
    last = (tmp_path / "log.md").read_text(encoding="utf-8").splitlines()[-1]
    assert last.count("|") == len(CELLS) + 1


def test_the_log_of_a_checkout_is_in_its_docs_and_elsewhere_there_is_none(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "src").mkdir()
    assert log_of_checkout(tmp_path) is None
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "milkway"\n', encoding="utf-8")
    assert log_of_checkout(tmp_path / "src") == tmp_path / "docs" / "calibration-log.md"
