"""What the README shows is true: its Python runs, its commands are understood, and its counts are those of the tables."""

import re
from collections import Counter
from pathlib import Path

import pytest

import milkway
from milkway.cli import app
from milkway.ledger.stated_number import in_table
from milkway.ledger.tables import read_parameters

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted((ROOT / "docs").rglob("*.md"))
COMMANDS = [
    " ".join(words.split("#")[0].split())
    for words in re.findall(r"^.*uv run (?:--extra \w+ )?milkway (.+)$", README, re.MULTILINE)
]


def test_the_first_code_is_a_whole_trial_in_under_ten_lines(tmp_path, monkeypatch, capsys):
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL).group(1)
    assert len(code.strip().splitlines()) < 10
    monkeypatch.chdir(tmp_path)
    exec(compile(re.sub(r"dyads=\d+", "dyads=8", code), "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert [line.split()[0] for line in printed.splitlines()[:4]] == ["null", "competition", "immune", "both"]
    assert (tmp_path / "my-trial" / "report.html").is_file()


def test_the_code_that_looks_inside_a_life_runs(capsys):
    page = (ROOT / "docs" / "inside-a-life.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", page, re.DOTALL).group(1)
    exec(compile(code, "inside-a-life.md", "exec"), {})
    printed = capsys.readouterr().out
    assert re.search(r"^entero_mammary +0\.[1-9]", printed, re.MULTILINE)
    assert "Name: cells" in printed


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_of_the_readme_is_understood(words):
    command, bound, _ = app.parse_args(words, exit_on_error=False, print_error=False)
    named = [word.replace("-", "_") for word in words.split()[:2]]
    assert command.__name__.removeprefix("export_") in named
    assert bound.arguments or words == named[0]


def test_the_readme_counts_numbers_by_kind_in_the_tables_and_in_all():
    stated = {kind: numbers for kind, *numbers in re.findall(r"^\| (\w+) \| (\d+) \| (\d+) \|", README, re.MULTILINE)}
    rows = milkway.export_parameters().rows
    table = Counter(
        {row.number: row.kind for row in read_parameters().rows.values()}.values()
    )  # one for several taxa counts once
    others = Counter(row["kind"] for row in rows if not in_table(row["place"]))
    counted = {kind: [str(table[kind]), str((table + others)[kind])] for kind in table + others}
    assert stated == counted, "run: uv run python docs/write_counts.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_between_our_pages_leads_somewhere(page):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]


def test_continuous_integration_runs_the_test_command_of_the_readme():
    command = (ROOT / ".ci" / "run").read_text(encoding="utf-8").strip().splitlines()[-1]
    assert f"```sh\n{command}\n```" in README
