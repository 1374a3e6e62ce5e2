"""Texts of protocols as the page edits them: every mistake is named with its place, and an edit rewrites its key alone."""

import difflib
import json
import time
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import milkway
from milkway.core.errors import InputError
from milkway.explorer.job_questions import asked_job
from milkway.explorer.protocol_edits import edited
from milkway.explorer.protocol_texts import LARGEST, OWN, checked_text, protocol_list, protocol_text
from milkway.explorer.toml_lines import lines_of
from milkway.protocol.protocol_file import shipped_protocols

HURTADO = protocol_text("hurtado2017")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def places(value, path=()):
    """Every place in plain tables, with whether a value stands there."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from places(inner, (*path, key))


PLACES = list(places(HURTADO["values"]))


def answered(ask):
    """Return what is answered, or its mistakes, each of which has its place, what was found and what is allowed."""
    try:
        return ask(), ()
    except InputError as error:
        return None, [one for one in error.mistakes if one.where and one.found and one.allowed]


def changed_lines(before, after):
    found = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in found if line[0] in "+-"]


@pytest.mark.parametrize("name", [*shipped_protocols(), OWN])
def test_protocols_that_ship_and_the_template_have_no_mistake(name):
    told = protocol_text(name)
    assert told["mistakes"] == []
    assert told["summary"]["cost"]["dyads"] == told["summary"]["size"]
    assert told["values"] == tomllib.loads(told["toml"])
    assert name in {one["name"] for one in [*protocol_list()["shipped"], protocol_list()["own"]]}


def test_what_a_run_costs_is_what_check_tells():
    told = checked_text(HURTADO["toml"], 40, missing=True)["summary"]
    by_verb = milkway.check("hurtado2017", dyads=40, missing=True).summary
    assert {key: told[key] for key in by_verb} == by_verb


def test_all_mistakes_are_told_at_once_each_with_its_line():
    text = HURTADO["toml"].replace("size = 625 ", 'size = "many" ').replace("gap = 5 ", "gapp = 5 ")
    told = checked_text(text)
    lines = text.splitlines()
    by_place = {one["where"]: one for one in told["mistakes"]}
    assert set(by_place) >= {"design.size", "mastitis.gapp", "mastitis.gap"}
    assert lines[by_place["design.size"]["line"] - 1].startswith("size = ")
    assert lines[by_place["mastitis.gapp"]["line"] - 1].startswith("gapp = ")
    assert lines[by_place["mastitis.gap"]["line"] - 1] == "[mastitis]"
    assert told["summary"] is None


def test_a_text_that_is_no_toml_is_told_with_its_line_and_kept():
    text = "name = 'x'\nsize = = 2\n"
    told = checked_text(text)
    assert told["toml"] == text
    assert told["values"] is None
    assert [(one["where"], one["line"]) for one in told["mistakes"]] == [("file", 2)]


DEEP = "a." * 20_000 + "b"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "\ud800",
            "name = '\ud800'",
            "name = 'x'  # \ud800",
            f"{DEEP} = 1",
            f"x = 1\n\t{DEEP} = 1",
            f"[{DEEP}]",
            f"[[ {DEEP} ]]",
        ),
        *("'a' . " * 9_000 + "b = 1", '"a".' * 9_000 + "b = 1", f"x = {{{DEEP} = 1}}", f"x = {{y = 1, {DEEP} = 1}}"),
        *("x = " + "[" * 300 + "]" * 300, "x = " + "[" * 60_000, "x = " + "{y = " * 200 + "1" + "}" * 200),
        "\n".join(f"[{'a.' * 20}b{number}]\n{'a.' * 20}b = 1" for number in range(500)),
    ],
)
def test_a_text_that_cannot_be_sent_or_that_nests_without_end_is_no_toml_and_told_so_at_once(text):
    began = time.process_time()
    told = checked_text(text)
    assert time.process_time() - began < 1
    assert [one["where"] for one in told["mistakes"]] == ["file"]
    assert told["values"] is None
    assert json.loads(json.dumps(told, ensure_ascii=False).encode()) == told


def test_points_in_the_words_of_a_text_are_no_depth():
    text = HURTADO["toml"] + "\n# " + "a." * 500 + f'\n[ethics]\nnote = "{"a. " * 500}"\n'
    assert [one["where"] for one in checked_text(text)["mistakes"]] != ["file"]


@pytest.mark.parametrize(
    ("key", "value"), [("population", "/etc/passwd.toml"), ("population", "../x.toml"), ("bibliography", "/etc/x.bib")]
)
def test_a_text_of_the_page_opens_no_file(key, value, monkeypatch):
    opened = []
    for reader in ("own_population", "bibliography"):
        monkeypatch.setattr(f"milkway.protocol.{reader}.beside", lambda found, _: opened.append(found))
    told = checked_text(edited(HURTADO["toml"], [key], value))
    assert key in {one["where"] for one in told["mistakes"]}
    assert opened == []


@pytest.mark.parametrize("name", ["../../x", "a/b", "a\\b", ".hidden", "a\nb", "x" * 61])
@pytest.mark.parametrize(
    "path",
    [["name"], ["hypotheses", 0, "name"], ["routes", "settings", 0, "name"], ["endpoints", 3, "name"], ["arms", 1, "name"]],
)
def test_names_that_would_be_paths_of_files_are_refused(name, path):
    told = checked_text(edited(HURTADO["toml"], path, name))
    assert any(one["where"].endswith("name") and "/" in one["allowed"] for one in told["mistakes"])


def test_a_text_that_is_too_long_is_refused_before_it_is_read():
    (mistake,) = checked_text("#" * (LARGEST + 1))["mistakes"]
    assert mistake["where"] == "text"


@settings(max_examples=150)
@given(st.text(max_size=400))
def test_any_text_is_answered_with_mistakes_that_are_named(text):
    told = checked_text(text)
    assert told["toml"] == text
    assert told["mistakes"]
    assert all(one["where"] and one["found"] and one["allowed"] for one in told["mistakes"])
    json.dumps(told, allow_nan=False)


@settings(max_examples=25)
@given(st.data())
def test_a_text_with_pieces_cut_out_or_doubled_is_answered(data):
    text = HURTADO["toml"]
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    cut = data.draw(st.sampled_from([text[:first] + text[last:], text[:last] + text[first:], text[first:last]]))
    told = checked_text(cut)
    assert told["mistakes"] == [] or all(one["where"] and one["allowed"] for one in told["mistakes"])
    json.dumps(told, allow_nan=False)


@settings(max_examples=60)
@given(st.sampled_from(PLACES), JSON)
def test_an_edit_states_the_old_tables_with_one_value_changed_or_is_refused(place, value):
    text = HURTADO["toml"]
    written, mistakes = answered(lambda: edited(text, list(place), value))
    if written is None:
        assert mistakes
        return
    wanted = tomllib.loads(text)
    held = wanted
    for step in place[:-1]:
        held = held[step]
    if value is None:
        del held[place[-1]]
    else:
        held[place[-1]] = value
    assert tomllib.loads(written) == wanted


@settings(max_examples=60)
@given(st.sampled_from(PLACES), st.integers(0, 99) | st.text("abc ", max_size=6))
def test_an_edit_of_a_plain_value_changes_one_line_and_keeps_its_comment(place, value):
    text = HURTADO["toml"]
    held = HURTADO["values"]
    for step in place:
        held = held[step]
    if isinstance(held, dict | list):
        return
    changed = changed_lines(text, edited(text, list(place), value))
    assert len(changed) in (0, 2)
    comments = {line.partition(" # ")[2] for line in changed if not line.lstrip("+- ").startswith("#")}
    assert len(comments) <= 1


@settings(max_examples=60)
@given(st.lists(st.integers(-3, 12) | st.text(max_size=10), max_size=14), JSON)
def test_an_edit_at_any_place_is_made_or_refused_in_words(path, value):
    written, mistakes = answered(lambda: edited(HURTADO["toml"], path, value))
    assert mistakes or tomllib.loads(written) is not None


def test_a_part_is_added_to_a_list_and_taken_out_again():
    visit = {"name": "late", "day": 100, "basis": {"kind": "expert", "note": "a test"}}
    added = edited(HURTADO["toml"], ["visits", 3], visit)
    assert checked_text(added)["mistakes"] == []
    assert [one["name"] for one in tomllib.loads(added)["visits"]] == ["entry", "week_4", "end", "late"]
    assert tomllib.loads(edited(added, ["visits", 3], None)) == HURTADO["values"]


@settings(max_examples=150)
@given(st.text(max_size=200) | st.sampled_from([HURTADO["toml"], '[a."b.c"]\nd=1\n[[e]]\n[[e.f]]\n[e.f.g]\n']))
def test_lines_are_of_places_that_exist(text):
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError):
        return
    lines = text.splitlines()
    assert all(0 < number <= len(lines) for number in lines_of(text, values).values())


@settings(max_examples=300)
@given(
    st.one_of(
        JSON,
        st.fixed_dictionaries(
            {"verb": st.sampled_from(["trial", "power", "designs", "claims", "qualify", "rm"])},
            optional={
                key: JSON for key in ("protocol", "dyads", "seed", "n", "pool", "reps", "truth", "endpoint", "draws", "keep", "x")
            },
        ),
    )
)
def test_any_question_starts_a_verb_or_is_refused_with_its_mistakes(body):
    found, mistakes = answered(lambda: asked_job(body))
    if found is None:
        assert mistakes
    else:
        assert found.verb == body["verb"]
        assert all(isinstance(word, str) for word in found.words)


@pytest.mark.parametrize("endpoint", ["--out=/tmp/x", "-x", "worst_pain --out x", "; rm -rf /"])
def test_no_word_of_a_question_becomes_an_option(endpoint):
    with pytest.raises(InputError):
        asked_job({"verb": "power", "protocol": HURTADO["toml"], "endpoint": endpoint})


def test_a_run_beyond_the_bounds_of_the_page_is_refused_with_what_it_would_cost():
    asked = {"verb": "trial", "protocol": HURTADO["toml"], "dyads": 5000, "parameters": "posterior", "draws": 100}
    with pytest.raises(InputError) as caught:
        asked_job(asked)
    assert {one.where for one in caught.value.mistakes} == {"dyads"}
    assert any("h of work" in one.found for one in caught.value.mistakes)
