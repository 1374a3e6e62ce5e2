"""Where the arguments that verbs share begin and end."""

import math

import pytest

from milkway.arguments import draws_of, file_mistakes, folder_of, number, seed_of, whole


def refused(ask):
    """Return what is understood of an argument, and what is said to be wrong with it."""
    mistakes = []
    understood = ask(mistakes)
    return understood, [str(one) for one in mistakes]


@pytest.mark.parametrize("given", [1, 1_000_000])
def test_a_number_of_women_may_be_the_least_and_the_most(given):
    assert refused(lambda mistakes: whole("dyads", given, 1, mistakes)) == (given, [])


def test_a_number_of_women_beyond_its_ends_is_the_least_and_a_mistake():
    assert refused(lambda mistakes: whole("dyads", 0, 1, mistakes)) == (
        1,
        ["dyads: found 0; allowed: a whole number of at least 1"],
    )
    assert refused(lambda mistakes: whole("dyads", 1_000_001, 2, mistakes)) == (
        2,
        ["dyads: found 1000001; allowed: a whole number from 2 to 1,000,000"],
    )


@pytest.mark.parametrize("given", [0, 9_223_372_036_854_775_807])
def test_a_seed_is_what_63_bits_hold(given):
    assert refused(lambda mistakes: seed_of(given, mistakes)) == (given, [])


@pytest.mark.parametrize("given", [-1, 9_223_372_036_854_775_808, 1.5, "1"])
def test_no_other_seed_is_understood(given):
    understood, told = refused(lambda mistakes: seed_of(given, mistakes))
    assert understood == 0
    assert told == [f"seed: found {given!r}; allowed: a whole number from 0 to 2^63 - 1"]


@pytest.mark.parametrize(
    ("given", "parameters", "right"),
    [
        (0, "tables", True),
        (1, "tables", False),
        (0, "posterior", True),
        (1, "posterior", True),
        (1_000_000, "posterior", True),
        (1_000_001, "posterior", False),
        (-1, "posterior", False),
        (2.5, "posterior", False),
    ],
)
def test_draws_are_of_the_posterior_and_at_most_a_million(given, parameters, right):
    understood, told = refused(lambda mistakes: draws_of(given, parameters, mistakes))
    assert (understood, not told) == (given if right else 0, right)


def test_a_number_that_does_not_fit_is_none():
    assert refused(lambda mistakes: number("size", 2, lambda size: size > 1, "above 1", mistakes)) == (2.0, [])
    understood, told = refused(lambda mistakes: number("size", "2", lambda size: size > 1, "above 1", mistakes))
    assert math.isnan(understood)
    assert told == ["size: found '2'; allowed: above 1"]


def test_a_folder_is_a_path_or_the_usual_one(tmp_path):
    assert refused(lambda mistakes: folder_of(None, mistakes)) == (None, [])
    assert refused(lambda mistakes: folder_of(str(tmp_path), mistakes)) == (tmp_path, [])
    assert refused(lambda mistakes: folder_of(tmp_path, mistakes)) == (tmp_path, [])
    assert refused(lambda mistakes: folder_of(3, mistakes)) == (None, ["out: found 3; allowed: the path of a folder"])


def test_a_file_to_be_written_lies_in_a_folder_that_exists_and_is_none_itself(tmp_path):
    (tmp_path / "made.html").mkdir()
    wrong = {
        tmp_path / "page.txt": "a file that ends in .html",
        tmp_path / "nowhere" / "page.html": "a file in a folder that exists",
        tmp_path / "made.html": "a file in a folder that exists",
        3: "a file that ends in .html",
    }
    for given, allowed in wrong.items():
        assert [one.allowed for one in file_mistakes("out", given, ".html")] == [allowed]
    assert [one.allowed for one in file_mistakes("out", 3, "")] == ["the path of a file"]
    for given, suffix in ((None, ".html"), (tmp_path / "page.html", ".html"), (str(tmp_path / "page.txt"), "")):
        assert file_mistakes("out", given, suffix) == []
