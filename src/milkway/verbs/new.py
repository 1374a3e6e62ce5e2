"""`milkway.new`: a commented protocol of one's own to start from, and the schema with which an editor helps to write it."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from milkway.arguments import file_mistakes
from milkway.core.errors import InputError, Mistake
from milkway.core.writing import write_whole
from milkway.protocol.known import known_words
from milkway.protocol.protocol_file import shipped_protocols
from milkway.protocol.schema import is_our_schema, protocol_schema, written
from milkway.protocol.template import Start, own_protocol
from milkway.protocol.words import suggest

SCHEMA = "milkway-protocol.schema.json"


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


def new(protocol: str | Path, *, like: str = "") -> NewProtocol:
    """Write a commented protocol that runs as it is, and the schema with which an editor helps to change it.

    Args:
        protocol: TOML file to write; it must not exist yet.
        like: Start from a protocol that ships (hurtado2017), with its numbers and without its published results, since they are
            of another trial.

    Raises:
        InputError: the file exists or cannot be written, or no such protocol ships.
    """
    if wrong := [] if isinstance(cast("object", protocol), str | Path) else file_mistakes("protocol", protocol, ".toml"):
        raise InputError("new", wrong)
    file = Path(protocol)
    beside = file.with_name(SCHEMA)
    mistakes = file_mistakes("protocol", file, ".toml") or _taken(file, beside)
    if like and like not in shipped_protocols():
        mistakes.append(Mistake("like", repr(like), f"a protocol that ships: {suggest(like, shipped_protocols())}"))
    if mistakes:
        raise InputError("new", mistakes)
    words = known_words()
    schema = protocol_schema(words)
    text = own_protocol(Start(file.stem, like, SCHEMA), schema, words)
    write_whole(beside, written(schema).encode())
    write_whole(file, text.encode())
    return NewProtocol(file, beside)


def _taken(file: Path, beside: Path) -> list[Mistake]:
    """Return what is in the way: nothing is overwritten, save a schema that an earlier call wrote."""
    mistakes = [Mistake("protocol", f"{file}, which exists", "a file that does not exist yet")] if file.exists() else []
    if beside.exists() and not is_our_schema(beside):
        mistakes.append(Mistake("protocol", f"another {beside.name} beside it", "a folder without a file of that name"))
    return mistakes
