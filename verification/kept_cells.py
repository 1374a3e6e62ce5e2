"""What was found in each cell is a line of a file, and counts while the code stays as it was: a run goes on where it stopped."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from verification.tried_cell import Found

ROOT = Path(__file__).parent.parent
TRIED = ("src/milkway/analysis/**/*.py", "verification/edge_*.py", "verification/tried_cell.py", "verification/true_contrasts.py")


@dataclass(frozen=True)
class Kept:
    """A file of cells; those of other code stay in it, unread."""

    file: Path

    def read(self) -> dict[str, dict[str, Found]]:
        """Return what was found with the code as it is: cell, then measure."""
        if not self.file.exists():
            return {}
        lines = (json.loads(line) for line in self.file.read_text().splitlines() if line.endswith("}"))
        mine = (one for one in lines if one["code"] == code())
        return {one["cell"]: {measure: Found(**each) for measure, each in one["found"].items()} for one in mine}

    def add(self, cell: str, found: dict[str, Found]) -> None:
        """Write what was found in a cell."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a") as file:
            file.write(
                json.dumps({"code": code(), "cell": cell, "found": {measure: asdict(one) for measure, one in found.items()}})
                + "\n"
            )


def code() -> str:
    """Return a digest of all code that a cell depends on."""
    digest = sha256()
    for path in _files():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _files() -> Iterator[Path]:
    for pattern in TRIED:
        yield from sorted(ROOT.glob(pattern))
