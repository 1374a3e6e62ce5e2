"""The verb that compares interventions: small runs of a population and of a protocol, its catalogue, and its mistakes."""

import json

import pytest

import milkway
from milkway.cli import main
from milkway.core.errors import InputError
from milkway.interventions.intervention_catalogue import read_catalogue
from milkway.interventions.optimised_plain import NO_EVIDENCE

ONLY = "latch_support,antibiotic_withheld_when_ill,product"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs") / "a"
    return milkway.optimise("general", only=ONLY, dyads=32, draws=3, out=folder), folder


def test_of_the_tables_every_line_is_a_sign_and_no_evidence(run):
    summary = run[0].summary
    assert {line["word"] for line in summary["lines"]} == {"none known"}
    assert {line["effect"] for line in summary["lines"]} == {None}
    assert {line["of_the_mechanism"]["note"] for line in summary["lines"]} == {NO_EVIDENCE}
    assert (summary["rankings"], summary["pareto"]) == ([], [])


def test_under_no_effect_the_product_does_nothing_and_pairs_no_more_than_their_other_part(run):
    lines = {(one["what"], one["hypothesis"], one["outcome"]): one for one in run[0].summary["lines"]}
    null = [one for (what, name, _), one in lines.items() if (what, name) == ("product", "null")]
    assert {one["sign"] for one in null} == {"none"}
    pairs = [one for (what, name, _), one in lines.items() if (what, name) == ("latch_support + product", "null")]
    assert pairs
    assert {one["interaction"]["sign"] for one in pairs} == {"none"}


def test_lives_are_within_what_was_bought(run):
    summary = run[0].summary
    assert summary["draws"] * summary["dyads"] < summary["lives"] <= summary["bought"]["most_lives"]


def test_what_is_printed_and_written_tells_signs_and_what_to_measure_and_advises_nobody(run, capsys):
    finished, folder = run
    finished.tell()
    printed = " ".join(capsys.readouterr().out.split())
    page = (folder / "optimise.html").read_text(encoding="utf-8")
    for text in (printed, page):
        assert "not medical advice" in text
        assert "Nothing is ranked" in text
        assert "What would have to be measured" in text
        assert "should" not in text
    assert "Hygiene of pumps" in page
    assert json.loads((folder / "summary.json").read_text(encoding="utf-8")) == finished.summary
    assert {"signs-mother.csv", "signs-child.csv", "catalogue.csv"} <= {one.name for one in (folder / "tables").iterdir()}
    assert 'href="http' not in page
    assert repr(finished) == f"<3 interventions, 1 pairs in general: 3 draws, {finished.summary['lives']} lives>"


def test_the_same_command_resumes_its_folder_and_another_is_refused(run):
    finished, folder = run
    again = milkway.optimise("general", only=ONLY, dyads=32, draws=3, out=folder)
    assert again.summary == finished.summary
    with pytest.raises(InputError, match="out"):
        milkway.optimise("general", only=ONLY, dyads=32, draws=4, out=folder)


def test_frames_have_a_row_for_each_line_and_intervention(run):
    finished = run[0]
    assert len(finished.lines) == len(finished.summary["lines"])
    assert set(finished.interventions["name"]) == set(ONLY.split(","))
    assert finished.rankings.empty
    assert finished._repr_html_().count("<table") == 1


def test_women_of_a_protocol_are_its_own_and_outcomes_may_be_of_one_of_the_two(capsys):
    words = ["optimise", "hurtado2017", "--for", "child", "--only", "vaginal_birth", "--dyads", "16", "--draws", "3", "--json"]
    assert main(words) == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["women"]["name"], summary["women"]["kind"]) == ("hurtado2017", "protocol")
    assert {one["whose"] for one in summary["outcomes"]} == {"child"}
    (one,) = summary["interventions"]
    assert one["share_of_women"] == pytest.approx(0.57, abs=0.25)  # of 48 women; 57 % of these have a caesarean


def test_the_catalogue_is_printed_and_nothing_is_simulated(capsys):
    assert main(["optimise", "general", "--list"]) == 0
    printed = capsys.readouterr().out
    assert "not modelled" in printed
    finished = milkway.optimise("general", list_=True)
    assert [one["name"] for one in finished.summary["interventions"]] == list(read_catalogue().named)
    assert finished.summary["lines"] == []
    assert finished._repr_html_().count("<table") == 1


def test_an_unknown_intervention_lists_the_catalogue(capsys):
    assert main(["optimise", "general", "--only", "latch_suport"]) == 2
    told = capsys.readouterr().err
    assert "latch_support (did you mean that?)" in told
    assert all(name in told for name in read_catalogue().named)


def test_every_mistake_is_told_at_once():
    with pytest.raises(InputError) as wrong:
        milkway.optimise("nowhere", for_="father", only="cure", budget=5, dyads=3, draws=1, seed=-1, parameters="mine")
    where = [one.where for one in wrong.value.mistakes]
    assert sorted(where) == ["draws", "dyads", "dyads", "for", "only", "parameters", "protocol", "seed"]
    with pytest.raises(InputError, match="general, hurtado2017"):
        milkway.optimise("nowhere")


def test_too_small_a_budget_says_how_much_is_needed():
    with pytest.raises(InputError, match=r"budget: found 100; allowed: at least \d+: 16 dyads"):
        milkway.optimise("general", budget=100)


def test_half_of_the_posterior_is_kept_for_winners():
    with pytest.raises(InputError, match="half of the posterior"):
        milkway.optimise("general", parameters="posterior", draws=400)


def test_a_population_without_a_covariate_is_spared_what_varies_it(tmp_path):
    mine = tmp_path / "women.toml"
    mine.write_text(
        'name = "mine"\nabout = "Women."\nwho = ["lactating women"]\n'
        '[[covariate]]\nname = "caesarean"\nmeaning = "birth by caesarean section"\nkind = "expert"\nchance = 0.5\n'
        'note = "a test"\n'
        '[[covariate.effect]]\nexposure = "caesarean"\nto = 1.0\nfrom_day = 0\nkind = "definition"\nnote = "itself"\n',
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="covariates mine has"):
        milkway.optimise(mine, only="latch_support")
    finished = milkway.optimise(mine, only="vaginal_birth", dyads=16, draws=3)
    assert {line["what"] for line in finished.summary["lines"]} == {"vaginal_birth"}
