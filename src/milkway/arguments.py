"""What can be wrong with the arguments that the verbs share: sizes, seeds and files to be written."""

from pathlib import Path

from milkway.core.errors import Mistake


def size_mistakes(dyads: int, seed: int, least: int) -> list[Mistake]:
    """Return what is wrong with the number of dyads, of which there must be at least so many, and with the seed.

    >>> [mistake.where for mistake in size_mistakes(0, -1, 1)]
    ['dyads', 'seed']
    """
    mistakes = [] if dyads >= least else [Mistake("dyads", str(dyads), f"a whole number of at least {least}")]
    return mistakes + ([] if 0 <= seed < 2**63 else [Mistake("seed", str(seed), "a whole number from 0 to 2^63 - 1")])


def file_mistakes(name: str, file: str | Path | None, suffix: str) -> list[Mistake]:
    """Return what is wrong with a file to be written; a suffix is asked for unless it is empty."""
    if file is None:
        return []
    path = Path(file)
    if suffix and path.suffix != suffix:
        return [Mistake(name, str(path), f"a file that ends in {suffix}")]
    if path.is_dir() or not path.parent.is_dir():
        return [Mistake(name, str(path), "a file in a folder that exists")]
    return []
