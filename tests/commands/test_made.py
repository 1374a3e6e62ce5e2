"""The command line is the verbs: their arguments, their defaults and their words, and nothing is said twice."""

import inspect
import re

import pytest
from docstring_parser import parse

import milkway
from milkway.cli import main
from milkway.commands.stated import read_verb, verbs

PYTHON_ONLY = ("values", "model")  # whose default is an object that only Python knows


@pytest.mark.parametrize("verb", verbs())
def test_what_a_file_states_of_its_verb_is_what_python_knows_of_it(verb):
    known = inspect.signature(getattr(milkway, verb)).parameters
    stated = {one.name: one for one in read_verb(verb).arguments}
    assert list(stated) == list(known)
    for name, one in known.items():
        required = one.default is inspect.Parameter.empty
        assert (stated[name].kind is inspect.Parameter.POSITIONAL_ONLY) == required
        assert (stated[name].kind is inspect.Parameter.KEYWORD_ONLY) == (one.kind is one.KEYWORD_ONLY)
        if not required and name not in PYTHON_ONLY:
            assert stated[name].default == one.default


@pytest.mark.parametrize("verb", verbs())
def test_every_argument_is_explained_in_whole_phrases(verb):
    said = {one.arg_name: one.description for one in parse(read_verb(verb).about).params}
    assert list(said) == [one.name for one in read_verb(verb).arguments]
    assert [name for name, text in said.items() if not re.fullmatch(r'["A-Z].*\.', text)] == []
    assert not [text for text in said.values() if "In Python" in text or "milkway.Protocol" in text]


@pytest.mark.parametrize("verb", verbs())
def test_help_names_every_option_and_its_words(verb, capsys):
    words = ["export", verb.removeprefix("export_")] if verb.startswith("export_") else [verb]
    assert main([*words, "--help"]) == 0
    told = " ".join(capsys.readouterr().out.replace("│", " ").split())
    for one in parse(read_verb(verb).about).params:
        option = one.arg_name.upper() if one.arg_name in _first(verb) else "--" + one.arg_name.strip("_").replace("_", "-")
        assert option in told
        assert " ".join(one.description.split()[:3]) in told
    assert "--json" in told


def _first(verb):
    return {one.name for one in read_verb(verb).arguments if one.kind is not inspect.Parameter.KEYWORD_ONLY}


def test_an_export_without_a_file_is_printed(capsys):
    assert main(["export", "parameters"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[0].startswith("key,parameter,")
    assert len(rows) == 1 + len(milkway.export_parameters().rows)
