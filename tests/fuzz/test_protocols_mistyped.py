"""Protocols as people and programs mistype them: refused with the place of every mistake, or resolved as they were typed."""

import tomllib
from importlib import resources

import numpy as np
import pytest
from mutated_protocols import leaves, mutant, unsaid

from milkway.core.errors import InputError
from milkway.protocol.known import known_words
from milkway.protocol.protocol_file import parse_protocol, read_protocol, shipped_protocols
from milkway.protocol.resolve import resolve
from milkway.protocol.schema import protocol_schema
from milkway.protocol.template import Start, own_protocol

BASIS = '{ kind = "expert", note = "for the test" }'
MORE = f"""
[interim]
fractions = [0.5, 0.75]
alpha = 0.05
futility = [0.1, 0.2]
basis = {BASIS}

[multiplicity]
method = "graph"
endpoints = ["clinical_mastitis", "recurrence"]
weights = [0.5, 0.5]
transitions = [[0, 1], [1, 0]]

[discontinuation]
share = 0.1
by = "8 weeks"
basis = {BASIS}
"""


@pytest.fixture(scope="module")
def words():
    return known_words()


@pytest.fixture(scope="module")
def texts(words):
    """Protocols that ship, one with looks, shared level and stopping, and what `milkway new` writes."""
    shipped = [
        resources.files("milkway.protocol.shipped").joinpath(f"{one}.toml").read_text("utf-8") for one in shipped_protocols()
    ]
    schema = protocol_schema(words)
    own = [own_protocol(Start("own", like, "schema.json"), schema, words) for like in ("", "hurtado2017", "maldonado2015")]
    return [*shipped, shipped[shipped_protocols().index("nct04032899")] + MORE, *own]


def read(file, words):
    """Return the resolved protocol of a file and nothing, or nothing and what its writer is told."""
    try:
        return resolve(read_protocol(file, words)), None
    except InputError as told:
        return None, told


def try_mutants(texts, words, folder, seeds):
    """Return how many mutants were accepted; each is refused as it should be, or says back what was typed."""
    file, known, accepted = folder / "typed.toml", {}, 0
    for seed in seeds:
        draw = np.random.default_rng(seed)
        text = texts[int(draw.integers(len(texts)))]
        if text not in known:
            raw = tomllib.loads(text)
            known[text] = raw, resolve(parse_protocol(text, "before", words)), {path for path, _ in leaves(raw)}
        tables, before, was_typed = known[text]
        done, raw = mutant(tables, text, draw)
        file.write_bytes(raw)
        found, told = read(file, words)
        if told is not None:
            assert told.source == str(file), seed
            assert told.mistakes, seed
            assert all(one.where and one.found and one.allowed for one in told.mistakes), (seed, told)
            continue
        accepted += 1
        assert not list(unsaid(raw, found, before, was_typed)), (seed, done)
    return accepted


def test_a_mistyped_protocol_is_refused_with_its_place_or_says_back_what_was_typed(texts, words, tmp_path):
    assert 5 < try_mutants(texts, words, tmp_path, range(100)) < 95


@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_five_thousand_mistyped_protocols_are_refused_or_say_back_what_was_typed(texts, words, tmp_path, block):
    assert try_mutants(texts, words, tmp_path, range(1000 + 500 * block, 1500 + 500 * block)) > 0
