"""A prediction registered once, before any result is read: what it says, how it is scored, beside whom, and made of what.

It is two files of one name, JSON and a page, and is never made again under that name: neither file may exist.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from milkway.arguments import file_mistakes
from milkway.core.errors import Mistake, RunError
from milkway.forecasts.given_results import stated_contrasts, stated_results
from milkway.inference.posterior import FILES, shipped
from milkway.ledger.tables import ParameterTable
from milkway.protocol.protocol import Protocol
from milkway.protocol.resolve import resolve
from milkway.published.page_tables import table as page_table
from milkway.reports.forecast_terminal import endpoint_table, sentences
from milkway.reports.infant_tables import infant_tables

SUFFIXES = (".json", ".md")
RULE = (
    "Counts of women have the log score of a binomial over draws, episodes of a negative binomial, the arms of the trial "
    "together; means and loads the fair CRPS, distributions over infants the fair IQD. Of results of the same women and "
    "events one counts: women ill, neither their episodes nor the time to it; of loads that of the reference arm. Contrasts "
    "are placed and never scored. The score is that under the hypothesis '{counted}', with what the model may miss, beside "
    "the rivals' on the same results (docs/decisions/0034-skill.md)."
)
RIVALS = (
    "The naive rival is random effects of published results alone, the hierarchy the likelihood without the mechanism. Both "
    "leave the trial's own cluster of studies out, and what both expect stands in this prediction."
)
PAGE = """# {name}: what the model predicts

{title}

Registered on {date}, when the protocol stated no result, by `{command}`; do not edit by hand. This is not evidence about a
product, and no advice.

**How it is scored.** {rule}

**Rivals.** {rivals}

{tables}

## What is known of it

{lines}

## How it was made

{made}
"""


def register_mistakes(given: object) -> list[Mistake]:
    """Return what is wrong with a name for a registered prediction: neither of its files may exist."""
    if given is None:
        return []
    if not isinstance(given, str | Path) or not str(given):
        return [Mistake("register", repr(given), "the path of a name, such as predictions/my-trial-1")]
    for suffix in SUFFIXES:
        if Path(f"{given}{suffix}").exists():
            return [Mistake("register", f"{given}, which is registered", "a name of its own: no prediction is made again")]
    wrong = file_mistakes("register", f"{given}{SUFFIXES[0]}", "")
    return [Mistake("register", str(given), "a name in a folder that exists")] if wrong else []


def known_mistakes(protocol: Protocol) -> list[Mistake]:
    """Return that a protocol whose results are read cannot be registered any more."""
    if not stated_results(protocol) and not stated_contrasts(protocol):
        return []
    return [Mistake("register", f"{protocol.name}, whose results are stated", "a trial of which nobody has read a result")]


def write_registered(
    place: str | Path, protocol: Protocol, table: ParameterTable, summary: Mapping, command: str
) -> tuple[str, ...]:
    """Write a prediction, and return its files.

    Args:
        place: its name, with the folder.
        protocol: the trial.
        table: of the run.
        summary: of the forecast.
        command: that makes it.

    Raises:
        RunError: a file exists by now, or cannot be written.
    """
    posterior = [shipped().joinpath(name).read_bytes() for name in FILES] if summary["parameters"] == "posterior" else []
    made = {
        "date": datetime.now(tz=UTC).date().isoformat(),
        "milkway": version("milkway"),
        "code": summary["provenance"]["code"],
        "seed": summary["provenance"]["seed"],
        "draws": summary["draws"],
        "women": summary["provenance"]["women"],
        "parameters": summary["parameters"],
        "parameter_tables": _sum(repr(sorted(table.rows.items())).encode()),
        "posterior": _sum(b"".join(posterior)) if posterior else None,
        "protocol": _sum(json.dumps(resolve(protocol), sort_keys=True).encode()),
    }
    rule = RULE.format(counted=summary["settings"]["scored_under"])
    plain = {"name": Path(place).name, "registry": protocol.registry, "command": command, "rule": rule, "rivals": RIVALS}
    text = json.dumps(plain | {"made": made, "prediction": dict(summary)}, indent=1) + "\n"
    page = _page(Path(place).name, protocol, summary, made | {"command": command, "rule": rule})
    files = tuple(f"{place}{suffix}" for suffix in SUFFIXES)
    for file, content in zip(files, (text, page), strict=True):
        try:
            with Path(file).open("x", encoding="utf-8") as opened:  # never over another
                opened.write(content)
        except OSError as error:
            raise RunError(f"{file}: {error.strerror}") from error
    return files


def _page(name: str, protocol: Protocol, summary: Mapping, made: Mapping) -> str:
    names = dict.fromkeys(one["name"] for one in summary["results"])
    tables = [endpoint_table(summary, one) for one in names]
    counted = [one for one in summary["infants"] if one["hypothesis"] == summary["settings"]["scored_under"]]
    whole = [*tables, *infant_tables(counted, summary["stool_skill"])]
    told = [f"## {one.title}\n\n{page_table(one.columns, 'l' * len(one.columns), one.rows)}" for one in whole]
    kept = ("date", "milkway", "code", "seed", "draws", "women", "parameters", "parameter_tables", "posterior", "protocol")
    return PAGE.format(
        name=name,
        title=protocol.title,
        date=made["date"],
        command=made["command"],
        rule=made["rule"],
        rivals=RIVALS,
        tables="\n".join(told).rstrip(),
        lines="\n".join(f"- {line}" for line in sentences(summary)),
        made="\n".join(f"- {key}: `{made[key]}`" for key in kept),
    )


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
