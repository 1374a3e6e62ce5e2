"""Keep what the commands answer now: `uv run python tests/kept/keep.py [NAME ...]` prints what changes and writes it.

Each change that it prints needs a line in docs/changed-numbers.md.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from keeping import COMMANDS, TOLD, answer, changes, keep, kept
from protocols import write_protocols


def main(names: list[str]) -> None:
    """Run commands and keep what they answer."""
    with TemporaryDirectory() as place:
        write_protocols(Path(place))
        for name in names or COMMANDS:
            began = process_time()
            lines = answer(name, Path(place))
            before = kept(name) if (TOLD / f"{name}.gz").exists() else {}
            differ = changes(before, lines)
            sys.stdout.write(f"{name}: {process_time() - began:.1f} s, {len(lines)} lines, {len(differ)} differ\n")
            sys.stdout.writelines(f"  {one}\n" for one in differ if before)
            keep(name, lines)


if __name__ == "__main__":
    main(sys.argv[1:])
