"""`milkway new`: write a protocol to start from."""

import sys
from pathlib import Path

import milkway
from milkway.commands.answer import DONE, Json, print_json


def new(protocol: Path, /, *, like: str = "", as_json: Json = False) -> int:
    """Write a commented protocol that runs as it is, and the schema with which an editor helps to change it.

    Parameters
    ----------
    protocol: Path
        TOML file to write; it must not exist yet.
    like: str
        Start from a protocol that ships (hurtado2017), with its numbers and without its published results.
    as_json: bool
        Print one JSON object and nothing else.
    """
    made = milkway.new(protocol, like=like)
    if as_json:
        return print_json({"protocol": str(made.protocol), "schema": str(made.schema)})
    sys.stdout.write(f"{made.protocol}\n{made.schema}\nRun it: milkway trial {made.protocol} --dyads 20\n")
    return DONE
