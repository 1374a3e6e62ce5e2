"""`milkway.new`: a commented file to start from: a protocol or a population, with a schema; a trial's data; or results."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from milkway.arguments import file_mistakes
from milkway.cohorts.population_file import population_names
from milkway.core.errors import InputError, Mistake
from milkway.core.writing import write_whole
from milkway.protocol.known import given_protocol, known_words
from milkway.protocol.population_template import own_population, population_schema
from milkway.protocol.protocol import Protocol
from milkway.protocol.protocol_file import shipped_protocols
from milkway.protocol.schema import is_our_schema, protocol_schema, written
from milkway.protocol.single_arm import contrast_mistakes
from milkway.protocol.template import Start, own_protocol
from milkway.protocol.words import suggest
from milkway.trials.entered.data_template import data_template

OWN = "own-results.toml"
SCHEMA = "milkway-protocol.schema.json"
OF_POPULATIONS = "milkway-population.schema.json"


@dataclass(frozen=True)
class NewProtocol:
    """The files that were written."""

    protocol: Path
    schema: Path

    @property
    def summary(self) -> dict:
        """Return them as plain values."""
        return {"protocol": str(self.protocol), "schema": str(self.schema)}

    def tell(self) -> None:
        """Print the files, and a command that runs the protocol."""
        sys.stdout.write(f"{self.protocol}\n{self.schema}\nRun it: milkway trial {self.protocol} --dyads 20\n")


@dataclass(frozen=True)
class NewPopulation:
    """The files that were written."""

    population: Path
    schema: Path

    @property
    def summary(self) -> dict:
        """Return them as plain values."""
        return {"population": str(self.population), "schema": str(self.schema)}

    def tell(self) -> None:
        """Print the files, and how a protocol names the population."""
        sys.stdout.write(f'{self.population}\n{self.schema}\nIn a protocol beside it: population = "{self.population.name}"\n')


@dataclass(frozen=True)
class NewData:
    """The data file that was written, and the protocol whose analyses it is for, as the caller named it."""

    data: Path
    protocol: str

    @property
    def summary(self) -> dict:
        """Return the file as plain values."""
        return {"data": str(self.data)}

    def tell(self) -> None:
        """Print the file, and the command that analyses it."""
        sys.stdout.write(f"{self.data}\nWhen it is filled in: milkway analyse {self.protocol} {self.data}\n")


@dataclass(frozen=True)
class NewResults:
    """The file for published results that was written, and the protocol that it is for, as the caller named it; "" for none."""

    results: Path
    protocol: str

    @property
    def summary(self) -> dict:
        """Return the file as plain values."""
        return {"results": str(self.results)}

    def tell(self) -> None:
        """Print the file, and the command that scores it."""
        scored = f"predict {self.protocol} --published" if self.protocol else "qualify --results"
        sys.stdout.write(f"{self.results}\nWhen it is filled in: milkway {scored} {self.results}\n")


def new(
    protocol: str | Path = "",
    *,
    like: str = "",
    population: bool = False,
    data: str | Path | Protocol = "",
    published: str | Path | Protocol = "",
    own_results: bool = False,
) -> NewProtocol | NewPopulation | NewData | NewResults:
    """Write a commented protocol that runs as it is, with its schema; or a population; or a file of data, or of results.

    A data file has a comment and a column for all that `milkway analyse` reads of each woman, and no women.

    Args:
        protocol: TOML file to write; it must not exist yet. With data the CSV file to write, NAME-data.csv if none is given; with
            published the TOML file, NAME-published.toml if none is given.
        like: Start from a protocol that ships (hurtado2017), with its numbers and without its published results, since they are
            of another trial; with population from a population that ships (general).
        population: Write a population that protocols in the same folder may name, in place of a protocol.
        data: Write the data file that this protocol (a name, or the path of a TOML file) asks for, in place of a protocol. In
            Python also a `milkway.Protocol`.
        published: Write the file of published results of this protocol, which `milkway predict` scores, in place of a protocol.
            In Python also a `milkway.Protocol`.
        own_results: Write a file of results of your own, which `milkway qualify --results` scores, in place of a protocol:
            own-results.toml if none is given.

    Returns:
        The files that were written. The `summary`, which `--json` prints, has `protocol` and `schema`, or `population` and
        `schema`, or `data`, or `results`.

    Raises:
        InputError: the file exists or cannot be written, or there is no such protocol.
    """
    asked = [name for name, given in (("population", population), ("data", data), ("published", published)) if given]
    if len(asked) > 1:
        raise InputError("new", [Mistake(asked[1], f"{asked[0]} as well", "one of the two")])
    if own_results:
        return _new_own(protocol, {"like": like, "population": population, "data": data, "published": published})
    if data:
        return _new_data(protocol, like, data)
    if published:
        return _new_results(protocol, like, published)
    known, beside = (population_names(), OF_POPULATIONS) if population else (shipped_protocols(), SCHEMA)
    file = _new_file(protocol, like, known, beside)
    words, start, schema = known_words(), Start(file.stem, like, beside), file.with_name(beside)
    if population:
        described = population_schema(words)
        text = own_population(start, described)
    else:
        described = protocol_schema(words)
        text = own_protocol(start, described, words)
    write_whole(schema, written(described).encode())
    write_whole(file, text.encode())
    return NewPopulation(file, schema) if population else NewProtocol(file, schema)


def _new_file(given: str | Path, like: str, known: tuple[str, ...], schema: str) -> Path:
    """Return the file to write, or raise what is wrong with it, and with what it is to be like."""
    if given == "":
        raise InputError("new", [Mistake("protocol", "nothing", "the TOML file to write, or data: a protocol to write data for")])
    if wrong := [] if isinstance(cast("object", given), str | Path) else file_mistakes("protocol", given, ".toml"):
        raise InputError("new", wrong)
    file = Path(given)
    mistakes = file_mistakes("protocol", file, ".toml") or _taken(file, file.with_name(schema))
    if like and like not in known:
        mistakes.append(Mistake("like", repr(like), f"one that ships: {suggest(like, known)}"))
    if mistakes:
        raise InputError("new", mistakes)
    return file


def _new_data(file: str | Path, like: str, asked: str | Path | Protocol) -> NewData:
    """Write a data file."""
    protocol, path = _beside(file, like, asked, "data", ".csv")
    if mistakes := contrast_mistakes(protocol):
        raise InputError("new", mistakes)
    write_whole(path, data_template(protocol).encode())
    return NewData(path, protocol.name if isinstance(asked, Protocol) else str(asked))


def _new_results(file: str | Path, like: str, asked: str | Path | Protocol) -> NewResults:
    """Write a file for published results."""
    protocol, path = _beside(file, like, asked, "published", ".toml")
    made = import_module("milkway.forecasts.given_results").results_template(protocol, path)  # loads what computes
    write_whole(path, made.encode())
    return NewResults(path, protocol.name if isinstance(asked, Protocol) else str(asked))


def _new_own(file: str | Path, others: Mapping[str, object]) -> NewResults:
    """Write a file for results of one's own."""
    path = OWN if file == "" else file
    mistakes = [Mistake(name, str(value), "nothing, with own_results") for name, value in others.items() if value]
    mistakes += file_mistakes("protocol", path, ".toml") or _taken(Path(path), Path(path).with_name(SCHEMA))
    if mistakes:
        raise InputError("new", mistakes)
    made = import_module("milkway.forecasts.own_template").own_template(Path(path))  # loads what computes
    write_whole(Path(path), made.encode())
    return NewResults(Path(path), "")


