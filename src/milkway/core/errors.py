"""What a user is told about wrong input: every mistake at once, each with its place, what was found and what is allowed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong with the user's input."""

    where: str
    found: str
    allowed: str

    def __str__(self) -> str:
        """Return the mistake as one sentence."""
        return f"{self.where}: found {self.found}; allowed: {self.allowed}"


class InputError(ValueError):
    """The user's input cannot be used; `mistakes` lists every reason."""

    def __init__(self, source: str, mistakes: list[Mistake]) -> None:
        """Gather the mistakes found in one source (a file, an argument, a table)."""
        self.source = source
        self.mistakes = tuple(mistakes)
        lines = "\n".join(f"  - {mistake}" for mistake in mistakes)
        noun = "mistake" if len(mistakes) == 1 else "mistakes"
        super().__init__(f"{source}: {len(mistakes)} {noun}\n{lines}")


class RunError(RuntimeError):
    """A run started but could not be completed; what was finished is kept."""
