"""Write the tables of settings that ship: each protocol that ships under each setting. Takes an hour; for a release.

`python docs/write_settings.py [--dyads N] [PROTOCOL ...]`; without a name every protocol that a pool of women can hold.
"""

import argparse
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import milkway
from milkway.planning.kept_settings import numbers_mark, read_kept
from milkway.planning.planned_truth import pool_mistakes
from milkway.protocol.known import read_known_protocol
from milkway.protocol.protocol_file import shipped_protocols

FILE = Path(__file__).parent.parent / "src" / "milkway" / "planning" / "data" / "settings.json"


def made(name: str, dyads: int) -> dict:
    """Return the table of a protocol with its mark and the day."""
    with tempfile.TemporaryDirectory() as folder:
        found = milkway.settings(name, dyads=dyads, out=Path(folder) / "run")
    return {
        "made": datetime.now(UTC).date().isoformat(),
        "mark": numbers_mark(read_known_protocol(name)),
        "summary": found.summary,
    }


def names() -> list[str]:
    """Return the protocols that ship and have a table."""
    return [name for name in shipped_protocols() if not pool_mistakes(read_known_protocol(name))]


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("protocols", nargs="*", default=names())
    asked.add_argument("--dyads", type=int, default=300)
    given = asked.parse_args()
    kept = read_kept() | {name: made(name, given.dyads) for name in given.protocols}
    FILE.write_text(json.dumps(dict(sorted(kept.items())), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
