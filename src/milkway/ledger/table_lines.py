"""On which line of a TOML file a table of an array begins, so that a mistake in it can be found."""

import re

HEADER = re.compile(r"^\[\[([A-Za-z_.]+)\]\]")
STEP = re.compile(r"([A-Za-z_]+)\[(\d+)\]")


class TableLines:
    """The lines on which arrays of tables begin, by path.

    >>> lines = TableLines("id = 1\\n[[part]]\\n[[part.finding]]\\n[[part]]\\n[[part.finding]]\\n")
    >>> lines.where("a.toml", "part[2].finding[1].direction"), lines.where("a.toml", "quote")
    ('a.toml line 5 part[2].finding[1].direction', 'a.toml quote')
    """

    def __init__(self, text: str) -> None:
        """Read the headers of a text."""
        self.lines: dict[str, int] = {}
        at: dict[str, int] = {}
        for number, line in enumerate(text.splitlines(), start=1):
            header = HEADER.match(line)
            if header is not None:
                name = header[1]
                at = {key: count for key, count in at.items() if not key.startswith(f"{name}.")}
                at[name] = at.get(name, 0) + 1
                parts = name.split(".")
                path = ".".join(f"{part}[{at['.'.join(parts[: i + 1])]}]" for i, part in enumerate(parts))
                self.lines[path] = number

    def where(self, name: str, path: str) -> str:
        """Return file, line and path of a mistake; the file alone where no table of an array is named."""
        steps = [f"{part}[{number}]" for part, number in STEP.findall(path)]
        for length in range(len(steps), 0, -1):
            line = self.lines.get(".".join(steps[:length]))
            if line is not None:
                return f"{name} line {line} {path.strip()}"
        return f"{name} {path.strip()}".strip()
