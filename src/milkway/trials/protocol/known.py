"""Read a protocol against the names of the complete model, as a user means it."""

from pathlib import Path

from milkway.cohorts.declared import complete_network
from milkway.cohorts.read import population_names, read_population
from milkway.trials.protocol.protocol import Protocol
from milkway.trials.protocol.read import read_protocol
from milkway.trials.protocol.words import Words, words_of


def read_known_protocol(name_or_path: str | Path) -> Protocol:
    """Return a protocol that ships, by name, or that of a TOML file.

    Raises:
        InputError: the file cannot be read, or has mistakes: all of them.
    """
    return read_protocol(name_or_path, known_words())


def known_words() -> Words:
    """Return the names of the complete model and of the populations that ship."""
    return words_of(complete_network(), map(read_population, population_names()))
