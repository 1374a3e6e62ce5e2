"""How a command answers: its exit status, and one JSON object where that is asked for."""

import json
import sys

DONE, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


def print_json(plain: dict) -> int:
    """Print one JSON object on standard output and nothing else; return the exit status."""
    sys.stdout.write(json.dumps(plain, allow_nan=False, ensure_ascii=False) + "\n")
    return DONE
