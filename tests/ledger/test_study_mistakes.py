import pytest

from milkway.core.errors import InputError
from milkway.ledger.studies import read_studies

STUDY = 'id = "{}"\nkind = "cohort"\ncitation = "c"\nwho = "w"\n'
FINDING = '\n[[finding]]\nname = "{}"\nverified = true\nprovenance = "read"\nuse = "{}"\nlocator = "l"\nquote = "q"\n'


def told(folder, **files):
    """Return what is said of a folder with these files."""
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_studies(folder)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_a_wrong_key_is_named_with_its_file(tmp_path):
    assert told(tmp_path, a=STUDY.format("a") + "dose = 3\n") == ["a.toml dose: found an unknown key; allowed: no such key"]


def test_a_wrong_key_hides_no_mistake_of_the_findings(tmp_path):
    text = STUDY.format("a") + "dose = 3\n" + FINDING.format("x", "check").replace('locator = "l"\n', "") + "value = 1.0\n"
    assert [line.partition(":")[0] for line in told(tmp_path, a=text)] == ["a.toml dose", "a.toml finding 1 (x, ) locator"]


@pytest.mark.parametrize("unit", ["furlong", "direction", "log10 CFU/pint of milk"])
def test_a_unit_that_does_not_convert_is_named(tmp_path, unit):
    text = STUDY.format("a") + FINDING.format("x", "check") + f'value = 1.0\nunit = "{unit}"\n'
    (line,) = told(tmp_path, a=text)
    assert line.startswith("a.toml finding 1 (x, ) unit: found ")


def test_a_finding_without_locator_is_named(tmp_path):
    text = STUDY.format("a") + FINDING.format("x", "check").replace('locator = "l"\n', "") + "value = 1.0\n"
    assert told(tmp_path, a=text) == ["a.toml finding 1 (x, ) locator: found nothing; allowed: where the result was read"]


@pytest.mark.parametrize("numbers", ["low = 1.0\nhigh = 2.0\nlevel = 0.95\n", "low = 1.0\nhigh = 4.0\n", "high = 4.0\n"])
def test_an_interval_that_excludes_its_estimate_or_is_incomplete_is_named(tmp_path, numbers):
    (line,) = told(tmp_path, a=STUDY.format("a") + FINDING.format("x", "check") + "value = 3.0\n" + numbers)
    assert line.startswith("a.toml finding 1 (x, ) interval: found ")


@pytest.mark.parametrize("nature", ["press", "within-group", "post-hoc", "design"])
def test_what_compares_no_arms_of_a_trial_can_only_be_context(tmp_path, nature):
    (line,) = told(tmp_path, a=STUDY.format("a") + FINDING.format("x", "check") + f'value = 3.0\nnature = "{nature}"\n')
    assert line == f"a.toml finding 1 (x, ) use: found check; allowed: context, since the number is {nature}"


def test_what_was_recalled_or_said_in_words_or_has_no_quote_cannot_be_fitted(tmp_path):
    recalled = FINDING.format("x", "calibrate").replace('"read"', '"recalled"').replace("true", "false") + "value = 1.0\n"
    words = FINDING.format("y", "calibrate") + 'said = "less"\n'
    unquoted = FINDING.format("z", "calibrate").replace('quote = "q"\n', "") + "value = 1.0\n"
    text = " ".join(told(tmp_path, a=STUDY.format("a") + recalled + words + unquoted))
    for said in ("(x, ) use: found calibrate; allowed: context", "(y, ) use: found calibrate without value", "without quote"):
        assert said in text


def test_the_same_participants_are_not_fitted_in_two_studies(tmp_path):
    finding = FINDING.format("x", "calibrate") + "value = 1.0\n"
    files = {"a": STUDY.format("a") + finding, "b": STUDY.format("b") + 'same_participants_as = ["a"]\n' + finding}
    assert told(tmp_path, **files)[0].startswith("a.toml use: found calibrate here and in b.toml")


def test_one_result_does_not_stand_twice_in_a_study(tmp_path):
    twice = 2 * (FINDING.format("x", "check") + "value = 1.0\n")
    assert "a second finding" in told(tmp_path, a=STUDY.format("a") + twice)[0]


def test_a_trial_without_judgement_of_bias_and_a_sponsor_without_words_are_named(tmp_path):
    text = STUDY.format("a").replace("cohort", "trial") + 'sponsor = "producer"\n'
    assert [line.partition(":")[0] for line in told(tmp_path, a=text)] == ["a.toml risk_of_bias", "a.toml sponsor_words"]


def test_the_mistakes_of_all_files_come_at_once(tmp_path):
    files = {"a": "no toml", "b": STUDY.format("other"), "c": STUDY.format("c") + 'same_participants_as = ["nobody"]\n'}
    assert [line.partition(":")[0] for line in told(tmp_path, **files)] == [
        "a.toml file",
        "b.toml id",
        "c.toml same_participants_as",
    ]


@pytest.mark.parametrize(("p", "allowed"), [(-0.01, False), (0.0, True), (1.0, True), (1.01, False)])
def test_a_p_lies_from_nought_to_one_bounds_included(tmp_path, p, allowed):
    text = STUDY.format("a") + FINDING.format("x", "check") + f"value = 3.0\np = {p}\n"
    if allowed:
        (tmp_path / "a.toml").write_text(text, encoding="utf-8")
        assert [study.findings[0].p for study in read_studies(tmp_path).values()] == [p]
    else:
        assert [line.partition(":")[0] for line in told(tmp_path, a=text)] == ["a.toml finding 1 (x, ) p"]


@pytest.mark.parametrize(
    ("low", "high", "level", "allowed"),
    [(3.0, 4.0, 0.95, True), (2.0, 3.0, 0.95, True), (3.1, 4.0, 0.95, False), (2.0, 2.9, 0.95, False), (2.0, 4.0, 0.0, False)]
    + [(2.0, 4.0, 1.0, False), (2.0, 4.0, 0.999, True)],
)
def test_an_interval_holds_its_estimate_bounds_included_at_a_level_between_nought_and_one(tmp_path, low, high, level, allowed):
    text = STUDY.format("a") + FINDING.format("x", "check") + f"value = 3.0\nlow = {low}\nhigh = {high}\nlevel = {level}\n"
    if allowed:
        (tmp_path / "a.toml").write_text(text, encoding="utf-8")
        assert len(read_studies(tmp_path)) == 1
    else:
        assert [line.partition(":")[0] for line in told(tmp_path, a=text)] == ["a.toml finding 1 (x, ) interval"]


@pytest.mark.parametrize(
    ("provenance", "needed"),
    [("read", "locator"), ("derived", "derived_from"), ("recalled", "verified"), ("guessed", "provenance")],
)
def test_each_provenance_asks_for_its_own_word(tmp_path, provenance, needed):
    finding = FINDING.format("x", "context").replace('"read"', f'"{provenance}"').replace('locator = "l"\n', "")
    (line,) = told(tmp_path, a=STUDY.format("a") + finding + "value = 1.0\n")
    assert line.partition(":")[0].endswith(needed)
