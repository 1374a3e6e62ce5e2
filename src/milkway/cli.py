"""The command line: reads arguments, runs a command, turns what went wrong into a message and an exit status.

Commands are made from the verbs' files, and a verb loads when its command runs, so that `--help` answers at once.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from cyclopts import App, CycloptsError

from milkway.commands.answer import BAD_INPUT, DONE, FAILED, INTERRUPTED, print_json
from milkway.commands.made import command_of
from milkway.commands.stated import verbs
from milkway.core.errors import InputError, Mistake, RunError

if TYPE_CHECKING:
    from collections.abc import Sequence

app = App(
    name="milkway",
    version=lambda: import_module("importlib.metadata").version("milkway"),
    help="""Simulate bacteria on their way from a mother's gut through her milk to her baby, and the trials that study it.

For research and teaching; not medical advice.""",
    help_format="plaintext",
)
export = App(name="export", help="Write a model, or its numbers, in a format that other programs read.", help_format="plaintext")

for verb in verbs():
    family, name = (export, verb.removeprefix("export_")) if verb.startswith("export_") else (app, verb)
    family.command(command_of(verb), name=name)
app.command(export)


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run one command and return its exit status: 0 done, 1 failed, 2 bad input, 130 interrupted."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in words
    try:
        command, bound, _ = app.parse_args(words, exit_on_error=False, print_error=False)
        return command(*bound.args, **bound.kwargs) or DONE
    except CycloptsError as error:
        return _fail(BAD_INPUT, "input", _words_of(error), as_json)
    except InputError as error:
        return _fail(BAD_INPUT, "input", str(error), as_json, error.mistakes)
    except RunError as error:
        return _fail(FAILED, "run", str(error), as_json)
    except OSError as error:
        return _fail(FAILED, "file", f"A file could not be read or written: {error}", as_json)
    except KeyboardInterrupt as error:
        return _fail(INTERRUPTED, "interrupted", str(error) or "Interrupted.", as_json)


def _words_of(error: CycloptsError) -> str:
    return " ".join(str(error).split()) + " See milkway --help."


def _fail(status: int, kind: str, message: str, as_json: bool, mistakes: "Sequence[Mistake]" = ()) -> int:
    if as_json:
        listed = [{"where": one.where, "found": one.found, "allowed": one.allowed} for one in mistakes]
        print_json({"error": {"kind": kind, "message": message, "mistakes": listed}})
    else:
        sys.stderr.write(f"milkway: {message}\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
