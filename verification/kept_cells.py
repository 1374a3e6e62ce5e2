"""What was found in each cell is a line of a file, and counts while the code stays as it was: a run goes on where it stopped."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from verification.tried_cell import Found

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Kept:
    """A file of cells; those of other code stay in it, unread.

    Attributes:
        file: with a line for each cell.
        tried: patterns of the files with the code that a cell depends on.
    """

    file: Path
    tried: tuple[str, ...]

    def read(self) -> dict[str, dict[str, Found]]:
        """Return what was found with the code as it is: cell, then measure."""
        if not self.file.exists():
            return {}
        lines = (json.loads(line) for line in self.file.read_text().splitlines() if line.endswith("}"))
        mine = (one for one in lines if one["code"] == self.code())
        return {one["cell"]: {measure: Found(**each) for measure, each in one["found"].items()} for one in mine}

    def add(self, cell: str, found: dict[str, Found]) -> None:
        """Write what was found in a cell."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a") as file:
            file.write(
                json.dumps({"code": self.code(), "cell": cell, "found": {measure: asdict(one) for measure, one in found.items()}})
                + "\n"
            )

    def code(self) -> str:
        """Return a digest of all code that a cell depends on."""
        digest = sha256()
        for pattern in self.tried:
            for path in sorted(ROOT.glob(pattern)):
                digest.update(path.read_bytes())
        return digest.hexdigest()[:16]
