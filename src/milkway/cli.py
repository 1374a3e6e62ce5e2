"""The command line: reads arguments, calls the verb of the same name, prints what came of it.

What is heavy loads when a command runs, so that `--help` answers at once.
"""

import json
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, CycloptsError, Parameter

import milkway
from milkway.core.errors import InputError, Mistake, RunError

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
Json = Annotated[bool, Parameter(name="--json", negative="")]


app = App(
    name="milkway",
    version=lambda: version("milkway"),
    help="""Simulate bacteria on their way from a mother's gut through her milk to her baby, and the trials that study it.

For research and teaching; not medical advice.""",
    help_format="plaintext",
)

export = App(name="export", help="Write a model in a format that other programs read.", help_format="plaintext")
app.command(export)


@app.command
def trial(protocol: str, /, *, dyads: int | None = None, seed: int = 1, out: Path | None = None, as_json: Json = False) -> int:
    """Simulate a randomised trial on virtual dyads and set it beside the published result.

    Parameters
    ----------
    protocol: str
        Name of a protocol that ships (hurtado2017), or the path of a TOML file.
    dyads: int
        Dyads randomised, all arms together, if other than the protocol's.
    seed: int
        Of all chance.
    out: Path
        Folder of the run [default: milkway-runs/PROTOCOL-seedSEED]. The same command resumes it; another run is refused.
    as_json: bool
        Print one JSON object and nothing else.
    """
    finished = milkway.trial(protocol, dyads, seed, out)
    if as_json:
        return _print_json(finished.summary)
    import_module("milkway.reports.terminal").print_trial(finished.run, finished.folder)
    return DONE


@app.command
def simulate(  # noqa: PLR0913  one per option
    *,
    birth: str = "vaginal",
    feeding: str = "breast",
    probiotic: str = "none",
    antibiotics: str = "none",
    emptying: str = "usual",
    days: int = 120,
    dyads: int = 1,
    seed: int = 1,
    mean_field: Annotated[bool, Parameter(negative="")] = False,
    csv: Path | None = None,
    picture: Path | None = None,
    model: str = "complete",
    as_json: Json = False,
) -> int:
    """Simulate what happens to one dyad, or to many, from pregnancy on.

    Parameters
    ----------
    birth: str
        vaginal or caesarean.
    feeding: str
        breast, mixed or formula; also "breast until day 90".
    probiotic: str
        none, "3e9 CFU/day" from birth on, or as "3e9 CFU/day from day 4 to day 64".
    antibiotics: str
        Of the mother: none, peripartum, or as "day 10 to 17".
    emptying: str
        usual, or as "12 feeds, fraction 0.8".
    days: int
        Last day, days since birth.
    dyads: int
        One is the median dyad; more are drawn from the general population.
    seed: int
        Of all chance.
    mean_field: bool
        Switch all chance off.
    csv: Path
        Write tidy rows dyad,day,site,stock,value,unit to this file.
    picture: Path
        Write a figure to this file (.html).
    model: str
        complete, or as "complete without entero_mammary,prenatal".
    as_json: bool
        Print one JSON object and nothing else.
    """
    finished = milkway.simulate(
        birth, feeding, probiotic, antibiotics, emptying, days, dyads, seed, mean_field, csv, picture, model
    )
    if as_json:
        return _print_json(finished.summary)
    import_module("milkway.reports.scenario_terminal").print_scenario(finished.summary)
    return DONE


@export.command
def sbml(
    *,
    out: Path,
    birth: str = "vaginal",
    feeding: str = "breast",
    probiotic: str = "none",
    antibiotics: str = "none",
    emptying: str = "usual",
    days: int = 120,
    model: str = "complete",
) -> int:
    """Write what `milkway simulate --mean-field` runs as SBML Level 3 Version 2, for other simulators.

    Parameters
    ----------
    out: Path
        File of the document.
    birth: str
        vaginal or caesarean.
    feeding: str
        breast, mixed or formula; also "breast until day 90".
    probiotic: str
        none, or as "3e9 CFU/day from day 4 to day 64".
    antibiotics: str
        Of the mother: none, peripartum, or as "day 10 to 17".
    emptying: str
        usual, or as "12 feeds, fraction 0.8".
    days: int
        Last day, days since birth; exposures change up to it.
    model: str
        complete, or as "complete without entero_mammary,prenatal".
    """
    milkway.export_sbml(out, birth, feeding, probiotic, antibiotics, emptying, days, model)
    sys.stdout.write(f"{out}\n")
    return DONE


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
        _print_json({"error": {"kind": kind, "message": message, "mistakes": listed}})
    else:
        sys.stderr.write(f"milkway: {message}\n")
    return status


def _print_json(plain: dict) -> int:
    sys.stdout.write(json.dumps(plain, allow_nan=False, ensure_ascii=False) + "\n")
    return DONE


if __name__ == "__main__":
    sys.exit(main())