def _beside(file: str | Path, like: str, asked: str | Path | Protocol, what: str, suffix: str) -> tuple[Protocol, Path]:
    """Return the protocol that a file is asked for of, and the path of the file, which does not exist yet."""
    if not isinstance(cast("object", asked), str | Path | Protocol):
        allowed = "a protocol: its name, the path of a TOML file, or a milkway.Protocol"
        raise InputError("new", [Mistake(what, repr(asked), allowed)])
    protocol = given_protocol(asked, known_words())
    path = f"{protocol.name.replace('/', '_')}-{what}{suffix}" if file == "" else file
    mistakes = [Mistake("like", repr(like), f"nothing, with {what}")] if like else []
    mistakes += file_mistakes("protocol", path, suffix)
    if isinstance(path, str | Path) and Path(path).exists():
        mistakes.append(Mistake("protocol", f"{path}, which exists", "a file that does not exist yet"))
    if mistakes:
        raise InputError("new", mistakes)
    return protocol, Path(path)


def _taken(file: Path, beside: Path) -> list[Mistake]:
    """Return what is in the way: nothing is overwritten, save a schema that an earlier call wrote."""
    mistakes = [Mistake("protocol", f"{file}, which exists", "a file that does not exist yet")] if file.exists() else []
    if beside.exists() and not is_our_schema(beside):
        mistakes.append(Mistake("protocol", f"another {beside.name} beside it", "a folder without a file of that name"))
    return mistakes
