"""What a verb scored, appended to the log of scorings: by which command, version and code, and on which day."""

from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from milkway.arguments import file_mistakes
from milkway.core.errors import Mistake, RunError
from milkway.folder import code_mark
from milkway.forecasts.scoring_log import append_scoring, log_of_checkout


def asked_log(given: str | Path | None, mistakes: list[Mistake]) -> Path | None:
    """Return the file that a scoring is appended to: as asked for, else that of a checkout of the repository, if this is one."""
    if given is None:
        return log_of_checkout(Path.cwd())
    wrong = file_mistakes("log", given, "")
    mistakes += wrong
    return None if wrong else Path(given)


def logged(log: Path | None, command: str, data: str, score: str) -> str | None:
    """Append a scoring, and return the log as a reader sees it; nothing is written without one.

    Args:
        log: file.
        command: that scored, with its options.
        data: that were scored.
        score: how it came out.

    Raises:
        RunError: the log cannot be written.
    """
    if log is None:
        return None
    try:
        append_scoring(log, (datetime.now(tz=UTC).date().isoformat(), version("milkway"), code_mark(), command, data, score))
    except OSError as error:
        raise RunError(f"{error.filename or log}: {error.strerror}") from error
    return str(log)
